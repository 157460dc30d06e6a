// HTML made to cost time or memory. Each form is read at one size and at eight times that size;
// what is read and kept stays within the caps. The time is watched by the test runner's limit.

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

std::string repeated(std::string_view piece, std::size_t count) {
  std::string all;
  all.reserve(piece.size() * count);
  while (count-- > 0) all += piece;
  return all;
}

TEST(HtmlLimits, takes_a_comment_that_is_never_closed) {
  EXPECT_EQ(visible("a<!--" + repeated("<!-- ", 1'000'000)), "a");
  EXPECT_EQ(visible("a" + repeated("<!-- --", 300'000)), "a");
}

TEST(HtmlLimits, takes_a_million_attributes) {
  EXPECT_EQ(visible("a<b " + repeated("c=d ", 1'000'000) + ">e"), "ae");
  EXPECT_EQ(visible("a<b " + repeated("style=x ", 300'000) + "style=display:none>e"), "ae");
}

TEST(HtmlLimits, stops_at_ten_million_unclosed_tags) {
  const HtmlText out = read(repeated("<p>", 10'000'000));
  EXPECT_TRUE(out.token_cap_hit);
  EXPECT_EQ(out.text, "");
}

TEST(HtmlLimits, keeps_the_stack_within_its_depth) {
  for (const char* tag : {"<div>", "<b style=color:red>", "<a href=x>y", "<table><td>", "<ul><li>",
                          "<span hidden>x", "<svg><g>", "<p><b style=opacity:0>x"}) {
    const HtmlText out = read(repeated(tag, 60'000));
    EXPECT_LE(out.links.size(), Limits().links_per_mail) << tag;
  }
}

TEST(HtmlLimits, takes_end_tags_that_match_nothing) {
  EXPECT_EQ(visible(repeated("<div>", 500) + repeated("</x></b></li></h1>", 15'000) + "a"), "a");
}

TEST(HtmlLimits, takes_long_names_and_values) {
  const std::string long_name(10'000'000, 'a');
  EXPECT_EQ(visible("a<" + long_name + ">b</" + long_name + ">c"), "abc");
  EXPECT_EQ(read("<a href='" + long_name + "'>b</a>").links.at(0).url.size(), long_name.size());
  EXPECT_EQ(visible("a<a href='" + long_name), "a");
  EXPECT_EQ(visible("a&" + long_name + ";").size(), long_name.size() + 3);
  EXPECT_EQ(visible("&#" + std::string(1'000'000, '9') + ";"), "\ufffd");
}

TEST(HtmlLimits, takes_angle_brackets_and_ampersands_alone) {
  EXPECT_EQ(visible(std::string(3'000'000, '<')).size(), 3'000'000u);
  EXPECT_EQ(visible(std::string(3'000'000, '&')).size(), 3'000'000u);
}

TEST(HtmlLimits, takes_style_sheets_of_every_bad_form) {
  for (const char* piece : {"{", "}", "a{", ".a,", "@media{", "/*", "*/", "(", "\"", "\\", "@x;",
                            ".a{display:none}", ".a{color:/**//**/red}", "a a a */"}) {
    const std::string css = repeated(piece, 200'000);
    EXPECT_EQ(visible("<style>" + css + "</style>x"), "x") << piece;
    EXPECT_EQ(read("<i style='" + css + "'>x</i>").token_cap_hit, false) << piece;
  }
}

TEST(HtmlLimits, takes_many_rules_and_many_classes) {
  std::string css;
  std::string classes;
  for (int index = 0; index < 20'000; ++index) {
    css += ".c" + std::to_string(index) + "{color:red}";
    classes += "c" + std::to_string(index) + " ";
  }
  const HtmlText out = read("<style>" + css + "</style><p class='" + classes + "'>x");
  EXPECT_EQ(out.text, "x");
  EXPECT_EQ(out.style_rules_not_kept, 20'000u - Limits().html_style_rules);
}

TEST(HtmlLimits, takes_scripts_that_open_and_never_close) {
  EXPECT_EQ(visible("a<script>" + repeated("<!--<script></script", 200'000)), "a");
  EXPECT_EQ(visible("a<title>" + repeated("</titl", 500'000)), "a");
}

}  // namespace
}  // namespace constat::parser
