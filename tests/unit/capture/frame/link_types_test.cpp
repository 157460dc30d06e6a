// One segment behind every link layer; the numbers and formats are those of
// tcpdump.org/linktypes.html and the RFCs named there.

#include "tests/unit/capture/frame/frame_writer.h"

namespace constat::capture {
namespace {

using namespace written;

std::string snap(unsigned type) { return raw("\xAA\xAA\x03\x00\x00\x00") + big16(type); }
std::string cooked(unsigned type) {
  return raw("\x00\x00\x00\x01\x00\x06") + zeros(8) + big16(type);
}
std::string cooked_2(unsigned type) { return big16(type) + zeros(18); }

struct Framed {
  std::uint32_t link_type;
  std::string frame;
  std::string expected = kText4;
};

std::vector<Framed> framed() {
  return {
      {0, little32(2) + packet4()},
      {0, big32(2) + packet4()},
      {0, little32(30) + packet6(), kText6},
      {0, little32(10) + packet6(), kText6},
      {1, ethernet(0x0800, packet4())},
      {1, ethernet(0x86DD, packet6()), kText6},
      {1, ethernet(static_cast<unsigned>(8 + packet4().size()), snap(0x0800) + packet4()) + "pad"},
      {6, raw("\x10\x40") + std::string(6, '\2') + std::string(6, '\2') + snap(0x0800) + packet4()},
      {6,
       raw("\x10\x40") + std::string(6, '\2') + "\x82" + std::string(5, '\2') +
           raw("\x06\x00\x11\x11\x22\x22") + snap(0x86DD) + packet6(),
       kText6},
      {8, zeros(16) + packet4()},
      {9, raw("\x00\x21") + packet4()},
      {9, raw("\xFF\x03\x00\x57") + packet6(), kText6},
      {9, raw("\x21") + packet4()},
      {10, "\x50" + std::string(12, '\2') + snap(0x0800) + packet4()},
      {12, packet4()},
      {12, packet6(), kText6},
      {14, packet6(), kText6},
      {50, raw("\xFF\x03\x00\x21") + packet4()},
      {50, raw("\x0F\x00\x08\x00") + packet4()},
      {51, raw("\x11\x00\x12\x34") + big16(2 + packet4().size()) + raw("\x00\x21") + packet4()},
      {100, snap(0x0800) + packet4()},
      {100, raw("\xAA\xAA\x03\x00\x80\xC2\x00\x07\x00\x00") + ethernet(0x0800, packet4())},
      {101, packet4()},
      {101, packet6(), kText6},
      {104, raw("\x8F\x00\x86\xDD") + packet6(), kText6},
      {107, raw("\x18\x41\x03\xCC") + packet4()},
      {107, raw("\x18\x41\x03\x8E") + packet6(), kText6},
      {107, raw("\x18\x41\x03\x00\x80\x00\x00\x00\x08\x00") + packet4()},
      {107, raw("\x18\x41\x08\x00") + packet4()},
      {107, raw("\x18\x40\x02\x41\x03\xCC") + packet4()},
      {108, big32(2) + packet4()},
      {108, big32(24) + packet6(), kText6},
      {108, big32(28) + packet6(), kText6},
      {113, cooked(0x0800) + packet4()},
      {113, cooked(0x8100) + big16(5) + big16(0x86DD) + packet6(), kText6},
      {113, cooked(4) + snap(0x0800) + packet4()},
      {192, raw("\x00\x00\x08\x00") + little32(1) + ethernet(0x0800, packet4())},
      {192, raw("\x00\x00\x0C\x00") + little32(101) + zeros(4) + packet6(), kText6},
      {228, packet4()},
      {229, packet6(), kText6},
      {239, raw("\x02\x00\x00\x05") + little16(8) + little16(1) + zeros(4) + little16(7) +
                little16(10) + raw("lo\x00\x00") + little16(4 + packet4().size()) + little16(9) +
                packet4()},
      {239, raw("\x0A\x00\x00\x05") + big16(4 + packet6().size()) + big16(9) + packet6(), kText6},
      {242, zeros(40) + raw("\x86\xDD\x00\x00") + packet6(), kText6},
      {276, cooked_2(0x0800) + packet4()},
      {276, cooked_2(0x86DD) + packet6(), kText6},
      {276, cooked_2(4) + snap(0x0800) + packet4()},
  };
}

TEST(LinkTypes, all_lead_to_the_same_segment) {
  for (const Framed& one : framed()) {
    EXPECT_EQ(decoded(one.frame, one.link_type), one.expected) << one.link_type;
    EXPECT_TRUE(is_supported_link_type(one.link_type));
  }
}

// Cut by the snap length at every byte: a result, never a byte that is not there, and always the
// length that was sent.
TEST(LinkTypes, cut_at_any_byte) {
  for (const Framed& one : framed()) {
    const std::size_t payload_at = one.frame.find("hello");
    for (std::size_t length = 0; length < one.frame.size(); ++length) {
      Decoding decoding;
      const std::string result =
          decoding.add(one.frame.substr(0, length), one.link_type, one.frame.size());
      ASSERT_EQ(decoding.last != nullptr, length >= payload_at)
          << one.link_type << " " << length << " " << result;
      if (decoding.last == nullptr) continue;
      EXPECT_EQ(decoding.last->payload_length, 5u);
      EXPECT_EQ(decoding.last->payload, std::string("hello").substr(0, length - payload_at));
    }
  }
}

TEST(LinkTypes, others_are_only_counted) {  // robustness P07
  for (const std::uint32_t link_type : {2u, 3u, 7u, 11u, 147u, 195u, 999'999u}) {
    Decoding decoding;
    EXPECT_EQ(decoding.add(packet4(), link_type), "link_type");
    EXPECT_EQ(decoding.add(packet4(), link_type), "link_type");
    ASSERT_EQ(decoding.facts.defects.size(), 1u);
    EXPECT_EQ(decoding.facts.defects[0].kind, DefectKind::kLinkTypeUnsupported);
    EXPECT_FALSE(is_supported_link_type(link_type));
  }
}

TEST(LinkTypes, what_is_not_ip) {
  const std::pair<std::uint32_t, std::string> frames[] = {
      {1, ethernet(0x0806, packet4())},            // ARP
      {1, ethernet(39, raw("\x42\x42\x03"))},      // spanning tree
      {1, ethernet(0x8863, zeros(40))},            // PPPoE discovery
      {108, big32(7) + packet4()},                 // an unknown family
      {9, raw("\xC0\x21") + zeros(8)},             // LCP
      {104, raw("\x8F\x00\x80\x35") + zeros(18)},  // SLARP
      {107, raw("\x18\x41\x03\x81") + zeros(8)},
      {10, "\x41" + std::string(12, '\2') + snap(0x0800) + packet4()},  // FDDI management
      {6, raw("\x10\x00") + std::string(12, '\2') + snap(0x0800) + packet4()},
      {239, raw("\x02\x00\x00\x05") + little16(8) + little16(1) + zeros(4)},  // no packet in it
  };
  for (const auto& [link_type, frame] : frames) {
    EXPECT_EQ(decoded(frame, link_type), "not_ip") << link_type;
  }
}

// The Ethernet type and the version must agree: a receiver drops the packet otherwise.
TEST(LinkTypes, version_that_contradicts_its_announcement) {
  EXPECT_EQ(decoded(ethernet(0x0800, packet6()), 1), "malformed");
  EXPECT_EQ(decoded(ethernet(0x86DD, packet4()), 1), "malformed");
  EXPECT_EQ(decoded(packet6(), 228), "malformed");
  EXPECT_EQ(decoded(raw("\x55") + packet4().substr(1), 101), "malformed");
}

TEST(LinkTypes, nflog_items_that_contradict_themselves) {
  const std::string start = raw("\x02\x00\x00\x05");
  EXPECT_EQ(decoded(start + little16(3) + little16(1) + zeros(4), 239), "malformed");
  EXPECT_EQ(decoded(start + little16(400) + little16(1) + zeros(4), 239), "malformed");
  EXPECT_EQ(decoded(start + little16(400) + little16(9) + packet4(), 239), "malformed");
  EXPECT_EQ(decoded(raw("\x02\x01\x00\x05") + zeros(8), 239), "malformed");
}

}  // namespace
}  // namespace constat::capture
