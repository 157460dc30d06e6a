#include "tools/forge/wire/tunnels.h"

#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/link_headers.h"
#include "tools/forge/wire/octets.h"

namespace constat::forge {
namespace {

constexpr std::uint8_t kIpv4 = 4, kIpv6 = 41, kGre = 47;
constexpr std::uint32_t kEthernetInGre = 0x6558;

IpRoute route_of(std::string_view ip, int version, std::uint32_t count) {
  IpRoute route{ip_address_from(version == 6 ? "2001:db8:ffff::1" : "203.0.113.1"),
                ip_address_from(version == 6 ? "2001:db8:ffff::2" : "203.0.113.2")};
  if (!is_outward(ip)) std::swap(route.from, route.to);
  route.id = static_cast<std::uint16_t>(count);
  return route;
}

std::string on_gre(std::string_view ip, std::uint32_t count, std::string_view gre) {
  return in_ip(route_of(ip, 4, count), kGre, gre);
}

std::string on_udp(std::string_view ip, std::uint32_t count, std::uint16_t port, UdpChecksum sum,
                   std::string_view payload) {
  return in_udp(route_of(ip, 4, count), is_outward(ip) ? 50'001 : 50'002, port, sum, payload);
}

}  // namespace

std::string in_gre(std::string_view ip, std::uint32_t count) {
  const bool full = count % 2 == 0;
  std::string gre;
  put16(gre, full ? 0xb000 : 0);  // checksum, key, sequence number
  put16(gre, ether_type_of(ip));
  if (full) {
    put32(gre, 0);  // checksum, reserved
    put32(gre, 77);
    put32(gre, count);
  }
  gre.append(ip);
  if (full) set16(gre, 4, checksum(word_sum(gre)));
  return on_gre(ip, count, gre);
}

std::string in_nvgre(std::string_view ip, std::uint32_t count) {
  std::string gre;
  put16(gre, 0x2000);
  put16(gre, kEthernetInGre);
  put32(gre, 0x00138801 + (count & 7));  // subnet 5000, a flow
  return on_gre(ip, count, gre + in_ethernet(ip));
}

std::string in_erspan1(std::string_view ip, std::uint32_t count) {
  std::string gre;
  put16(gre, 0);
  put16(gre, 0x88be);
  return on_gre(ip, count, gre + in_ethernet(ip));
}

std::string in_erspan2(std::string_view ip, std::uint32_t count) {
  std::string gre;
  put16(gre, 0x1000);  // sequence number
  put16(gre, 0x88be);
  put32(gre, count);
  put16(gre, 0x1000 | 12);  // version 1, VLAN 12
  put16(gre, 100);          // session
  put32(gre, 0x00000abc);   // port index
  return on_gre(ip, count, gre + in_ethernet(ip));
}

std::string in_erspan3(std::string_view ip, std::uint32_t count) {
  const bool platform = count % 2 == 0;
  std::string gre;
  put16(gre, 0x1000);
  put16(gre, 0x22eb);
  put32(gre, count);
  put16(gre, 0x2000 | 12);            // version 2, VLAN 12
  put16(gre, 100);                    // session
  put32(gre, 0x10000000 + count);     // timestamp
  put16(gre, 0);                      // security group tag
  put16(gre, platform ? 0x0005 : 4);  // frame type Ethernet, IEEE 1588 time; O: subheader follows
  if (platform) {
    put32(gre, 0x3u << 26);  // platform id 3
    put32(gre, 0x20000000);
  }
  return on_gre(ip, count, gre + in_ethernet(ip));
}

std::string in_vxlan(std::string_view ip, std::uint32_t count) {
  std::string payload;
  put32(payload, 0x08000000);  // the network identifier is there
  put32(payload, 5000u << 8);
  return on_udp(ip, count, 4789, UdpChecksum::kZero, payload + in_ethernet(ip));
}

std::string in_geneve(std::string_view ip, std::uint32_t count) {
  const bool options = count % 2 == 0;
  std::string payload;
  put8(payload, options ? 2 : 0);  // version 0, words of options
  put8(payload, 0);
  put16(payload, options ? ether_type_of(ip) : kEthernetInGre);
  put32(payload, 5000u << 8);
  if (!options) return on_udp(ip, count, 6081, UdpChecksum::kRight, payload + in_ethernet(ip));
  put32(payload, 0xffff0101);  // experimental class, one word of value
  put32(payload, count);
  return on_udp(ip, count, 6081, UdpChecksum::kRight, payload.append(ip));
}

std::string in_gtpu(std::string_view ip, std::uint32_t count) {
  const bool container = count % 2 == 0;
  std::string payload;
  put8(payload, container ? 0x34 : 0x30);  // version 1, GTP; E: an extension header follows
  put8(payload, 0xff);                     // G-PDU
  put16(payload, ip.size() + (container ? 8 : 0));
  put32(payload, 0x00001234);  // tunnel endpoint
  if (container) {
    put32(payload, 0x00000085);  // no sequence number, no N-PDU number, next: container
    put32(payload, 0x01100900);  // one word: uplink, flow 9; nothing follows
  }
  return on_udp(ip, count, 2152, UdpChecksum::kRight, payload.append(ip));
}

std::string in_outer_ip(std::string_view ip, int outer_version, std::uint32_t count) {
  return in_ip(route_of(ip, outer_version, count), version_of(ip) == 6 ? kIpv6 : kIpv4, ip);
}

std::string in_teredo(std::string_view ip, std::uint32_t count) {
  std::string payload;
  if (count % 3 == 2) {  // authentication: no client id, no value, nonce, confirmation
    put32(payload, 0x00010000);
    put32(payload, count);
    put32(payload, ~count);
    put8(payload, 0);
  }
  if (count % 3 != 0) {  // origin: port and address, both inverted
    put16(payload, 0x0000);
    put16(payload, 0x3cae);
    put32(payload, 0x34ff8efe);
  }
  return on_udp(ip, count, 3544, UdpChecksum::kRight, payload.append(ip));
}

}  // namespace constat::forge
