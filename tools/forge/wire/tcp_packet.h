// One IP packet with a TCP segment in it (RFC 791, RFC 8200, RFC 9293): lengths and checksums are
// right unless a fault asks for something else.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/capture_time.h"
#include "core/ip_address.h"

namespace constat::forge {

// Bits of the TCP header.
enum TcpFlag : std::uint8_t { kFin = 1, kSyn = 2, kRst = 4, kPsh = 8, kAck = 16, kUrg = 32 };

enum class TcpChecksum : std::uint8_t {
  kRight,
  kWrong,
  kUnfinished,  // the pseudo-header's sum alone, as an offloading sender's own capture shows it
};
enum class IpLength : std::uint8_t {
  kRight,
  kZero,  // segmentation left to the card: the captured length says how long it is
};

struct TcpPacket {
  Endpoint from;
  Endpoint to;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledged = 0;
  std::uint8_t flags = kAck;
  std::uint16_t window = 65535;
  std::uint16_t urgent = 0;
  std::uint16_t ip_id = 0;
  std::uint8_t hops = 64;
  std::string options;  // padded with zeros to whole words
  std::string payload;
  TcpChecksum checksum = TcpChecksum::kRight;
  IpLength length = IpLength::kRight;
};

std::string ip_packet_of(const TcpPacket& packet);

// Where the next packet's bytes in sequence begin.
std::uint32_t next_sequence(const TcpPacket& packet);

// Options of RFC 9293 section 3.1, RFC 7323, RFC 2018.
std::string syn_options(std::uint16_t segment, std::uint8_t window_shift);
std::string timestamps(std::uint32_t value, std::uint32_t echo);  // 12 bytes with two NOPs

// A packet as it passed, before a link or a tunnel wraps it.
struct TimedPacket {
  CaptureTime time;
  std::string ip;
};

}  // namespace constat::forge
