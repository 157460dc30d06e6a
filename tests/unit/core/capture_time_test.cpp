#include "core/capture_time.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

TEST(CaptureTime, is_written_in_utc_with_nine_digits) {
  EXPECT_EQ(to_rfc3339({0}), "1970-01-01T00:00:00.000000000Z");
  // date -u -d @1772352000 → Sun Mar  1 08:00:00 UTC 2026
  EXPECT_EQ(to_rfc3339({1'772'352'000'000'000'001}), "2026-03-01T08:00:00.000000001Z");
  // The leap day of a century divisible by 400.
  EXPECT_EQ(to_rfc3339({951'782'400'000'000'000}), "2000-02-29T00:00:00.000000000Z");
}

TEST(CaptureTime, before_1970_counts_down) {
  EXPECT_EQ(to_rfc3339({-1}), "1969-12-31T23:59:59.999999999Z");
}

TEST(CaptureTime, unknown_is_empty) { EXPECT_EQ(to_rfc3339(CaptureTime::unknown()), ""); }

TEST(CaptureTime, reads_what_it_writes) {
  for (const std::int64_t value :
       {0L, -1L, 1'772'352'000'000'000'001L, 4'102'444'800'000'000'000L}) {
    EXPECT_EQ(capture_time_from_rfc3339(to_rfc3339({value})).nanoseconds, value);
  }
  EXPECT_EQ(capture_time_from_rfc3339("2026-03-01T08:00:00Z").nanoseconds,
            1'772'352'000'000'000'000);
  EXPECT_EQ(capture_time_from_rfc3339("2026-03-01T08:00:00.5Z").nanoseconds,
            1'772'352'000'500'000'000);
}

TEST(CaptureTime, refuses_what_is_not_a_utc_time) {
  for (const char* text :
       {"", "Z", "2026-03-01", "2026-03-01T08:00:00", "2026-03-01T08:00:00+01:00",
        "2026-13-01T08:00:00Z", "2026-03-01T08:00:00.Z", "9999-01-01T00:00:00Z",
        "2026-03-01T25:00:00Z", "2026-03-01 08:00:00Z"}) {
    EXPECT_FALSE(capture_time_from_rfc3339(text).known()) << text;
  }
}

}  // namespace
}  // namespace constat
