// Bytes of one side that wait. Whatever leaves the buffer, by use, growth or destruction, is
// overwritten: AUTH arguments (RFC 4954) pass through here and must not stay behind in memory.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace constat::parser::smtp {

class HeldBytes {
 public:
  HeldBytes() = default;
  ~HeldBytes();
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;

  void append(std::string_view bytes);
  void drop_front(std::size_t count);
  std::string_view view() const { return {data_.get() + head_, end_ - head_}; }
  bool empty() const { return head_ == end_; }
  std::size_t capacity() const { return capacity_; }

 private:
  void make_room(std::size_t count);
  void release();

  std::unique_ptr<char[]> data_;
  std::size_t capacity_ = 0;
  std::size_t head_ = 0;  // live bytes are [head_, end_)
  std::size_t end_ = 0;
};

}  // namespace constat::parser::smtp
