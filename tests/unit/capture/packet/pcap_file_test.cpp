#include "capture/packet/pcap_file.h"

#include <gtest/gtest.h>

#include "tests/unit/capture/packet/capture_writer.h"

namespace constat::capture {
namespace {

using testing::Capture;
using testing::kBigEndian;
using testing::kLittleEndian;
using testing::Writer;

constexpr std::uint32_t kMicro = 0xA1B2C3D4;
constexpr std::uint32_t kNano = 0xA1B23C4D;

Capture read(const std::string& file, const Limits& limits = {}) {
  return testing::read_capture(file, InputKind::kPcap, limits);
}

TEST(PcapFile, both_byte_orders_and_both_clocks) {
  for (const Writer& writer : {kLittleEndian, kBigEndian}) {
    for (const std::uint32_t magic : {kMicro, kNano}) {
      const std::string file = writer.pcap_header(magic, 101) +
                               writer.pcap_record(1'700'000'000, 123'456, "first") +
                               writer.pcap_record(1'700'000'001, 0, "second frame");
      const Capture capture = read(file);
      ASSERT_EQ(capture.frames.size(), 2u);
      EXPECT_EQ(capture.frames[0].bytes, "first");
      EXPECT_EQ(capture.frames[0].time,
                1'700'000'000'000'000'000 + (magic == kNano ? 123'456 : 123'456'000));
      EXPECT_EQ(capture.frames[0].link_type, 101u);
      EXPECT_EQ(capture.frames[1].bytes, "second frame");
      EXPECT_TRUE(capture.facts.defects.empty());
      EXPECT_EQ(capture.facts.frames, 2u);
      EXPECT_EQ(capture.facts.bytes, file.size());
      EXPECT_EQ(capture.facts.sha256, sha256(file));
      EXPECT_EQ(capture.facts.first_time.nanoseconds, capture.frames[0].time);
      EXPECT_EQ(capture.facts.last_time.nanoseconds, capture.frames[1].time);
    }
  }
}

TEST(PcapFile, modified_files_have_longer_record_headers) {
  const Writer& w = kLittleEndian;
  const std::string file = w.pcap_header(0xA1B2CD34) + w.u32(1) + w.u32(0) + w.u32(3) + w.u32(3) +
                           w.u32(7) + w.u16(0) + std::string(2, '\0') + "abc";
  const Capture capture = read(file);
  ASSERT_EQ(capture.frames.size(), 1u);
  EXPECT_EQ(capture.frames[0].bytes, "abc");
}

TEST(PcapFile, before_version_2_3_the_lengths_stand_the_other_way_round) {
  const Writer& w = kBigEndian;
  for (const unsigned minor : {2u, 3u}) {
    const std::string file =
        w.pcap_header(kMicro, 1, minor) + w.u32(1) + w.u32(0) + w.u32(90) + w.u32(3) + "abc";
    const Capture capture = read(file);
    ASSERT_EQ(capture.frames.size(), 1u);
    EXPECT_EQ(capture.frames[0].bytes, "abc");
    EXPECT_EQ(capture.frames[0].original_length, 90u);
  }
}

TEST(PcapFile, link_types_are_the_lower_half_of_their_field) {  // robustness P07
  // draft-ietf-opsawg-pcap section 4: frame check sequence length, "present", reserved bits.
  for (const std::uint32_t upper : {0u, 0x24000000u, 0xF4000000u, 0x03FF0000u}) {
    for (std::uint32_t link_type = 0; link_type <= 300; ++link_type) {
      const std::string file = kLittleEndian.pcap_header(kMicro, upper | link_type) +
                               kLittleEndian.pcap_record(1, 0, "x");
      const Capture capture = read(file);
      ASSERT_EQ(capture.frames.at(0).link_type, link_type);
      ASSERT_TRUE(capture.facts.defects.empty());
    }
  }
}

TEST(PcapFile, the_snap_length_of_the_file_is_not_relied_on) {  // robustness P02
  const Writer& w = kBigEndian;
  for (const std::uint32_t snap_length : {0u, 1u, 0x7FFFFFFFu, 0xFFFFFFFFu}) {
    const std::string file = w.u32(kMicro) + w.u16(2) + w.u16(4) + w.u32(0) + w.u32(0) +
                             w.u32(snap_length) + w.u32(1) + w.pcap_record(1, 0, "frame");
    EXPECT_EQ(read(file).frames.at(0).bytes, "frame");
  }
}

TEST(PcapFile, absurd_length_is_refused_before_anything_is_allocated) {  // robustness P02
  const Writer& w = kLittleEndian;
  for (const std::uint32_t length : {0xFFFFFFFFu, 262'145u}) {
    const std::string file = w.pcap_header(kMicro) + w.pcap_record(1, 0, "good") + w.u32(1) +
                             w.u32(0) + w.u32(length) + w.u32(length) + "rest";
    const Capture capture = read(file);
    EXPECT_EQ(capture.frames.size(), 1u);
    EXPECT_EQ(capture.facts.defects, (Defects{{DefectKind::kInputMalformed, {44, 16}}}));
    EXPECT_EQ(capture.facts.bytes, file.size());
  }
}

TEST(PcapFile, more_captured_than_sent_is_noted_and_read) {  // robustness P01
  const Writer& w = kLittleEndian;
  const Capture capture =
      read(w.pcap_header(kMicro) + w.u32(1) + w.u32(0) + w.u32(4) + w.u32(1) + "abcd");
  ASSERT_EQ(capture.frames.size(), 1u);
  EXPECT_EQ(capture.frames[0].bytes, "abcd");
  EXPECT_EQ(capture.facts.defects, (Defects{{DefectKind::kFrameLengthOdd, {24, 20}}}));
}

TEST(PcapFile, frames_cut_by_the_snap_length_are_counted) {
  const Writer& w = kLittleEndian;
  std::string file = w.pcap_header(kMicro);
  for (int at = 0; at < 3; ++at) file += w.u32(1) + w.u32(0) + w.u32(2) + w.u32(60) + "ab";
  const Capture capture = read(file);
  EXPECT_EQ(capture.facts.frames_cut, 3u);
  EXPECT_EQ(capture.facts.defects, (Defects{{DefectKind::kSnapLengthCut, {24, 18}}}));
}

TEST(PcapFile, timestamps_that_go_back_are_noted) {  // robustness P06, T20
  const Writer& w = kLittleEndian;
  const Capture capture =
      read(w.pcap_header(kMicro) + w.pcap_record(5, 0, "a") + w.pcap_record(4, 999'999, "b") +
           w.pcap_record(0xFFFFFFFF, 999'999, "c") + w.pcap_record(6, 1'000'000, "d"));
  EXPECT_EQ(capture.facts.first_time.nanoseconds, 4'999'999'000);
  EXPECT_EQ(capture.facts.last_time.nanoseconds, 4'294'967'295'999'999'000);
  EXPECT_EQ(capture.facts.defects, (Defects{{DefectKind::kTimeAnomaly, {41, 17}},
                                            {DefectKind::kTimeAnomaly, {75, 17}},
                                            {DefectKind::kTimeAnomaly, {75, 17}}}));
}

TEST(PcapFile, defects_beyond_the_cap_are_counted) {
  Limits limits;
  limits.input_defects = 2;
  std::string file = kLittleEndian.pcap_header(kMicro);
  for (std::uint32_t at = 10; at > 0; --at) file += kLittleEndian.pcap_record(at, 0, "a");
  const Capture capture = read(file + "x", limits);
  EXPECT_EQ(capture.facts.defects.size(), 3u);  // and why reading stopped
  EXPECT_EQ(capture.facts.defects.back().kind, DefectKind::kInputTruncated);
  EXPECT_EQ(capture.facts.defects_not_kept, 7u);
}

TEST(PcapFile, other_bytes_are_malformed) {
  EXPECT_EQ(read(std::string(100, 'x')).facts.defects,
            (Defects{{DefectKind::kInputMalformed, {0, 24}}}));
}

}  // namespace
}  // namespace constat::capture
