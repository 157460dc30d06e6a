#include "capture/tcp/early_segments.h"

#include <algorithm>
#include <iterator>

namespace constat::capture {

std::vector<EarlySegments::Overlap> EarlySegments::add(std::int64_t position,
                                                       std::string_view bytes,
                                                       const Arrival& arrival) {
  std::vector<Overlap> overlaps;
  const std::int64_t end = position + static_cast<std::int64_t>(bytes.size());
  auto next = parts_.upper_bound(position);
  if (next != parts_.begin()) --next;
  std::int64_t at = position;  // everything before it is dealt with
  const auto later_copy = [&](std::int64_t from, std::int64_t to) {
    return bytes.substr(static_cast<std::size_t>(from - position),
                        static_cast<std::size_t>(to - from));
  };
  for (; next != parts_.end() && next->first < end; ++next) {
    const std::string_view held = next->second.bytes;
    const std::int64_t held_end = next->first + static_cast<std::int64_t>(held.size());
    if (held_end <= at) continue;
    if (at < next->first) keep(at, later_copy(at, next->first), arrival);
    const std::int64_t from = std::max(at, next->first);
    const std::int64_t to = std::min(end, held_end);
    overlaps.push_back({from,
                        held.substr(static_cast<std::size_t>(from - next->first),
                                    static_cast<std::size_t>(to - from)),
                        later_copy(from, to)});
    at = to;
  }
  if (at < end) keep(at, later_copy(at, end), arrival);
  return overlaps;
}

void EarlySegments::keep(std::int64_t position, std::string_view bytes, const Arrival& arrival) {
  parts_.emplace(position, Part{std::string(bytes), arrival});
  bytes_ += bytes.size();
}

EarlySegments::Part EarlySegments::take_first() {
  const auto first = parts_.begin();
  Part part = std::move(first->second);
  bytes_ -= part.bytes.size();
  parts_.erase(first);
  return part;
}

}  // namespace constat::capture
