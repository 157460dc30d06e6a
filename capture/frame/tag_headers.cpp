// What stands between a link header and what it carries: VLAN tags, 802.1ah, MACsec, MPLS.

#include "capture/frame/header_readers.h"
#include "capture/frame/internet_checksum.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

Next pass_to_type_at(Unwrapping& at, std::size_t position) {
  if (!at.has(position + 2)) return SkipReason::kMalformed;
  const std::uint16_t type = network_u16(at.bytes, position);
  at.pass(position + 2);
  return after_ether_type(type);
}

}  // namespace

// IEEE 802.1Q: priority and number, then the type of what follows.
Next read_vlan(Unwrapping& at) {
  at.met(Layer::kVlan);
  return pass_to_type_at(at, 2);
}

// IEEE 802.1ah (MAC in MAC): flags and service number, then the customer's Ethernet frame.
Next read_service_tag(Unwrapping& at) {
  if (!at.has(4)) return SkipReason::kMalformed;
  at.pass(4);
  return Header::kEthernet;
}

// IEEE 802.1BR: six bytes of priority and port groups, then the type of what follows.
Next read_port_extender_tag(Unwrapping& at) { return pass_to_type_at(at, 6); }

// Cisco's forerunner of it: four bytes, then the type.
Next read_vn_tag(Unwrapping& at) { return pass_to_type_at(at, 4); }

// IEEE 802.1AE section 9: the frame may be protected against change only, and is then readable.
Next read_macsec(Unwrapping& at) {
  if (!at.has(6)) return SkipReason::kMalformed;
  const std::uint8_t control = load_u8(at.bytes, 0);
  constexpr std::uint8_t kVersion = 0x80, kExplicitChannel = 0x20, kEncryptedOrChanged = 0x0C;
  if ((control & kVersion) != 0) return SkipReason::kMalformed;
  if ((control & kEncryptedOrChanged) != 0) return SkipReason::kEncrypted;
  return pass_to_type_at(at, (control & kExplicitChannel) != 0 ? 14 : 6);
}

namespace {

bool leads_on(std::string_view bytes, std::size_t type_at) {
  return bytes.size() >= type_at + 2 &&
         after_ether_type(network_u16(bytes, type_at)).header != Header::kNothing;
}

bool can_be_ipv4(const Unwrapping& at) {
  if (!at.has(20)) return false;
  const std::size_t header = static_cast<std::size_t>(load_u8(at.bytes, 0) & 0x0F) * 4;
  const std::uint16_t total = network_u16(at.bytes, 2);
  if (header < 20 || !at.has(header)) return false;
  if (total != 0 && (total < header || total > at.length)) return false;
  // An Ethernet address may look like that too: then the header's checksum says which it is.
  return !leads_on(at.bytes, 12) || is_sum_right(add_words(0, at.bytes.substr(0, header)));
}

bool can_be_ipv6(const Unwrapping& at) {
  return at.has(40) && network_u16(at.bytes, 4) + 40u <= at.length;
}

// Labels do not say what they carry (RFC 3032 section 2.2); the first four bits do where it is IP.
// 0 is the control word of a pseudowire (RFC 4385 section 3) or the start of an Ethernet address.
Next below_labels(Unwrapping& at) {
  if (!at.has(1)) return SkipReason::kMalformed;
  const int first = load_u8(at.bytes, 0) >> 4;
  if (first == 4 && can_be_ipv4(at)) return Header::kIpv4;
  if (first == 6 && can_be_ipv6(at)) return Header::kIpv6;
  if (first == 1 && !leads_on(at.bytes, 12)) return SkipReason::kNotIp;  // RFC 4385 section 5
  const bool control_word = first == 0 && (leads_on(at.bytes, 16) || !leads_on(at.bytes, 12));
  if (control_word) {
    if (!at.has(4)) return SkipReason::kMalformed;
    at.pass(4);
  }
  return Header::kEthernet;
}

}  // namespace

// RFC 3032 section 2.1: label, class, bottom of stack, time to live.
Next read_mpls(Unwrapping& at) {
  if (!at.has(4)) return SkipReason::kMalformed;
  at.met(Layer::kMpls);
  const bool bottom = (load_u8(at.bytes, 2) & 1) != 0;
  at.pass(4);
  return bottom ? below_labels(at) : Next(Header::kMpls);
}

}  // namespace constat::capture
