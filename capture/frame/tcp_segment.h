// One TCP segment as a frame carried it (RFC 9293 section 3.1).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/ip_address.h"

namespace constat::capture {

// `payload` is borrowed from the frame (or from the datagram put together of fragments) and holds
// what was captured; `payload_length` is what the IP header says was sent, which is more when the
// snap length cut the frame.
struct TcpSegment {
  Endpoint source;
  Endpoint destination;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = 0;
  std::uint8_t time_to_live = 0;     // IPv6: hop limit
  std::uint8_t window_shift = 0;     // the option of a SYN (RFC 7323 section 2); kNoShift: none
  bool has_timestamp = false;        // RFC 7323 section 3
  bool options_malformed = false;    // an option contradicts itself; those after it were not read
  std::uint16_t window = 0;          // as sent, not shifted
  std::uint16_t urgent_pointer = 0;  // counts where kUrg is set
  std::uint32_t timestamp = 0;
  std::uint32_t payload_length = 0;
  std::string_view payload;

  static constexpr std::uint8_t kFin = 0x01;
  static constexpr std::uint8_t kSyn = 0x02;
  static constexpr std::uint8_t kRst = 0x04;
  static constexpr std::uint8_t kAck = 0x10;
  static constexpr std::uint8_t kUrg = 0x20;
  static constexpr std::uint8_t kNoShift = 0xFF;
  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

}  // namespace constat::capture
