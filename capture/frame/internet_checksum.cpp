#include "capture/frame/internet_checksum.h"

#include <cstring>

namespace constat::capture {
namespace {

std::uint64_t load_word(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Two halves of 32 bits: their carries stay inside 64 bits.
std::uint64_t halves(std::uint64_t word) { return (word & 0xFFFF'FFFF) + (word >> 32); }

}  // namespace

std::uint64_t add_words(std::uint64_t sum, std::string_view bytes) {
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  std::uint64_t second = 0;
  for (; left >= 32; left -= 32, at += 32) {
    sum += halves(load_word(at)) + halves(load_word(at + 8));
    second += halves(load_word(at + 16)) + halves(load_word(at + 24));
  }
  for (; left >= 8; left -= 8, at += 8) sum += halves(load_word(at));
  if (left > 0) {
    char padded[8] = {};
    std::memcpy(padded, at, left);
    sum += halves(load_word(padded));
  }
  return sum + second;
}

std::uint16_t fold(std::uint64_t sum) {
  while (sum >> 16 != 0) sum = (sum & 0xFFFF) + (sum >> 16);
  return static_cast<std::uint16_t>(sum);
}

std::uint64_t tcp_pseudo_header(const IpHeader& ip, std::uint32_t length) {
  constexpr std::uint8_t kTcp = 6;
  const char tail[8] = {static_cast<char>(length >> 24 & 0xFF),
                        static_cast<char>(length >> 16 & 0xFF),
                        static_cast<char>(length >> 8 & 0xFF),
                        static_cast<char>(length & 0xFF),
                        0,
                        0,
                        0,
                        kTcp};
  std::uint64_t sum = add_words(0, {tail, sizeof tail});
  sum = add_words(sum, ip.source.network_bytes());
  return add_words(sum, ip.destination.network_bytes());
}

}  // namespace constat::capture
