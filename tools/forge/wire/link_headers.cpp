#include "tools/forge/wire/link_headers.h"

#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/octets.h"

namespace constat::forge {
namespace {

// A locally administered address made from the last bytes of the IP address.
void put_hardware_address(std::string& out, const IpAddress& address) {
  const std::string_view bytes = address.network_bytes();
  put16(out, 0x0200);
  out.append(bytes.substr(bytes.size() - 4));
}

std::uint32_t ppp_protocol_of(std::string_view ip) { return version_of(ip) == 6 ? 0x0057 : 0x0021; }

void put16_in(std::string& out, std::uint32_t value, ByteOrder order) {
  put8(out, order == ByteOrder::kBig ? value >> 8 : value);
  put8(out, order == ByteOrder::kBig ? value : value >> 8);
}

// Address family as macOS and FreeBSD number them for version 6.
std::uint32_t family_of(std::string_view ip) { return version_of(ip) == 6 ? 30 : 2; }

void put_attribute(std::string& out, std::uint32_t type, std::string_view value, ByteOrder order) {
  put16_in(out, static_cast<std::uint32_t>(4 + value.size()), order);
  put16_in(out, type, order);
  out.append(value).append((4 - value.size() % 4) % 4, '\0');
}

}  // namespace

bool is_outward(std::string_view ip) { return source_of(ip) < destination_of(ip); }

std::uint32_t ether_type_of(std::string_view ip) { return version_of(ip) == 6 ? 0x86dd : 0x0800; }

std::string in_ethernet(std::string_view ip, std::initializer_list<Tag> tags,
                        std::uint32_t ether_type, std::string_view payload) {
  std::string out;
  out.reserve(32 + payload.size());
  put_hardware_address(out, destination_of(ip));
  put_hardware_address(out, source_of(ip));
  for (const Tag& tag : tags) {
    put16(out, tag.protocol);
    put16(out, tag.vlan);
  }
  put16(out, ether_type);
  return out.append(payload);
}

std::string in_ethernet(std::string_view ip) { return in_ethernet(ip, {}, ether_type_of(ip), ip); }

std::string in_mpls(std::string_view ip) {
  std::string labels;
  put32(labels, 100'016u << 12 | 64);
  put32(labels, 200'016u << 12 | 1u << 8 | 64);  // S bit
  return in_ethernet(ip, {}, 0x8847, labels.append(ip));
}

std::string in_ppp(std::string_view ip) {
  std::string out;
  put16(out, 0xff03);
  put16(out, ppp_protocol_of(ip));
  return out.append(ip);
}

std::string in_pppoe(std::string_view ip) {
  std::string session;
  put16(session, 0x1100);  // version 1, type 1, session data
  put16(session, 0x0007);
  put16(session, 2 + ip.size());
  put16(session, ppp_protocol_of(ip));
  return in_ethernet(ip, {}, 0x8864, session.append(ip));
}

std::string in_sll(std::string_view ip) {
  std::string out;
  put16(out, is_outward(ip) ? 0 : 4);  // to us; sent by us
  put16(out, 1);                       // ARPHRD_ETHER
  put16(out, 6);
  put_hardware_address(out, source_of(ip));
  put16(out, 0);  // addresses have room for eight bytes
  put16(out, ether_type_of(ip));
  return out.append(ip);
}

std::string in_sll2(std::string_view ip) {
  std::string out;
  put16(out, ether_type_of(ip));
  put16(out, 0);
  put32(out, 2);  // interface index
  put16(out, 1);
  put8(out, is_outward(ip) ? 0 : 4);
  put8(out, 6);
  put_hardware_address(out, source_of(ip));
  put16(out, 0);
  return out.append(ip);
}

std::string in_null(std::string_view ip, ByteOrder order) {
  std::string out;
  const std::uint32_t family = family_of(ip);
  put32(out, order == ByteOrder::kBig ? family : family << 24);
  return out.append(ip);
}

std::string in_loop(std::string_view ip) {
  std::string out;
  put32(out, family_of(ip));
  return out.append(ip);
}

std::string in_nflog(std::string_view ip, ByteOrder order) {
  constexpr std::uint32_t kPacketHeader = 1, kPayload = 9, kPrefix = 10;
  std::string packet_header;
  put16(packet_header, ether_type_of(ip));
  put16(packet_header, 0x0200);  // hook FORWARD, padding
  std::string out;
  put8(out, version_of(ip) == 6 ? 10 : 2);  // AF_INET6 and AF_INET of Linux
  put8(out, 0);                             // version
  put16(out, 5);                            // resource id: group of the rule
  put_attribute(out, kPacketHeader, packet_header, order);
  put_attribute(out, kPrefix, std::string_view("mail\0", 5), order);
  put_attribute(out, kPayload, ip, order);
  return out;
}

std::string in_wifi(std::string_view ip, std::uint32_t count) {
  const bool quality = count % 2 == 1;
  std::string out;
  put8(out, quality ? 0x88 : 0x08);
  put8(out, is_outward(ip) ? 0x01 : 0x02);  // to or from the access point
  put16(out, 0x2c00);                       // duration
  const IpAddress access_point = ip_address_from("203.0.113.254");
  if (is_outward(ip)) {
    put_hardware_address(out, access_point);
    put_hardware_address(out, source_of(ip));
    put_hardware_address(out, destination_of(ip));
  } else {
    put_hardware_address(out, destination_of(ip));
    put_hardware_address(out, access_point);
    put_hardware_address(out, source_of(ip));
  }
  put16(out, (count & 0xf) << 12 | (count >> 4 & 0xff));  // sequence number, little endian
  if (quality) put16(out, 0x0000);
  put32(out, 0xaaaa0300);  // RFC 1042
  put16(out, 0x0000);
  put16(out, ether_type_of(ip));
  return out.append(ip);
}

std::string in_radiotap(std::string_view ip, std::uint32_t count) {
  const bool checked = count % 3 == 0;
  std::string out;
  put16(out, 0x0000);
  put16(out, checked ? 0x1200 : 0x0a00);          // length, little endian
  put32(out, checked ? 0x03000000 : 0x04000000);  // TSFT and flags; rate
  if (checked) {
    put32(out, count << 8);
    put32(out, 0);
    put16(out, 0x1000);  // flags: a frame check sequence stands at the end; padding
  } else {
    put16(out, 0x0c00);  // 6 Mbit/s; padding
  }
  out += in_wifi(ip, count);
  if (checked) put32(out, 0xdeadbeef);
  return out;
}

}  // namespace constat::forge
