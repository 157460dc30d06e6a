// A dialogue as TCP segments (RFC 9293): handshake, data, acknowledgements, the end, each with its
// time. Sequence numbers start where the seed says. Then what the capture makes of them: segments
// lost to it, seen out of order, seen twice, one side only, the beginning missed.
//
//   Dialogue --> to_segments() --> apply_faults() --> packet_of() --> Wrapper
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/capture_time.h"
#include "tools/forge/dialogue.h"
#include "tools/forge/random.h"
#include "tools/forge/scenario.h"
#include "tools/forge/wire/tcp_packet.h"

namespace constat::forge {

struct Segment {
  CaptureTime time;
  Side side = Side::kClient;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledged = 0;
  std::uint8_t flags = kAck;
  ByteRange bytes;  // of this side's stream; empty without data
  std::uint16_t ip_id = 0;
  std::uint32_t timestamp = 0;  // of the sender's clock, in milliseconds
  std::uint32_t echo = 0;       // the last one that came from the other side
};

std::vector<Segment> to_segments(const SessionPlan& plan, const Dialogue& dialogue, Random& random);

// Keeps in `segments` what the capture holds. A sentence when a fault names a segment that is not
// there; "" when all is well.
std::string apply_faults(const SessionPlan& plan, const Dialogue& dialogue, Random& random,
                         std::vector<Segment>& segments);

}  // namespace constat::forge
