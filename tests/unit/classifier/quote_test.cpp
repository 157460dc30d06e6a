#include "classifier/wording/quote.h"

#include <gtest/gtest.h>

namespace constat::classifier::wording {
namespace {

constexpr const char* kDots = "\xE2\x80\xA6";

TEST(Quote, gives_the_line_when_it_fits) {
  EXPECT_EQ(quote_around("one\ntwo three four\nfive", {8, 5}, 60), "two three four");
  EXPECT_EQ(quote_around("two\tthree", {0, 3}, 60), "two three");
}

TEST(Quote, cuts_between_words_and_says_so) {
  const std::string text = "alpha beta gamma delta epsilon zeta eta theta";
  const std::string quote = quote_around(text, {text.find("delta"), 5}, 30);
  EXPECT_EQ(quote, kDots + std::string("gamma delta epsilon") + kDots);
  EXPECT_LE(quote.size(), 30u);
}

TEST(Quote, cuts_between_characters_where_there_are_no_words) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "\xC3\xA9";
  const std::string quote = quote_around(text, {40, 2}, 21);
  EXPECT_EQ(quote.size() % 2, 0u);
  EXPECT_LE(quote.size(), 21u);
}

TEST(Quote, cuts_a_range_longer_than_the_cap) {
  EXPECT_EQ(quote_around("\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9", {0, 12}, 10),
            std::string("\xC3\xA9\xC3\xA9\xC3\xA9") + kDots);
}

TEST(Quote, takes_ranges_beyond_the_text) {
  EXPECT_EQ(quote_around("abc", {10, 10}, 60), "abc");
  EXPECT_EQ(quote_around("", {0, 0}, 60), "");
}

TEST(Quote, makes_one_line_of_white_space_and_control_characters) {
  EXPECT_EQ(one_line("  a\r\n\tb\x01\x7F"
                     "c "),
            "a b c");
}

}  // namespace
}  // namespace constat::classifier::wording
