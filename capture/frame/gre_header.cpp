// GRE (RFC 1701, RFC 2784, RFC 2890), as PPTP uses it (RFC 2637), with Ethernet in it (NVGRE,
// RFC 7637) and as mirror ports use it (ERSPAN, draft-foschiano-erspan).

#include "capture/frame/header_readers.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

constexpr std::uint16_t kChecksum = 0x8000, kRouting = 0x4000, kKey = 0x2000, kSequence = 0x1000,
                        kAcknowledgement = 0x0080;  // version 1 only
constexpr std::uint16_t kPpp = 0x880B, kErspan2 = 0x88BE, kErspan3 = 0x22EB;

// RFC 1701: source route entries of family, offset, length and bytes, ended by one that is zero.
bool pass_routing(Unwrapping& at) {
  while (at.has(4)) {
    const std::uint16_t family = network_u16(at.bytes, 0);
    const std::size_t length = load_u8(at.bytes, 3);
    if (!at.has(4 + length)) return false;
    at.pass(4 + length);
    if (family == 0 && length == 0) return true;
  }
  return false;
}

// RFC 2637 section 4.1: the key is the payload's length and the call. Without a sequence number
// there is no payload.
Next read_pptp(Unwrapping& at, std::uint16_t flags, std::uint16_t protocol) {
  if (protocol != kPpp || (flags & kKey) == 0) return SkipReason::kNotTcp;
  const std::size_t header =
      8u + ((flags & kSequence) != 0 ? 4u : 0u) + ((flags & kAcknowledgement) != 0 ? 4u : 0u);
  if (!at.has(header)) return SkipReason::kMalformed;
  const std::uint16_t length = network_u16(at.bytes, 4);
  at.met(Layer::kGre);
  at.pass(header);
  if (!at.trim_to(length)) return SkipReason::kMalformed;
  if ((flags & kSequence) == 0 || length == 0) return SkipReason::kNotTcp;
  return Header::kPpp;
}

// Type I has no header of its own and no GRE sequence number; II has 8 bytes, III 12 and, where its
// last bit says so, 8 more. The version stands in the first four bits.
Next read_erspan(Unwrapping& at, std::uint16_t flags) {
  at.met(Layer::kErspan);
  if ((flags & kSequence) == 0) return Header::kEthernet;
  if (!at.has(8)) return SkipReason::kMalformed;
  const int version = load_u8(at.bytes, 0) >> 4;
  if (version == 1) {
    at.pass(8);
    return Header::kEthernet;
  }
  if (version != 2 || !at.has(12)) return SkipReason::kMalformed;
  const std::uint16_t last = network_u16(at.bytes, 10);
  const std::size_t header = (last & 1) != 0 ? 20 : 12;
  if (!at.has(header)) return SkipReason::kMalformed;
  at.pass(header);
  constexpr int kEthernetFrame = 0, kIpPacket = 2;
  const int frame_type = last >> 10 & 0x1F;
  if (frame_type == kEthernetFrame) return Header::kEthernet;
  return frame_type == kIpPacket ? Next(Header::kIp) : Next(SkipReason::kNotIp);
}

// Besides Ethernet types: redirected packets, with four bytes before them from version 2 on
// (draft-wilson-wrec-wccp-v2), and 802.11 frames of Aruba access points.
Next after_gre_protocol(Unwrapping& at, std::uint16_t protocol) {
  constexpr std::uint16_t kRedirected = 0x883E, kAccessPoint = 0x9000;
  if (protocol == kRedirected) {
    if (!at.has(4)) return SkipReason::kMalformed;
    if (load_u8(at.bytes, 0) >> 4 != 4) at.pass(4);
    return Header::kIpv4;
  }
  const bool access_point = (protocol >= 0x8200 && protocol <= 0x8370 && protocol % 16 == 0);
  if (access_point || protocol == kAccessPoint) return Header::kWifi;
  return after_ether_type(protocol);
}

}  // namespace

Next read_gre(Unwrapping& at) {
  if (!at.has(4)) return SkipReason::kMalformed;
  const std::uint16_t flags = network_u16(at.bytes, 0);
  const std::uint16_t protocol = network_u16(at.bytes, 2);
  const int version = flags & 7;
  if (version == 1) return read_pptp(at, flags, protocol);
  if (version > 1) return SkipReason::kNotTcp;
  const std::size_t header = 4u + ((flags & (kChecksum | kRouting)) != 0 ? 4u : 0u) +
                             ((flags & kKey) != 0 ? 4u : 0u) + ((flags & kSequence) != 0 ? 4u : 0u);
  if (!at.has(header)) return SkipReason::kMalformed;
  at.pass(header);
  if ((flags & kRouting) != 0 && !pass_routing(at)) return SkipReason::kMalformed;
  if (protocol == kErspan2 || protocol == kErspan3) return read_erspan(at, flags);
  const Next next = after_gre_protocol(at, protocol);
  at.met(next.header == Header::kEthernet ? Layer::kNvgre : Layer::kGre);
  return next;
}

}  // namespace constat::capture
