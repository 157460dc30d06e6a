// IPv4 (RFC 791), IPv6 and its extension headers (RFC 8200), TCP (RFC 9293).
//
// Checksums are not checked: offload makes them wrong in captures taken on the sending machine.

#include "capture/frame/decode_frame.h"

#include <algorithm>
#include <optional>

#include "capture/frame/encapsulation.h"
#include "capture/packet/byte_order.h"

namespace constat::capture {
namespace {

constexpr std::uint8_t kTcp = 6;

// Cuts link-layer padding off, and notes how much the IP header says there was.
void set_payload(IpPayload& ip, std::string_view bytes, std::uint64_t length) {
  ip.payload =
      bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(length, bytes.size())));
  ip.length = length;
}

DecodedFrame decode_tcp(const IpPayload& ip) {
  const std::string_view bytes = ip.payload;
  if (bytes.size() < 20) return SkipReason::kMalformed;
  const std::size_t header = static_cast<std::size_t>(load_u8(bytes, 12) >> 4) * 4;
  if (header < 20 || header > bytes.size()) return SkipReason::kMalformed;
  TcpSegment segment;
  segment.source = {ip.source, network_u16(bytes, 0)};
  segment.destination = {ip.destination, network_u16(bytes, 2)};
  segment.sequence = network_u32(bytes, 4);
  segment.acknowledgement = network_u32(bytes, 8);
  segment.flags = load_u8(bytes, 13);
  segment.payload = bytes.substr(header);
  segment.payload_length = static_cast<std::uint32_t>(ip.length - header);
  return segment;
}

DecodedFrame decode_ipv4(std::string_view bytes, const Limits& limits) {
  if (bytes.size() < 20) return SkipReason::kMalformed;
  const std::size_t header = static_cast<std::size_t>(load_u8(bytes, 0) & 0x0F) * 4;
  std::uint64_t total = network_u16(bytes, 2);
  // Segmentation offload: the length is filled in by the network card, after the capture.
  if (total == 0) total = bytes.size();
  if (header < 20 || header > bytes.size() || total < header) return SkipReason::kMalformed;
  IpPayload ip;
  ip.source = IpAddress::v4(bytes.substr(12, 4));
  ip.destination = IpAddress::v4(bytes.substr(16, 4));
  ip.protocol = load_u8(bytes, 9);
  set_payload(ip, bytes.substr(header), total - header);
  const std::uint16_t fragment = network_u16(bytes, 6);
  const bool more = (fragment & 0x2000) != 0;
  const auto offset = static_cast<std::uint32_t>((fragment & 0x1FFF) * 8);
  if (more || offset > 0) return IpFragment{ip, network_u16(bytes, 4), offset, more};
  return decode_ip_payload(ip, limits);
}

constexpr std::uint8_t kFragmentHeader = 44;
constexpr std::uint8_t kAuthenticationHeader = 51;

// Extension headers that begin with the next header and a length: hop-by-hop, routing, destination
// options, authentication (RFC 4302), mobility, HIP, shim6.
constexpr bool is_extension(std::uint8_t protocol) {
  constexpr std::uint8_t kExtensions[] = {0, 43, 60, kAuthenticationHeader, 135, 139, 140};
  return std::find(std::begin(kExtensions), std::end(kExtensions), protocol) !=
         std::end(kExtensions);
}

// Takes `count` bytes off the front; false when they were not captured.
bool drop_front(IpPayload& ip, std::size_t count) {
  if (ip.payload.size() < count) return false;
  ip.payload.remove_prefix(count);
  ip.length -= count;
  return true;
}

std::optional<SkipReason> pass_extension(IpPayload& ip) {
  if (ip.payload.size() < 2) return SkipReason::kMalformed;
  const std::size_t units = load_u8(ip.payload, 1);
  const std::size_t length =
      ip.protocol == kAuthenticationHeader ? (units + 2) * 4 : (units + 1) * 8;
  ip.protocol = load_u8(ip.payload, 0);
  if (!drop_front(ip, length)) return SkipReason::kMalformed;
  return std::nullopt;
}

std::optional<DecodedFrame> pass_fragment_header(IpPayload& ip) {
  if (ip.payload.size() < 8) return SkipReason::kMalformed;
  const std::string_view header = ip.payload.substr(0, 8);
  const std::uint16_t field = network_u16(header, 2);
  ip.protocol = load_u8(header, 0);
  if (!drop_front(ip, 8)) return SkipReason::kMalformed;
  const bool more = (field & 1) != 0;
  const std::uint32_t offset = field & 0xFFF8u;
  // An atomic fragment is a whole datagram (RFC 6946).
  if (!more && offset == 0) return std::nullopt;
  return IpFragment{ip, network_u32(header, 4), offset, more};
}

DecodedFrame decode_ipv6_payload(IpPayload ip, int layers) {
  while (ip.protocol != kTcp) {
    if (layers-- <= 0) return SkipReason::kTooDeep;
    if (ip.protocol == kFragmentHeader) {
      if (const std::optional<DecodedFrame> result = pass_fragment_header(ip)) return *result;
    } else if (is_extension(ip.protocol)) {
      if (const std::optional<SkipReason> reason = pass_extension(ip)) return *reason;
    } else {
      return SkipReason::kNotTcp;
    }
  }
  return decode_tcp(ip);
}

DecodedFrame decode_ipv6(std::string_view bytes, int layers) {
  if (bytes.size() < 40) return SkipReason::kMalformed;
  IpPayload ip;
  ip.source = IpAddress::v6(bytes.substr(8, 16));
  ip.destination = IpAddress::v6(bytes.substr(24, 16));
  ip.protocol = load_u8(bytes, 6);
  const std::uint16_t length = network_u16(bytes, 4);
  // 0: a jumbogram (RFC 2675) or segmentation offload; both are as long as what was captured.
  set_payload(ip, bytes.substr(40), length == 0 ? bytes.size() - 40 : length);
  return decode_ipv6_payload(ip, layers);
}

}  // namespace

DecodedFrame decode_ip_payload(const IpPayload& ip, const Limits& limits) {
  if (ip.source.version == 6) return decode_ipv6_payload(ip, limits.encapsulation_layers);
  return ip.protocol == kTcp ? decode_tcp(ip) : DecodedFrame(SkipReason::kNotTcp);
}

DecodedFrame decode_frame(const Packet& packet, const Limits& limits) {
  const auto link = strip_link_headers(packet.bytes, packet.link_type, limits.encapsulation_layers);
  if (const auto* reason = std::get_if<SkipReason>(&link)) return *reason;
  const IpStart& ip = std::get<IpStart>(link);
  if (ip.bytes.empty()) return SkipReason::kMalformed;
  // The version says itself which it is; an Ethernet type that says otherwise is not asked.
  switch (load_u8(ip.bytes, 0) >> 4) {
    case 4:
      return decode_ipv4(ip.bytes, limits);
    case 6:
      return decode_ipv6(ip.bytes, ip.layers_left);
    default:
      return SkipReason::kMalformed;
  }
}

}  // namespace constat::capture
