// One reader a kind of header: it passes the header at the front and says what comes next. A header
// of which not all was captured, or which contradicts itself, is kMalformed.
#pragma once

#include <optional>

#include "capture/frame/unwrapping.h"

namespace constat::capture {

// What an Ethernet type (IEEE 802, ieee802.org/1) or an IP protocol number (IANA) announces.
Next after_ether_type(std::uint16_t type);
Next after_protocol(const IpHeader& ip);

// link_headers.cpp
Next read_ethernet(Unwrapping& at);
Next read_llc(Unwrapping& at);
Next read_linux_cooked(Unwrapping& at);
Next read_linux_cooked_2(Unwrapping& at);
Next read_bsd_loopback(Unwrapping& at);
Next read_token_ring(Unwrapping& at);
Next read_fddi(Unwrapping& at);
Next read_ip_over_infiniband(Unwrapping& at);
Next read_nflog(Unwrapping& at);
Next read_ppi(Unwrapping& at);

// tag_headers.cpp
Next read_vlan(Unwrapping& at);
Next read_service_tag(Unwrapping& at);
Next read_port_extender_tag(Unwrapping& at);
Next read_vn_tag(Unwrapping& at);
Next read_macsec(Unwrapping& at);
Next read_mpls(Unwrapping& at);

// serial_headers.cpp
Next read_ppp(Unwrapping& at);
Next read_pppoe(Unwrapping& at);
Next read_cisco_hdlc(Unwrapping& at);
Next read_frame_relay(Unwrapping& at);
Next read_slip(Unwrapping& at);

// wifi_headers.cpp
Next read_radiotap(Unwrapping& at);
Next read_prism(Unwrapping& at);
Next read_avs(Unwrapping& at);
Next read_wifi(Unwrapping& at);
Next read_aggregate(Unwrapping& at);

// gre_header.cpp
Next read_gre(Unwrapping& at);

// udp_tunnels.cpp
Next read_udp(Unwrapping& at);
Next read_vxlan(Unwrapping& at);
Next read_vxlan_gpe(Unwrapping& at);
Next read_geneve(Unwrapping& at);
Next read_gtp_u(Unwrapping& at);
Next read_teredo(Unwrapping& at);
Next read_esp_in_udp(Unwrapping& at);
Next read_ether_ip(Unwrapping& at);

// ip_headers.cpp
Next read_ip(Unwrapping& at);
// The version says itself which it is; `otherwise` when it is neither.
Next ip_by_version(const Unwrapping& at, SkipReason otherwise);
Next read_ipv4(Unwrapping& at);
Next read_ipv6(Unwrapping& at);
Next read_inner_ipv4(Unwrapping& at);
Next read_inner_ipv6(Unwrapping& at);

// ipv6_extensions.cpp
Next read_ipv6_extension(Unwrapping& at);
Next read_ipv6_fragment(Unwrapping& at);
Next read_authentication(Unwrapping& at);

}  // namespace constat::capture
