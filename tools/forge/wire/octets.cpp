#include "tools/forge/wire/octets.h"

namespace constat::forge {

std::uint64_t word_sum(std::string_view bytes) {
  std::uint64_t sum = 0;
  std::size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) sum += get16(bytes, at);
  return at < bytes.size() ? sum + (get8(bytes, at) << 8) : sum;
}

std::uint32_t folded(std::uint64_t sum) {
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint32_t>(sum);
}

}  // namespace constat::forge
