#include "capture/packet/pcapng_file.h"

#include <gtest/gtest.h>

#include "tests/unit/capture/packet/capture_writer.h"

namespace constat::capture {
namespace {

using testing::Capture;
using testing::kBigEndian;
using testing::kLittleEndian;
using testing::Writer;

Capture read(const std::string& file, const Limits& limits = {}) {
  return testing::read_capture(file, InputKind::kPcapng, limits);
}

TEST(PcapngFile, sections_of_either_order_and_interfaces_of_any_link_type) {  // robustness P05
  std::string file;
  for (const Writer& w : {kLittleEndian, kBigEndian, kLittleEndian}) {
    file += w.section() + w.interface(1) + w.interface(101, "", 64) + w.interface(113) +
            w.enhanced(0, 1'000'000, "ethernet") + w.enhanced(1, 2'000'000, "raw") +
            w.enhanced(2, 3'000'000, "cooked") + w.block(0xBAD, "of no known type");
  }
  const Capture capture = read(file);
  ASSERT_EQ(capture.frames.size(), 9u);
  for (std::size_t at = 0; at < 9; at += 3) {
    EXPECT_EQ(capture.frames[at].bytes, "ethernet");
    EXPECT_EQ(capture.frames[at].link_type, 1u);
    EXPECT_EQ(capture.frames[at].time, 1'000'000'000);
    EXPECT_EQ(capture.frames[at + 1].bytes, "raw");
    EXPECT_EQ(capture.frames[at + 1].link_type, 101u);
    EXPECT_EQ(capture.frames[at + 2].link_type, 113u);
  }
  EXPECT_EQ(capture.facts.sha256, sha256(file));
}

TEST(PcapngFile, interfaces_do_not_outlive_their_section) {
  const Writer& w = kLittleEndian;
  const std::string first = w.section() + w.interface(1) + w.enhanced(0, 0, "a") + w.section();
  const Capture capture = read(first + w.enhanced(0, 0, "b"));
  EXPECT_EQ(capture.frames.size(), 1u);
  EXPECT_EQ(capture.facts.defects, (Defects{{DefectKind::kInputMalformed, {first.size(), 36}}}));
}

TEST(PcapngFile, timestamps_follow_the_interface) {
  const Writer& w = kBigEndian;
  const std::string nano = w.option(9, "\x09") + w.option(14, w.u64(100)) + w.option(0, "");
  const std::string back = w.option(2, "eth0") + w.option(14, w.u64(~std::uint64_t{0}));
  const Capture capture = read(w.section() + w.interface(1, nano) + w.interface(1, back) +
                               w.enhanced(0, 5, "a") + w.enhanced(1, 3'000'000, "b"));
  ASSERT_EQ(capture.frames.size(), 2u);
  EXPECT_EQ(capture.frames[0].time, 100'000'000'005);
  EXPECT_EQ(capture.frames[1].time, 2'000'000'000);
}

TEST(PcapngFile, simple_packets_end_at_the_snap_length_and_have_no_time) {
  const Writer& w = kLittleEndian;
  const Capture capture = read(w.section() + w.interface(1, "", 6) +
                               w.block(3, w.u32(5) + "12345") + w.block(3, w.u32(99) + "123456"));
  ASSERT_EQ(capture.frames.size(), 2u);
  EXPECT_EQ(capture.frames[0].bytes, "12345");
  EXPECT_EQ(capture.frames[1].bytes, "123456");
  EXPECT_EQ(capture.frames[1].original_length, 99u);
  EXPECT_FALSE(CaptureTime{capture.frames[0].time}.known());
  EXPECT_EQ(capture.facts.frames_cut, 1u);
  EXPECT_FALSE(capture.facts.first_time.known());
}

TEST(PcapngFile, obsolete_packet_blocks_are_read) {
  const Writer& w = kBigEndian;
  const Capture capture =
      read(w.section() + w.interface(1) + w.interface(101) +
           w.block(2, w.u16(1) + w.u16(7) + w.u32(0) + w.u32(42) + w.u32(3) + w.u32(3) + "abc"));
  ASSERT_EQ(capture.frames.size(), 1u);
  EXPECT_EQ(capture.frames[0].bytes, "abc");
  EXPECT_EQ(capture.frames[0].link_type, 101u);
  EXPECT_EQ(capture.frames[0].time, 42'000);
}

TEST(PcapngFile, truncation_at_any_byte_keeps_every_whole_frame) {  // robustness P04
  const Writer& w = kLittleEndian;
  std::string file;
  std::vector<std::pair<std::size_t, bool>> ends;  // of each block; does it hold a frame
  const auto add = [&](const std::string& block, bool is_frame) {
    file += block;
    ends.emplace_back(file.size(), is_frame);
  };
  add(w.section(), false);
  add(w.interface(1), false);
  for (unsigned at = 0; at < 12; ++at) {
    add(w.enhanced(0, at, std::string(at % 5, 'x')), true);
    if (at % 4 == 0) add(w.block(99, std::string(13, 'u')), false);
  }
  for (std::size_t length = 1; length <= file.size(); ++length) {
    const Capture capture = read(file.substr(0, length));
    std::size_t whole = 0;
    std::size_t frames = 0;
    while (whole < ends.size() && ends[whole].first <= length) frames += ends[whole++].second;
    ASSERT_EQ(capture.frames.size(), frames) << length;
    const std::size_t start = whole == 0 ? 0 : ends[whole - 1].first;
    if (length == start) continue;
    ASSERT_EQ(capture.facts.defects,
              (Defects{{DefectKind::kInputTruncated, {start, length - start}}}))
        << length;
  }
}

TEST(PcapngFile, block_lengths_that_contradict_themselves_end_reading) {  // robustness P03
  const Writer& w = kLittleEndian;
  const std::string good = w.section() + w.interface(1) + w.enhanced(0, 0, "a");
  const std::string long_enough(64, '\0');
  const std::string cases[] = {
      w.u32(6) + w.u32(0) + long_enough,                              // below 12
      w.u32(6) + w.u32(8) + long_enough,                              //
      w.u32(6) + w.u32(33) + long_enough,                             // no multiple of 4
      w.u32(6) + w.u32(32) + std::string(20, '\0') + w.u32(36),       // trailer differs
      w.u32(99) + w.u32(16) + std::string(4, '\0') + w.u32(12),       // of an unknown block
      w.u32(0x0A0D0D0A) + w.u32(16) + w.u32(0x1A2B3C4D) + w.u32(16),  // section too short
      w.block(0x0A0D0D0A, w.u32(0xDEADBEEF) + long_enough),           // no byte-order magic
      w.block(0x0A0D0D0A, w.u32(0x1A2B3C4D) + w.u16(2) + w.u16(0) + w.u64(0)),  // version 2
      w.block(1, w.u32(1)),  // interface too short
      w.block(1, w.u16(1) + w.u16(0) + w.u32(0) + w.u16(9) + w.u16(60) + "1234"),
      w.block(6, w.u32(0)),                          // packet too short
      w.block(6, w.u32(1) + std::string(16, '\0')),  // no such interface
      w.block(6, w.u32(0) + w.u64(0) + w.u32(0xFFFFFFFF) + w.u32(4) + "abcd"),
      w.block(6, w.u32(0) + w.u64(0) + w.u32(5) + w.u32(5) + "abcd"),
      w.block(3, ""),
      w.u32(6) + w.u32(0xFFFFFFFC) + long_enough,
  };
  for (const std::string& bad : cases) {
    const Capture capture = read(good + bad + w.enhanced(0, 0, "never read"));
    EXPECT_EQ(capture.frames.size(), 1u);
    ASSERT_EQ(capture.facts.defects.size(), 1u);
    EXPECT_EQ(capture.facts.defects[0].kind, DefectKind::kInputMalformed);
    EXPECT_EQ(capture.facts.defects[0].where.offset, good.size());
  }
}

TEST(PcapngFile, unknown_block_larger_than_the_window_is_passed) {
  const Writer& w = kLittleEndian;
  const std::string large(ByteSource::kWindow + 4096, 'd');
  const Capture capture =
      read(w.section() + w.interface(1) + w.block(10, large) + w.enhanced(0, 0, "a"));
  EXPECT_EQ(capture.frames.size(), 1u);
  EXPECT_TRUE(capture.facts.defects.empty());
}

TEST(PcapngFile, more_captured_than_sent_is_noted_and_read) {  // robustness P01
  const Writer& w = kLittleEndian;
  const Capture capture =
      read(w.section() + w.interface(1) +
           w.block(6, w.u32(0) + w.u64(0) + w.u32(48) + w.u32(1) + std::string(48, 'x')));
  ASSERT_EQ(capture.frames.size(), 1u);
  EXPECT_EQ(capture.frames[0].bytes, std::string(48, 'x'));
  EXPECT_EQ(capture.facts.defects.at(0).kind, DefectKind::kFrameLengthOdd);
}

TEST(PcapngFile, interfaces_have_a_cap) {
  Limits limits;
  limits.capture_interfaces = 2;
  const Writer& w = kLittleEndian;
  const std::string two = w.section() + w.interface(1) + w.interface(1);
  EXPECT_EQ(read(two + w.interface(1), limits).facts.defects.at(0).where.offset, two.size());
}

}  // namespace
}  // namespace constat::capture
