// IPv6 extension headers (RFC 8200 section 4), jumbograms (RFC 2675), authentication (RFC 4302).

#include <optional>

#include "capture/frame/header_readers.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

constexpr std::uint8_t kHopByHop = 0, kRouting = 43;

// The payload length that a hop-by-hop header gives in place of the IP header.
std::optional<std::uint32_t> jumbo_length(std::string_view header) {
  constexpr std::uint8_t kPad1 = 0, kJumbo = 0xC2;
  for (std::size_t at = 2; at + 1 < header.size();) {
    const std::uint8_t type = load_u8(header, at);
    if (type == kPad1) {
      ++at;
      continue;
    }
    const std::size_t length = load_u8(header, at + 1);
    if (type == kJumbo && length == 4 && at + 6 <= header.size()) {
      return network_u32(header, at + 2);
    }
    at += 2 + length;
  }
  return std::nullopt;
}

// The last stop of a routing header that has stops left: the last address of types 0 (RFC 2460)
// and 2 (RFC 6275), the first segment of type 4 (RFC 8754).
std::optional<IpAddress> last_stop(std::string_view header) {
  const std::uint8_t type = load_u8(header, 2);
  const bool arrived = load_u8(header, 3) == 0;
  if (arrived || header.size() < 24) return std::nullopt;
  if (type == 4) return IpAddress::v6(header.substr(8, 16));
  if (type != 0 && type != 2) return std::nullopt;
  const std::size_t addresses = (header.size() - 8) / 16;
  return IpAddress::v6(header.substr(8 + (addresses - 1) * 16, 16));
}

}  // namespace

// Those that begin with the next header and a length in units of eight bytes beyond the first.
Next read_ipv6_extension(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  const std::size_t length = (std::size_t{load_u8(at.bytes, 1)} + 1) * 8;
  if (!at.has(length)) return SkipReason::kMalformed;
  const std::string_view header = at.bytes.substr(0, length);
  if (at.ip.protocol == kHopByHop && at.ip.length_left_to_card) {
    if (const std::optional<std::uint32_t> jumbo = jumbo_length(header)) {
      if (*jumbo < length || !at.trim_to(*jumbo)) return SkipReason::kMalformed;
      at.ip.length_left_to_card = false;
    }
  }
  if (at.ip.protocol == kRouting) {
    at.ip.destination = last_stop(header).value_or(at.ip.destination);
  }
  at.ip.protocol = load_u8(header, 0);
  at.pass(length);
  return after_protocol(at.ip);
}

// An atomic fragment is a whole datagram (RFC 6946).
Next read_ipv6_fragment(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  const std::uint16_t field = network_u16(at.bytes, 2);
  at.ip.protocol = load_u8(at.bytes, 0);
  at.ip.identification = network_u32(at.bytes, 4);
  at.pass(8);
  at.more_fragments = (field & 1) != 0;
  at.fragment_offset = field & 0xFFF8u;
  const bool whole = !at.more_fragments && at.fragment_offset == 0;
  return whole ? after_protocol(at.ip) : Next(Header::kFragment);
}

// Its length is in units of four bytes, less two.
Next read_authentication(Unwrapping& at) {
  if (!at.has(12)) return SkipReason::kMalformed;
  const std::size_t length = (std::size_t{load_u8(at.bytes, 1)} + 2) * 4;
  if (length < 12 || !at.has(length)) return SkipReason::kMalformed;
  at.ip.protocol = load_u8(at.bytes, 0);
  at.pass(length);
  return after_protocol(at.ip);
}

}  // namespace constat::capture
