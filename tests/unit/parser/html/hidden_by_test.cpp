// Which property hides a text, by hand from CSS 2.2, CSS Transforms, CSS Masking and HTML; and what
// newsletters do that only looks like hiding.

#include <gtest/gtest.h>

#include <utility>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

std::string by_style(std::string_view style) {
  return hidden_by("<div style=\"" + std::string(style) + "\">x</div>");
}

TEST(HiddenBy, names_the_property) {
  const std::pair<const char*, const char*> cases[] = {
      {"display:none", "display"},
      {"visibility:hidden", "visibility"},
      {"content-visibility:hidden", "content_visibility"},
      {"opacity:0", "opacity"},
      {"filter:alpha(opacity=0)", "opacity"},
      {"filter:blur(2px) opacity(0%)", "opacity"},
      {"font-size:0", "font_size"},
      {"font-size:.5pt", "font_size"},
      {"font-size:0.01em", "font_size"},
      {"font-size:1%", "font_size"},
      {"font-size:calc(0px)", "font_size"},
      {"color:#fff;background:white", "text_color"},
      {"color:#fefefe;background:#ffffff", "text_color"},
      {"color:hsl(0,0%,100%);background:#fff", "text_color"},
      {"color:transparent", "transparent_text"},
      {"color:rgba(0,0,0,0.01)", "transparent_text"},
      {"-webkit-text-fill-color:transparent", "transparent_text"},
      {"height:0;overflow:hidden", "size"},
      {"max-height:1px;overflow:hidden", "size"},
      {"width:0;overflow:hidden", "size"},
      {"max-width:0px;overflow:clip", "size"},
      {"height:1px;width:1px;overflow:hidden", "size"},
      {"text-indent:-9999px", "text_indent"},
      {"position:absolute;left:-9999px", "position"},
      {"position:absolute;top:-1000em", "position"},
      {"position:fixed;right:-9999px", "position"},
      {"position:absolute;left:-1e4px", "position"},
      {"margin-left:-9999px", "position"},
      {"margin:0 0 0 -9999px", "position"},
      {"margin-top:-1000px", "position"},
      {"transform:translateX(-9999px)", "transform"},
      {"transform:rotate(3deg) scale(0)", "transform"},
      {"transform:translate(0, -5000px)", "transform"},
      {"scale:0", "transform"},
      {"position:absolute;clip:rect(0 0 0 0)", "clip"},
      {"clip-path:inset(50%)", "clip"},
      {"clip-path:circle(0)", "clip"},
      {"clip-path:polygon(0 0, 0 0, 0 0)", "clip"},
      {"mso-hide:all", "mso_hide"},
      {"d\\69splay:n\\6f ne", "display"},
      {"display:none;font-size:0;max-height:0;overflow:hidden;mso-hide:all",
       "display font_size size mso_hide"},
  };
  for (const auto& [style, names] : cases) EXPECT_EQ(by_style(style), names) << style;
}

TEST(HiddenBy, leaves_visible_what_can_be_read) {
  for (const char* style : {"opacity:.1",
                            "filter:blur(1px)",
                            "font-size:2px",
                            "font-size:80%",
                            "font-size:-1px",
                            "color:#f0f0f0;background:#fff",
                            "color:#fff;background:rgba(255,255,255,.5)",
                            "width:0",
                            "height:1px",
                            "width:1px;min-width:100%;overflow:hidden",
                            "height:auto;overflow:hidden",
                            "margin:0 auto",
                            "margin-left:-20px",
                            "left:-9999px",
                            "transform:translateX(-50%)",
                            "transform:scale(1.5)",
                            "clip-path:inset(10%)",
                            "position:relative;left:10px",
                            "display:none\\9",
                            "display:inline;display:bogus",
                            "color:inherit;background:#fff"}) {
    EXPECT_EQ(by_style(style), "") << style;
  }
}

TEST(HiddenBy, names_the_means_of_html) {
  EXPECT_EQ(hidden_by("<p hidden>x"), "hidden_attribute");
  EXPECT_EQ(hidden_by("<p hidden style='display:none'>x"), "display");
  EXPECT_EQ(hidden_by("<template>x</template>"), "element");
  EXPECT_EQ(hidden_by("<noscript>x</noscript>"), "element");
  EXPECT_EQ(hidden_by("<dialog>x</dialog>"), "element");
  EXPECT_EQ(hidden_by("<dialog open>x</dialog>"), "");
}

TEST(HiddenBy, says_so_of_closed_details) {
  const HtmlText out =
      read("<details>a<summary>b</summary>c<p>d</p></details><details open>e</details>");
  EXPECT_EQ(out.text, "b\ne");
  EXPECT_EQ(out.hidden_text, "a\nc\nd");
  EXPECT_EQ(hidden_by("<details><summary>b</summary>c"), "closed_details");
  EXPECT_EQ(hidden("<details><details open><summary>x</summary></details></details>"), "x");
}

TEST(HiddenBy, parts_runs_where_the_property_changes) {
  const std::string html =
      "<i hidden>a</i>b<i style=opacity:0>c</i><i style=opacity:0>d</i><i style=display:none>e";
  const HtmlText out = read(html);
  EXPECT_EQ(out.hidden_text, "a\ncde");
  EXPECT_EQ(hidden_by(html), "hidden_attribute|opacity|display");
  ASSERT_EQ(out.hidden_runs.size(), 3u);
  EXPECT_EQ(out.hidden_runs[0].begin, 0u);
  EXPECT_EQ(out.hidden_runs[1].begin, 1u);
  EXPECT_EQ(out.hidden_runs[2].begin, 4u);
}

TEST(HiddenBy, holds_of_what_is_inside_together_with_its_own) {
  EXPECT_EQ(hidden_by("<div style=opacity:0><p style=font-size:0>x"), "opacity font_size");
}

// What mail programs show behind the subject stands hidden before all else, with characters without
// a shape that keep the text of the mail out of it.
TEST(HiddenBy, tells_a_preview_from_text_hidden_among_the_visible) {
  const HtmlText out = read(
      "<body><div style='display:none'>Our news</div>"
      "<div style='display:none'>&nbsp;&zwnj;&#847;&#8203;&shy; </div>"
      "<p>Hello</p><p style='font-size:0'>buried</p>");
  ASSERT_EQ(out.hidden_runs.size(), 2u);
  EXPECT_EQ(out.hidden_runs[0].place, HiddenPlace::kBeforeVisibleText);
  EXPECT_EQ(out.hidden_runs[0].words, HiddenWords::kSome);
  EXPECT_EQ(out.hidden_runs[1].place, HiddenPlace::kAmongVisibleText);
  const HtmlText spacers = read(
      "<div style='font-size:0'>news</div><div style='opacity:0'>&nbsp;&zwnj;</div>&nbsp;"
      "<div style='display:none'>more</div>x");
  ASSERT_EQ(spacers.hidden_runs.size(), 3u);
  EXPECT_EQ(spacers.hidden_runs[1].words, HiddenWords::kSpacersOnly);
  EXPECT_EQ(spacers.hidden_runs[2].place, HiddenPlace::kBeforeVisibleText) << "&nbsp; says nothing";
}

TEST(HiddenBy, names_it_of_links) {
  const HtmlText out = read(
      "<a href=1 style=display:none>a</a><a href=2><b style=font-size:0>b</b></a>"
      "<div hidden><a href=3><img alt=c></a></div><a href=4>d</a>");
  ASSERT_EQ(out.links.size(), 4u);
  EXPECT_EQ(names_of(out.links[0].hidden_by), "display");
  EXPECT_EQ(names_of(out.links[1].hidden_by), "font_size");
  EXPECT_EQ(names_of(out.links[2].hidden_by), "hidden_attribute");
  EXPECT_EQ(names_of(out.links[3].hidden_by), "");
}

}  // namespace
}  // namespace constat::parser
