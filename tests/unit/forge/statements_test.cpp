// The language before it means anything (tools/forge/statements.h).
#include "tools/forge/statements.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::forge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Statements, cuts_words_at_blanks_and_keeps_quoted_ones_whole) {
  const Statements read =
      split_statements("to  a@b.example 550 \"5.1.1 no \\\"such\\\" box\"  # why\n");
  ASSERT_EQ(read.list.size(), 1u);
  EXPECT_THAT(read.list[0].words, ElementsAre("to", "a@b.example", "550", "5.1.1 no \"such\" box"));
  EXPECT_EQ(read.list[0].line, 1);
}

TEST(Statements, leaves_a_hash_inside_a_word_alone) {
  const Statements read = split_statements("set colour #ff0000\nset anchor a#b\n");
  EXPECT_THAT(read.list[0].words, ElementsAre("set", "colour"));
  EXPECT_THAT(read.list[1].words, ElementsAre("set", "anchor", "a#b"));
}

TEST(Statements, takes_a_text_as_it_stands_until_its_end_word) {
  const Statements read = split_statements("text <<END\n  { \"# not ours }\n\nEND\nseed 7\n");
  ASSERT_EQ(read.list.size(), 2u);
  EXPECT_TRUE(read.list[0].has_text);
  EXPECT_EQ(read.list[0].text, "  { \"# not ours }\n\n");
  EXPECT_EQ(read.list[1].line, 5);
}

TEST(Statements, says_where_each_block_ends) {
  const Statements read =
      split_statements("session {\n  mail a {\n    to b\n  }\n  vlan 3\n}\nseed 1\n");
  ASSERT_EQ(read.list.size(), 5u);
  EXPECT_EQ(read.list[0].block_end, 4u);  // session: mail, to, vlan
  EXPECT_EQ(read.list[1].block_end, 3u);  // mail: to
  EXPECT_EQ(read.list[4].block_end, 5u);
}

TEST(Statements, reads_a_file_with_crlf_line_ends) {
  const Statements read = split_statements("seed 7\r\ntext <<END\r\none\r\nEND\r\n");
  EXPECT_FALSE(read.problem.has_value());
  EXPECT_EQ(read.list[1].text, "one\n");
}

TEST(Statements, names_the_line_of_what_is_left_open) {
  EXPECT_EQ(split_statements("\nsession {\nseed 1\n").problem->line, 2);
  EXPECT_THAT(split_statements("text <<END\nEN\n").problem->message,
              HasSubstr("a line that says only END"));
  EXPECT_THAT(split_statements("seed \"7\n").problem->message, HasSubstr("not closed"));
  EXPECT_EQ(split_statements("seed 1\n}\n").problem->line, 2);
}

TEST(Statements, refuses_words_after_a_brace) {
  EXPECT_THAT(split_statements("session { seed\n").problem->message,
              HasSubstr("nothing may follow {"));
  EXPECT_TRUE(split_statements("session { # a comment may\n}\n").list[0].opens_block);
}

TEST(Statements, gives_an_answer_for_any_bytes) {
  for (const char* odd :
       {"", "\n", "{", "}", "\"", "<<", "<<E", "\\", "a \"\\", "}}}}", "{ {", "#"}) {
    const Statements read = split_statements(odd);
    EXPECT_LE(read.list.size(), 1u) << odd;
  }
}

}  // namespace
}  // namespace constat::forge
