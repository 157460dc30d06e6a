#include "capture/frame/decode_frame.h"

#include "tests/unit/capture/tcp/segment_writer.h"

namespace constat::capture {
namespace {

using namespace testing;

Packet packet_of(std::string_view bytes, std::uint32_t link_type) {
  Packet packet;
  packet.bytes = bytes;
  packet.original_length = static_cast<std::uint32_t>(bytes.size());
  packet.link_type = link_type;
  return packet;
}

// Decodes from a buffer of exactly the frame's size.
struct Decoded {
  Decoded(const std::string& frame, std::uint32_t link_type, const Limits& limits = {})
      : bytes(frame.begin(), frame.end()),
        result(decode_frame(packet_of({bytes.data(), bytes.size()}, link_type), limits)) {}
  std::string payload() const {
    const auto* segment = std::get_if<TcpSegment>(&result);
    return segment == nullptr ? "(none)" : std::string(segment->payload);
  }
  bool is_skipped(SkipReason reason) const {
    const auto* seen = std::get_if<SkipReason>(&result);
    return seen != nullptr && *seen == reason;
  }
  std::vector<char> bytes;
  DecodedFrame result;
};

std::string ip4(const std::string& payload = "hello") {
  return ipv4(kClientIp, kServerIp, tcp({40000, 25}, 7, 8, kAck | kPush, payload));
}
std::string ip6(const std::string& body, unsigned next = 6) {
  return std::string("\x60\x00\x00\x00", 4) + big16(static_cast<unsigned>(body.size())) +
         static_cast<char>(next) + "\x40" + std::string(15, '\x20') + "\x01" +
         std::string(15, '\x20') + "\x02" + body;
}
std::string tcp_hello() { return tcp({40000, 25}, 7, 8, kAck, "hello"); }

TEST(DecodeFrame, reads_addresses_ports_numbers_and_flags) {
  const Decoded frame(ethernet(0x0800, ip4()), 1);
  const auto& segment = std::get<TcpSegment>(frame.result);
  EXPECT_EQ(to_string(segment.source.ip), "192.0.2.1");
  EXPECT_EQ(to_string(segment.destination.ip), "198.51.100.25");
  EXPECT_EQ(segment.source.port, 40000);
  EXPECT_EQ(segment.destination.port, 25);
  EXPECT_EQ(segment.sequence, 7u);
  EXPECT_EQ(segment.acknowledgement, 8u);
  EXPECT_TRUE(segment.has(TcpSegment::kAck));
  EXPECT_FALSE(segment.has(TcpSegment::kSyn));
  EXPECT_EQ(segment.payload, "hello");
  EXPECT_EQ(segment.payload_length, 5u);
}

TEST(DecodeFrame, every_link_type_leads_to_the_same_segment) {
  const std::string cooked = std::string(14, '\0') + big16(0x0800);
  const std::string cooked_v2 = big16(0x0800) + std::string(18, '\0');
  const std::string v6 = ip6(tcp_hello());
  const std::pair<std::uint32_t, std::string> frames[] = {
      {1, ethernet(0x0800, ip4())},
      {1, ethernet(0x86DD, v6)},
      {1, ethernet(8 + 45, std::string("\xAA\xAA\x03\0\0\0\x08\0", 8) + ip4())},  // SNAP
      {12, ip4()},
      {14, v6},
      {101, ip4()},
      {101, v6},
      {228, ip4()},
      {229, v6},
      {113, cooked + ip4()},
      {276, cooked_v2 + ip4()},
      {0, little32(2) + ip4()},
      {0, big32(2) + ip4()},
      {0, little32(30) + v6},
      {108, big32(24) + v6},
      {108, big32(28) + v6},
      {0, little32(10) + v6},
  };
  for (const auto& [link_type, bytes] : frames) {
    EXPECT_EQ(Decoded(bytes, link_type).payload(), "hello") << link_type;
    // Cut at any byte: a result, and never a byte that is not there.
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      const Decoded cut(bytes.substr(0, length), link_type);
      if (!std::holds_alternative<TcpSegment>(cut.result)) continue;
      EXPECT_EQ(std::get<TcpSegment>(cut.result).payload_length, 5u);
      EXPECT_EQ(cut.payload(), std::string("hello").substr(0, length + 5 - bytes.size()));
    }
  }
}

TEST(DecodeFrame, vlan_tags_up_to_the_layer_cap) {  // robustness T18
  std::string body = ip4();
  unsigned type = 0x0800;
  for (int tags = 0; tags < 100; ++tags) {
    const Decoded frame(ethernet(type, body), 1);
    EXPECT_EQ(frame.payload(), tags <= 15 ? "hello" : "(none)") << tags;
    EXPECT_EQ(frame.is_skipped(SkipReason::kTooDeep), tags > 15) << tags;
    body = big16(static_cast<unsigned>(tags)) + big16(type) + body;
    type = tags % 3 == 0 ? 0x8100 : tags % 3 == 1 ? 0x88A8 : 0x9100;
  }
}

TEST(DecodeFrame, link_type_that_is_not_supported) {  // robustness P07
  for (std::uint32_t link_type = 2; link_type < 12; ++link_type) {
    EXPECT_TRUE(Decoded(ip4(), link_type).is_skipped(SkipReason::kLinkType));
  }
}

TEST(DecodeFrame, what_is_not_ip) {
  EXPECT_TRUE(Decoded(ethernet(0x0806, ip4()), 1).is_skipped(SkipReason::kNotIp));
  EXPECT_TRUE(Decoded(ethernet(39, "\x42\x42\x03"), 1).is_skipped(SkipReason::kNotIp));
  EXPECT_TRUE(Decoded(big32(7) + ip4(), 108).is_skipped(SkipReason::kNotIp));
}

TEST(DecodeFrame, what_is_not_tcp) {
  const std::string udp = ipv4(kClientIp, kServerIp, std::string(20, 'u'), 0, 0, 17);
  EXPECT_TRUE(Decoded(udp, 101).is_skipped(SkipReason::kNotTcp));
  EXPECT_TRUE(Decoded(ip6(std::string(8, 'x'), 58), 101).is_skipped(SkipReason::kNotTcp));
  EXPECT_TRUE(Decoded(ip6("", 59), 101).is_skipped(SkipReason::kNotTcp));
}

TEST(DecodeFrame, padding_is_not_payload) {
  EXPECT_EQ(Decoded(ethernet(0x0800, ip4("hi") + std::string(6, '\0')), 1).payload(), "hi");
  EXPECT_EQ(Decoded(ethernet(0x86DD, ip6(tcp_hello()) + "pad"), 1).payload(), "hello");
}

TEST(DecodeFrame, length_zero_is_segmentation_offload) {  // robustness T26
  std::string v4 = ip4(std::string(3000, 'x'));
  v4[2] = v4[3] = '\0';
  EXPECT_EQ(Decoded(v4, 101).payload(), std::string(3000, 'x'));
  std::string v6 = ip6(tcp_hello());
  v6[4] = v6[5] = '\0';
  EXPECT_EQ(Decoded(v6, 101).payload(), "hello");
}

TEST(DecodeFrame, ip_and_tcp_options_are_passed) {
  std::string v4 = ip4();
  v4[0] = '\x46';
  v4.insert(20, "\x01\x01\x01\x01");
  v4[3] = static_cast<char>(v4.size());
  EXPECT_EQ(Decoded(v4, 101).payload(), "hello");
  std::string with_options = tcp_hello();
  with_options[12] = '\xF0';
  with_options.insert(20, std::string(40, '\x00'));  // robustness T25: options are never walked
  EXPECT_EQ(Decoded(ipv4(kClientIp, kServerIp, with_options), 101).payload(), "hello");
}

TEST(DecodeFrame, headers_that_contradict_themselves) {
  std::string short_header = ip4();
  short_header[0] = '\x44';
  std::string short_total = ip4();
  short_total[3] = 19;
  std::string short_offset = ip4();
  short_offset[32] = '\x40';
  std::string long_offset = ip4();
  long_offset[32] = '\xF0';
  std::string no_version = ip4();
  no_version[0] = '\x55';
  for (const std::string& frame :
       {short_header, short_total, short_offset, long_offset, no_version, std::string()}) {
    EXPECT_TRUE(Decoded(frame, 101).is_skipped(SkipReason::kMalformed));
  }
}

TEST(DecodeFrame, extension_headers_are_passed_up_to_the_layer_cap) {             // robustness T18
  const std::string hop(std::string("\x3C\x00", 2) + std::string(6, '\x01'));     // then options
  const std::string options(std::string("\x2B\x01", 2) + std::string(14, '\0'));  // then routing
  const std::string routing(std::string("\x33\x00", 2) + std::string(6, '\0'));   // then AH
  const std::string ah(std::string("\x06\x04", 2) + std::string(22, '\0'));       // then TCP
  EXPECT_EQ(Decoded(ip6(hop + options + routing + ah + tcp_hello(), 0), 101).payload(), "hello");
  std::string chain = tcp_hello();
  unsigned next = 6;
  for (int headers = 0; headers < 40; ++headers) {
    chain = std::string(1, static_cast<char>(next)) + std::string(7, '\0') + chain;
    next = 60;
  }
  EXPECT_TRUE(Decoded(ip6(chain, 60), 101).is_skipped(SkipReason::kTooDeep));
  const std::string endless = std::string("\x3C\xFF", 2) + std::string(6, '\0');
  EXPECT_TRUE(Decoded(ip6(endless, 60), 101).is_skipped(SkipReason::kMalformed));
}

TEST(DecodeFrame, atomic_fragment_is_a_whole_datagram) {  // RFC 6946
  const std::string header = std::string("\x06\x00\x00\x00", 4) + big32(9);
  EXPECT_EQ(Decoded(ip6(header + tcp_hello(), 44), 101).payload(), "hello");
}

TEST(DecodeFrame, fragments_are_handed_on_with_their_place) {
  const Decoded v4(ipv4(kClientIp, kServerIp, std::string(16, 'f'), 0x2000 | 5, 77), 101);
  const auto& fragment = std::get<IpFragment>(v4.result);
  EXPECT_EQ(fragment.identification, 77u);
  EXPECT_EQ(fragment.offset, 40u);
  EXPECT_TRUE(fragment.more);
  const std::string header = std::string("\x06\x00", 2) + big16(16) + big32(0x01020304);
  const Decoded v6(ip6(header + std::string(5, 'f'), 44), 101);
  const auto& last = std::get<IpFragment>(v6.result);
  EXPECT_EQ(last.identification, 0x01020304u);
  EXPECT_EQ(last.offset, 16u);
  EXPECT_FALSE(last.more);
  EXPECT_EQ(last.part.payload, "fffff");
}

}  // namespace
}  // namespace constat::capture
