// Metamorphic rewriting of a capture: the same TCP bytes in other frames.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/capture_time.h"

namespace constat::tests {

struct Frame {
  std::string bytes;
  CaptureTime time;
  std::uint32_t link_type = 1;
};

// Cuts the payload of some Ethernet/IPv4|IPv6/TCP frames into pieces at random places. Frames of
// other kinds, and frames with SYN, stay whole; FIN and PSH move to the last piece.
std::vector<Frame> cut(const std::vector<Frame>& frames, std::mt19937& random);

// Sends some frames again, at most `distance` frames later.
std::vector<Frame> repeat(const std::vector<Frame>& frames, std::size_t distance,
                          std::mt19937& random);

// Moves frames, each at most about `distance` places. The times stay in order: they go with the
// place.
std::vector<Frame> reorder(const std::vector<Frame>& frames, std::size_t distance,
                           std::mt19937& random);

}  // namespace constat::tests
