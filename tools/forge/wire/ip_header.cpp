#include "tools/forge/wire/ip_header.h"

#include <algorithm>

#include "tools/forge/wire/octets.h"

namespace constat::forge {
namespace {

constexpr std::uint8_t kUdp = 17;
constexpr std::uint8_t kFragment = 44;
constexpr std::uint16_t kDoNotFragment = 0x4000;
constexpr std::uint16_t kMoreFragments = 0x2000;

}  // namespace

std::string in_ip(const IpRoute& route, std::uint8_t protocol, std::string_view payload) {
  std::string out;
  if (route.from.version == 6) {
    put32(out, 0x60000000);
    put16(out, payload.size());
    put8(out, protocol);
    put8(out, route.hops);
  } else {
    put16(out, 0x4500);
    put16(out, 20 + payload.size());
    put16(out, route.id);
    put16(out, kDoNotFragment);
    put8(out, route.hops);
    put8(out, protocol);
    put16(out, 0);
  }
  out.append(route.from.network_bytes()).append(route.to.network_bytes());
  if (route.from.version == 4) set_ipv4_checksum(out);
  return out.append(payload);
}

std::string in_udp(const IpRoute& route, std::uint16_t from_port, std::uint16_t to_port,
                   UdpChecksum sum, std::string_view payload) {
  std::string out;
  put16(out, from_port);
  put16(out, to_port);
  put16(out, 8 + payload.size());
  put16(out, 0);
  out.append(payload);
  if (sum == UdpChecksum::kRight) {
    const std::uint32_t right =
        checksum(pseudo_header_sum(route, kUdp, out.size()) + word_sum(out));
    set16(out, 6, right == 0 ? 0xffff : right);  // RFC 768: zero says "no checksum"
  }
  return in_ip(route, kUdp, out);
}

std::uint64_t pseudo_header_sum(const IpRoute& route, std::uint8_t protocol, std::size_t bytes) {
  return word_sum(route.from.network_bytes()) + word_sum(route.to.network_bytes()) + protocol +
         bytes;
}

void set_ipv4_checksum(std::string& packet) {
  set16(packet, 10, 0);
  set16(packet, 10, checksum(word_sum(std::string_view(packet).substr(0, 20))));
}

int version_of(std::string_view ip) { return static_cast<int>(get8(ip, 0) >> 4); }

IpAddress source_of(std::string_view ip) {
  return version_of(ip) == 6 ? IpAddress::v6(ip.substr(8, 16)) : IpAddress::v4(ip.substr(12, 4));
}

IpAddress destination_of(std::string_view ip) {
  return version_of(ip) == 6 ? IpAddress::v6(ip.substr(24, 16)) : IpAddress::v4(ip.substr(16, 4));
}

std::uint16_t id_of(std::string_view ip) { return static_cast<std::uint16_t>(get16(ip, 4)); }

std::string fragment_of(std::string_view ip, const Piece& piece, std::uint32_t id) {
  const bool more = piece.follows == Piece::Follows::kMore;
  const bool six = version_of(ip) == 6;
  const std::string_view payload = ip.substr(six ? 40 : 20).substr(piece.offset, piece.length);
  std::string out(ip.substr(0, six ? 40 : 20));
  if (six) {
    set16(out, 4, 8 + payload.size());
    put8(out, get8(ip, 6));
    put8(out, 0);
    put16(out, piece.offset | (more ? 1 : 0));  // in units of 8, above three bits
    put32(out, id);
    out[6] = static_cast<char>(kFragment);
  } else {
    set16(out, 2, 20 + payload.size());
    set16(out, 4, id);
    set16(out, 6, piece.offset / 8 | (more ? kMoreFragments : 0));
    set_ipv4_checksum(out);
  }
  return out.append(payload);
}

std::vector<std::string> fragments_of(std::string_view ip, std::size_t parts, std::uint32_t id) {
  const std::size_t bytes = ip.size() - (version_of(ip) == 6 ? 40 : 20);
  const std::size_t step = std::max<std::size_t>(8, (bytes / parts + 7) / 8 * 8);
  std::vector<std::string> out;
  for (std::size_t at = 0; at < bytes; at += step) {
    const bool last = at + step >= bytes;
    out.push_back(fragment_of(
        ip, {at, std::min(step, bytes - at), last ? Piece::Follows::kNone : Piece::Follows::kMore},
        id));
  }
  return out;
}

std::string with_extension_headers(std::string_view ip) {
  constexpr std::uint8_t kHopByHop = 0, kRouting = 43, kDestination = 60;
  std::string out(ip.substr(0, 40));
  const std::uint32_t upper = get8(ip, 6);
  out[6] = static_cast<char>(kHopByHop);
  put8(out, kRouting);
  put8(out, 0);
  put32(out, 0x01040000);  // PadN of six bytes in all
  put16(out, 0);
  put8(out, kDestination);
  put8(out, 2);
  put16(out, 0x0000);  // type 0, no segments left: it changes nothing (RFC 5095)
  put32(out, 0);
  out.append(16, '\x20');
  put8(out, upper);
  put8(out, 1);
  put16(out, 0x010c);
  out.append(12, '\0');
  set16(out, 4, ip.size() - 40 + 48);
  return out.append(ip.substr(40));
}

}  // namespace constat::forge
