// The last delivered bytes of one direction, to compare a retransmission with what was read. A ring
// that grows with what was delivered, up to a cap, and does not exist before the first byte.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace constat::capture {

class RecentBytes {
 public:
  // Appends; beyond `most` bytes the oldest are forgotten. `total`: the memory of all rings.
  void append(std::string_view bytes, std::size_t most, std::size_t& total);

  std::size_t size() const { return size_; }
  // `length` bytes that begin `back` bytes before the end, in two pieces (the second may be empty).
  // Requires length <= back <= size().
  std::array<std::string_view, 2> look_back(std::size_t back, std::size_t length) const;

  // Forgets the bytes, keeps the memory.
  void clear() { size_ = 0; }
  // Gives the memory back.
  void release(std::size_t& total);

 private:
  void grow(std::size_t wanted, std::size_t most, std::size_t& total);
  void copy_in(std::string_view bytes);

  std::unique_ptr<char[]> ring_;
  std::uint32_t capacity_ = 0;  // a power of two, or 0
  std::uint32_t next_ = 0;      // where the next byte goes
  std::uint32_t size_ = 0;
};

}  // namespace constat::capture
