// Visible text, links and maps. Expected values by hand from the HTML standard's rules.

#include "parser/html/visible_text.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

std::string origin(const SourceMap& map, std::string_view html, std::uint64_t offset,
                   std::uint64_t length) {
  const ByteRange range = map.to_source({offset, length});
  return std::string(html.substr(range.offset, range.length));
}

TEST(VisibleText, folds_white_space) {
  EXPECT_EQ(visible("  Hello \r\n\t big   world \n"), "Hello big world");
  EXPECT_EQ(visible("a&#32;&#10; b"), "a b");
  EXPECT_EQ(visible("a&nbsp; b"), "a\u00a0 b");
  EXPECT_EQ(visible(""), "");
  EXPECT_EQ(visible(" \n "), "");
}

TEST(VisibleText, ends_lines_at_blocks) {
  EXPECT_EQ(visible("<p>one</p> <p>two</p>\n<div>three<div>four</div>five</div>"),
            "one\ntwo\nthree\nfour\nfive");
  EXPECT_EQ(visible("a<br>b<br/><br>c</br>d"), "a\nb\nc\nd");
  EXPECT_EQ(visible("<ul><li>one<li>two</ul>end"), "one\ntwo\nend");
  EXPECT_EQ(visible("a<hr>b"), "a\nb");
  EXPECT_EQ(visible("<h1>t</h1>x"), "t\nx");
}

TEST(VisibleText, keeps_inline_elements_together) {
  EXPECT_EQ(visible("un<b>sub</b><span>scribe</span>"), "unsubscribe");
  EXPECT_EQ(visible("un<!-- x -->sub<wbr>scribe"), "unsubscribe");
  EXPECT_EQ(visible(std::string_view("un\0sub", 6)), "unsub");
}

TEST(VisibleText, sets_cells_apart_and_rows_on_lines) {
  EXPECT_EQ(visible("<table><tr><td>a</td><td>b</td></tr><tr><td>c<td>d</table>e"), "a b\nc d\ne");
}

TEST(VisibleText, follows_display_for_borders) {
  EXPECT_EQ(visible("a<span style='display:block'>b</span>c"), "a\nb\nc");
  EXPECT_EQ(visible("<div style='display:inline'>un</div><div style='display:inline'>sub</div>"),
            "unsub");
  EXPECT_EQ(
      visible("<div style='display:inline-block'>a</div><div style='display:inline-block'>b</div>"),
      "a b");
}

TEST(VisibleText, keeps_white_space_in_pre) {
  EXPECT_EQ(visible("<pre>\n a\r\n  b</pre>c"), " a\n  b\nc");
  EXPECT_EQ(visible("<textarea>\nx  &amp;<b></textarea>"), "x  &<b>");
}

TEST(VisibleText, leaves_out_what_is_not_text) {
  EXPECT_EQ(visible("<title>t</title><style>p{}</style><script>'<p>'</script><!-- c -->"
                    "<iframe>i</iframe><noframes>n</noframes><!doctype html><?xml?>x"),
            "x");
  EXPECT_EQ(visible("<!--[if mso]><p>outlook</p><![endif]-->all<![if !mso]>others<![endif]>"),
            "allothers");
  EXPECT_EQ(visible("<!--[if !mso]><!-->others<!--<![endif]-->"), "others");
  EXPECT_EQ(visible("<img alt='not text' src=x>"), "");
}

TEST(VisibleText, gives_script_and_style_no_tags) {
  EXPECT_EQ(visible("<script>a</p><b></scripty></script>x"), "x");
  EXPECT_EQ(visible("<STYLE>a</sTyLe >x"), "x");
  EXPECT_EQ(visible("<script><!--<script></script>--></script>x"), "x");
  EXPECT_EQ(visible("<script><!--<script></script></script>x"), "x");
  EXPECT_EQ(visible("<xmp>a<b>&amp;</xmp>x"), "a<b>&amp;\nx");
  EXPECT_EQ(visible("a<plaintext><b>&lt;</plaintext>"), "a\n<b>&lt;</plaintext>");
}

TEST(VisibleText, maps_words_to_the_html) {
  const std::string html = "<p>Caf&eacute;  du\n <b>commerce</b></p>";
  const HtmlText out = read(html);
  ASSERT_EQ(out.text, "Caf\u00e9 du commerce");
  EXPECT_EQ(origin(out.map, html, 0, 3), "Caf");
  EXPECT_EQ(origin(out.map, html, 3, 2), "&eacute;");
  EXPECT_EQ(origin(out.map, html, 6, 2), "du");
  EXPECT_EQ(origin(out.map, html, 9, 8), "commerce");
  EXPECT_EQ(out.map.text_length(), out.text.size());
}

TEST(VisibleText, maps_a_line_end_to_its_tag) {
  const std::string html = "a</div><p>b";
  const HtmlText out = read(html);
  ASSERT_EQ(out.text, "a\nb");
  EXPECT_EQ(origin(out.map, html, 1, 1), "<p>");
}

TEST(VisibleText, maps_plain_text_as_one_run) {
  EXPECT_EQ(read("one two three\nfour").map.run_count(), 1u);
}

TEST(VisibleText, collects_links) {
  const std::string html =
      "<p>See <a class=x HREF=' https://e.example/?a=1&amp;b=2&copy=3 '>our <b>site</b>"
      "<img alt='logo  one'></a> or <a href=\"mailto:\nstop@e.example\">write</a>";
  const HtmlText out = read(html);
  ASSERT_EQ(out.links.size(), 2u);
  EXPECT_EQ(out.links[0].url, "https://e.example/?a=1&b=2&copy=3");
  EXPECT_EQ(out.links[0].text, "our site");
  EXPECT_EQ(out.links[0].image_text, "logo one");
  EXPECT_EQ(out.links[0].text_offset, 4u);
  EXPECT_EQ(html.substr(out.links[0].where.offset, out.links[0].where.length),
            " https://e.example/?a=1&amp;b=2&copy=3 ");
  EXPECT_FALSE(out.links[0].hidden());
  EXPECT_EQ(out.links[1].url, "mailto:stop@e.example");
  EXPECT_EQ(out.links[1].text, "write");
  EXPECT_EQ(out.text.substr(out.links[1].text_offset, 5), "write");
}

TEST(VisibleText, ends_a_link_where_the_next_begins) {
  const HtmlText out = read("<a href=1>one <a href=2>two</a> rest<a name=x>three</a>");
  ASSERT_EQ(out.links.size(), 2u);
  EXPECT_EQ(out.links[0].text, "one");
  EXPECT_EQ(out.links[1].text, "two");
}

TEST(VisibleText, ends_a_link_with_its_cell_and_the_last_with_the_text) {
  const HtmlText out = read("<table><td><a href=1>one<td>two</table><a href=2>three");
  ASSERT_EQ(out.links.size(), 2u);
  EXPECT_EQ(out.links[0].text, "one");
  EXPECT_EQ(out.links[1].text, "three");
}

TEST(VisibleText, lets_a_link_go_on_in_the_next_block) {
  const HtmlText out = read("<p><a href=1>one</p><p>two</a> three</p>");
  ASSERT_EQ(out.links.size(), 1u);
  EXPECT_EQ(out.links[0].text, "one two");
}

TEST(VisibleText, reads_areas_as_links) {
  const HtmlText out = read("<map><area href='//x' alt='Leave &amp; stop'></map>");
  ASSERT_EQ(out.links.size(), 1u);
  EXPECT_EQ(out.links[0].url, "//x");
  EXPECT_EQ(out.links[0].image_text, "Leave & stop");
}

TEST(VisibleText, marks_hidden_links) {
  const HtmlText out = read(
      "<div style='display:none'><a href=1>away</a></div>"
      "<a href=2><span style='font-size:0'>small</span></a>"
      "<a href=3><img alt=pic></a><a href=4 style='color:#fff;background:#FFFFFF'>white</a>"
      "<a href=5>seen<i hidden>not</i></a>");
  ASSERT_EQ(out.links.size(), 5u);
  EXPECT_TRUE(out.links[0].hidden());
  EXPECT_EQ(out.links[0].text, "away");
  EXPECT_TRUE(out.links[1].hidden());
  EXPECT_EQ(out.links[1].text, "small");
  EXPECT_FALSE(out.links[2].hidden());
  EXPECT_TRUE(out.links[3].hidden());
  EXPECT_FALSE(out.links[4].hidden());
  EXPECT_EQ(out.links[4].text, "seen");
}

TEST(VisibleText, counts_images_and_remote_ones) {
  const HtmlText out = read(
      "<img src='http://a/b.gif'><img src=' HTTPS://a/'><img src=//a><img src=cid:1>"
      "<img src='data:image/gif;base64,x'><img><div hidden><img src='ht\ntp://x'></div>");
  EXPECT_EQ(out.images, 7u);
  EXPECT_EQ(out.remote_images, 4u);
}

TEST(VisibleText, keeps_at_most_so_many_links) {
  Limits limits;
  limits.links_per_mail = 2;
  const HtmlText out = read("<a href=1>a</a><a href=2>b</a><a href=3>c</a><area href=4>", limits);
  EXPECT_EQ(out.links.size(), 2u);
  EXPECT_EQ(out.links_not_kept, 2u);
}

TEST(VisibleText, stops_at_the_token_cap_and_says_so) {
  Limits limits;
  limits.html_tokens = 3;
  const HtmlText out = read("<p>a</p>b", limits);
  EXPECT_EQ(out.text, "a");
  EXPECT_TRUE(out.token_cap_hit);
  EXPECT_FALSE(read("<p>a</p>", limits).token_cap_hit);
}

TEST(VisibleText, reads_on_after_reuse_as_if_new) {
  HtmlText out;
  read_html("<a href=1>x</a><img src=//a><p hidden>h", Limits(), out);
  read_html("y", Limits(), out);
  EXPECT_EQ(out.text, "y");
  EXPECT_EQ(out.hidden_text, "");
  EXPECT_TRUE(out.links.empty());
  EXPECT_EQ(out.images, 0u);
  EXPECT_EQ(out.map.text_length(), 1u);
}

}  // namespace
}  // namespace constat::parser
