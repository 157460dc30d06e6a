// IP headers around bytes, UDP inside them, and IP packets cut into fragments (RFC 791, RFC 768,
// RFC 8200).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ip_address.h"

namespace constat::forge {

struct IpRoute {
  IpAddress from;
  IpAddress to;
  std::uint16_t id = 0;  // version 4
  std::uint8_t hops = 64;
};

std::string in_ip(const IpRoute& route, std::uint8_t protocol, std::string_view payload);

enum class UdpChecksum : std::uint8_t { kRight, kZero };
std::string in_udp(const IpRoute& route, std::uint16_t from_port, std::uint16_t to_port,
                   UdpChecksum sum, std::string_view payload);

std::uint64_t pseudo_header_sum(const IpRoute& route, std::uint8_t protocol, std::size_t bytes);
void set_ipv4_checksum(std::string& packet);

// Of a packet in bytes.
int version_of(std::string_view ip);
IpAddress source_of(std::string_view ip);
IpAddress destination_of(std::string_view ip);

// A stretch of the datagram's payload: offset in bytes, a multiple of 8; `more` follow.
struct Piece {
  std::size_t offset = 0;
  std::size_t length = 0;
  enum class Follows : std::uint8_t { kMore, kNone } follows = Follows::kMore;
};
// One fragment of a whole packet. Version 4 takes `id` from the packet unless one is given.
std::string fragment_of(std::string_view ip, const Piece& piece, std::uint32_t id);
// The identification of a version 4 packet.
std::uint16_t id_of(std::string_view ip);
// `parts` fragments of about equal size; fewer when the payload is too short.
std::vector<std::string> fragments_of(std::string_view ip, std::size_t parts, std::uint32_t id);

// Extension headers of version 6 before TCP (RFC 8200 section 4): hop-by-hop options, an exhausted
// routing header, destination options.
std::string with_extension_headers(std::string_view ip);

}  // namespace constat::forge
