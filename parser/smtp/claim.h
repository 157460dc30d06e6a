// Who the client is said to be, by a proxy before it or by a client that relays for another: PROXY
// protocol 1 and 2 (haproxy, proxy-protocol.txt), XCLIENT and XFORWARD (Postfix, XCLIENT_README and
// XFORWARD_README). A claim stands beside the address that was observed and never replaces it
// (robustness S12).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "capture/raw_mail.h"
#include "capture/stream_events.h"
#include "core/bytes.h"
#include "core/ip_address.h"

namespace constat::parser::smtp {

enum class ClaimedBy : std::uint8_t { kProxyV1, kProxyV2, kXclient, kXforward };
std::string_view name_of(ClaimedBy by);  // "proxy_v1", …

struct ClaimAttribute {
  std::string name;   // upper case
  std::string value;  // xtext undone (RFC 3461 section 4)
  friend bool operator==(const ClaimAttribute&, const ClaimAttribute&) = default;
};

struct Claim {
  ClaimedBy by = ClaimedBy::kProxyV1;
  ByteRange where;  // in the client's stream
  capture::FrameRef frame;
  Endpoint source;  // of unknown address where none is claimed
  Endpoint destination;
  std::vector<ClaimAttribute> attributes;  // of XCLIENT and XFORWARD, as said, in order
  // The reply to the command; none for PROXY, which has no reply.
  std::optional<capture::Outcome> outcome{};
};

// "PROXY TCP4 192.0.2.1 198.51.100.1 40000 25", without its line end. False when it cannot be read.
bool read_proxy_line(std::string_view line, Claim& claim);

// The header of version 2: its twelve signature bytes, what it says of its length, and its
// addresses. `length` 0: it is none, or not all of it is there.
inline constexpr std::string_view kProxySignature{"\r\n\r\n\0\r\nQUIT\n", 12};
std::size_t proxy_header_length(std::string_view bytes);
bool read_proxy_header(std::string_view header, Claim& claim);

// What follows XCLIENT or XFORWARD: NAME=VALUE, separated by spaces.
bool read_claim_attributes(std::string_view text, Claim& claim);

}  // namespace constat::parser::smtp
