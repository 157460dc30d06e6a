// Numbers into bytes, in network order (RFC 791 appendix B), and the Internet checksum (RFC 1071).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace constat::forge {

inline void put8(std::string& out, std::uint64_t value) { out += static_cast<char>(value & 0xff); }
inline void put16(std::string& out, std::uint64_t value) {
  put8(out, value >> 8);
  put8(out, value);
}
inline void put32(std::string& out, std::uint64_t value) {
  put16(out, value >> 16);
  put16(out, value);
}
inline void set16(std::string& out, std::size_t at, std::uint64_t value) {
  out[at] = static_cast<char>(value >> 8 & 0xff);
  out[at + 1] = static_cast<char>(value & 0xff);
}
inline void set32(std::string& out, std::size_t at, std::uint64_t value) {
  set16(out, at, value >> 16);
  set16(out, at + 2, value);
}
// The caller has checked that the bytes are there.
inline std::uint32_t get8(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
inline std::uint32_t get16(std::string_view bytes, std::size_t at) {
  return get8(bytes, at) << 8 | get8(bytes, at + 1);
}
inline std::uint32_t get32(std::string_view bytes, std::size_t at) {
  return get16(bytes, at) << 16 | get16(bytes, at + 2);
}

// Sum of 16-bit words; an odd last byte is padded with zero.
std::uint64_t word_sum(std::string_view bytes);
// The sum folded to 16 bits, without the complement: what is left where the card is to finish it.
std::uint32_t folded(std::uint64_t sum);
inline std::uint32_t checksum(std::uint64_t sum) { return ~folded(sum) & 0xffff; }

}  // namespace constat::forge
