// An IP header (RFC 791, RFC 8200), as far as what it carries depends on it.
#pragma once

#include <cstdint>

#include "core/ip_address.h"

namespace constat::capture {

struct IpHeader {
  IpAddress source;
  // Where the packet ends up: with an IPv6 routing header, its last stop (RFC 8200 section 8.1).
  IpAddress destination;
  std::uint8_t protocol = 0;  // of what follows; in IPv6 after the extension headers passed so far
  std::uint8_t time_to_live = 0;     // IPv6: hop limit
  bool length_left_to_card = false;  // the length field is 0: segmentation offload
  std::uint32_t identification = 0;  // 0: none; in IPv6 that of the fragment header

  bool known() const { return source.known(); }
};

}  // namespace constat::capture
