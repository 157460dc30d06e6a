// Style sheets: which selectors hold of an element, which rule wins, and what hides on some screens
// only. By hand from Selectors 4, CSS Cascade 4 and Media Queries 4.

#include "parser/html/style_sheet.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

// Is `x` hidden in `body` when what `selector` finds is not displayed?
bool finds(std::string_view selector, std::string_view body) {
  return hidden("<style>" + std::string(selector) + "{display:none}</style>" + std::string(body)) ==
         "x";
}

TEST(Selectors, hold_of_names_classes_ids_and_groups) {
  EXPECT_TRUE(finds("p", "<P>x"));
  EXPECT_TRUE(finds("*", "<p>x"));
  EXPECT_TRUE(finds("#a", "<p id=a>x"));
  EXPECT_TRUE(finds("p.a.b", "<p class='c b a'>x"));
  EXPECT_FALSE(finds("p.a.b", "<p class='c a'>x"));
  EXPECT_FALSE(finds(".a", "<p class='ab a-b'>x"));
  EXPECT_TRUE(finds("h1, .z ,p#q", "<p id=q>x"));
  EXPECT_TRUE(finds("x-y", "<x-y>x"));
  EXPECT_FALSE(finds("x-y", "<x-z>x"));
}

TEST(Selectors, hold_of_what_is_inside) {
  EXPECT_TRUE(finds("div p", "<div><b><p>x"));
  EXPECT_TRUE(finds("div > p", "<div><p>x"));
  EXPECT_FALSE(finds("div > p", "<div><section><p>x"));
  EXPECT_TRUE(finds("div>p", "<div><p>x"));
  EXPECT_TRUE(finds("body .a > .b i", "<body><p class=a><b class=b><u><i>x"));
  EXPECT_FALSE(finds("ul p", "<ul></ul><p>x"));
  // The nearest .b is no child of .a, one further out is.
  EXPECT_TRUE(finds(".a > .b i", "<p class=a><b class=b><u><b class=b><i>x"));
  EXPECT_FALSE(finds(".a > .b > i", "<p class=a><b class=b><u><i>x"));
  EXPECT_TRUE(finds("table td td", "<table><td><table><td>x"));
}

TEST(Selectors, hold_of_attributes) {
  EXPECT_TRUE(finds("[hid]", "<p hid>x"));
  EXPECT_TRUE(finds("p[a=b]", "<p a='b'>x"));
  EXPECT_FALSE(finds("p[a=b]", "<p a='bc'>x"));
  EXPECT_TRUE(finds("[class=\"a b\"]", "<p class='a b'>x"));
  EXPECT_TRUE(finds("[a~=b]", "<p a='c b d'>x"));
  EXPECT_TRUE(finds("[lang|=fr]", "<p lang=fr-BE>x"));
  EXPECT_FALSE(finds("[lang|=fr]", "<p lang=french>x"));
  EXPECT_TRUE(finds("[a^=b]", "<p a=bcd>x"));
  EXPECT_TRUE(finds("[a$=d]", "<p a=bcd>x"));
  EXPECT_TRUE(finds("[a*='c']", "<p a=bcd>x"));
  EXPECT_TRUE(finds("[a='BCD' i]", "<p a=bcd>x"));
  EXPECT_FALSE(finds("[a='BCD']", "<p a=bcd>x"));
  EXPECT_TRUE(finds("div[a] p", "<div a><p>x"));
  EXPECT_TRUE(finds("[style*='color']", "<p style='color:&#114;ed'>x"));
  EXPECT_TRUE(finds("[a='b]c']", "<p a='b]c'>x"));
}

TEST(Selectors, hold_of_links_and_the_root) {
  EXPECT_TRUE(finds("a:link", "<a href=1>x"));
  EXPECT_FALSE(finds("a:link", "<a>x"));
  EXPECT_TRUE(finds(":root p", "<html><p>x"));
}

TEST(Selectors, that_cannot_be_answered_hold_of_nothing) {
  for (const char* selector :
       {"p:hover", "p::before", "p:nth-child(1)", "b + p", "b ~ p", "p:not(.a)", "p..a", "p >",
        "> p", ".", "#", "p[", "p[]", "p[=a]", "50%", "@p", "p{}q"}) {
    EXPECT_FALSE(finds(selector, "<b></b><p>x")) << selector;
  }
}

TEST(Selectors, undo_escapes) {
  EXPECT_TRUE(finds(".sm\\:gone", "<p class='sm:gone'>x"));
  EXPECT_TRUE(finds(".\\67 one", "<p class=gone>x"));
  EXPECT_TRUE(finds(".g\\6f ne", "<p class=g&#111;ne>x"));
}

TEST(Cascade, goes_by_importance_then_specificity_then_order) {
  const auto shown = [](std::string_view css, std::string_view body) {
    return visible("<style>" + std::string(css) + "</style>" + std::string(body)) == "x";
  };
  EXPECT_TRUE(shown(".a{display:none} .a{display:block}", "<p class=a>x"));
  EXPECT_FALSE(shown("p.a{display:none} .a{display:block}", "<p class=a>x"));
  EXPECT_FALSE(shown("#i{display:none} p.a.b{display:block}", "<p id=i class='a b'>x"));
  EXPECT_TRUE(shown("#i{display:none} p{display:block!important}", "<p id=i>x"));
  EXPECT_FALSE(shown("p{display:none!important}", "<p style='display:block'>x"));
  EXPECT_TRUE(shown("p{display:none!important}", "<p style='display:block!important'>x"));
  EXPECT_TRUE(shown("p{display:none}", "<p style='display:block'>x"));
  EXPECT_TRUE(shown("p{display:none!important} p{display:block!important}", "<p>x"));
  // One selector twice, another between: the last word of each property counts.
  EXPECT_TRUE(shown(".a{display:none} .b{display:block} .a{color:red}", "<p class='a b'>x"));
  EXPECT_TRUE(shown("div p{visibility:hidden} div div p{visibility:visible}", "<div><div><p>x"));
}

TEST(Cascade, keeps_inherit_apart_from_a_colour) {
  const std::string head =
      "<style>a{color:inherit}</style><div style='color:#fff;background:#fff'>";
  EXPECT_EQ(hidden(head + "<a href=1>x</a>"), "x");
  EXPECT_EQ(visible(head + "<a href=1 style='color:initial'>x</a>"), "x");
  EXPECT_EQ(visible("<div style='background:#fff'><p style='color:#fff;background:inherit'>x"), "")
      << "the background of the parent is seen through that of none";
}

// Newsletters show one version on wide screens and another on small ones.
TEST(MediaRules, that_show_win_over_rules_that_hide_everywhere) {
  const std::string sheet =
      "<style>.m{display:none;max-height:0;overflow:hidden;font-size:0}"
      "@media only screen and (max-width:600px){.m{display:block!important;"
      "max-height:none!important;font-size:14px!important}.d{display:none!important}}</style>";
  EXPECT_EQ(visible(sheet + "<p class=m>small</p><p class=d>wide</p>"), "small\nwide");
  EXPECT_EQ(visible(sheet + "<p class=m style='display:none'>x"), "x") << "important wins";
  EXPECT_EQ(hidden(sheet + "<p class=m style='display:none!important'>x"), "x");
}

TEST(MediaRules, that_show_only_in_part_leave_the_rest_hidden) {
  EXPECT_EQ(hidden_by("<style>.m{display:none;opacity:0}@media (max-width:9px)"
                      "{.m{display:block}}</style><p class=m>x"),
            "opacity");
}

TEST(MediaRules, for_dark_colours_are_of_some_screens) {
  const std::string sheet =
      "<style>.dark{display:none}@media (prefers-color-scheme:dark){.dark{display:block!important}"
      ".t{color:#fff!important}}[data-ogsc] .t{color:#fff!important}</style>";
  EXPECT_EQ(visible(sheet + "<p class=dark>a</p><p class=t style='background:#fff'>b"), "a\nb");
  EXPECT_EQ(visible("<style>.o{display:none}[data-ogsc] .o{display:block}</style><p class=o>x"),
            "x");
}

TEST(MediaRules, of_every_screen_or_of_none_are_told_apart) {
  EXPECT_EQ(media_in(""), MediaList::kEvery);
  EXPECT_EQ(media_in(" all "), MediaList::kEvery);
  EXPECT_EQ(media_in("only screen"), MediaList::kEvery);
  EXPECT_EQ(media_in("print, screen"), MediaList::kEvery);
  EXPECT_EQ(media_in("print"), MediaList::kNoScreen);
  EXPECT_EQ(media_in("screen and (max-width:600px)"), MediaList::kSome);
  EXPECT_EQ(media_in("print, (min-width:1px)"), MediaList::kSome);
  EXPECT_EQ(hidden("<style>@media screen{.a{display:none}}</style><p class=a>x"), "x");
  EXPECT_EQ(hidden("<style media=screen>.a{display:none}</style><p class=a>x"), "x");
  EXPECT_EQ(visible("<style media=print>.a{display:none}</style><p class=a>x"), "x");
  EXPECT_EQ(visible("<style media='(width:1px)'>.a{display:none}</style><p class=a>x"), "x");
  EXPECT_EQ(visible("<style type=text/x>.a{display:none}</style><p class=a>x"), "x");
  EXPECT_EQ(hidden("<style>.a{display:none}@media print{.a{display:block}}</style><p class=a>x"),
            "x");
}

TEST(MediaRules, may_stand_in_each_other_and_leave_what_follows) {
  EXPECT_EQ(hidden("<style>@supports (a:b){@media all{.b{color:red}}} .a{display:none}</style>"
                   "<p class=a>x"),
            "x");
  EXPECT_EQ(
      hidden("<style>@media all{@font-face{src:url(x)} .a{display:none}}</style><p class=a>x"),
      "x");
}

TEST(StyleSheets, hold_of_what_stands_before_them_too) {
  EXPECT_EQ(hidden("<p class=a>x</p><style>.a{display:none}</style>"), "x");
  EXPECT_EQ(visible("<p class=a>x</p><style>.a{display:none}</style>y"), "y");
}

TEST(StyleSheets, in_templates_svg_and_comments_do_not_count) {
  for (const char* where : {"<template>%</template>", "<!--%-->", "<!--[if mso]>%<![endif]-->",
                            "<textarea>%</textarea>"}) {
    std::string html(where);
    html.replace(html.find('%'), 1, "<style>.a{display:none}</style>");
    EXPECT_NE(visible(html + "<p class=a>x").find('x'), std::string::npos) << where;
  }
}

TEST(StyleSheets, compare_only_so_often_and_say_so) {
  Limits limits;
  limits.html_style_steps = 50;
  std::string html = "<style>.a p{display:none}</style>";
  for (int index = 0; index < 100; ++index) html += "<div><p>x</p></div>";
  const HtmlText out = read(html, limits);
  EXPECT_TRUE(out.style_cap_hit);
  EXPECT_FALSE(out.beyond_caps.empty());
  EXPECT_FALSE(read(html).style_cap_hit);
}

}  // namespace
}  // namespace constat::parser
