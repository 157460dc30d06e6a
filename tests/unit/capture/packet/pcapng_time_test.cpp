#include "capture/packet/pcapng_time.h"

#include <gtest/gtest.h>

namespace constat::capture {
namespace {

std::int64_t nanoseconds(std::uint64_t units, std::uint8_t resolution, std::int64_t offset = 0) {
  return to_capture_time(units, {resolution, offset}).nanoseconds;
}

constexpr std::int64_t kUnknown = CaptureTime::kUnknownValue;

TEST(PcapngTime, decimal_resolutions) {
  EXPECT_EQ(nanoseconds(7, 0), 7'000'000'000);
  EXPECT_EQ(nanoseconds(1'234, 3), 1'234'000'000);
  EXPECT_EQ(nanoseconds(1'234'567, 6), 1'234'567'000);
  EXPECT_EQ(nanoseconds(1'234'567'891, 9), 1'234'567'891);
  EXPECT_EQ(nanoseconds(1'234'567'891'999, 12), 1'234'567'891);
  EXPECT_EQ(nanoseconds(UINT64_MAX, 18), 18'446'744'073);
  EXPECT_EQ(nanoseconds(UINT64_MAX, 28), 1);  // 10^-28 s: 2^64 of them are 1.8 ns
  EXPECT_EQ(nanoseconds(UINT64_MAX, 29), 0);
  EXPECT_EQ(nanoseconds(UINT64_MAX, 127), 0);
}

TEST(PcapngTime, binary_resolutions) {
  EXPECT_EQ(nanoseconds(7, 0x80), 7'000'000'000);
  EXPECT_EQ(nanoseconds(3, 0x81), 1'500'000'000);
  EXPECT_EQ(nanoseconds(1ull << 31 | 1, 0x9F), 1'000'000'000);  // 1 s and 2^-31 s, rounded down
  EXPECT_EQ(nanoseconds(0x0000000180000000, 0xA0), 1'500'000'000);
  EXPECT_EQ(nanoseconds(1ull << 63, 0xBF), 1'000'000'000);
  EXPECT_EQ(nanoseconds(1ull << 63, 0x80 | 64), 500'000'000);
  EXPECT_EQ(nanoseconds(UINT64_MAX, 0x80 | 64), 999'999'999);
  EXPECT_EQ(nanoseconds(UINT64_MAX, 0x80 | 93), 1);  // 2^64 / 2^93 s = 1.86 ns
  EXPECT_EQ(nanoseconds(UINT64_MAX, 0xFF), 0);
}

TEST(PcapngTime, offset_is_signed) {
  EXPECT_EQ(nanoseconds(5'500'000, 6, -10), -4'500'000'000);
  EXPECT_EQ(nanoseconds(5'500'000, 6, 10), 15'500'000'000);
}

TEST(PcapngTime, what_does_not_fit_is_unknown) {
  EXPECT_EQ(nanoseconds(UINT64_MAX, 0), kUnknown);
  EXPECT_EQ(nanoseconds(UINT64_MAX, 0, -1), kUnknown);
  EXPECT_EQ(nanoseconds(UINT64_MAX, 0x80, INT64_MIN), kUnknown);
  EXPECT_EQ(nanoseconds(1, 6, INT64_MAX), kUnknown);
  EXPECT_EQ(nanoseconds(1, 6, INT64_MIN), kUnknown);
  EXPECT_EQ(nanoseconds(10'000'000'000, 0), kUnknown);
  EXPECT_EQ(nanoseconds(10'000'000'000, 0, -9'999'999'999), 1'000'000'000);
  // Above 2^63 seconds, brought back into range by the offset.
  EXPECT_EQ(nanoseconds((1ull << 63) + 5, 0, INT64_MIN), 5'000'000'000);
}

TEST(PcapngTime, every_resolution_gives_a_result) {
  for (unsigned resolution = 0; resolution < 256; ++resolution) {
    for (const std::uint64_t units : {std::uint64_t{0}, std::uint64_t{1}, UINT64_MAX}) {
      for (const std::int64_t offset : {INT64_MIN, std::int64_t{-1}, INT64_MAX}) {
        const CaptureTime time =
            to_capture_time(units, {static_cast<std::uint8_t>(resolution), offset});
        // 2^63 seconds away is no moment that fits, but for the one sum that comes back near zero:
        // (2^64 - 1) / 2 - 2^63 seconds.
        const bool near_zero = resolution == 0x81 && units == UINT64_MAX && offset == INT64_MIN;
        EXPECT_TRUE(offset == -1 || !time.known() || near_zero) << resolution << " " << units;
      }
    }
  }
}

}  // namespace
}  // namespace constat::capture
