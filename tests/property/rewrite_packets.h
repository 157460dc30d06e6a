// Metamorphic rewriting of a conversation: the same TCP bytes in other packets, and the same
// packets in other frames. What is decided at random is decided by the generator that is handed in.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "core/capture_time.h"
#include "tools/forge/wire/tcp_packet.h"

namespace constat::tests {

using forge::TimedPacket;
using Packets = std::vector<TimedPacket>;

// Cuts the payload of some packets into pieces at random places; each piece is a packet with right
// lengths, checksums and a number of its own. Packets with SYN or RST stay whole; FIN and PSH move
// to the last piece.
Packets cut(const Packets& packets, std::mt19937& random);

// Sends some packets again, at most `distance` packets later.
Packets repeat(const Packets& packets, std::size_t distance, std::mt19937& random);

// Moves packets, each at most about `distance` places. The times stay in order: they go with the
// place.
Packets reorder(const Packets& packets, std::size_t distance, std::mt19937& random);

struct Frame {
  std::string bytes;
  CaptureTime time;
  std::uint32_t link_type = 1;
  std::uint32_t input = 0;  // which of the files holds it
};

// How packets become frames. One link or tunnel for all, or another for each packet; a mirror port
// may send some a second time with a VLAN tag.
enum class Wrapping : std::uint8_t { kPlain, kOneForAll, kOneForEach };
enum class Mirror : std::uint8_t { kNone, kSome };
struct Framing {
  Wrapping wrapping = Wrapping::kPlain;
  Mirror mirror = Mirror::kNone;
  std::uint32_t inputs = 1;  // files that the frames are spread over
};
std::vector<Frame> to_frames(const Packets& packets, const Framing& framing, std::mt19937& random);

}  // namespace constat::tests
