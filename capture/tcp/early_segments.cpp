#include "capture/tcp/early_segments.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace constat::capture {

EarlySegments::Held::Held(std::string_view bytes, const Arrival& arrival)
    : length_(static_cast<std::uint32_t>(bytes.size())),
      input_(arrival.frame.input),
      frame_(arrival.frame.frame),
      time_(arrival.time),
      storage_{} {
  char* target = storage_.data();
  if (!is_in_place()) {
    target = new char[bytes.size()];
    std::memcpy(storage_.data(), &target, sizeof target);
  }
  std::copy(bytes.begin(), bytes.end(), target);
}

EarlySegments::Held::Held(Held&& other) noexcept
    : length_(std::exchange(other.length_, 0)),
      input_(other.input_),
      frame_(other.frame_),
      time_(other.time_),
      storage_(other.storage_) {}

EarlySegments::Held& EarlySegments::Held::operator=(Held&& other) noexcept {
  std::swap(length_, other.length_);
  std::swap(storage_, other.storage_);
  input_ = other.input_;
  frame_ = other.frame_;
  time_ = other.time_;
  return *this;
}

EarlySegments::Held::~Held() {
  if (!is_in_place()) delete[] pointer();
}

char* EarlySegments::Held::pointer() const {
  char* result;
  std::memcpy(&result, storage_.data(), sizeof result);
  return result;
}

std::string_view EarlySegments::Held::bytes() const {
  return {is_in_place() ? storage_.data() : pointer(), length_};
}

EarlySegments::Parts::const_iterator EarlySegments::first_reaching(std::int64_t position) const {
  auto part = parts_.upper_bound(position);
  if (part == parts_.begin()) return part;
  const auto before = std::prev(part);
  return end_of(*before) > position ? before : part;
}

std::int64_t EarlySegments::end_of(const Parts::value_type& part) {
  return part.first + static_cast<std::int64_t>(part.second.bytes().size());
}

std::vector<EarlySegments::Overlap> EarlySegments::overlaps_with(std::int64_t position,
                                                                 std::string_view bytes) const {
  std::vector<Overlap> overlaps;
  const std::int64_t end = position + static_cast<std::int64_t>(bytes.size());
  for (auto part = first_reaching(position); part != parts_.end() && part->first < end; ++part) {
    const std::int64_t from = std::max(position, part->first);
    const auto length = static_cast<std::size_t>(std::min(end, end_of(*part)) - from);
    overlaps.push_back(
        {from, part->second.bytes().substr(static_cast<std::size_t>(from - part->first), length),
         bytes.substr(static_cast<std::size_t>(from - position), length)});
  }
  return overlaps;
}

void EarlySegments::add(std::int64_t position, std::string_view bytes, const Arrival& arrival) {
  while (!bytes.empty()) {
    const auto part = first_reaching(position);
    const bool is_free = part == parts_.end() || part->first > position;
    const std::int64_t up_to = part == parts_.end() ? INT64_MAX
                               : is_free            ? part->first
                                                    : end_of(*part);
    const auto length = static_cast<std::size_t>(
        std::min(static_cast<std::int64_t>(bytes.size()), up_to - position));
    if (is_free) {
      parts_.emplace_hint(part, position, Held(bytes.substr(0, length), arrival));
      bytes_ += length;
    }
    bytes.remove_prefix(length);
    position += static_cast<std::int64_t>(length);
  }
}

void EarlySegments::drop_first() {
  const auto first = parts_.begin();
  bytes_ -= first->second.bytes().size();
  parts_.erase(first);
}

std::optional<char> EarlySegments::byte_at(std::int64_t position) const {
  const auto part = first_reaching(position);
  if (part == parts_.end() || part->first > position) return std::nullopt;
  return part->second.bytes()[static_cast<std::size_t>(position - part->first)];
}

}  // namespace constat::capture
