// Headers of the links on which frames are captured, around one IP packet or one Ethernet frame.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "tools/forge/wire/wrap.h"

namespace constat::forge {

// "Outward" packets go from the lower of the two addresses to the higher: enough to give the two
// directions of a conversation different link addresses.
bool is_outward(std::string_view ip);
std::uint32_t ether_type_of(std::string_view ip);

struct Tag {
  std::uint16_t protocol;  // 0x8100 802.1Q, 0x88a8 802.1ad
  std::uint16_t vlan;
};
// `payload` after an Ethernet header with the tags and the EtherType (IEEE 802.3, 802.1Q).
std::string in_ethernet(std::string_view ip, std::initializer_list<Tag> tags,
                        std::uint32_t ether_type, std::string_view payload);
std::string in_ethernet(std::string_view ip);

// RFC 3032: two labels, the second one at the bottom of the stack.
std::string in_mpls(std::string_view ip);
// RFC 1661, RFC 1662: address, control and protocol.
std::string in_ppp(std::string_view ip);
// RFC 2516, PPP inside.
std::string in_pppoe(std::string_view ip);
// LINKTYPE_LINUX_SLL and _SLL2.
std::string in_sll(std::string_view ip);
std::string in_sll2(std::string_view ip);
// LINKTYPE_NULL: family in the order of the capturing machine; LINKTYPE_LOOP: in network order.
std::string in_null(std::string_view ip, ByteOrder order);
std::string in_loop(std::string_view ip);
// LINKTYPE_NFLOG: netlink attributes, the packet in the last one.
std::string in_nflog(std::string_view ip, ByteOrder order);
// IEEE 802.11 data frames with LLC/SNAP (RFC 1042), every other one QoS data; and the same behind a
// radiotap header that says whether a frame check sequence follows.
std::string in_wifi(std::string_view ip, std::uint32_t count);
std::string in_radiotap(std::string_view ip, std::uint32_t count);

}  // namespace constat::forge
