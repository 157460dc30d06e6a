// Lengths: who says how long a packet is, and what happens when two do not agree. And IPv6
// extension headers.

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

TEST(IpHeaders, padding_and_trailers_are_not_payload) {
  const std::string small = packet4({.payload = "hi"});
  for (const std::string& frame :
       {ethernet(0x0800, small + zeros(6)), ethernet(0x0800, small + "FCS!")}) {
    Decoding decoding;
    decoding.add(frame, 1);
    ASSERT_NE(decoding.last, nullptr);
    EXPECT_EQ(decoding.last->payload, "hi");
    EXPECT_EQ(decoding.last->payload_length, 2u);
  }
  EXPECT_EQ(decoded(ethernet(0x86DD, packet6() + "pad"), 1), kText6);
}

TEST(IpHeaders, length_zero_is_segmentation_offload) {  // robustness T26
  const std::string text(70'000, 'x');
  std::string v4 = ipv4(kFour, tcp({.payload = text}, kFour));
  v4.replace(2, 2, zeros(2));
  std::string v6 = ipv6(kSix, tcp({.payload = text}, kSix));
  v6.replace(4, 2, zeros(2));
  for (const std::string& frame : {v4, v6}) {
    Decoding decoding(Checksums::kStrict);  // such frames cannot be verified
    decoding.add(frame);
    ASSERT_NE(decoding.last, nullptr);
    EXPECT_EQ(decoding.last->payload, text);
    EXPECT_EQ(decoding.last->payload_length, 70'000u);
    decoding.add(frame.substr(0, 200), 101, frame.size());  // cut by the snap length, too
    ASSERT_NE(decoding.last, nullptr);
    EXPECT_EQ(decoding.last->payload_length, 70'000u);
    EXPECT_EQ(decoding.counts().checksums_wrong_set_aside, 0u);
  }
}

TEST(IpHeaders, large_receive_frame_is_read_whole) {  // robustness T26: GRO, 64 KiB
  const std::string text(65'000, 'g');
  Decoding decoding(Checksums::kStrict);
  decoding.add(ethernet(0x0800, packet4({.payload = text})), 1);
  ASSERT_NE(decoding.last, nullptr);
  EXPECT_EQ(decoding.last->payload, text);
}

TEST(IpHeaders, jumbogram_has_its_length_in_an_option) {  // RFC 2675 section 2
  const std::string segment = tcp({.payload = std::string(66'000, 'j')}, kSix);
  const auto jumbo = [&](std::size_t length) {
    std::string packet =
        ipv6(kSix, raw("\x06\x00\xC2\x04") + big32(length) + segment + "trailer", 0);
    return packet.replace(4, 2, zeros(2));
  };
  Decoding decoding(Checksums::kStrict);
  decoding.add(jumbo(8 + segment.size()));
  ASSERT_NE(decoding.last, nullptr);
  EXPECT_EQ(decoding.last->payload, std::string(66'000, 'j'));
  EXPECT_EQ(decoding.add(jumbo(7)), "malformed");
  EXPECT_EQ(decoding.add(jumbo(100'000)), "malformed");
}

// What no frame carried whole, no receiver took: a forged segment cannot come in that way.
TEST(IpHeaders, packet_longer_than_its_frame_on_the_wire) {
  std::string v4 = packet4();
  v4.replace(2, 2, big16(v4.size() + 1));
  EXPECT_EQ(decoded(v4), "malformed");
  std::string v6 = packet6();
  v6.replace(4, 2, big16(v6.size() - 39));
  EXPECT_EQ(decoded(v6), "malformed");
  // The snap length is another matter.
  Decoding decoding;
  decoding.add(packet4().substr(0, 42), 101, packet4().size());
  ASSERT_NE(decoding.last, nullptr);
  EXPECT_EQ(decoding.last->payload, "he");
  EXPECT_EQ(decoding.last->payload_length, 5u);
}

// A record that holds more than it says was on the wire: all of it is read.
TEST(IpHeaders, record_longer_than_it_says) {
  EXPECT_EQ(Decoding().add(packet4(), 101, 20), kText4);
}

TEST(IpHeaders, headers_that_contradict_themselves) {
  std::string short_header = packet4();
  short_header[0] = '\x44';
  std::string long_header = packet4();
  long_header[0] = '\x4F';
  std::string short_total = packet4();
  short_total.replace(2, 2, big16(19));
  std::string no_version = packet4();
  no_version[0] = '\x55';
  for (const std::string& frame :
       {short_header, long_header, short_total, no_version, std::string()}) {
    EXPECT_EQ(decoded(frame), "malformed");
  }
}

TEST(IpHeaders, what_is_not_tcp) {
  EXPECT_EQ(decoded(ipv4(kFour, zeros(20), {.protocol = 1})), "not_tcp");
  EXPECT_EQ(decoded(ipv4(kFour, udp(53, 53, zeros(20)), {.protocol = 17})), "not_tcp");
  EXPECT_EQ(decoded(ipv6(kSix, zeros(8), 58)), "not_tcp");
  EXPECT_EQ(decoded(ipv6(kSix, "", 59)), "not_tcp");
  EXPECT_EQ(decoded(ipv4(kFour, zeros(20), {.protocol = 60})), "not_tcp");  // IPv6's alone
}

TEST(IpHeaders, ipv4_options_are_passed) {
  EXPECT_EQ(decoded(ipv4(kFour, tcp({}, kFour), {.options = raw("\x01\x01\x01\x00")})), kText4);
  EXPECT_EQ(decoded(ipv4(kFour, tcp({}, kFour), {.options = std::string(40, '\1')})), kText4);
}

TEST(IpHeaders, ipv6_extension_headers_are_passed) {
  const std::string hop = raw("\x3C\x00\x01\x04") + zeros(4);       // then destination options
  const std::string options = raw("\x2B\x01\x01\x0C") + zeros(12);  // then routing, arrived
  const std::string routing = raw("\x87\x02\x02\x00") + zeros(20);  // then mobility
  const std::string mobility = raw("\x33\x00") + zeros(6);          // then authentication
  const std::string ah = raw("\x06\x04") + zeros(22);               // then TCP
  EXPECT_EQ(decoded(ipv6(kSix, hop + options + routing + mobility + ah + tcp({}, kSix), 0)),
            kText6);
  EXPECT_EQ(decoded(ipv6(kSix, raw("\x3C\xFF") + zeros(6), 60)), "malformed");
}

// RFC 8200 section 8.1: TCP ends, and its checksum is computed, at the last stop.
TEST(IpHeaders, routing_header_names_the_destination) {
  const Addresses on_the_way = {kSix.source, kOuterSix.destination};
  const std::string type_0 =
      raw("\x06\x04\x00\x02") + zeros(4) + kOuterSix.source + kSix.destination;
  const std::string type_2 = raw("\x06\x02\x02\x01") + zeros(4) + kSix.destination;
  const std::string segments =
      raw("\x06\x04\x04\x01\x01\x00\x00\x00") + kSix.destination + kOuterSix.source;
  for (const std::string& header : {type_0, type_2, segments}) {
    EXPECT_EQ(Decoding(Checksums::kStrict).add(ipv6(on_the_way, header + tcp({}, kSix), 43)),
              kText6);
  }
}

TEST(IpHeaders, atomic_fragment_is_a_whole_datagram) {  // RFC 6946
  EXPECT_EQ(decoded(ipv6(kSix, raw("\x06\x00\x00\x00") + big32(9) + tcp({}, kSix), 44)), kText6);
}

}  // namespace
}  // namespace constat::capture
