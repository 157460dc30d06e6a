// Link types and their numbers: the list at tcpdump.org/linktypes.html.

#include "capture/frame/encapsulation.h"

#include <algorithm>

#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

// What follows a header: an Ethernet type, or at once an IP packet that says its version itself.
struct Next {
  enum class Kind : std::uint8_t { kEtherType, kIp, kNotIp, kTooShort };
  Kind kind;
  std::uint16_t ether_type = 0;
  std::string_view rest{};
};

constexpr std::uint16_t kIpv4 = 0x0800;
constexpr std::uint16_t kIpv6 = 0x86DD;

Next ether_type_at(std::string_view frame, std::size_t at, std::size_t header) {
  if (frame.size() < header) return {Next::Kind::kTooShort};
  return {Next::Kind::kEtherType, network_u16(frame, at), frame.substr(header)};
}

// IEEE 802.3: below 0x0600 the field is a length, and LLC follows; only SNAP (RFC 1042) leads to
// IP.
Next ethernet(std::string_view frame) {
  Next next = ether_type_at(frame, 12, 14);
  if (next.kind != Next::Kind::kEtherType || next.ether_type >= 0x0600) return next;
  constexpr std::string_view kSnap("\xAA\xAA\x03\x00\x00\x00", 6);
  if (!next.rest.starts_with(kSnap)) return {Next::Kind::kNotIp};
  return ether_type_at(next.rest, 6, 8);
}

Next linux_cooked(std::string_view frame) { return ether_type_at(frame, 14, 16); }
Next linux_cooked_v2(std::string_view frame) { return ether_type_at(frame, 0, 20); }
Next raw_ip(std::string_view frame) { return {Next::Kind::kIp, 0, frame}; }

// BSD loopback: an address family in the byte order of the machine (type 0) or of the network
// (108). Both orders are read for both; the families of IPv6 differ between systems.
Next bsd_loopback(std::string_view frame) {
  if (frame.size() < 4) return {Next::Kind::kTooShort};
  const std::uint32_t family =
      std::min(load_u32(frame, 0, ByteOrder::kBig), load_u32(frame, 0, ByteOrder::kLittle));
  const bool ip = family == 2 || family == 10 || family == 24 || family == 28 || family == 30;
  return {ip ? Next::Kind::kIp : Next::Kind::kNotIp, 0, frame.substr(4)};
}

struct LinkType {
  std::uint32_t number;
  Next (*read)(std::string_view frame);
};

constexpr LinkType kLinkTypes[] = {
    {0, bsd_loopback},       // NULL
    {1, ethernet},           // ETHERNET
    {12, raw_ip},            // DLT_RAW of most systems
    {14, raw_ip},            // DLT_RAW of OpenBSD
    {101, raw_ip},           // RAW
    {108, bsd_loopback},     // LOOP
    {113, linux_cooked},     // LINUX_SLL
    {228, raw_ip},           // IPV4
    {229, raw_ip},           // IPV6
    {276, linux_cooked_v2},  // LINUX_SLL2
};

const LinkType* find_link_type(std::uint32_t number) {
  const auto found = std::find_if(std::begin(kLinkTypes), std::end(kLinkTypes),
                                  [&](const LinkType& type) { return type.number == number; });
  return found == std::end(kLinkTypes) ? nullptr : found;
}

// IEEE 802.1Q, 802.1ad, and the type that was used before 802.1ad.
constexpr bool is_vlan_tag(std::uint16_t ether_type) {
  return ether_type == 0x8100 || ether_type == 0x88A8 || ether_type == 0x9100;
}

}  // namespace

bool is_supported_link_type(std::uint32_t link_type) {
  return find_link_type(link_type) != nullptr;
}

std::variant<IpStart, SkipReason> strip_link_headers(std::string_view frame,
                                                     std::uint32_t link_type, int layers) {
  const LinkType* type = find_link_type(link_type);
  if (type == nullptr) return SkipReason::kLinkType;
  Next next = type->read(frame);
  --layers;
  while (next.kind == Next::Kind::kEtherType && is_vlan_tag(next.ether_type)) {
    if (layers-- <= 0) return SkipReason::kTooDeep;
    next = ether_type_at(next.rest, 2, 4);
  }
  if (next.kind == Next::Kind::kTooShort) return SkipReason::kMalformed;
  if (next.kind == Next::Kind::kNotIp) return SkipReason::kNotIp;
  if (next.kind == Next::Kind::kEtherType && next.ether_type != kIpv4 && next.ether_type != kIpv6) {
    return SkipReason::kNotIp;
  }
  return IpStart{next.rest, layers};
}

}  // namespace constat::capture
