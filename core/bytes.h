// Byte positions, shared by every room. Bytes themselves are std::string_view (borrowed) or
// std::string (owned); neither says anything about a character set.
#pragma once

#include <compare>
#include <cstdint>

namespace constat {

// Half-open range [offset, offset + length) in a stated byte sequence. Units: bytes.
struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;

  constexpr std::uint64_t end() const { return offset + length; }
  constexpr bool empty() const { return length == 0; }
  constexpr bool contains(std::uint64_t position) const {
    return position >= offset && position < end();
  }
  constexpr bool overlaps(const ByteRange& other) const {
    return offset < other.end() && other.offset < end();
  }
  friend constexpr auto operator<=>(const ByteRange&, const ByteRange&) = default;
};

}  // namespace constat
