#include "tools/forge/wire/wrap.h"

#include <algorithm>

#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/link_headers.h"
#include "tools/forge/wire/octets.h"
#include "tools/forge/wire/tunnels.h"

namespace constat::forge {
namespace {

using Frames = std::vector<std::string>;

Frames ethernet(std::string_view ip, const WrapState& state) {
  if (state.vlan == 0) return {in_ethernet(ip)};
  return {in_ethernet(ip, {{0x8100, state.vlan}}, ether_type_of(ip), ip)};
}

// Filled up to the least length of a frame, and four bytes more that belong to no packet.
Frames padded(std::string_view ip, const WrapState&) {
  std::string frame = in_ethernet(ip);
  frame.append(frame.size() < 60 ? 60 - frame.size() : 0, '\x55');
  put32(frame, 0xa5a5a5a5);
  return {frame};
}

// Outward fragments in order, the others last first.
Frames cut_up(std::string_view ip, std::uint32_t id) {
  Frames pieces = fragments_of(ip, 3, id);
  if (!is_outward(ip)) std::reverse(pieces.begin(), pieces.end());
  return pieces;
}

template <typename Around>
Frames each(const Frames& packets, Around around) {
  Frames out;
  for (const std::string& packet : packets) out.push_back(around(packet));
  return out;
}

std::string on_ethernet(std::string_view ip) { return in_ethernet(ip); }

constexpr WrapKind kKinds[] = {
    {"ethernet", "Ethernet II (IEEE 802.3)", LinkType::kEthernet, Carries::kBoth, ethernet},
    {"padded", "Ethernet with padding to 60 bytes and a trailer", LinkType::kEthernet,
     Carries::kBoth, padded},
    {"vlan", "one 802.1Q tag", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState&) {
       return Frames{in_ethernet(ip, {{0x8100, 12}}, ether_type_of(ip), ip)};
     }},
    {"qinq", "802.1ad service tag and 802.1Q tag", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState&) {
       return Frames{in_ethernet(ip, {{0x88a8, 300}, {0x8100, 12}}, ether_type_of(ip), ip)};
     }},
    {"vlan3", "three VLAN tags", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState&) {
       return Frames{
           in_ethernet(ip, {{0x88a8, 300}, {0x8100, 12}, {0x8100, 13}}, ether_type_of(ip), ip)};
     }},
    {"mpls", "two MPLS labels (RFC 3032)", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState&) { return Frames{in_mpls(ip)}; }},
    {"ppp", "PPP in HDLC-like framing (RFC 1662)", LinkType::kPpp, Carries::kBoth,
     [](std::string_view ip, const WrapState&) { return Frames{in_ppp(ip)}; }},
    {"pppoe", "PPP over Ethernet (RFC 2516)", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState&) { return Frames{in_pppoe(ip)}; }},
    {"gre", "GRE (RFC 2784, RFC 2890), bare and with all fields", LinkType::kEthernet,
     Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_gre(ip, state.count))};
     }},
    {"nvgre", "Ethernet in GRE (RFC 7637)", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_nvgre(ip, state.count))};
     }},
    {"erspan1", "ERSPAN type I", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_erspan1(ip, state.count))};
     }},
    {"erspan2", "ERSPAN type II", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_erspan2(ip, state.count))};
     }},
    {"erspan3", "ERSPAN type III, with and without its platform subheader", LinkType::kEthernet,
     Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_erspan3(ip, state.count))};
     }},
    {"vxlan", "VXLAN (RFC 7348)", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_vxlan(ip, state.count))};
     }},
    {"geneve", "Geneve (RFC 8926), with Ethernet and with IP inside", LinkType::kEthernet,
     Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_geneve(ip, state.count))};
     }},
    {"gtpu", "GTP-U (3GPP TS 29.281), with and without an extension header", LinkType::kEthernet,
     Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_gtpu(ip, state.count))};
     }},
    {"ipip", "IPv4 in IPv4 (RFC 2003)", LinkType::kEthernet, Carries::kVersion4,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_outer_ip(ip, 4, state.count))};
     }},
    {"4in6", "IPv4 in IPv6 (RFC 2473)", LinkType::kEthernet, Carries::kVersion4,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_outer_ip(ip, 6, state.count))};
     }},
    {"6in4", "IPv6 in IPv4 (RFC 4213)", LinkType::kEthernet, Carries::kVersion6,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_outer_ip(ip, 4, state.count))};
     }},
    {"6in6", "IPv6 in IPv6 (RFC 2473)", LinkType::kEthernet, Carries::kVersion6,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_outer_ip(ip, 6, state.count))};
     }},
    {"teredo", "IPv6 in UDP (RFC 4380), bare and with its headers", LinkType::kEthernet,
     Carries::kVersion6,
     [](std::string_view ip, const WrapState& state) {
       return Frames{on_ethernet(in_teredo(ip, state.count))};
     }},
    {"sll", "Linux cooked capture", LinkType::kSll, Carries::kBoth,
     [](std::string_view ip, const WrapState&) { return Frames{in_sll(ip)}; }},
    {"sll2", "Linux cooked capture, version 2", LinkType::kSll2, Carries::kBoth,
     [](std::string_view ip, const WrapState&) { return Frames{in_sll2(ip)}; }},
    {"null", "BSD loopback", LinkType::kNull, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) { return Frames{in_null(ip, state.order)}; }},
    {"loop", "OpenBSD loopback", LinkType::kLoop, Carries::kBoth,
     [](std::string_view ip, const WrapState&) { return Frames{in_loop(ip)}; }},
    {"raw", "IP without a link header", LinkType::kRaw, Carries::kBoth,
     [](std::string_view ip, const WrapState&) { return Frames{std::string(ip)}; }},
    {"nflog", "Linux netfilter log", LinkType::kNflog, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) { return Frames{in_nflog(ip, state.order)}; }},
    {"wifi", "802.11 data and QoS data behind radiotap", LinkType::kRadiotap, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       return Frames{in_radiotap(ip, state.count)};
     }},
    {"wifi-bare", "802.11 data and QoS data", LinkType::kWifi, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) { return Frames{in_wifi(ip, state.count)}; }},
    {"ipv6-extensions", "hop-by-hop, routing and destination headers (RFC 8200)",
     LinkType::kEthernet, Carries::kVersion6,
     [](std::string_view ip, const WrapState&) {
       return Frames{on_ethernet(with_extension_headers(ip))};
     }},
    {"ipv4-fragments", "each packet in up to three IPv4 fragments, one side last first",
     LinkType::kEthernet, Carries::kVersion4,
     [](std::string_view ip, const WrapState&) {
       return each(cut_up(ip, id_of(ip)), on_ethernet);
     }},
    {"ipv6-fragments", "each packet in up to three IPv6 fragments, one side last first",
     LinkType::kEthernet, Carries::kVersion6,
     [](std::string_view ip, const WrapState& state) {
       return each(cut_up(ip, state.count), on_ethernet);
     }},
    {"fragments-in-vxlan", "fragments of the inner packet, each in VXLAN", LinkType::kEthernet,
     Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       const std::uint32_t id = version_of(ip) == 6 ? state.count : id_of(ip);
       return each(cut_up(ip, id), [&](std::string_view piece) {
         return on_ethernet(in_vxlan(piece, state.count));
       });
     }},
    {"fragmented-gre", "fragments of the outer packet of GRE", LinkType::kEthernet, Carries::kBoth,
     [](std::string_view ip, const WrapState& state) {
       const std::string outer = in_gre(ip, state.count);
       return each(cut_up(outer, id_of(outer)), on_ethernet);
     }},
};

}  // namespace

std::span<const WrapKind> wrap_kinds() { return kKinds; }

const WrapKind* find_wrap(std::string_view name) {
  const auto found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                  [&](const WrapKind& kind) { return kind.name == name; });
  return found == std::end(kKinds) ? nullptr : found;
}

const WrapKind& plain_wrap(LinkType link) {
  return *std::find_if(std::begin(kKinds), std::end(kKinds),
                       [&](const WrapKind& kind) { return kind.link == link; });
}

}  // namespace constat::forge
