// What a pcapng file says was lost before it reached the file, for one interface.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace constat::capture {

constexpr std::uint64_t saturated_sum(std::uint64_t a, std::uint64_t b) {
  return a > std::numeric_limits<std::uint64_t>::max() - b
             ? std::numeric_limits<std::uint64_t>::max()
             : a + b;
}

struct Drops {
  std::uint64_t stated = 0;   // isb_ifdrop + isb_osdrop of the last statistics block
  std::uint64_t counted = 0;  // epb_dropcount and the like, summed over packets

  // Both tell of the same frames.
  constexpr std::uint64_t total() const { return std::max(stated, counted); }
};

}  // namespace constat::capture
