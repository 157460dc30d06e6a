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

TEST(PcapngFile, padding_may_hold_anything) {
  const Writer& w = kLittleEndian;
  for (const std::string padding : {"x", "xy", "xyz"}) {
    const std::string frame(8 - padding.size(), 'f');
    const std::string body = w.u32(0) + w.u64(0) + w.u32(frame.size()) + w.u32(frame.size());
    const Capture capture = read(w.section() + w.interface(1) + w.block(6, body + frame + padding) +
                                 w.block(6, body + frame + padding + w.option(1, "comment")));
    ASSERT_EQ(capture.frames.size(), 2u);
    EXPECT_EQ(capture.frames[0].bytes, frame);
    EXPECT_EQ(capture.frames[1].bytes, frame);
    EXPECT_TRUE(capture.facts.defects.empty());
  }
}

TEST(PcapngFile, blocks_that_hold_no_frame_are_passed) {
  const Writer& w = kBigEndian;
  const Capture capture =
      read(w.section() + w.interface(1) +
           w.block(4, w.u16(1) + w.u16(8) + "\xc0\x00\x02\x01" + "a.b" + std::string(1, '\0') +
                          w.u32(0)) +                            // name resolution
           w.block(10, w.u32(0x544c534b) + w.u32(4) + "keys") +  // decryption secrets
           w.block(0xBAD, w.u32(32473) + "custom") +             //
           w.block(0x40000BAD, w.u32(32473) + "custom") +        //
           w.block(9, "journal") +
           w.block(0x80000001, "local") + w.enhanced(0, 0, "a"));
  EXPECT_EQ(capture.frames.size(), 1u);
  EXPECT_TRUE(capture.facts.defects.empty());
}

TEST(PcapngFile, a_frame_above_the_cap_is_cut_and_reading_goes_on) {  // robustness P02
  const Writer& w = kLittleEndian;
  const std::string large(300'000, 'l');
  const Capture capture = read(w.section() + w.interface(1) + w.enhanced(0, 0, large) +
                               w.block(3, w.u32(large.size()) + large) + w.enhanced(0, 0, "a"));
  ASSERT_EQ(capture.frames.size(), 3u);
  EXPECT_EQ(capture.frames[0].bytes.size(), Limits().frame_bytes);
  EXPECT_EQ(capture.frames[0].original_length, large.size());
  EXPECT_EQ(capture.facts.frames_cut, 2u);
  EXPECT_EQ(capture.frames[2].bytes, "a");
}

TEST(PcapngFile, absurd_snap_lengths_are_promises_only) {  // robustness P02, libpcap #527
  const Writer& w = kLittleEndian;
  const Capture capture =
      read(w.section() + w.interface(1, "", 0xFFFFFFFF) + w.interface(1, "", 2) +
           w.enhanced(0, 0, "abcd") + w.enhanced(1, 0, "abcd") + w.block(3, w.u32(4) + "abcd"));
  ASSERT_EQ(capture.frames.size(), 3u);
  for (const auto& frame : capture.frames) EXPECT_EQ(frame.bytes, "abcd");
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
