// Link types and their numbers: the list at tcpdump.org/linktypes.html.

#include "capture/frame/unwrap.h"

#include <algorithm>
#include <iterator>

#include "capture/frame/header_readers.h"

namespace constat::capture {
namespace {

struct LinkType {
  std::uint32_t number;
  Header header;
};

constexpr LinkType kLinkTypes[] = {
    {0, Header::kBsdLoopback},         // NULL
    {1, Header::kEthernet},            // ETHERNET
    {6, Header::kTokenRing},           // IEEE802_5
    {8, Header::kSlip},                // SLIP
    {9, Header::kPpp},                 // PPP
    {10, Header::kFddi},               // FDDI
    {12, Header::kIp},                 // DLT_RAW of most systems
    {14, Header::kIp},                 // DLT_RAW of OpenBSD
    {50, Header::kPpp},                // PPP_HDLC
    {51, Header::kPppoe},              // PPP_ETHER
    {100, Header::kLlc},               // ATM_RFC1483
    {101, Header::kIp},                // RAW
    {104, Header::kCiscoHdlc},         // C_HDLC
    {105, Header::kWifi},              // IEEE802_11
    {107, Header::kFrameRelay},        // FRELAY
    {108, Header::kBsdLoopback},       // LOOP
    {113, Header::kLinuxCooked},       // LINUX_SLL
    {119, Header::kPrism},             // IEEE802_11_PRISM
    {127, Header::kRadiotap},          // IEEE802_11_RADIOTAP
    {163, Header::kAvs},               // IEEE802_11_AVS
    {192, Header::kPpi},               // PPI
    {228, Header::kIpv4},              // IPV4
    {229, Header::kIpv6},              // IPV6
    {239, Header::kNflog},             // NFLOG
    {242, Header::kIpOverInfiniband},  // IPOIB
    {276, Header::kLinuxCooked2},      // LINUX_SLL2
};

struct Reader {
  Header header;
  Next (*read)(Unwrapping& at);
  int layers = 1;  // of the budget; the first IP header and its UDP header take none
};

constexpr Reader kReaders[] = {
    {Header::kEthernet, read_ethernet},
    {Header::kLlc, read_llc, 0},
    {Header::kLinuxCooked, read_linux_cooked},
    {Header::kLinuxCooked2, read_linux_cooked_2},
    {Header::kBsdLoopback, read_bsd_loopback},
    {Header::kTokenRing, read_token_ring},
    {Header::kFddi, read_fddi},
    {Header::kSlip, read_slip},
    {Header::kFrameRelay, read_frame_relay},
    {Header::kCiscoHdlc, read_cisco_hdlc},
    {Header::kIpOverInfiniband, read_ip_over_infiniband},
    {Header::kNflog, read_nflog},
    {Header::kPpi, read_ppi},
    {Header::kRadiotap, read_radiotap},
    {Header::kPrism, read_prism},
    {Header::kAvs, read_avs},
    {Header::kWifi, read_wifi},
    {Header::kAggregate, read_aggregate, 0},
    {Header::kVlan, read_vlan},
    {Header::kServiceTag, read_service_tag},
    {Header::kPortExtenderTag, read_port_extender_tag},
    {Header::kVnTag, read_vn_tag},
    {Header::kMacsec, read_macsec},
    {Header::kMpls, read_mpls},
    {Header::kPpp, read_ppp},
    {Header::kPppoe, read_pppoe},
    {Header::kGre, read_gre},
    {Header::kUdp, read_udp, 0},
    {Header::kVxlan, read_vxlan},
    {Header::kVxlanGpe, read_vxlan_gpe},
    {Header::kGeneve, read_geneve},
    {Header::kGtpU, read_gtp_u},
    {Header::kTeredo, read_teredo},
    {Header::kEspInUdp, read_esp_in_udp},
    {Header::kEtherIp, read_ether_ip},
    {Header::kIp, read_ip, 0},
    {Header::kIpv4, read_ipv4, 0},
    {Header::kIpv6, read_ipv6, 0},
    {Header::kInnerIpv4, read_inner_ipv4},
    {Header::kInnerIpv6, read_inner_ipv6},
    {Header::kIpv6Extension, read_ipv6_extension},
    {Header::kIpv6Fragment, read_ipv6_fragment},
    {Header::kAuthentication, read_authentication},
};

consteval bool readers_stand_in_order() {
  std::size_t at = 0;
  for (const Reader& reader : kReaders) {
    if (static_cast<std::size_t>(reader.header) != at++) return false;
  }
  return at == static_cast<std::size_t>(Header::kCount_);
}
static_assert(readers_stand_in_order());

}  // namespace

Next header_of_link_type(std::uint32_t link_type) {
  const auto* found = std::find_if(std::begin(kLinkTypes), std::end(kLinkTypes),
                                   [&](const LinkType& type) { return type.number == link_type; });
  return found == std::end(kLinkTypes) ? Next(SkipReason::kLinkType) : Next(found->header);
}

Next unwrap(Unwrapping& at, Next next) {
  while (next.header < Header::kCount_) {
    const Reader& reader = kReaders[static_cast<std::size_t>(next.header)];
    if (at.layers_left < reader.layers) return SkipReason::kTooDeep;
    at.layers_left -= reader.layers;
    next = reader.read(at);
  }
  return next;
}

}  // namespace constat::capture
