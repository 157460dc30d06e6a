#include "report/numbers.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace constat::report {
namespace {

using classifier::Language;

TEST(Numbers, are_grouped_by_three_as_each_language_does) {
  EXPECT_EQ(number(0, Language::kEnglish), "0");
  EXPECT_EQ(number(999, Language::kFrench), "999");
  EXPECT_EQ(number(1234, Language::kEnglish), "1,234");
  EXPECT_EQ(number(1234, Language::kFrench), "1\u202F234");
  EXPECT_EQ(number(18446744073709551615ull, Language::kEnglish), "18,446,744,073,709,551,615");
}

TEST(Dates, are_written_out_with_the_first_of_the_month_in_french) {
  EXPECT_EQ(date_time("2026-03-01T08:00:00.000000000Z", Language::kFrench),
            "1er mars 2026 à 08:00:00 UTC");
  EXPECT_EQ(date_time("2026-03-02T08:00:00Z", Language::kFrench), "2 mars 2026 à 08:00:00 UTC");
  EXPECT_EQ(date_time("2026-03-01T08:00:00.000000000Z", Language::kEnglish),
            "1 March 2026, 08:00:00 UTC");
  EXPECT_EQ(date_time("2026-08-31T23:59:60.5Z", Language::kFrench), "31 août 2026 à 23:59:60 UTC");
}

TEST(Dates, that_are_not_utc_times_are_not_guessed) {
  EXPECT_EQ(date_time("", Language::kEnglish), "");
  EXPECT_EQ(date_time("yesterday", Language::kEnglish), "");
  EXPECT_EQ(date_time("2026-03-01T08:00:00+01:00", Language::kEnglish), "");
  EXPECT_EQ(date_time("2026-13-01T08:00:00Z", Language::kEnglish), "");
  EXPECT_EQ(date_time("2026-00-01T08:00:00Z", Language::kFrench), "");
  EXPECT_EQ(date_time("2026-03-32T08:00:00Z", Language::kFrench), "");
}

TEST(Dates, of_texts_of_law_have_a_day_or_only_a_month) {
  EXPECT_EQ(date("2020-07-26", Language::kEnglish), "26 July 2020");
  EXPECT_EQ(date("2020-07-01", Language::kFrench), "1er juillet 2020");
  EXPECT_EQ(date("2026-11", Language::kFrench), "novembre 2026");
  EXPECT_EQ(date("soon", Language::kFrench), "soon");
  EXPECT_EQ(date("", Language::kFrench), "");
}

TEST(Elapsed, begins_with_the_largest_unit_that_is_not_zero) {
  EXPECT_EQ(elapsed(0, Language::kEnglish), "0 s");
  EXPECT_EQ(elapsed(59, Language::kEnglish), "59 s");
  EXPECT_EQ(elapsed(60, Language::kEnglish), "1 min 0 s");
  EXPECT_EQ(elapsed(273906, Language::kEnglish), "3 d 4 h 5 min 6 s");
  EXPECT_EQ(elapsed(273906, Language::kFrench), "3 j 4 h 5 min 6 s");
  EXPECT_EQ(elapsed(-61, Language::kFrench), "-1 min 1 s");
  // 2^63 s = 106751991167300 d 15 h 30 min 8 s, the well-known end of 64-bit time.
  EXPECT_EQ(elapsed(INT64_MIN, Language::kEnglish), "-106,751,991,167,300 d 15 h 30 min 8 s");
}

}  // namespace
}  // namespace constat::report
