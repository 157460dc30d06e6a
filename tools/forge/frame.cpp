#include "tools/forge/frame.h"

namespace constat::forge {
namespace {

constexpr std::uint8_t kWindowShift = 7;  // as Linux asks for
// The client is a few hops further away.
constexpr std::uint8_t kClientHops = 57, kServerHops = 64;

std::string options_of(const Segment& segment, const SessionPlan& plan) {
  std::string out;
  if ((segment.flags & kSyn) != 0)
    out = syn_options(static_cast<std::uint16_t>(plan.segment), kWindowShift);
  if (plan.timestamps) out += timestamps(segment.timestamp, segment.echo);
  return out;
}

}  // namespace

TcpPacket packet_of(const Segment& segment, const SessionPlan& plan, const Dialogue& dialogue) {
  const bool from_client = segment.side == Side::kClient;
  const std::string& stream = from_client ? dialogue.client : dialogue.server;
  TcpPacket packet;
  packet.from = from_client ? plan.client : plan.server;
  packet.to = from_client ? plan.server : plan.client;
  packet.sequence = segment.sequence;
  packet.acknowledged = segment.acknowledged;
  packet.flags = segment.flags;
  packet.ip_id = segment.ip_id;
  packet.hops = from_client ? kClientHops : kServerHops;
  packet.options = options_of(segment, plan);
  packet.payload = stream.substr(segment.bytes.offset, segment.bytes.length);
  return packet;
}

}  // namespace constat::forge
