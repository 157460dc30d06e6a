#include "parser/message/field/date.h"

#include <gtest/gtest.h>

namespace constat::parser::message {
namespace {

std::string good(std::string_view text) {
  const ReadDate date = read_date(text, 32);
  EXPECT_EQ(date.form, DateForm::kAsStandard) << text;
  return date.rfc3339;
}

TEST(Date, reads_the_examples_of_rfc_5322_appendix_a) {
  EXPECT_EQ(good("Fri, 21 Nov 1997 09:55:06 -0600"), "1997-11-21T09:55:06-06:00");  // A.1.1
  EXPECT_EQ(good("Tue, 1 Jul 2003 10:52:37 +0200"), "2003-07-01T10:52:37+02:00");   // A.1.2
  EXPECT_EQ(good("Thu, 13 Feb 1969 23:32:54 -0330"), "1969-02-13T23:32:54-03:30");  // A.1.3
  // A.5: comments and folding
  EXPECT_EQ(good("Thu,\r\n      13\r\n        Feb\r\n          1969\r\n      23:32\r\n"
                 "               -0330 (Newfoundland Time)"),
            "1969-02-13T23:32:00-03:30");
  EXPECT_EQ(good("21 Nov 97 09:55:06 GMT"), "1997-11-21T09:55:06+00:00");  // A.6.2
  EXPECT_EQ(good("Fri, 21 Nov 1997 09(comment):   55  :  06 -0600"),       // A.6.3
            "1997-11-21T09:55:06-06:00");
}

TEST(Date, knows_obsolete_years_and_zones) {  // RFC 5322 section 4.3
  EXPECT_EQ(good("1 Jan 49 00:00 EST"), "2049-01-01T00:00:00-05:00");
  EXPECT_EQ(good("1 Jan 50 00:00 PDT"), "1950-01-01T00:00:00-07:00");
  EXPECT_EQ(good("1 Jan 104 00:00 UT"), "2004-01-01T00:00:00+00:00");
  EXPECT_EQ(good("1 Jan 2004 00:00 Z"), "2004-01-01T00:00:00-00:00");
  EXPECT_EQ(good("1 Jan 2004 00:00 -0000"), "2004-01-01T00:00:00-00:00");
  EXPECT_EQ(good("1 Jan 2004 00:00 +0000"), "2004-01-01T00:00:00+00:00");
}

TEST(Date, reads_deviating_dates_and_says_so) {
  for (const char* text : {"Mon 1 Jan 2024 10:00:00 +0100", "Monday, 1 January 2024 10:00:00 +0100",
                           "Mon, 1-Jan-2024 10:00:00 +0100", "Mon, 1 Jan 2024 10:00:00 GMT+0100",
                           "Mon, 1 Jan 2024 10:00:00 GMT+1", "Mon, 1 Jan 2024 10:0:00 +0100 x"}) {
    const ReadDate date = read_date(text, 32);
    EXPECT_EQ(date.form, DateForm::kDeviates) << text;
    EXPECT_EQ(date.rfc3339, "2024-01-01T10:00:00+01:00");
  }
  EXPECT_EQ(read_date("Mon, 1 Jan 2024 10:00:00", 32).rfc3339, "2024-01-01T10:00:00-00:00");
}

TEST(Date, notes_a_weekday_that_is_not_the_one_of_the_date) {  // RFC 5322 section 3.3
  EXPECT_EQ(read_date("Tue, 1 Jan 2024 10:00 +0000", 32).form, DateForm::kDeviates);
  EXPECT_EQ(read_date("Tue, 1 Jan 2024 10:00 +0000", 32).rfc3339, "2024-01-01T10:00:00+00:00");
  for (const char* good : {"Thu, 29 Feb 2024 10:00 +0000", "Fri, 1 Mar 2024 10:00 +0000",
                           "Sat, 1 Jan 2000 10:00 +0000", "Sun, 31 Dec 2023 10:00 +0000",
                           "Wed, 28 Feb 1900 10:00 +0000", "Thu, 1 Mar 1900 10:00 +0000"}) {
    EXPECT_EQ(read_date(good, 32).form, DateForm::kAsStandard) << good;
  }
}

TEST(Date, takes_unknown_zones_as_no_statement_of_the_offset) {  // RFC 5322 section 4.3
  EXPECT_EQ(good("1 Jan 2024 10:00 CET"), "2024-01-01T10:00:00-00:00");
  EXPECT_EQ(good("1 Jan 2024 10:00 A"), "2024-01-01T10:00:00-00:00");
  EXPECT_EQ(good("1 Jan 2024 10:00 (x (y)) +0100 (CET)"), "2024-01-01T10:00:00+01:00");
}

TEST(Date, does_not_read_what_is_no_date) {
  for (const char* text :
       {"", "tomorrow", "32 Jan 2024 10:00 +0000", "29 Feb 2023 10:00 +0000",
        "1 Foo 2024 10:00 +0000", "1 Jan 99999 10:00 +0000", "1 Jan 0 10:00 +0000",
        "1 Jan 2024 24:00 +0000", "1 Jan 2024 10:60 +0000", "1 Jan 2024 10:00 +9999",
        "2024-01-01T00:00:00Z", "1 Jan 2024 10:00:61 +0000", "0 Jan 2024 10:00 +0000",
        "1 Jan 2024 10:00 PM +0000", "Mon, 1 Jan 2024 9:55:00 am", "1 Jan 1899 10:00 +0000",
        "99999999999999999999 Jan 2024 10:00 +0000"}) {
    const ReadDate date = read_date(text, 32);
    EXPECT_EQ(date.form, DateForm::kUnreadable) << text;
    EXPECT_EQ(date.rfc3339, "") << text;
  }
  EXPECT_EQ(good("29 Feb 2024 10:00:60 +0000"), "2024-02-29T10:00:60+00:00");
}

}  // namespace
}  // namespace constat::parser::message
