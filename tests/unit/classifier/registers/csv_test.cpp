// Rows of CSV as RFC 4180 section 2 defines them, and as files in use have them.

#include "classifier/registers/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using testing::ElementsAre;

TEST(CsvRow, splits_at_commas_and_keeps_spaces) {  // RFC 4180 section 2, rule 4
  CsvRow row(',');
  EXPECT_THAT(row.split("aaa, bbb,ccc"), ElementsAre("aaa", " bbb", "ccc"));
}

TEST(CsvRow, keeps_empty_cells) {
  CsvRow row(',');
  EXPECT_THAT(row.split(",a,,"), ElementsAre("", "a", "", ""));
  EXPECT_THAT(row.split(""), ElementsAre(""));
}

TEST(CsvRow, takes_quotes_off) {  // rules 5 to 7
  CsvRow row(',');
  EXPECT_THAT(row.split(R"("aaa","b,bb","c""cc","")"), ElementsAre("aaa", "b,bb", "c\"cc", ""));
  EXPECT_THAT(row.split("\"a\r\nb\",c"), ElementsAre("a\r\nb", "c"));
}

TEST(CsvRow, keeps_quotes_that_do_not_open_a_cell) {
  CsvRow row(';');
  EXPECT_THAT(row.split(R"(5" pipe;"a"b;c)"), ElementsAre("5\" pipe", "ab", "c"));
}

TEST(CsvRow, ends_at_a_line_end_outside_of_quotes) {
  const CsvRow row(',');
  const CsvRow::Extent extent = row.extent_of("a,\"b\nc\"\"\n\",d\r\nnext");
  EXPECT_EQ(extent.end, CsvRow::End::kOfRow);
  EXPECT_EQ(extent.bytes, std::string_view("a,\"b\nc\"\"\n\",d\r\n").size());
  EXPECT_EQ(extent.lines, 3u);
}

TEST(CsvRow, tells_an_open_quote_from_a_last_row_without_line_end) {
  const CsvRow row(',');
  EXPECT_EQ(row.extent_of("a,b").end, CsvRow::End::kOfBytes);
  EXPECT_EQ(row.extent_of("a,\"b").end, CsvRow::End::kQuoteOpen);
  EXPECT_EQ(row.extent_of("a,b\"").end, CsvRow::End::kOfBytes);
}

TEST(CsvRow, separator_is_the_most_frequent_outside_of_quotes) {
  EXPECT_EQ(separator_of("email,time,source"), ',');
  EXPECT_EQ(separator_of("email;\"a,b,c\";source"), ';');
  EXPECT_EQ(separator_of("email\ttime"), '\t');
  EXPECT_EQ(separator_of("email"), ',');
}

}  // namespace
}  // namespace constat::classifier
