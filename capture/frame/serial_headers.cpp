// Serial lines and what grew out of them: PPP (RFC 1661, RFC 1662), PPPoE (RFC 2516), Cisco HDLC,
// Frame Relay (RFC 2427), SLIP.

#include "capture/frame/header_readers.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

// IANA, "PPP DLL protocol numbers".
Next after_ppp_protocol(std::uint16_t protocol) {
  switch (protocol) {
    case 0x0021:
      return Header::kIpv4;
    case 0x0057:
      return Header::kIpv6;
    case 0x0281:
    case 0x0283:
      return Header::kMpls;
    case 0x0053:  // RFC 1968
    case 0x0055:
    case 0x00FB:
    case 0x00FD:  // MPPE (RFC 3078), which shares its number with compression
      return SkipReason::kEncrypted;
    default:
      return SkipReason::kNotIp;
  }
}

Next ether_type_at_front(Unwrapping& at) {
  if (!at.has(2)) return SkipReason::kMalformed;
  const std::uint16_t type = network_u16(at.bytes, 0);
  at.pass(2);
  return after_ether_type(type);
}

bool is_cisco(std::string_view bytes) {
  return bytes.size() >= 2 && (bytes[0] == '\x0F' || bytes[0] == '\x8F') && bytes[1] == '\0';
}

}  // namespace

// With or without HDLC-like framing; an odd first byte is a protocol field compressed to one byte
// (RFC 1661 section 6.5).
Next read_ppp(Unwrapping& at) {
  if (is_cisco(at.bytes)) return Header::kCiscoHdlc;
  if (at.bytes.starts_with("\xFF\x03")) at.pass(2);
  if (!at.has(1)) return SkipReason::kMalformed;
  const std::uint8_t first = load_u8(at.bytes, 0);
  const bool compressed = (first & 1) != 0;
  if (!compressed && !at.has(2)) return SkipReason::kMalformed;
  at.met(Layer::kPpp);
  const std::uint16_t protocol = compressed ? first : network_u16(at.bytes, 0);
  at.pass(compressed ? 1 : 2);
  return after_ppp_protocol(protocol);
}

// Version 1, type 1, code 0 is a session; its length says where padding begins.
Next read_pppoe(Unwrapping& at) {
  if (!at.has(6)) return SkipReason::kMalformed;
  if (load_u8(at.bytes, 0) != 0x11) return SkipReason::kMalformed;
  if (load_u8(at.bytes, 1) != 0) return SkipReason::kNotIp;
  const std::uint16_t length = network_u16(at.bytes, 4);
  at.met(Layer::kPppoe);
  at.pass(6);
  if (!at.trim_to(length)) return SkipReason::kMalformed;
  return Header::kPpp;
}

// LINKTYPE_C_HDLC: address, control, Ethernet type.
Next read_cisco_hdlc(Unwrapping& at) {
  if (!at.has(2)) return SkipReason::kMalformed;
  at.pass(2);
  return ether_type_at_front(at);
}

// An address of two to four bytes, the last of them odd; then control 3 and the NLPID (ISO/IEC TR
// 9577), or the Ethernet type at once, as Cisco does.
Next read_frame_relay(Unwrapping& at) {
  std::size_t address = 0;
  do {
    if (!at.has(address + 3)) return SkipReason::kMalformed;
  } while ((load_u8(at.bytes, address++) & 1) == 0 && address < 4);
  at.pass(address);
  if (load_u8(at.bytes, 0) != 3) return ether_type_at_front(at);
  at.pass(at.bytes.starts_with(std::string_view("\x03\x00", 2)) ? 2 : 1);
  if (!at.has(1)) return SkipReason::kMalformed;
  const std::uint8_t kind = load_u8(at.bytes, 0);
  at.pass(1);
  switch (kind) {
    case 0xCC:
      return Header::kIpv4;
    case 0x8E:
      return Header::kIpv6;
    case 0xCF:
      return Header::kPpp;
    case 0x80:  // SNAP: organisation and type
      if (!at.has(5)) return SkipReason::kMalformed;
      if (network_u32(at.bytes, 0) >> 8 != 0) return SkipReason::kNotIp;
      at.pass(3);
      return ether_type_at_front(at);
    default:
      return SkipReason::kNotIp;
  }
}

// LINKTYPE_SLIP: direction and 15 bytes of the compressed header, then the packet as it is.
Next read_slip(Unwrapping& at) {
  if (!at.has(16)) return SkipReason::kMalformed;
  at.pass(16);
  return Header::kIp;
}

}  // namespace constat::capture
