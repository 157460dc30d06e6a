#include "parser/smtp/side_input.h"

#include <algorithm>
#include <cassert>

namespace constat::parser::smtp {

void SideInput::push(const Mark& mark) {
  if (first_ == marks_.size()) {
    marks_.clear();
    first_ = 0;
  } else if (waiting() == 0 && first_ + 1 == marks_.size() && !marks_[first_].is_gap) {
    // The mark of bytes that are all consumed says nothing more.
    marks_[first_] = mark;
    return;
  } else if (first_ > 0 && first_ >= marks_.size() / 2) {
    // Those that stay are no more than those that go, so that all moving together is linear.
    marks_.erase(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
  marks_.push_back(mark);
}

void SideInput::add(const capture::StreamChunk& chunk) {
  if (chunk.bytes.empty()) return;
  assert(borrowed_.empty());
  push({index_ + waiting(), chunk.offset, 0, false, {chunk.frame, chunk.time}});
  if (held_.empty()) {
    borrowed_ = chunk.bytes;
  } else {
    held_.append(chunk.bytes);
  }
}

void SideInput::add(const capture::StreamGap& gap) {
  const std::uint64_t index = index_ + waiting();
  if (first_ < marks_.size() && marks_.back().is_gap && marks_.back().index == index) {
    // Adjacent gaps are one; an unknown length makes the whole unknown.
    Mark& last = marks_.back();
    last.gap = last.gap == 0 || gap.length == 0 ? 0 : last.gap + gap.length;
    return;
  }
  push({index, gap.offset, gap.length, true, {gap.frame, gap.time}});
  if (first_gap_ == gaps_.size()) {
    gaps_.clear();
    first_gap_ = 0;
  }
  gaps_.push_back(index);
}

void SideInput::settle() {
  held_.append(borrowed_);
  borrowed_ = {};
}

std::string_view SideInput::bytes() const {
  std::string_view bytes = all();
  if (first_gap_ < gaps_.size()) {
    bytes = bytes.substr(0, static_cast<std::size_t>(gaps_[first_gap_] - index_));
  }
  return bytes;
}

std::uint64_t SideInput::offset() const {
  if (first_ == marks_.size()) return 0;
  const Mark& mark = marks_[first_];
  return mark.is_gap ? mark.offset : mark.offset + (index_ - mark.index);
}

ByteRange SideInput::gap() const {
  assert(at_gap());
  return {marks_[first_].offset, marks_[first_].gap};
}

Provenance SideInput::provenance() const {
  return first_ == marks_.size() ? Provenance{} : marks_[first_].from;
}

std::size_t SideInput::run_length() const {
  std::size_t length = bytes().size();
  if (first_ + 1 < marks_.size()) {
    length = std::min(length, static_cast<std::size_t>(marks_[first_ + 1].index - index_));
  }
  return length;
}

void SideInput::advance_marks() {
  while (first_ + 1 < marks_.size() && !marks_[first_].is_gap &&
         marks_[first_ + 1].index <= index_) {
    ++first_;
  }
}

void SideInput::consume(std::size_t count) {
  assert(count <= bytes().size());
  if (held_.empty()) {
    borrowed_.remove_prefix(count);
  } else {
    held_.drop_front(count);
  }
  index_ += count;
  advance_marks();
}

void SideInput::pass_gap() {
  assert(at_gap());
  ++first_gap_;
  // A last mark stays, as the position of what comes next.
  if (first_ + 1 < marks_.size()) {
    ++first_;
    advance_marks();
  } else {
    Mark& mark = marks_[first_];
    mark.offset += mark.gap;
    mark.gap = 0;
    mark.is_gap = false;
  }
}

void SideInput::shorten_gap(std::uint64_t length) {
  assert(at_gap() && marks_[first_].gap > length);
  marks_[first_].offset += length;
  marks_[first_].gap -= length;
}

std::vector<Stretch> SideInput::look_ahead(std::size_t most) const {
  std::vector<Stretch> stretches;
  const std::string_view bytes = all();
  std::size_t at = 0;
  bool after_gap = false;
  for (std::size_t index = first_gap_; index < gaps_.size(); ++index) {
    const auto end = static_cast<std::size_t>(gaps_[index] - index_);
    if (end > at || after_gap) stretches.push_back({bytes.substr(at, end - at), after_gap});
    if (stretches.size() >= most) return stretches;
    at = end;
    after_gap = true;
  }
  stretches.push_back({bytes.substr(at), after_gap});
  return stretches;
}

}  // namespace constat::parser::smtp
