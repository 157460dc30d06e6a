// Sequence arithmetic (RFC 9293 section 3.4), here and nowhere else: numbers of 32 bits that wrap
// become positions of 64 bits that do not.
#pragma once

#include <cstdint>

namespace constat::capture {

// How far `to` lies after `from`; negative when before. Right for distances below 2^31.
constexpr std::int32_t sequence_distance(std::uint32_t from, std::uint32_t to) {
  return static_cast<std::int32_t>(to - from);
}

// True when `sequence` lies in [from, from + length).
constexpr bool is_in_range(std::uint32_t sequence, std::uint32_t from, std::uint32_t length) {
  return sequence - from < length;
}

// The sequence numbers of one direction as positions: `origin` is position 0; bytes before it have
// negative positions.
class SequenceSpace {
 public:
  explicit constexpr SequenceSpace(std::uint32_t origin) : origin_(origin) {}

  // The position nearest to `near` that has this number.
  constexpr std::int64_t position_of(std::uint32_t sequence, std::int64_t near) const {
    return near + sequence_distance(number_of(near), sequence);
  }
  constexpr std::uint32_t number_of(std::int64_t position) const {
    return origin_ + static_cast<std::uint32_t>(position);
  }

 private:
  std::uint32_t origin_;
};

// The largest receive window (RFC 7323 section 2.3); what lies further away than that belongs to no
// window of the connection.
constexpr std::int64_t kLargestWindow = std::int64_t{1} << 30;

}  // namespace constat::capture
