#include "tools/forge/frame.h"

#include <string_view>

namespace constat::forge {
namespace {

constexpr std::uint16_t kIpv4EtherType = 0x0800;
constexpr std::uint16_t kIpv6EtherType = 0x86dd;
constexpr std::uint8_t kTcp = 6;

void put8(std::string& out, unsigned value) { out += static_cast<char>(value & 0xff); }
void put16(std::string& out, unsigned value) {
  put8(out, value >> 8);
  put8(out, value);
}
void put32(std::string& out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out, value & 0xffff);
}
void set16(std::string& out, std::size_t at, unsigned value) {
  out[at] = static_cast<char>(value >> 8 & 0xff);
  out[at + 1] = static_cast<char>(value & 0xff);
}

// Sum of 16-bit words for the Internet checksum (RFC 1071); an odd last byte is padded with zero.
std::uint64_t word_sum(std::string_view bytes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    sum += static_cast<unsigned>(static_cast<unsigned char>(bytes[i])) << 8 |
           static_cast<unsigned char>(bytes[i + 1]);
  }
  if (bytes.size() % 2 == 1)
    sum += static_cast<unsigned>(static_cast<unsigned char>(bytes.back())) << 8;
  return sum;
}

unsigned checksum(std::uint64_t sum) {
  while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<unsigned>(~sum & 0xffff);
}

struct Ends {
  const Endpoint& from;
  const Endpoint& to;
};

Ends ends_of(const Segment& segment, const SessionPlan& plan) {
  return segment.side == Side::kClient ? Ends{plan.client, plan.server}
                                       : Ends{plan.server, plan.client};
}

// Maximum segment size and "SACK permitted" (RFC 9293 section 3.7.1, RFC 2018), eight bytes.
void put_syn_options(std::string& out, const SessionPlan& plan) {
  put16(out, 0x0204);
  put16(out, plan.segment);
  put32(out, 0x04020101);
}

std::string tcp_segment(const Segment& segment, const SessionPlan& plan, std::string_view payload) {
  const Ends ends = ends_of(segment, plan);
  const bool syn = (segment.flags & kSyn) != 0;
  std::string out;
  out.reserve(28 + payload.size());
  put16(out, ends.from.port);
  put16(out, ends.to.port);
  put32(out, segment.sequence);
  put32(out, segment.acknowledged);
  put8(out, (syn ? 7u : 5u) << 4);
  put8(out, segment.flags);
  put16(out, 65535);  // window
  put32(out, 0);      // checksum, urgent pointer
  if (syn) put_syn_options(out, plan);
  out.append(payload);
  const std::uint64_t pseudo_header = word_sum(ends.from.ip.network_bytes()) +
                                      word_sum(ends.to.ip.network_bytes()) + kTcp + out.size();
  set16(out, 16, checksum(pseudo_header + word_sum(out)));
  return out;
}

// The server is a few hops further away.
unsigned hops_left(Side side) { return side == Side::kClient ? 57 : 64; }

std::string ip_header(const Segment& segment, const SessionPlan& plan, std::size_t tcp_bytes) {
  const Ends ends = ends_of(segment, plan);
  std::string out;
  if (plan.client.ip.version == 6) {
    put32(out, 0x60000000);
    put16(out, static_cast<unsigned>(tcp_bytes));
    put8(out, kTcp);
    put8(out, hops_left(segment.side));
  } else {
    put16(out, 0x4500);
    put16(out, static_cast<unsigned>(20 + tcp_bytes));
    put16(out, segment.ip_id);
    put16(out, 0x4000);  // don't fragment
    put8(out, hops_left(segment.side));
    put8(out, kTcp);
    put16(out, 0);  // checksum
  }
  out.append(ends.from.ip.network_bytes()).append(ends.to.ip.network_bytes());
  if (plan.client.ip.version == 4) set16(out, 10, checksum(word_sum(out)));
  return out;
}

// A locally administered address made from the last bytes of the IP address.
void put_hardware_address(std::string& out, const Endpoint& end) {
  const std::string_view ip = end.ip.network_bytes();
  put16(out, 0x0200);
  out.append(ip.substr(ip.size() - 4));
}

void put_ethernet(std::string& out, const Ends& ends, const SessionPlan& plan,
                  unsigned ether_type) {
  put_hardware_address(out, ends.to);
  put_hardware_address(out, ends.from);
  if (plan.vlan != 0) {
    put16(out, 0x8100);
    put16(out, plan.vlan);
  }
  put16(out, ether_type);
}

// LINKTYPE_LINUX_SLL and _SLL2: the same facts in another order.
void put_cooked(std::string& out, const Ends& ends, Side side, LinkType link, unsigned ether_type) {
  const unsigned packet_type = side == Side::kClient ? 0 : 4;  // to us; sent by us
  if (link == LinkType::kSll2) {
    put16(out, ether_type);
    put16(out, 0);
    put32(out, 2);  // interface index
    put16(out, 1);  // ARPHRD_ETHER
    put8(out, packet_type);
    put8(out, 6);
  } else {
    put16(out, packet_type);
    put16(out, 1);
    put16(out, 6);
  }
  put_hardware_address(out, ends.from);
  put16(out, 0);  // addresses have room for eight bytes
  if (link == LinkType::kSll) put16(out, ether_type);
}

// LINKTYPE_NULL: address family in the byte order of the capturing machine (IPv6 as on macOS).
void put_family(std::string& out, unsigned version, ByteOrder order) {
  const unsigned family = version == 6 ? 30 : 2;
  put32(out, order == ByteOrder::kBig ? family : family << 24);
}

void put_link_header(std::string& out, const Segment& segment, const SessionPlan& plan,
                     const CaptureFormat& capture) {
  const Ends ends = ends_of(segment, plan);
  const unsigned ether_type = plan.client.ip.version == 6 ? kIpv6EtherType : kIpv4EtherType;
  switch (capture.link) {
    case LinkType::kEthernet:
      return put_ethernet(out, ends, plan, ether_type);
    case LinkType::kSll:
    case LinkType::kSll2:
      return put_cooked(out, ends, segment.side, capture.link, ether_type);
    case LinkType::kNull:
      return put_family(out, plan.client.ip.version, capture.order);
    case LinkType::kRaw:
      return;
  }
}

std::size_t link_bytes(const SessionPlan& plan, LinkType link) {
  switch (link) {
    case LinkType::kEthernet:
      return plan.vlan != 0 ? 18 : 14;
    case LinkType::kSll:
      return 16;
    case LinkType::kSll2:
      return 20;
    case LinkType::kNull:
      return 4;
    case LinkType::kRaw:
      return 0;
  }
  return 0;
}

}  // namespace

std::string render_frame(const Segment& segment, const SessionPlan& plan, const Dialogue& dialogue,
                         const CaptureFormat& capture) {
  const std::string& stream = segment.side == Side::kClient ? dialogue.client : dialogue.server;
  const std::string tcp = tcp_segment(
      segment, plan, std::string_view(stream).substr(segment.bytes.offset, segment.bytes.length));
  std::string out;
  out.reserve(64 + tcp.size());
  put_link_header(out, segment, plan, capture);
  out += ip_header(segment, plan, tcp.size());
  return out += tcp;
}

std::size_t bytes_before_payload(const SessionPlan& plan, LinkType link) {
  return link_bytes(plan, link) + (plan.client.ip.version == 6 ? 40u : 20u) + 20u;
}

}  // namespace constat::forge
