#include "report/text_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/excerpt.h"

namespace constat::report {
namespace {

using testing::ElementsAre;

const Wording kEn(Language::kEnglish);

TEST(Wrap, breaks_at_spaces_only) {
  EXPECT_THAT(wrap("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap("one two", 7), ElementsAre("one two"));
  EXPECT_THAT(wrap("", 7), ElementsAre(""));
  EXPECT_THAT(wrap("a\u00A0b c", 3), ElementsAre("a\u00A0b", "c"));
}

TEST(Wrap, divides_a_word_that_is_longer_than_the_line) {
  EXPECT_THAT(wrap("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(wrap("x abcdef", 3), ElementsAre("x", "abc", "def"));
}

TEST(Wrap, counts_code_points_not_bytes) {
  EXPECT_THAT(wrap("été été", 7), ElementsAre("été été"));
  EXPECT_THAT(wrap("ééé", 2), ElementsAre("éé", "é"));
}

Table two_columns() {
  Table table;
  table.columns = {{"Name", Table::Align::kText}, {"Count", Table::Align::kNumber}};
  table.rows = {{{words("été")}, {words("5")}}, {{words("b")}, {words("1,000")}}};
  return table;
}

TEST(TextTable, aligns_numbers_to_the_right) {
  std::string out;
  append_table(two_columns(), kEn, 40, out);
  EXPECT_EQ(out,
            "  Name  Count\n"
            "  été       5\n"
            "  b     1,000\n");
}

TEST(TextTable, goes_row_by_row_where_it_does_not_fit) {
  std::string out;
  append_table(two_columns(), kEn, 12, out);
  EXPECT_EQ(out,
            "  été\n"
            "      Count: 5\n"
            "  b\n"
            "      Count:\n"
            "      1,000\n");
}

FactColumn column(std::string title) {
  FactColumn column;
  column.title = std::move(title);
  column.gloss = "gloss";
  column.empty = "none found";
  return column;
}

TEST(FactColumns, stand_beside_each_other_from_90_columns_on) {
  FactColumn left = column("For");
  left.entries = {{{words("fact")}, "2 mails", {Exhibit{{quote("v")}, "q", {}, {"cmd"}}}}};
  const FactColumn right = column("Against");
  std::string wide, narrow;
  append_fact_columns({&left, &right}, kEn, 90, wide);
  EXPECT_EQ(wide, "  For (gloss)" + std::string(34, ' ') + "Against (gloss)\n" + "  " +
                      std::string(42, '-') + "   " + std::string(42, '-') + "\n" +
                      "  · fact — 2 mails [1]" + std::string(25, ' ') +
                      "none found\n\n"
                      "  [1] “v”\n"
                      "      > q\n"
                      "      cmd\n");
  append_fact_columns({&left, &right}, kEn, 89, narrow);
  EXPECT_LT(narrow.find("· fact"), narrow.find("Against (gloss)"));
  EXPECT_THAT(narrow, testing::HasSubstr("none found\n\n  [1]"));
}

}  // namespace
}  // namespace constat::report
