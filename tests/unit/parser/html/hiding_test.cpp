// Which text is hidden by style, and which only looks like it. By hand from CSS 2.2 and HTML.

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

TEST(Hiding, knows_the_ways_of_the_style_attribute) {
  for (const char* style : {"display:none",
                            "DISPLAY : None !important",
                            "color:red;display:none;",
                            "visibility:hidden",
                            "visibility: collapse",
                            "font-size:0",
                            "font-size:0px",
                            "font-size: 1px",
                            "font-size:0.5px",
                            "font:0/0 a",
                            "color:#ffffff;background-color:#fff",
                            "color:white;background:#FFF none",
                            "color:rgb(255, 255, 255);background-color:white",
                            "color:transparent",
                            "opacity:0",
                            "opacity: 0.0",
                            "max-height:0;overflow:hidden",
                            "height:0px; overflow: hidden",
                            "mso-hide:all",
                            "text-indent:-9999px",
                            "position:absolute;left:-5000px",
                            "position:absolute;clip:rect(0 0 0 0)",
                            "position:absolute;clip:rect(1px,1px,1px,1px)",
                            "/* x */display:/* y */none",
                            "display:block;display:none",
                            "background:rgba(0,0,0,1);color:#000",
                            "display:none!important;display:block",
                            "font-family:'a;b';display:none"}) {
    const std::string html = "<span style=\"" + std::string(style) + "\">x</span>";
    EXPECT_EQ(hidden(html), "x") << style;
    EXPECT_EQ(visible(html), "") << style;
  }
}

TEST(Hiding, leaves_visible_what_is_visible) {
  for (const char* style : {"display:block",
                            "display:none;display:block",
                            "visibility:visible",
                            "font-size:2px",
                            "font-size:100%",
                            "opacity:0.5",
                            "opacity:1",
                            "max-height:0",
                            "overflow:hidden",
                            "overflow:hidden;height:10px",
                            "color:#fff",
                            "background:#fff",
                            "color:#fff;background:#000",
                            "color:#fff;background:#fff url(x.png)",
                            "color:#fff;background-image:url(x);background-color:#fff",
                            "left:-5000px",
                            "text-indent:-20px",
                            "clip:rect(0 0 0 0)",
                            "mso-hide:none",
                            "line-height:0",
                            "x-display:none",
                            "content:'display:none'",
                            "background:url(display:none)",
                            "width:0",
                            "position:absolute;clip:rect(0,auto,auto,0)",
                            "color:#ff000080;background:red2",
                            "display none"}) {
    const std::string html = "<span style=\"" + std::string(style) + "\">x</span>";
    EXPECT_EQ(visible(html), "x") << style;
    EXPECT_EQ(hidden(html), "") << style;
  }
}

TEST(Hiding, resolves_references_in_style) {
  EXPECT_EQ(hidden("<b style='display&colon;n&#111;ne'>x</b>"), "x");
}

TEST(Hiding, holds_for_all_inside_unless_it_can_be_undone) {
  EXPECT_EQ(hidden("<div style='display:none'><p style='display:block'>x</p></div>"), "x");
  EXPECT_EQ(visible("<div style='visibility:hidden'>x<p style='visibility:visible'>y</p></div>"),
            "y");
  EXPECT_EQ(visible("<td style='font-size:0'><div style='font-size:13px'>y</div></td>"), "y");
  EXPECT_EQ(hidden("<div style='font-size:0'><b style='font-size:2em'>x</b></div>"), "x");
  EXPECT_EQ(hidden("<div style='opacity:0'><b style='opacity:1'>x</b></div>"), "x");
}

TEST(Hiding, compares_colours_with_the_nearest_background) {
  EXPECT_EQ(hidden("<table bgcolor=ffffff><tr><td><font color=white>x</font></table>"), "x");
  EXPECT_EQ(hidden("<body bgcolor='#FFF' text=white>x"), "x");
  EXPECT_EQ(
      visible("<table bgcolor=white><tr><td bgcolor=black><font color=white>x</font></table>"),
      "x");
  EXPECT_EQ(
      visible("<table bgcolor=white><tr><td background=a.png><font color=white>x</font></table>"),
      "x");
  EXPECT_EQ(visible("<div style='background:#fff;color:#fff'><a href=1>x</a></div>"), "x");
  EXPECT_EQ(hidden("<div style='background:#fff'><a href=1 style='color:#fff'>x</a></div>"), "x");
  EXPECT_EQ(visible("<font color=white>no background is declared</font>"),
            "no background is declared");
}

TEST(Hiding, knows_the_hidden_attribute_and_hidden_elements) {
  EXPECT_EQ(hidden("<p hidden>x</p>"), "x");
  EXPECT_EQ(visible("<p hidden style='display:block'>x</p>"), "x");
  EXPECT_EQ(hidden("<template>a</template><noscript>b</noscript>"), "ab");
  EXPECT_EQ(visible("<input type=hidden value=x>y"), "y");
}

TEST(Hiding, applies_simple_rules_of_style_sheets) {
  const std::string sheet =
      "<style><!-- .off, p.gone { display: none } #pre{max-height:0;overflow:hidden} "
      "h6 {visibility:hidden} .on{display:block !important} div .deep{display:none} "
      ".late:hover{display:none} a{color:red} --></style>";
  EXPECT_EQ(hidden(sheet + "<div class='x off'>a</div>"), "a");
  EXPECT_EQ(hidden(sheet + "<p class=gone>a</p>"), "a");
  EXPECT_EQ(visible(sheet + "<div class=gone>a</div>"), "a");
  EXPECT_EQ(hidden(sheet + "<div id=pre>a</div>"), "a");
  EXPECT_EQ(hidden(sheet + "<h6>a</h6>"), "a");
  EXPECT_EQ(visible(sheet + "<div class='off on'>a</div>"), "a");
  EXPECT_EQ(visible(sheet + "<div style='display:none' class=on>a</div>"), "a");
  EXPECT_EQ(visible(sheet + "<div class=off style='display:block'>a</div>"), "a");
  EXPECT_EQ(visible(sheet + "<div><b class=deep>a</b><b class=late>b</b></div>"), "b");
  EXPECT_EQ(visible(sheet + "<div class=OFF>a</div>"), "a");
}

TEST(Hiding, passes_over_rules_for_some_screens_only) {
  const std::string sheet =
      "<style>@import 'x.css'; @media (max-width:600px){.m{display:none}.n{}} "
      "@font-face{src:url(x)} .d{display:none}</style>";
  EXPECT_EQ(visible(sheet + "<p class=m>a</p>"), "a");
  EXPECT_EQ(hidden(sheet + "<p class=d>a</p>"), "a");
}

TEST(Hiding, takes_backgrounds_from_style_sheets) {
  EXPECT_EQ(visible("<style>.button{background:#06c}</style><table bgcolor=white><td>"
                    "<a class=button href=1 style='color:white'>x</a></table>"),
            "x");
}

TEST(Hiding, ends_with_optional_end_tags) {
  EXPECT_EQ(visible("<p style='display:none'>a<p>b"), "b");
  EXPECT_EQ(visible("<ul><li style='display:none'>a<li>b</ul>"), "b");
  EXPECT_EQ(visible("<table><tr><td hidden>a<td>b<tr hidden><td>c<tr><td>d</table>"), "b\nd");
  EXPECT_EQ(visible("<table><tr hidden><td>a</table>b"), "b");
  EXPECT_EQ(visible("<p hidden>a<div>b</div>"), "b");
  EXPECT_EQ(visible("<dl><dt hidden>a<dd>b</dl>"), "b");
}

TEST(Hiding, is_not_ended_by_tags_that_do_not_match) {
  EXPECT_EQ(hidden("<div hidden>a</span>b</p></td></b>c</div>"), "ab\nc");
  EXPECT_EQ(hidden("<table><td hidden>a</div>b</table>"), "ab");
  EXPECT_EQ(hidden("<span hidden><div>a</span>b</div></span>"), "ab");
}

TEST(Hiding, follows_formatting_out_of_order) {
  EXPECT_EQ(visible("<b hidden><p>a</b>b</p>"), "b");
  EXPECT_EQ(hidden("<p><font style='font-size:0'>a</p><p>b</font>c</p>"), "a\nb");
  EXPECT_EQ(visible("<table><td><b hidden>a</td><td>b</table>"), "b");
}

TEST(Hiding, leaves_visible_words_whole_around_hidden_ones) {
  const std::string html = "un<span style='display:none'>x y</span>sub<div hidden>z</div>scribe";
  EXPECT_EQ(visible(html), "unsubscribe");
  EXPECT_EQ(hidden(html), "x y\nz");
  EXPECT_EQ(visible("Hello <i hidden>x</i> you"), "Hello you");
}

TEST(Hiding, maps_hidden_text_to_the_html) {
  const std::string html = "a<p hidden>h&eacute;</p>";
  const HtmlText out = read(html);
  ASSERT_EQ(out.hidden_text, "h\u00e9");
  EXPECT_EQ(out.hidden_map.to_source({1, 2}), (ByteRange{12, 8}));
  EXPECT_EQ(out.hidden_map.text_length(), out.hidden_text.size());
}

TEST(Hiding, counts_elements_beyond_the_depth_and_stays_bounded) {
  Limits limits;
  limits.html_depth = 4;
  const HtmlText out = read("<i><b><u><s><em hidden>x</em><b>y", limits);
  EXPECT_EQ(out.hidden_text, "x");
  EXPECT_EQ(out.text, "y");
  EXPECT_GT(out.elements_too_deep, 0u);
}

TEST(Hiding, counts_rules_beyond_the_cap) {
  Limits limits;
  limits.html_style_rules = 1;
  const HtmlText out =
      read("<style>.a{display:none}.b{display:none}</style><p class=a>x</p><p class=b>y", limits);
  EXPECT_EQ(out.text, "y");
  EXPECT_EQ(out.style_rules_not_kept, 1u);
}

}  // namespace
}  // namespace constat::parser
