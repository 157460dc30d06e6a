// The Internet checksum (RFC 1071): a one's complement sum of 16-bit words. The sum does not depend
// on the byte order of the machine as long as words are loaded and compared in the same order
// (section 2 (B)), so that nothing is swapped here.
#pragma once

#include <cstdint>
#include <string_view>

#include "capture/frame/ip_header.h"

namespace constat::capture {

// Adds the words of `bytes`; an odd last byte is padded with zero. Pieces that are added one after
// the other must be of even length, except for the last. Bounded for 2^30 bytes.
std::uint64_t add_words(std::uint64_t sum, std::string_view bytes);

// To 16 bits, in the order of the machine.
std::uint16_t fold(std::uint64_t sum);

// Over bytes that hold their own checksum.
inline bool is_sum_right(std::uint64_t sum) { return fold(sum) == 0xFFFF; }

// RFC 9293 section 3.1, RFC 8200 section 8.1: addresses, protocol, and the length of the segment.
std::uint64_t tcp_pseudo_header(const IpHeader& ip, std::uint32_t length);

}  // namespace constat::capture
