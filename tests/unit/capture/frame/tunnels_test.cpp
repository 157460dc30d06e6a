// One segment in every tunnel and tag, by the formats of the documents named beside them.

#include <algorithm>

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

std::string mpls(unsigned label, bool bottom) {
  return big32(label << 12 | (bottom ? 0x100u : 0u) | 64u);
}
std::string outer(unsigned protocol, const std::string& body) {
  return ethernet(0x0800, ipv4(kOuterFour, body, {.protocol = protocol}));
}
std::string outer6(unsigned protocol, const std::string& body) {
  return ethernet(0x86DD, ipv6(kOuterSix, body, protocol));
}
std::string in_udp(unsigned port, const std::string& body) {
  return outer(17, udp(50000, port, body));
}
std::string ppp4() { return raw("\x00\x21") + packet4(); }
std::string ethernet4() { return ethernet(0x0800, packet4()); }
std::string pppoe(const std::string& ppp) {
  return raw("\x11\x00\x00\x07") + big16(ppp.size()) + ppp;
}
std::string pptp(unsigned flags, const std::string& numbers, const std::string& ppp) {
  return big16(flags) + big16(0x880B) + big16(ppp.size()) + big16(9) + numbers + ppp;
}

struct Tunnelled {
  std::string what;
  std::string frame;
  std::vector<Layer> layers;
  std::string expected = kText4;
};

std::vector<Tunnelled> tags() {
  using enum Layer;
  const std::string vlan4 = big16(100) + big16(0x0800) + packet4();
  return {
      {"802.1Q", ethernet(0x8100, vlan4), {kVlan}},
      {"802.1ad", ethernet(0x88A8, big16(7) + big16(0x8100) + vlan4), {kVlan, kVlan}},
      {"three tags",
       ethernet(0x9100, big16(1) + big16(0x88A8) + big16(7) + big16(0x8100) + vlan4),
       {kVlan, kVlan, kVlan}},
      {"802.1ah",
       ethernet(0x88A8, big16(7) + big16(0x88E7) + big32(99) + ethernet(0x8100, vlan4)),
       {kVlan, kVlan}},
      {"MACsec, integrity only",
       ethernet(0x88E5, raw("\x00\x00") + big32(1) + big16(0x0800) + packet4() + zeros(16)),
       {}},
      {"MACsec with SCI",
       ethernet(0x88E5,
                raw("\x20\x00") + big32(1) + zeros(8) + big16(0x0800) + packet4() + zeros(16)),
       {}},
      {"802.1BR", ethernet(0x893F, zeros(6) + big16(0x8100) + vlan4), {kVlan}},
      {"VN-Tag", ethernet(0x8926, zeros(4) + big16(0x8100) + vlan4), {kVlan}},
      // RFC 3032
      {"MPLS", ethernet(0x8847, mpls(17, false) + mpls(18, true) + packet4()), {kMpls, kMpls}},
      {"MPLS IPv6", ethernet(0x8848, mpls(2, true) + packet6()), {kMpls}, kText6},
      // RFC 4448 section 4.6: with a control word, and without
      {"pseudowire", ethernet(0x8847, mpls(17, true) + zeros(4) + ethernet4()), {kMpls}},
      {"pseudowire without control word", ethernet(0x8847, mpls(17, true) + ethernet4()), {kMpls}},
      {"pseudowire to an address that begins like IPv4",
       ethernet(0x8847,
                mpls(17, true) + raw("\x45\x00\x00\x20") + zeros(8) + big16(0x0800) + packet4()),
       {kMpls}},
      {"pseudowire to an address that begins like IPv6",
       ethernet(0x8847, mpls(17, true) + raw("\x60\x00\x00\x00\xFF\xFF") + zeros(6) +
                            big16(0x0800) + packet4()),
       {kMpls}},
      // RFC 2516; the length cuts off padding
      {"PPPoE", ethernet(0x8864, pppoe(ppp4()) + "pad"), {kPppoe, kPpp}},
      {"PPPoE with compressed protocol",
       ethernet(0x8864, pppoe("\x21" + packet4())),
       {kPppoe, kPpp}},
      {"PPPoE IPv6", ethernet(0x8864, pppoe(raw("\x00\x57") + packet6())), {kPppoe, kPpp}, kText6},
      {"PPP with MPLS",
       ethernet(0x8864, pppoe(raw("\x02\x81") + mpls(17, true) + packet4())),
       {kPppoe, kPpp, kMpls}},
  };
}

std::vector<Tunnelled> generic_routing() {
  using enum Layer;
  const std::string erspan2 = raw("\x10\x64\x00\x01\x00\x00\x00\x00");
  const std::string erspan3 = raw("\x20\x64\x00\x01") + zeros(6);
  return {
      // RFC 2784, RFC 2890, RFC 1701: every optional field
      {"GRE", outer(47, big16(0) + big16(0x0800) + packet4()), {kGre}},
      {"GRE checksum", outer(47, big16(0x8000) + big16(0x0800) + zeros(4) + packet4()), {kGre}},
      {"GRE key, sequence",
       outer(47, big16(0x3000) + big16(0x86DD) + zeros(8) + packet6()),
       {kGre},
       kText6},
      {"GRE all",
       outer(47, big16(0xF000) + big16(0x0800) + zeros(12) + raw("\x08\x00\x00\x04") + zeros(4) +
                     zeros(4) + packet4()),
       {kGre}},
      {"GRE with MPLS",
       outer(47, big16(0) + big16(0x8847) + mpls(17, true) + packet4()),
       {kGre, kMpls}},
      {"GRE over IPv6", outer6(47, big16(0) + big16(0x0800) + packet4()), {kGre}},
      {"GRE in UDP", in_udp(4754, big16(0) + big16(0x0800) + packet4()), {kGre}},  // RFC 8086
      {"redirected", outer(47, big16(0) + big16(0x883E) + packet4()), {kGre}},
      {"redirected, version 2", outer(47, big16(0) + big16(0x883E) + zeros(4) + packet4()), {kGre}},
      {"802.11 in GRE",
       outer(47, big16(0) + big16(0x8200) + raw("\x08\x01") + zeros(22) +
                     raw("\xAA\xAA\x03\x00\x00\x00\x08\x00") + packet4()),
       {kGre, kWifi}},
      // RFC 2637 section 4.1
      {"PPTP", outer(47, pptp(0x3001, big32(1), ppp4())), {kGre, kPpp}},
      {"PPTP with acknowledgement",
       outer(47, pptp(0x3081, big32(1) + big32(2), raw("\xFF\x03") + ppp4())),
       {kGre, kPpp}},
      // RFC 7637
      {"NVGRE",
       outer(47, big16(0x2000) + big16(0x6558) + big32(0x00123400) + ethernet4()),
       {kNvgre}},
      {"GRE Ethernet with a tag",
       outer(47, big16(0) + big16(0x6558) + ethernet(0x8100, big16(3) + big16(0x0800) + packet4())),
       {kNvgre, kVlan}},
      // draft-foschiano-erspan sections 4.1 to 4.3
      {"ERSPAN I", outer(47, big16(0) + big16(0x88BE) + ethernet4()), {kErspan}},
      {"ERSPAN II",
       outer(47, big16(0x1000) + big16(0x88BE) + big32(1) + erspan2 + ethernet4()),
       {kErspan}},
      {"ERSPAN III",
       outer(47, big16(0x1000) + big16(0x22EB) + big32(1) + erspan3 + big16(0) + ethernet4()),
       {kErspan}},
      {"ERSPAN III with a platform header",
       outer(47, big16(0x1000) + big16(0x22EB) + big32(1) + erspan3 + big16(1) + zeros(8) +
                     ethernet4()),
       {kErspan}},
      {"ERSPAN III of IP",
       outer(47, big16(0x1000) + big16(0x22EB) + big32(1) + erspan3 + big16(2 << 10) + packet6()),
       {kErspan},
       kText6},
  };
}

std::vector<Tunnelled> in_ip_and_udp() {
  using enum Layer;
  const std::string vxlan = raw("\x08\x00\x00\x00\x00\x01\x23\x00");
  const std::string gtp_all = raw("\x37\xFF") + big16(4 + 4 + 8 + packet4().size()) + big32(5) +
                              raw("\x00\x01\x00\x85") + raw("\x01\x10\x01\xC0") +
                              raw("\x02\x00\x00\x00\x00\x00\x00\x00") + packet4();
  return {
      {"IP in IP", outer(4, packet4()), {kIpInIp}},             // RFC 2003
      {"4in6", outer6(4, packet4()), {k4in6}},                  // RFC 2473
      {"6in4", outer(41, packet6()), {k6in4}, kText6},          // RFC 4213
      {"6in6", outer6(41, packet6()), {k6in6}, kText6},         // RFC 2473
      {"EtherIP", outer(97, big16(0x3000) + ethernet4()), {}},  // RFC 3378
      {"MPLS in IP", outer(137, mpls(17, true) + packet4()), {kMpls}},
      {"Ethernet in IPv6", outer6(143, ethernet4()), {}},  // RFC 8986
      // RFC 7348
      {"VXLAN", in_udp(4789, vxlan + ethernet4()), {kVxlan}},
      {"VXLAN, Linux", in_udp(8472, vxlan + ethernet(0x86DD, packet6())), {kVxlan}, kText6},
      {"VXLAN over IPv6", outer6(17, udp(1, 4789, vxlan + ethernet4())), {kVxlan}},
      {"VXLAN-GPE",
       in_udp(4790, raw("\x0C\x00\x00\x02\x00\x01\x23\x00") + packet6()),
       {kVxlan},
       kText6},
      // RFC 8926 section 3.4
      {"Geneve", in_udp(6081, raw("\x00\x00\x65\x58") + big32(0x300) + ethernet4()), {kGeneve}},
      {"Geneve with options",
       in_udp(6081, raw("\x03\x00\x08\x00") + big32(0x300) + raw("\x01\x02\x80\x02") + zeros(8) +
                        packet4()),
       {kGeneve}},
      // TS 29.281 section 5.1
      {"GTP-U",
       in_udp(2152, raw("\x30\xFF") + big16(packet4().size()) + big32(5) + packet4()),
       {kGtpU}},
      {"GTP-U with sequence number",
       in_udp(2152, raw("\x32\xFF") + big16(4 + packet6().size()) + big32(5) +
                        raw("\x00\x07\x00\x00") + packet6()),
       {kGtpU},
       kText6},
      {"GTP-U with extension headers", in_udp(2152, gtp_all), {kGtpU}},
      // RFC 4380 section 5.1.1
      {"Teredo", in_udp(3544, packet6()), {kTeredo}, kText6},
      {"Teredo with indications",
       in_udp(3544, raw("\x00\x01\x02\x03") + "idkey" + zeros(9) + raw("\x00\x00") + zeros(6) +
                        packet6()),
       {kTeredo},
       kText6},
      {"Teredo reply", outer(17, udp(3544, 50000, packet6())), {kTeredo}, kText6},
      {"MPLS in UDP", in_udp(6635, mpls(17, true) + packet4()), {kMpls}},
  };
}

std::vector<Tunnelled> all() {
  std::vector<Tunnelled> cases = tags();
  for (const auto& more : {generic_routing(), in_ip_and_udp()}) {
    cases.insert(cases.end(), more.begin(), more.end());
  }
  return cases;
}

TEST(Tunnels, all_lead_to_the_same_segment) {
  for (const Tunnelled& one : all()) {
    Decoding decoding(Checksums::kStrict);
    EXPECT_EQ(decoding.add(one.frame, 1), one.expected) << one.what;
    for (std::size_t layer = 0; layer < static_cast<std::size_t>(Layer::kCount_); ++layer) {
      const auto expected =
          std::count(one.layers.begin(), one.layers.end(), static_cast<Layer>(layer));
      EXPECT_EQ(decoding.counts().layers[layer], static_cast<std::uint64_t>(expected))
          << one.what << " " << name_of(static_cast<Layer>(layer));
    }
  }
}

TEST(Tunnels, cut_at_any_byte) {
  for (const Tunnelled& one : all()) {
    const std::size_t payload_at = one.frame.find("hello");
    for (std::size_t length = 0; length < one.frame.size(); ++length) {
      Decoding decoding;
      decoding.add(one.frame.substr(0, length), 1, one.frame.size());
      ASSERT_EQ(decoding.last != nullptr, length >= payload_at) << one.what << " " << length;
      if (decoding.last == nullptr) continue;
      EXPECT_EQ(decoding.last->payload_length, 5u) << one.what;
      EXPECT_EQ(decoding.last->payload, std::string("hello").substr(0, length - payload_at));
    }
  }
}

// Any tunnel in any tunnel.
TEST(Tunnels, stand_in_one_another) {
  for (const Tunnelled& inner : all()) {
    const std::string vxlan = raw("\x08\x00\x00\x00\x00\x01\x23\x00");
    EXPECT_EQ(decoded(in_udp(4789, vxlan + inner.frame), 1), inner.expected) << inner.what;
    EXPECT_EQ(decoded(outer(47, big16(0) + big16(0x6558) + inner.frame), 1), inner.expected)
        << inner.what;
  }
}

TEST(Tunnels, port_without_the_tunnel_is_some_other_udp) {
  const std::string bad_inner = packet4().replace(2, 2, big16(9999));  // longer than the datagram
  const std::string vxlan = raw("\x08\x00\x00\x00\x00\x01\x23\x00");
  const std::pair<std::string, std::string> frames[] = {
      {"VXLAN without its flag", in_udp(4789, zeros(8) + ethernet4())},
      {"VXLAN with a wrong length inside", in_udp(4789, vxlan + ethernet(0x0800, bad_inner))},
      {"VXLAN with a wrong version inside", in_udp(4789, vxlan + ethernet(0x0800, packet6()))},
      {"VXLAN too short", in_udp(4789, "abc")},
      {"Geneve of another version", in_udp(6081, raw("\x40\x00\x65\x58") + zeros(4) + ethernet4())},
      {"GTP echo", in_udp(2152, raw("\x32\x01\x00\x04") + zeros(8))},
      {"GTP with too long a length", in_udp(2152, raw("\x30\xFF\xFF\xFF") + big32(5) + packet4())},
      {"GTP extension of length 0",
       in_udp(2152, raw("\x34\xFF\x00\x08") + big32(5) + raw("\x00\x00\x00\x85") + zeros(4))},
      {"no IPv6 on Teredo's port", in_udp(3544, packet4())},
      {"UDP length beyond the packet",
       outer(17, big16(1) + big16(4789) + big16(999) + zeros(2) + vxlan + ethernet4())},
      {"UDP length too small",
       outer(17, big16(1) + big16(4789) + big16(7) + zeros(2) + vxlan + ethernet4())},
      {"another port", in_udp(53, vxlan + ethernet4())},
      {"IKE", in_udp(4500, zeros(4) + std::string(40, 'k'))},
  };
  for (const auto& [what, frame] : frames) {
    Decoding decoding;
    EXPECT_EQ(decoding.add(frame, 1), "not_tcp") << what;
    for (const std::uint64_t count : decoding.counts().layers) EXPECT_EQ(count, 0u) << what;
  }
}

TEST(Tunnels, what_is_encrypted_says_so) {
  EXPECT_EQ(decoded(outer(50, std::string(60, 'e')), 1), "encrypted");  // RFC 4303
  EXPECT_EQ(decoded(outer6(50, std::string(60, 'e')), 1), "encrypted");
  EXPECT_EQ(decoded(in_udp(4500, std::string(60, 'e')), 1), "encrypted");             // RFC 3948
  EXPECT_EQ(decoded(ethernet(0x88E5, raw("\x2C\x00") + zeros(40)), 1), "encrypted");  // 802.1AE
  EXPECT_EQ(decoded(ethernet(0x8864, pppoe(raw("\x00\xFD") + zeros(20))), 1), "encrypted");  // MPPE
}

TEST(Tunnels, authentication_header_is_passed) {  // RFC 4302
  const std::string ah = raw("\x06\x04") + zeros(22);
  EXPECT_EQ(decoded(ipv4(kFour, ah + tcp({}, kFour), {.protocol = 51})), kText4);
  EXPECT_EQ(decoded(ipv6(kSix, ah + tcp({}, kSix), 51)), kText6);
}

TEST(Tunnels, headers_that_contradict_themselves) {
  const std::string frames[] = {
      ethernet(0x8864, raw("\x11\x00\x00\x07") + big16(999) + ppp4()),
      ethernet(0x8864, raw("\x21\x00\x00\x07") + big16(2 + packet4().size()) + ppp4()),
      outer(4, packet6()),
      outer(41, packet4()),
      outer(97, big16(0x4000) + ethernet4()),
      outer(47, big16(0x4000) + big16(0x0800) + zeros(4) + raw("\x08\x00\x00\xFF") + packet4()),
      outer(47, big16(0x1000) + big16(0x88BE) + big32(1) + raw("\x70") + zeros(7) + ethernet4()),
      outer(47, big16(0x3001) + big16(0x880B) + big16(999) + big16(9) + big32(1) + ppp4()),
  };
  for (const std::string& frame : frames) {
    EXPECT_EQ(decoded(frame, 1), "malformed") << &frame - frames;
  }
}

TEST(Tunnels, gre_that_carries_nothing_to_read) {
  EXPECT_EQ(decoded(outer(47, big16(0x2002) + big16(0x0800) + packet4()), 1),
            "not_tcp");                                                     // version
  EXPECT_EQ(decoded(outer(47, pptp(0x2081, big32(2), "")), 1), "not_tcp");  // acknowledgement alone
  EXPECT_EQ(decoded(outer(47, big16(0) + big16(0x2001) + zeros(30)), 1), "not_ip");  // NHRP
}

}  // namespace
}  // namespace constat::capture
