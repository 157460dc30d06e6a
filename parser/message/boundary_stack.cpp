#include "parser/message/boundary_stack.h"

#include <algorithm>
#include <cassert>

namespace constat::parser::message {
namespace {

// A power of two; at most a quarter of the slots is taken.
constexpr std::size_t kFirstSlots = 512;
constexpr std::uint64_t kHashStart = 14695981039346656037ull;  // FNV-1a

std::uint64_t add_to_hash(std::uint64_t hash, std::string_view bytes) {
  for (const char byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ull;
  }
  return hash;
}

std::string_view without_padding(std::string_view line) {
  const std::size_t last = line.find_last_not_of(" \t");
  return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

}  // namespace

BoundaryStack::BoundaryStack() : slots_(kFirstSlots, kFree) {}

void BoundaryStack::clear() {
  while (count_ > 0) pop();
  longest_ = 0;
}

std::size_t BoundaryStack::slot_of(std::string_view text, std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash ^ (hash >> 32)) & mask;
  while (slots_[slot] != kFree) {
    const Entry& entry = entries_[static_cast<std::size_t>(slots_[slot])];
    if (entry.hash == hash && entry.text == text) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

void BoundaryStack::grow() {
  slots_.assign(2 * slots_.size(), kFree);
  for (std::size_t index = 0; index < count_; ++index) {
    Entry& entry = entries_[index];
    entry.slot = slot_of(entry.text, entry.hash);
    entry.hidden = slots_[entry.slot];
    slots_[entry.slot] = static_cast<int>(index);
  }
}

void BoundaryStack::push(std::size_t level, std::string_view boundary) {
  if (count_ >= slots_.size() / 4) grow();
  if (count_ == entries_.size()) entries_.emplace_back();
  Entry& entry = entries_[count_];
  entry.text.assign(boundary);
  entry.hash = add_to_hash(kHashStart, entry.text);
  entry.level = level;
  entry.slot = slot_of(entry.text, entry.hash);
  entry.hidden = slots_[entry.slot];
  slots_[entry.slot] = static_cast<int>(count_);
  longest_ = std::max(longest_, entry.text.size());
  if (of_length_.size() <= longest_) of_length_.resize(longest_ + 1, 0);
  ++of_length_[entry.text.size()];
  ++count_;
}

void BoundaryStack::pop() {
  assert(count_ > 0);
  const Entry& entry = entries_[--count_];
  --of_length_[entry.text.size()];
  slots_[entry.slot] = entry.hidden;
}

bool BoundaryStack::innermost_hides_another() const {
  return count_ > 0 && entries_[count_ - 1].hidden != kFree;
}

// A boundary that ends in spaces, which RFC 2046 section 5.1.1 does not allow: they must stand in
// the line too. `hash` is that of the line up to `length`.
BoundaryMatch BoundaryStack::spaced(std::string_view line, std::size_t length,
                                    std::uint64_t hash) const {
  for (; length < line.size() && length < longest_; ++length) {
    hash = add_to_hash(hash, line.substr(length, 1));
    if (of_length_[length + 1] == 0) continue;
    const int entry = entry_of(line.substr(0, length + 1), hash);
    if (entry == kFree) continue;
    return {BoundaryKind::kDelimiter, entries_[static_cast<std::size_t>(entry)].level};
  }
  return {};
}

BoundaryMatch BoundaryStack::match(std::string_view line) const {
  if (count_ == 0 || !line.starts_with("--")) return {};
  const std::string_view padded = line.substr(2);
  line = without_padding(line).substr(2);
  if (line.size() > longest_ + 2) return {};

  const bool may_close = line.ends_with("--");
  const std::string_view stem = may_close ? line.substr(0, line.size() - 2) : line;
  const std::uint64_t stem_hash = add_to_hash(kHashStart, stem);
  const int stem_entry = entry_of(stem, stem_hash);
  if (!may_close) {
    if (stem_entry == kFree) return spaced(padded, line.size(), stem_hash);
    return {BoundaryKind::kDelimiter, entries_[static_cast<std::size_t>(stem_entry)].level};
  }
  // "--a--" closes "a", or separates parts of "a--": the inner one of both is meant.
  const int whole_entry = entry_of(line, add_to_hash(stem_hash, "--"));
  if (stem_entry == kFree && whole_entry == kFree) return {};
  const auto inner = static_cast<std::size_t>(std::max(stem_entry, whole_entry));
  const BoundaryKind kind =
      stem_entry > whole_entry ? BoundaryKind::kClose : BoundaryKind::kDelimiter;
  return {kind, entries_[inner].level};
}

// Linear in the line and in the boundaries of lengths up to its own.
BoundaryMatch BoundaryStack::beginning_of(std::string_view line) const {
  if (count_ == 0 || !line.starts_with("--")) return {};
  line = without_padding(line).substr(2);
  int found = kFree;
  std::size_t found_length = 0;
  std::uint64_t hash = kHashStart;
  for (std::size_t length = 1; length < line.size() && length <= longest_; ++length) {
    hash = add_to_hash(hash, line.substr(length - 1, 1));
    if (of_length_[length] == 0) continue;
    const int entry = entry_of(line.substr(0, length), hash);
    if (entry == kFree) continue;
    found = entry;
    found_length = length;
  }
  if (found == kFree) return {};
  const bool closes = line.substr(found_length).starts_with("--");
  return {closes ? BoundaryKind::kClose : BoundaryKind::kDelimiter,
          entries_[static_cast<std::size_t>(found)].level};
}

}  // namespace constat::parser::message
