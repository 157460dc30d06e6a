// Tunnels in UDP (RFC 768), known by their ports: VXLAN (RFC 7348) and its generic extension,
// Geneve (RFC 8926), GTP-U (3GPP TS 29.281), Teredo (RFC 4380), ESP (RFC 3948), GRE
// (RFC 8086), MPLS (RFC 7510);
// and Ethernet in IP (RFC 3378).
//
// A port is only a hint: what does not follow the tunnel's format is some other UDP, kNotTcp.

#include "capture/frame/header_readers.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

Next after_ports(std::uint16_t source, std::uint16_t destination) {
  constexpr std::uint16_t kTeredoPort = 3544, kEspPort = 4500;
  switch (destination) {
    case 4789:
    case 8472:  // Linux, before the port was assigned
      return Header::kVxlan;
    case 4790:
      return Header::kVxlanGpe;
    case 6081:
      return Header::kGeneve;
    case 2152:
      return Header::kGtpU;
    case 4754:
      return Header::kGre;
    case 6635:
      return Header::kMpls;
    default:
      break;
  }
  if (source == kTeredoPort || destination == kTeredoPort) return Header::kTeredo;
  if (source == kEspPort || destination == kEspPort) return Header::kEspInUdp;
  return SkipReason::kNotTcp;
}

// TS 29.281 section 5.2: length in units of four bytes, content, and the next one's type, last.
bool pass_gtp_extensions(Unwrapping& at) {
  std::uint8_t type = load_u8(at.bytes, 3);
  at.pass(4);
  while (type != 0) {
    if (!at.has(1)) return false;
    const std::size_t length = std::size_t{load_u8(at.bytes, 0)} * 4;
    if (length == 0 || !at.has(length)) return false;
    type = load_u8(at.bytes, length - 1);
    at.pass(length);
  }
  return true;
}

}  // namespace

Next read_udp(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  const Next next = after_ports(network_u16(at.bytes, 0), network_u16(at.bytes, 2));
  if (next.header == Header::kNothing) return next;
  const std::uint16_t length = network_u16(at.bytes, 4);
  // 0: a jumbogram (RFC 2675 section 4), or left to the card.
  if (length != 0 && (length < 8 || !at.trim_to(length))) return SkipReason::kNotTcp;
  at.pass(8);
  if (!at.guessed) at.layers_before_guess = at.layers;
  at.guessed = true;
  return next;
}

Next read_vxlan(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  constexpr std::uint8_t kHasNetwork = 0x08;
  if ((load_u8(at.bytes, 0) & kHasNetwork) == 0) return SkipReason::kNotTcp;
  at.met(Layer::kVxlan);
  at.pass(8);
  return Header::kEthernet;
}

// draft-ietf-nvo3-vxlan-gpe section 3.
Next read_vxlan_gpe(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  constexpr std::uint8_t kHasNetwork = 0x08, kHasProtocol = 0x04;
  const std::uint8_t flags = load_u8(at.bytes, 0);
  const std::uint8_t protocol = (flags & kHasProtocol) != 0 ? load_u8(at.bytes, 3) : 3;
  if ((flags & kHasNetwork) == 0) return SkipReason::kNotTcp;
  constexpr Header kCarried[] = {Header::kIpv4, Header::kIpv6, Header::kEthernet};
  if (protocol < 1 || protocol > 3) return SkipReason::kNotTcp;
  at.met(Layer::kVxlan);
  at.pass(8);
  return kCarried[protocol - 1];
}

Next read_geneve(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  const std::uint8_t first = load_u8(at.bytes, 0);
  const std::size_t header = 8 + static_cast<std::size_t>(first & 0x3F) * 4;
  if (first >> 6 != 0) return SkipReason::kNotTcp;  // version
  if (!at.has(header)) return SkipReason::kMalformed;
  at.met(Layer::kGeneve);
  const std::uint16_t type = network_u16(at.bytes, 2);
  at.pass(header);
  return after_ether_type(type);
}

// Version 1, "GTP" and not GTP', message type 255: a user's packet. Its length counts from behind
// the first eight bytes.
Next read_gtp_u(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  const std::uint8_t flags = load_u8(at.bytes, 0);
  if ((flags & 0xF0) != 0x30 || load_u8(at.bytes, 1) != 255) return SkipReason::kNotTcp;
  const std::uint16_t length = network_u16(at.bytes, 2);
  at.pass(8);
  if (!at.trim_to(length)) return SkipReason::kMalformed;
  constexpr std::uint8_t kAnyOptional = 0x07, kExtension = 0x04;
  if ((flags & kExtension) != 0) {
    if (!at.has(4) || !pass_gtp_extensions(at)) return SkipReason::kMalformed;
  } else if ((flags & kAnyOptional) != 0) {
    if (!at.has(4)) return SkipReason::kMalformed;
    at.pass(4);
  }
  const Next next = ip_by_version(at, SkipReason::kNotTcp);
  if (next.header != Header::kNothing) at.met(Layer::kGtpU);
  return next;
}

// RFC 4380 section 5.1.1: perhaps an authentication, perhaps an origin indication, then IPv6.
Next read_teredo(Unwrapping& at) {
  constexpr std::string_view kAuthentication("\x00\x01", 2), kOrigin("\x00\x00", 2);
  if (at.bytes.starts_with(kAuthentication)) {
    if (!at.has(4)) return SkipReason::kMalformed;
    const std::size_t length = 13u + load_u8(at.bytes, 2) + load_u8(at.bytes, 3);
    if (!at.has(length)) return SkipReason::kMalformed;
    at.pass(length);
  }
  if (at.bytes.starts_with(kOrigin)) {
    if (!at.has(8)) return SkipReason::kMalformed;
    at.pass(8);
  }
  if (ip_by_version(at, SkipReason::kNotTcp).header != Header::kIpv6) return SkipReason::kNotTcp;
  at.met(Layer::kTeredo);
  return Header::kIpv6;
}

// RFC 3948 section 2.2: four zero bytes begin a key exchange, a single 0xFF keeps a mapping alive.
Next read_esp_in_udp(Unwrapping& at) {
  const bool is_esp = at.length > 8 && at.has(4) && network_u32(at.bytes, 0) != 0;
  return is_esp ? SkipReason::kEncrypted : SkipReason::kNotTcp;
}

// Version 3 and twelve zero bits.
Next read_ether_ip(Unwrapping& at) {
  if (!at.has(2)) return SkipReason::kMalformed;
  if (network_u16(at.bytes, 0) != 0x3000) return SkipReason::kMalformed;
  at.pass(2);
  return Header::kEthernet;
}

}  // namespace constat::capture
