// Character references. Expected values: HTML standard sections 13.2.5.72 to 13.2.5.80 and 13.5.

#include "parser/html/references.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

std::string in_attribute(std::string_view value) {
  std::string scratch;
  return std::string(attribute_text(value, scratch));
}

TEST(References, reads_names_with_semicolon) {
  EXPECT_EQ(visible("&amp;&lt;&gt;&quot;&apos;&euro;&rsquo;&alpha;&there4;"),
            "&<>\"'\u20ac\u2019\u03b1\u2234");
  EXPECT_EQ(visible("&CounterClockwiseContourIntegral;"), "\u2233");
  EXPECT_EQ(visible("&NotEqualTilde;"), "\u2242\u0338");
  EXPECT_EQ(visible("&zwnj;&Afr;"), "\u200c\U0001d504");
}

TEST(References, reads_old_names_without_semicolon) {
  EXPECT_EQ(visible("&eacute&Agrave x&copy2"), "\u00e9\u00c0 x\u00a92");
  // The example of section 13.2.5.73: "I'm &notit; I tell you" and "I'm &notin; I tell you".
  EXPECT_EQ(visible("I'm &notit; I tell you"), "I'm \u00acit; I tell you");
  EXPECT_EQ(visible("I'm &notin; I tell you"), "I'm \u2209 I tell you");
}

TEST(References, leaves_other_ampersands) {
  for (const char* text : {"&", "&&", "&;", "&x", "&euro", "&nosuchname;", "a&b=c", "&#", "&#;",
                           "&#x;", "&#xg;", "& amp;", "&\u00e9;"}) {
    EXPECT_EQ(visible(text), text);
  }
}

TEST(References, reads_numbers) {
  EXPECT_EQ(visible("&#233;&#xE9;&#Xe9&#0233 &#8364;"), "\u00e9\u00e9\u00e9\u00e9 \u20ac");
  EXPECT_EQ(visible("&#x1F4E7;"), "\U0001f4e7");
}

TEST(References, mends_numbers_as_the_standard_says) {
  EXPECT_EQ(visible("&#128;&#150;&#x93;"), "\u20ac\u2013\u201c");
  EXPECT_EQ(visible("&#129;"), "\xc2\x81");
  EXPECT_EQ(visible("&#0;&#xD800;&#x110000;&#99999999999999999999;"), "\ufffd\ufffd\ufffd\ufffd");
}

TEST(References, is_careful_in_attributes) {
  EXPECT_EQ(in_attribute("?a=1&copy=2&reg2&lt;&amp"), "?a=1&copy=2&reg2<&");
  EXPECT_EQ(in_attribute("&copy;&copy &notit;"), "\u00a9\u00a9 &notit;");
  EXPECT_EQ(in_attribute("plain"), "plain");
  EXPECT_EQ(in_attribute("&#47;&sol;&Tab;x"), "//\tx");
}

TEST(References, stays_whole_at_the_end) {
  EXPECT_EQ(visible("&NotEqualTilde"), "&NotEqualTilde");
  EXPECT_EQ(visible("&ampx"), "&x");
  EXPECT_EQ(visible("&am"), "&am");
}

}  // namespace
}  // namespace constat::parser
