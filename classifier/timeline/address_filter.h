// A set of texts in bounded memory that never denies one it was given, and rarely affirms one it
// was not (Bloom, CACM 13, 1970): what passes it is looked at exactly afterwards.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/digest.h"

namespace constat::classifier {

class AddressFilter {
 public:
  // For about `expected` texts; at most `most_bytes` of memory.
  AddressFilter(std::uint64_t expected, std::size_t most_bytes)
      : words_(
            std::bit_floor(std::clamp<std::size_t>(expected * 2 / sizeof(std::uint64_t), 1024,
                                                   std::max<std::size_t>(most_bytes, 8192) / 8))) {}

  void add(std::string_view text) {
    visit(text, [](std::uint64_t& word, std::uint64_t bit) {
      word |= bit;
      return true;
    });
  }
  bool may_hold(std::string_view text) {
    return visit(text,
                 [](const std::uint64_t& word, std::uint64_t bit) { return (word & bit) != 0; });
  }

 private:
  static constexpr std::size_t kBits = 4;

  template <typename Visit>
  bool visit(std::string_view text, const Visit& each) {
    const Digest digest = sha256(text);
    for (std::size_t at = 0; at < kBits; ++at) {
      std::uint64_t place = 0;
      std::memcpy(&place, digest.bytes.data() + at * sizeof place, sizeof place);
      const std::size_t word = place / 64 & (words_.size() - 1);
      if (!each(words_[word], std::uint64_t{1} << place % 64)) return false;
    }
    return true;
  }

  std::vector<std::uint64_t> words_;
};

}  // namespace constat::classifier
