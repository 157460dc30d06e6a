// Integers out of bytes, in the order the bytes say. No alignment is needed; the caller has checked
// that the bytes are there.
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace constat::capture {

enum class ByteOrder : std::uint8_t { kLittle, kBig };

constexpr std::uint8_t load_u8(std::string_view bytes, std::size_t at) {
  assert(at < bytes.size());
  return static_cast<std::uint8_t>(bytes[at]);
}

constexpr std::uint16_t load_u16(std::string_view bytes, std::size_t at, ByteOrder order) {
  const unsigned first = load_u8(bytes, at);
  const unsigned second = load_u8(bytes, at + 1);
  return static_cast<std::uint16_t>(order == ByteOrder::kBig ? first << 8 | second
                                                             : second << 8 | first);
}

constexpr std::uint32_t load_u32(std::string_view bytes, std::size_t at, ByteOrder order) {
  const std::uint32_t first = load_u16(bytes, at, order);
  const std::uint32_t second = load_u16(bytes, at + 2, order);
  return order == ByteOrder::kBig ? first << 16 | second : second << 16 | first;
}

constexpr std::uint64_t load_u64(std::string_view bytes, std::size_t at, ByteOrder order) {
  const std::uint64_t first = load_u32(bytes, at, order);
  const std::uint64_t second = load_u32(bytes, at + 4, order);
  return order == ByteOrder::kBig ? first << 32 | second : second << 32 | first;
}

// Network order (RFC 791, appendix B).
constexpr std::uint16_t network_u16(std::string_view bytes, std::size_t at) {
  return load_u16(bytes, at, ByteOrder::kBig);
}
constexpr std::uint32_t network_u32(std::string_view bytes, std::size_t at) {
  return load_u32(bytes, at, ByteOrder::kBig);
}

}  // namespace constat::capture
