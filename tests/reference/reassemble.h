// Reassembly so slow and plain that it is right: one map entry a byte, first seen wins. For tests,
// fuzzing and bench only.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/bytes.h"

namespace constat::reference {

// Bytes of one direction at their stream offset, in the order of arrival.
struct Placed {
  std::uint64_t offset;
  std::string bytes;
};

struct Stream {
  std::string text;             // the bytes, without those that are missing
  std::vector<ByteRange> gaps;  // in stream offsets, adjacent ones joined
  friend bool operator==(const Stream&, const Stream&) = default;
};

// `end`: what a FIN says is the length of the stream; 0 when no FIN was seen.
inline Stream reassemble(const std::vector<Placed>& arrivals, std::uint64_t end) {
  std::map<std::uint64_t, char> stream;
  for (const Placed& placed : arrivals) {
    for (std::size_t at = 0; at < placed.bytes.size(); ++at) {
      stream.emplace(placed.offset + at, placed.bytes[at]);
    }
  }
  Stream result;
  std::uint64_t next = 0;
  for (const auto& [offset, byte] : stream) {
    if (offset > next) result.gaps.push_back({next, offset - next});
    result.text.push_back(byte);
    next = offset + 1;
  }
  if (end > next) result.gaps.push_back({next, end - next});
  return result;
}

}  // namespace constat::reference
