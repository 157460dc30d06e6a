#include "tools/forge/wire/tcp_packet.h"

#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/octets.h"

namespace constat::forge {
namespace {

constexpr std::uint8_t kTcp = 6;

std::string header_of(const TcpPacket& packet) {
  const std::size_t padding = (4 - packet.options.size() % 4) % 4;
  std::string out;
  put16(out, packet.from.port);
  put16(out, packet.to.port);
  put32(out, packet.sequence);
  put32(out, packet.acknowledged);
  put8(out, (20 + packet.options.size() + padding) / 4 << 4);
  put8(out, packet.flags);
  put16(out, packet.window);
  put16(out, 0);  // checksum
  put16(out, packet.urgent);
  return out.append(packet.options).append(padding, '\0');
}

void set_checksum(const TcpPacket& packet, std::string& segment) {
  const std::uint64_t pseudo =
      pseudo_header_sum({packet.from.ip, packet.to.ip}, kTcp, segment.size());
  if (packet.checksum == TcpChecksum::kUnfinished) return set16(segment, 16, folded(pseudo));
  const std::uint32_t right = checksum(pseudo + word_sum(segment));
  set16(segment, 16, packet.checksum == TcpChecksum::kRight ? right : right ^ 0x5a5a);
}

}  // namespace

std::string ip_packet_of(const TcpPacket& packet) {
  std::string segment = header_of(packet) + packet.payload;
  set_checksum(packet, segment);
  IpRoute route{packet.from.ip, packet.to.ip};
  route.id = packet.ip_id;
  route.hops = packet.hops;
  std::string out = in_ip(route, kTcp, segment);
  if (packet.length == IpLength::kZero) {
    set16(out, packet.from.ip.version == 6 ? 4 : 2, 0);
    if (packet.from.ip.version == 4) set_ipv4_checksum(out);
  }
  return out;
}

std::uint32_t next_sequence(const TcpPacket& packet) {
  const std::uint32_t takes_one = (packet.flags & (kSyn | kFin)) != 0 ? 1 : 0;
  return packet.sequence + static_cast<std::uint32_t>(packet.payload.size()) + takes_one;
}

std::string syn_options(std::uint16_t segment, std::uint8_t window_shift) {
  std::string out;
  put16(out, 0x0204);
  put16(out, segment);
  put32(out, 0x04020103);  // SACK permitted, NOP, window scale
  put8(out, 3);
  put8(out, window_shift);
  put16(out, 0x0101);
  return out;
}

std::string timestamps(std::uint32_t value, std::uint32_t echo) {
  std::string out;
  put32(out, 0x0101080a);
  put32(out, value);
  put32(out, echo);
  return out;
}

}  // namespace constat::forge
