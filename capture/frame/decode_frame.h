// One frame, from the link header down to the TCP segment, or to the IP fragment that must wait for
// others, or to the one reason why neither is in it. Nothing is copied, nothing calls itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <variant>

#include "capture/frame/tcp_segment.h"
#include "capture/input.h"
#include "capture/packet/packet_source.h"
#include "core/ip_address.h"
#include "core/limits.h"

namespace constat::capture {

// What an IP packet carries: `protocol` is that of the first byte of `payload`; in version 6 more
// extension headers may stand before TCP.
struct IpPayload {
  IpAddress source;
  IpAddress destination;
  std::uint8_t protocol = 0;
  std::string_view payload;
  std::uint64_t length = 0;  // as the IP header says; more than payload.size() when cut
};

// RFC 791 section 3.2, RFC 8200 section 4.5.
struct IpFragment {
  IpPayload part;
  std::uint32_t identification = 0;
  std::uint32_t offset = 0;  // bytes
  bool more = false;         // fragments follow
};

using DecodedFrame = std::variant<TcpSegment, IpFragment, SkipReason>;

DecodedFrame decode_frame(const Packet& packet, const Limits& limits);

// From the first byte after the IP header (of a whole datagram put together from fragments) on.
DecodedFrame decode_ip_payload(const IpPayload& ip, const Limits& limits);

}  // namespace constat::capture
