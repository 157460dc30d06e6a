// Bytes as a list of TCP segments that lie near each other, so that they meet: overlaps that agree
// and that do not, holes, late and early copies, handshakes, FINs, RSTs, numbers that wrap, used
// 4-tuples, doubtful copies. For the fuzz target and for random tests.
//
// 8 bytes of input a segment: kind, flags, place (2), length, fill, acknowledgement, oddity.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "capture/frame/tcp_segment.h"

namespace constat::reference {

struct ScriptedSegment {
  capture::TcpSegment segment;  // its payload is in `payload`
  std::string payload;

  capture::TcpSegment whole() const {
    capture::TcpSegment result = segment;
    result.payload = payload;
    result.payload_length = static_cast<std::uint32_t>(payload.size());
    return result;
  }
};

class SegmentScript {
 public:
  explicit SegmentScript(std::string_view input) {
    for (; input.size() >= 8; input.remove_prefix(8)) add(input.substr(0, 8));
  }
  const std::vector<ScriptedSegment>& segments() const { return segments_; }

 private:
  using Segment = capture::TcpSegment;

  void add(std::string_view input) {
    const auto byte = [&](std::size_t at) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(input[at]));
    };
    ScriptedSegment made;
    Segment& segment = made.segment;
    const bool from_client = (byte(0) & 1) != 0;
    const Endpoint client = {IpAddress::v4("\x0A\x01\x01\x01"),
                             static_cast<std::uint16_t>(40'000 + (byte(0) >> 1 & 1))};
    const Endpoint server = {IpAddress::v4("\x0A\x01\x01\x02"), 25};
    segment.source = from_client ? client : server;
    segment.destination = from_client ? server : client;
    // Two generations of initial numbers, one of them about to wrap.
    const std::uint32_t generation = byte(0) >> 2 & 3;
    const std::uint32_t client_start = generation == 3 ? 0x40000000 : 0xFFFFFF80;
    const std::uint32_t server_start = generation == 3 ? 0x70000000 : 1000;
    const std::uint32_t place = (byte(2) << 8 | byte(3)) & 0x3FF;
    const std::uint32_t own = (from_client ? client_start : server_start);
    segment.flags = flags_of(byte(0) >> 4, byte(1));
    segment.sequence = own + (segment.has(Segment::kSyn) ? place & 1 : place);
    segment.acknowledgement = (from_client ? server_start : client_start) + byte(6) * 4 + 1;
    if (segment.has(Segment::kSyn)) segment.acknowledgement -= byte(6) & 0xFC;
    segment.window = 1000;
    segment.time_to_live = 60;
    segment.window_shift = (byte(7) & 1) != 0 ? 2 : Segment::kNoShift;
    make_odd(segment, byte(7));
    const bool has_payload = !segment.has(Segment::kSyn) || (byte(7) & 6) == 6;
    made.payload.assign(has_payload ? byte(4) : 0, ' ');
    for (std::size_t at = 0; at < made.payload.size(); ++at) {
      const auto number = static_cast<std::uint32_t>(at) + segment.sequence;
      made.payload[at] = static_cast<char>('a' + (number / 3 + number) % 23 + fill(byte(5), at));
    }
    segments_.push_back(std::move(made));
  }

  // Mostly plain data; one in eight has whatever flags the input says.
  static std::uint8_t flags_of(std::uint32_t kind, std::uint32_t any) {
    switch (kind & 7) {
      case 0:
        return Segment::kSyn;
      case 1:
        return Segment::kSyn | Segment::kAck;
      case 2:
        return Segment::kFin | Segment::kAck;
      case 3:
        return static_cast<std::uint8_t>(any & 0x37);
      default:
        return Segment::kAck;
    }
  }

  static void make_odd(Segment& segment, std::uint32_t oddity) {
    switch (oddity >> 3) {
      case 1:
        segment.time_to_live = 7;
        break;
      case 2:
        segment.has_timestamp = true;
        segment.timestamp = 5'000;
        break;
      case 3:
        segment.has_timestamp = true;
        segment.timestamp = 50;
        break;
      case 4:
        segment.window = 0;
        break;
      case 5:
        segment.sequence += 0x00100000;
        break;
      case 6:
        segment.sequence += 0x30000000;
        break;
      case 7:
        segment.sequence -= 2000;
        break;
      case 8:
        segment.flags &= static_cast<std::uint8_t>(~Segment::kAck);
        break;
      case 9:
        segment.acknowledgement += 0x00100000;
        break;
      default:
        break;
    }
  }

  // 0: the byte that belongs at the place. Few fills change any.
  static std::uint32_t fill(std::uint32_t fill, std::size_t at) {
    if (fill < 160) return 0;
    return fill < 200 || at % 7 == fill % 7 ? 1u : 0u;
  }

  std::vector<ScriptedSegment> segments_;
};

}  // namespace constat::reference
