// Link layers, from the list at tcpdump.org/linktypes.html.

#include <algorithm>

#include "capture/frame/header_readers.h"
#include "capture/frame/unwrap.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

// Passes `count` bytes; the type stands at `type_at` of them.
Next pass_to_ether_type(Unwrapping& at, std::size_t type_at, std::size_t count) {
  if (!at.has(count)) return SkipReason::kMalformed;
  const std::uint16_t type = network_u16(at.bytes, type_at);
  at.pass(count);
  return after_ether_type(type);
}

Next pass_to(Unwrapping& at, std::size_t count, Header next) {
  if (!at.has(count)) return SkipReason::kMalformed;
  at.pass(count);
  return next;
}

}  // namespace

Next after_ether_type(std::uint16_t type) {
  switch (type) {
    case 0x0800:
      return Header::kIpv4;
    case 0x86DD:
      return Header::kIpv6;
    case 0x8100:  // IEEE 802.1Q
    case 0x88A8:  // IEEE 802.1ad
    case 0x9100:  // before 802.1ad
      return Header::kVlan;
    case 0x8847:
    case 0x8848:
      return Header::kMpls;
    case 0x8864:
      return Header::kPppoe;
    case 0x880B:
      return Header::kPpp;
    case 0x6558:  // transparent bridging (RFC 1701)
      return Header::kEthernet;
    case 0x88E7:
      return Header::kServiceTag;
    case 0x893F:
      return Header::kPortExtenderTag;
    case 0x8926:
      return Header::kVnTag;
    case 0x88E5:
      return Header::kMacsec;
    default:
      return SkipReason::kNotIp;
  }
}

// IEEE 802.3: below 0x0600 the field is a length, and LLC follows.
Next read_ethernet(Unwrapping& at) {
  if (!at.has(14)) return SkipReason::kMalformed;
  const std::uint16_t type = network_u16(at.bytes, 12);
  at.pass(14);
  if (type >= 0x0600) return after_ether_type(type);
  static_cast<void>(at.trim_to(type));  // a length beyond the frame leads to LLC all the same
  return Header::kLlc;
}

// IEEE 802.2; SNAP (RFC 1042), Ethernet in it (RFC 2684 section 5.2), and IP's own access point.
Next read_llc(Unwrapping& at) {
  constexpr std::string_view kSnap("\xAA\xAA\x03", 3);
  constexpr std::string_view kIpAccessPoint("\x06\x06\x03", 3);
  if (!at.has(3)) return SkipReason::kMalformed;
  if (at.bytes.starts_with(kIpAccessPoint)) return pass_to(at, 3, Header::kIpv4);
  if (!at.bytes.starts_with(kSnap)) return SkipReason::kNotIp;
  if (!at.has(8)) return SkipReason::kMalformed;
  const std::uint32_t organisation = network_u32(at.bytes, 2) & 0xFFFFFF;
  const std::uint16_t type = network_u16(at.bytes, 6);
  at.pass(8);
  constexpr std::uint32_t kBridgeTunnel = 0x0000F8;  // IEEE 802.1H
  constexpr std::uint32_t kBridged = 0x0080C2;
  if (organisation == 0 || organisation == kBridgeTunnel) return after_ether_type(type);
  if (organisation != kBridged || (type != 1 && type != 7)) return SkipReason::kNotIp;
  return pass_to(at, 2, Header::kEthernet);
}

// LINKTYPE_LINUX_SLL; protocol 4 is LLC.
Next read_linux_cooked(Unwrapping& at) {
  if (!at.has(16)) return SkipReason::kMalformed;
  if (network_u16(at.bytes, 14) == 4) return pass_to(at, 16, Header::kLlc);
  return pass_to_ether_type(at, 14, 16);
}

Next read_linux_cooked_2(Unwrapping& at) {
  if (!at.has(20)) return SkipReason::kMalformed;
  if (network_u16(at.bytes, 0) == 4) return pass_to(at, 20, Header::kLlc);
  return pass_to_ether_type(at, 0, 20);
}

// An address family in the byte order of the machine (type 0) or of the network (108). Both orders
// are read for both; the families of IPv6 differ between systems.
Next read_bsd_loopback(Unwrapping& at) {
  if (!at.has(4)) return SkipReason::kMalformed;
  const std::uint32_t family =
      std::min(load_u32(at.bytes, 0, ByteOrder::kBig), load_u32(at.bytes, 0, ByteOrder::kLittle));
  at.pass(4);
  if (family == 2) return Header::kIpv4;
  const bool version_6 = family == 10 || family == 24 || family == 28 || family == 30;
  return version_6 ? Next(Header::kIpv6) : Next(SkipReason::kNotIp);
}

// IEEE 802.5: access and frame control, two addresses, routing when the source says so, LLC.
Next read_token_ring(Unwrapping& at) {
  if (!at.has(14)) return SkipReason::kMalformed;
  if ((load_u8(at.bytes, 1) & 0xC0) != 0x40) return SkipReason::kNotIp;
  const bool routed = (load_u8(at.bytes, 8) & 0x80) != 0;
  at.pass(14);
  if (!routed) return Header::kLlc;
  if (!at.has(2)) return SkipReason::kMalformed;
  const std::size_t routing = load_u8(at.bytes, 0) & 0x1F;
  return routing < 2 ? Next(SkipReason::kMalformed) : pass_to(at, routing, Header::kLlc);
}

// ANSI X3T9.5: frame control, two addresses, LLC.
Next read_fddi(Unwrapping& at) {
  if (!at.has(13)) return SkipReason::kMalformed;
  if ((load_u8(at.bytes, 0) & 0xF0) != 0x50) return SkipReason::kNotIp;
  return pass_to(at, 13, Header::kLlc);
}

// LINKTYPE_IPOIB: two link addresses of 20 bytes, then the type and two bytes (RFC 4391 section 6).
Next read_ip_over_infiniband(Unwrapping& at) { return pass_to_ether_type(at, 40, 44); }

// LINKTYPE_NFLOG: four bytes, then items of length, type and value, padded to four bytes; length
// and type in the byte order of the machine. Item 9 is the packet.
Next read_nflog(Unwrapping& at) {
  if (!at.has(4)) return SkipReason::kMalformed;
  if (load_u8(at.bytes, 1) != 0) return SkipReason::kMalformed;  // version
  at.pass(4);
  while (at.has(4)) {
    const std::uint16_t big = load_u16(at.bytes, 0, ByteOrder::kBig);
    const std::uint16_t little = load_u16(at.bytes, 0, ByteOrder::kLittle);
    // Types are small numbers (with a flag on top): they tell the order.
    const bool is_little = load_u8(at.bytes, 3) == 0 || (load_u8(at.bytes, 3) & 0x80) != 0;
    const std::size_t length = is_little ? little : big;
    const unsigned type = load_u16(at.bytes, 2, is_little ? ByteOrder::kLittle : ByteOrder::kBig);
    if (length < 4) return SkipReason::kMalformed;
    if ((type & 0x7FFF) == 9) {
      if (!at.trim_to(length)) return SkipReason::kMalformed;
      return pass_to(at, 4, Header::kIp);
    }
    const std::size_t padded = (length + 3) & ~std::size_t{3};
    if (!at.has(padded)) return SkipReason::kMalformed;
    at.pass(padded);
  }
  return SkipReason::kNotIp;
}

// LINKTYPE_PPI: version, flags, length and the link type that follows, all little-endian.
Next read_ppi(Unwrapping& at) {
  if (!at.has(8)) return SkipReason::kMalformed;
  const std::size_t header = load_u16(at.bytes, 2, ByteOrder::kLittle);
  const Next next = header_of_link_type(load_u32(at.bytes, 4, ByteOrder::kLittle));
  if (header < 8 || !at.has(header)) return SkipReason::kMalformed;
  at.pass(header);
  return next;
}

}  // namespace constat::capture
