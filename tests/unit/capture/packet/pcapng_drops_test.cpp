// What pcapng files say was lost: draft-ietf-opsawg-pcapng section 4.6 (isb_ifdrop, isb_osdrop),
// section 4.3 (epb_dropcount), appendix A (drops count).
#include <gtest/gtest.h>

#include "tests/unit/capture/packet/capture_writer.h"

namespace constat::capture {
namespace {

using testing::Capture;
using testing::kBigEndian;
using testing::kLittleEndian;
using testing::Writer;

Capture read(const std::string& file) { return testing::read_capture(file, InputKind::kPcapng); }

std::string statistics(const Writer& w, std::uint32_t interface, const std::string& options) {
  return w.block(5, w.u32(interface) + w.u32(0) + w.u32(0) + options);
}
std::string dropped(const Writer& w, std::uint64_t by_interface, std::uint64_t by_system) {
  return w.option(4, w.u64(1000)) + w.option(5, w.u64(by_interface)) +
         w.option(7, w.u64(by_system)) + w.option(0, "");
}
std::string packet(const Writer& w, std::uint32_t interface, std::uint64_t dropped_before) {
  return w.block(6, w.u32(interface) + w.u64(0) + w.u32(3) + w.u32(3) + "abc" +
                        std::string(1, '\0') + w.option(4, w.u64(dropped_before)) +
                        w.option(0, ""));
}

TEST(PcapngDrops, the_last_statistics_of_each_interface_count) {
  for (const Writer& w : {kLittleEndian, kBigEndian}) {
    const std::string start = w.section() + w.interface(1) + w.interface(1) + w.enhanced(0, 0, "a");
    const Capture capture =
        read(start + statistics(w, 0, dropped(w, 3, 4)) + statistics(w, 1, dropped(w, 0, 5)) +
             statistics(w, 0, dropped(w, 6, 4)) + start + statistics(w, 0, dropped(w, 100, 0)));
    EXPECT_EQ(capture.facts.frames_dropped, 6u + 4 + 5 + 100);
    // One defect an interface and section, where it was first said.
    EXPECT_EQ(capture.facts.defects.size(), 3u);
    EXPECT_EQ(capture.facts.defects.at(0), (Defect{DefectKind::kFramesDropped, {start.size(), 0}}));
  }
}

TEST(PcapngDrops, counts_of_packets_add_up_and_tell_of_the_same_frames) {
  const Writer& w = kLittleEndian;
  const std::string start = w.section() + w.interface(1);
  const std::string packets = packet(w, 0, 2) + packet(w, 0, 0) + packet(w, 0, 5);
  EXPECT_EQ(read(start + packets).facts.frames_dropped, 7u);
  EXPECT_EQ(read(start + packets).frames.size(), 3u);
  EXPECT_EQ(read(start + packets + statistics(w, 0, dropped(w, 4, 0))).facts.frames_dropped, 7u);
  EXPECT_EQ(read(start + packets + statistics(w, 0, dropped(w, 9, 0))).facts.frames_dropped, 9u);
}

TEST(PcapngDrops, obsolete_packets_count_too_unless_not_known) {
  const Writer& w = kBigEndian;
  const auto obsolete = [&](unsigned drops) {
    return w.block(2, w.u16(0) + w.u16(drops) + w.u64(0) + w.u32(1) + w.u32(1) + "a");
  };
  const Capture capture =
      read(w.section() + w.interface(1) + obsolete(7) + obsolete(0xFFFF) + obsolete(1));
  EXPECT_EQ(capture.frames.size(), 3u);
  EXPECT_EQ(capture.facts.frames_dropped, 8u);
}

TEST(PcapngDrops, nothing_dropped_is_no_defect) {
  const Writer& w = kLittleEndian;
  const Capture capture = read(w.section() + w.interface(1) + w.enhanced(0, 0, "a") +
                               statistics(w, 0, dropped(w, 0, 0)) + packet(w, 0, 0));
  EXPECT_EQ(capture.facts.frames_dropped, 0u);
  EXPECT_TRUE(capture.facts.defects.empty());
}

TEST(PcapngDrops, counts_too_large_for_a_sum_stay_the_largest_number) {
  const Writer& w = kLittleEndian;
  const std::uint64_t most = ~std::uint64_t{0};
  const std::string start = w.section() + w.interface(1) + w.interface(1);
  const Capture capture = read(start + statistics(w, 0, dropped(w, most, most)) +
                               statistics(w, 1, dropped(w, most, 0)));
  EXPECT_EQ(capture.facts.frames_dropped, most);
  const Capture less = read(
      start + statistics(w, 0, dropped(w, most, most)) + statistics(w, 1, dropped(w, most, 0)) +
      statistics(w, 0, dropped(w, 0, 0)) + statistics(w, 1, dropped(w, 0, 0)));
  EXPECT_EQ(less.facts.frames_dropped, 0u);
}

TEST(PcapngDrops, statistics_that_contradict_themselves_lose_no_frame) {
  const Writer& w = kLittleEndian;
  const std::string start = w.section() + w.interface(1);
  for (const std::string& bad :
       {w.block(5, ""), w.block(5, w.u32(0)), statistics(w, 7, dropped(w, 1, 1)),
        statistics(w, 0, w.u16(5) + w.u16(200)), statistics(w, 0, w.option(5, "1234"))}) {
    const Capture capture = read(start + bad + w.enhanced(0, 0, "a"));
    EXPECT_EQ(capture.frames.size(), 1u);
    EXPECT_EQ(capture.facts.frames_dropped, 0u);
  }
}

}  // namespace
}  // namespace constat::capture
