// Numbers that look random and are the same for the same seed: SplitMix64 (Steele, Lea and Flood,
// 2014). Each thing that needs some takes its own stream, so that adding one changes no other.
#pragma once

#include <cstdint>
#include <string>

namespace constat::forge {

class Random {
 public:
  // Streams of one seed are independent of each other.
  Random(std::uint64_t seed, std::uint64_t stream)
      : state_(mix(seed) ^ mix(stream + 0x9e3779b97f4a7c15ull)) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ull;
    return mix(state_);
  }

  // In [0, bound); bound must not be 0. The bias of the remainder does not matter here.
  std::uint64_t below(std::uint64_t bound) { return next() % bound; }

  std::string bytes(std::uint64_t count) {
    std::string out(count, '\0');
    std::uint64_t word = 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (i % 8 == 0) word = next();
      out[i] = static_cast<char>(word & 0xff);
      word >>= 8;
    }
    return out;
  }

 private:
  static std::uint64_t mix(std::uint64_t value) {
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ull;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebull;
    return value ^ (value >> 31);
  }

  std::uint64_t state_;
};

}  // namespace constat::forge
