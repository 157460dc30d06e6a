// Tunnels around one IP packet: an outer IP packet between two routers, to be put on a link. Forms
// that a protocol leaves open (optional fields, options) alternate with the count.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace constat::forge {

// RFC 2784 and RFC 2890: every other packet with checksum, key and sequence number.
std::string in_gre(std::string_view ip, std::uint32_t count);
// RFC 7637: Ethernet in GRE, the key holds the virtual subnet.
std::string in_nvgre(std::string_view ip, std::uint32_t count);
// draft-foschiano-erspan: type I (GRE alone), II and III; III every other time with its platform
// subheader.
std::string in_erspan1(std::string_view ip, std::uint32_t count);
std::string in_erspan2(std::string_view ip, std::uint32_t count);
std::string in_erspan3(std::string_view ip, std::uint32_t count);
// RFC 7348.
std::string in_vxlan(std::string_view ip, std::uint32_t count);
// RFC 8926: Ethernet without options and IP behind an option, in turn.
std::string in_geneve(std::string_view ip, std::uint32_t count);
// 3GPP TS 29.281: every other packet with a PDU session container (TS 38.415).
std::string in_gtpu(std::string_view ip, std::uint32_t count);
// RFC 2003, RFC 2473, RFC 4213: IP right inside IP; the outer version is given.
std::string in_outer_ip(std::string_view ip, int outer_version, std::uint32_t count);
// RFC 4380: bare, with an origin indication, with authentication, in turn.
std::string in_teredo(std::string_view ip, std::uint32_t count);

}  // namespace constat::forge
