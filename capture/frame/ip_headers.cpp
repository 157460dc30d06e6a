// IPv4 (RFC 791), IPv6 (RFC 8200), and each in the other (RFC 2003, RFC 2473, RFC 4213).

#include "capture/frame/checksum_review.h"
#include "capture/frame/header_readers.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

Next after_ipv6_protocol(std::uint8_t protocol) {
  switch (protocol) {
    case 0:    // hop-by-hop options
    case 43:   // routing
    case 60:   // destination options
    case 135:  // mobility (RFC 6275)
    case 139:  // HIP (RFC 7401)
    case 140:  // shim6 (RFC 5533)
      return Header::kIpv6Extension;
    case 44:
      return Header::kIpv6Fragment;
    case 143:  // Ethernet (RFC 8986)
      return Header::kEthernet;
    default:
      return SkipReason::kNotTcp;
  }
}

}  // namespace

Next after_protocol(const IpHeader& ip) {
  switch (ip.protocol) {
    case 6:
      return Header::kTcp;
    case 17:
      return Header::kUdp;
    case 4:
      return Header::kInnerIpv4;
    case 41:
      return Header::kInnerIpv6;
    case 47:
      return Header::kGre;
    case 50:  // ESP (RFC 4303)
      return SkipReason::kEncrypted;
    case 51:
      return Header::kAuthentication;
    case 97:
      return Header::kEtherIp;
    case 137:  // RFC 4023
      return Header::kMpls;
    default:
      return ip.source.version == 6 ? after_ipv6_protocol(ip.protocol) : Next(SkipReason::kNotTcp);
  }
}

Next ip_by_version(const Unwrapping& at, SkipReason otherwise) {
  if (!at.has(1)) return SkipReason::kMalformed;
  switch (load_u8(at.bytes, 0) >> 4) {
    case 4:
      return Header::kIpv4;
    case 6:
      return Header::kIpv6;
    default:
      return otherwise;
  }
}

Next read_ip(Unwrapping& at) { return ip_by_version(at, SkipReason::kMalformed); }

// More bytes than the frame had on the wire are promised by no honest header: the receiver drops
// such a packet, and so must we (kMalformed). What the snap length cut is another matter.
Next read_ipv4(Unwrapping& at) {
  if (!at.has(20) || load_u8(at.bytes, 0) >> 4 != 4) return SkipReason::kMalformed;
  const std::size_t header = static_cast<std::size_t>(load_u8(at.bytes, 0) & 0x0F) * 4;
  const std::uint16_t total = network_u16(at.bytes, 2);
  if (header < 20 || !at.has(header)) return SkipReason::kMalformed;
  if (total != 0 && (total < header || !at.trim_to(total))) return SkipReason::kMalformed;
  const std::string_view bytes = at.bytes.substr(0, header);
  at.ip.source = IpAddress::v4(bytes.substr(12, 4));
  at.ip.destination = IpAddress::v4(bytes.substr(16, 4));
  at.ip.protocol = load_u8(bytes, 9);
  at.ip.time_to_live = load_u8(bytes, 8);
  at.ip.length_left_to_card = total == 0;
  at.ip.identification = network_u16(bytes, 4);
  if (!at.checksums->reads_header(at.ip, bytes)) return SkipReason::kBadChecksum;
  at.pass(header);
  const std::uint16_t fragment = network_u16(bytes, 6);
  at.more_fragments = (fragment & 0x2000) != 0;
  at.fragment_offset = (fragment & 0x1FFFu) * 8;
  const Next next = after_protocol(at.ip);
  const bool whole = !at.more_fragments && at.fragment_offset == 0;
  return whole || next.header == Header::kNothing ? next : Next(Header::kFragment);
}

Next read_ipv6(Unwrapping& at) {
  if (!at.has(40) || load_u8(at.bytes, 0) >> 4 != 6) return SkipReason::kMalformed;
  const std::uint16_t length = network_u16(at.bytes, 4);
  at.ip.source = IpAddress::v6(at.bytes.substr(8, 16));
  at.ip.destination = IpAddress::v6(at.bytes.substr(24, 16));
  at.ip.protocol = load_u8(at.bytes, 6);
  at.ip.time_to_live = load_u8(at.bytes, 7);
  at.ip.length_left_to_card = length == 0;  // or in an option: a jumbogram
  at.ip.identification = 0;
  at.pass(40);
  if (length != 0 && !at.trim_to(length)) return SkipReason::kMalformed;
  return after_protocol(at.ip);
}

Next read_inner_ipv4(Unwrapping& at) {
  at.met(at.ip.source.version == 4 ? Layer::kIpInIp : Layer::k4in6);
  return read_ipv4(at);
}

Next read_inner_ipv6(Unwrapping& at) {
  at.met(at.ip.source.version == 4 ? Layer::k6in4 : Layer::k6in6);
  return read_ipv6(at);
}

}  // namespace constat::capture
