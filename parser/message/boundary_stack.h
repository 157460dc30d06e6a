// The boundaries of all open multiparts, innermost last (RFC 2046 section 5.1.1). A candidate line
// is hashed once, whatever the number of levels (robustness M08). A line matches only as a whole,
// as most programs do: a boundary that is the beginning of another is told apart from it. RFC 2046
// section 5.1.1 also says that the beginning of a line suffices: that is beginning_of().
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace constat::parser::message {

enum class BoundaryKind : std::uint8_t { kNone, kDelimiter, kClose };

struct BoundaryMatch {
  BoundaryKind kind = BoundaryKind::kNone;
  std::size_t level = 0;  // as given to push()
};

class BoundaryStack {
 public:
  BoundaryStack();

  void clear();
  bool empty() const { return count_ == 0; }
  void push(std::size_t level, std::string_view boundary);
  void pop();
  // True when the innermost boundary is the same text as one further out.
  bool innermost_hides_another() const;

  // `line` without its line end; white space after the boundary is transport padding.
  BoundaryMatch match(std::string_view line) const;

  // The longest open boundary that the line begins with, when more than padding follows it.
  BoundaryMatch beginning_of(std::string_view line) const;

 private:
  static constexpr int kFree = -1;
  struct Entry {
    std::string text;
    std::uint64_t hash = 0;
    std::size_t level = 0;
    std::size_t slot = 0;
    int hidden = kFree;  // the entry of the same text further out
  };
  void grow();
  BoundaryMatch spaced(std::string_view line, std::size_t length, std::uint64_t hash) const;
  // The slot that holds the text, or the free one where it would go.
  std::size_t slot_of(std::string_view text, std::uint64_t hash) const;

  // The innermost entry of the text; kFree when there is none.
  int entry_of(std::string_view text, std::uint64_t hash) const {
    return slots_[slot_of(text, hash)];
  }

  std::vector<Entry> entries_;
  std::size_t count_ = 0;
  std::vector<int>
      slots_;  // open addressing; removal is last in, first out, so a slot is just freed
  std::size_t longest_ = 0;
  std::vector<std::uint32_t> of_length_;  // how many open boundaries are so long
};

}  // namespace constat::parser::message
