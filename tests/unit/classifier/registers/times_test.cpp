// Times of register rows (RFC 3339); expected seconds from `date -u -d TEXT +%s`.

#include "classifier/registers/times.h"

#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

struct Read {
  const char* text;
  std::int64_t seconds;
  bool zone_stated;
};

TEST(RegisterTime, reads_rfc_3339_and_its_parts) {
  for (const Read& read :
       {Read{"2026-03-01T08:00:00Z", 1772352000, true},
        Read{"2026-03-01t09:00:00+01:00", 1772352000, true},
        Read{"2026-02-28 22:30:00.125-09:30", 1772352000, true},
        Read{"2026-03-01T08:00:00", 1772352000, false}, Read{"2026-03-01 08:00", 1772352000, false},
        Read{"2026-03-01", 1772323200, false}, Read{"2024-02-29T23:59:60Z", 1709251200, true},
        Read{"1969-12-31T23:59:59Z", -1, true}}) {
    const auto time = register_time(read.text);
    ASSERT_TRUE(time.has_value()) << read.text;
    EXPECT_EQ(time->seconds, read.seconds) << read.text;
    EXPECT_EQ(time->zone_stated, read.zone_stated) << read.text;
  }
}

TEST(RegisterTime, refuses_what_could_be_read_in_two_ways_or_is_no_date) {
  for (const char* text :
       {"", "01/03/2026", "03-01-2026", "2026-3-1", "2026-02-30", "2026-13-01", "2026-03-01T",
        "2026-03-01T8:00", "2026-03-01T24:00:00Z", "2026-03-01T08:00:00+1", "2026-03-01T08:00:00Z ",
        "2026-03-01T08:00:00.Z", "1772352000", "2026-03-01X08:00"}) {
    EXPECT_FALSE(register_time(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace constat::classifier
