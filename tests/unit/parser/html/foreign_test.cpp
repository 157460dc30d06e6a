// SVG and MathML inside HTML: https://html.spec.whatwg.org/#parsing-main-inforeign.

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

TEST(ForeignContent, has_cdata_sections) {
  EXPECT_EQ(visible("<svg><text><![CDATA[a<b>&amp;]]></text></svg>c"), "a<b>&amp;c");
  EXPECT_EQ(visible("<math><![CDATA[x]]]>y</math>"), "x]y");
  EXPECT_EQ(visible("<svg><![CDATA[never closed > "), "never closed >");
  EXPECT_EQ(visible("<svg><![cdata[a]]>b</svg>"), "b") << "in capitals only";
  EXPECT_EQ(visible("<p><![CDATA[a>b]]></p>"), "b]]>") << "in HTML it is a comment";
  const std::string html = "<svg><![CDATA[ab]]></svg>";
  EXPECT_EQ(read(html).map.to_source({0, 2}), (ByteRange{14, 2}));
}

TEST(ForeignContent, holds_html_at_its_integration_points) {
  EXPECT_EQ(visible("<svg><foreignObject><p>a<p>b</foreignObject></svg>c"), "a\nbc");
  EXPECT_EQ(visible("<svg><foreignObject><![CDATA[a]]><p><![CDATA[b>c]]></svg>"), "a\nc]]>");
  EXPECT_EQ(hidden("<svg><desc><p hidden>a</p></desc></svg>b"), "a");
  EXPECT_EQ(visible("<math><mi><b>a</b></mi></math>"), "a");
  EXPECT_EQ(hidden("<math><annotation-xml encoding='text/html'><p hidden>a</p></math>b"), "a");
}

TEST(ForeignContent, ends_at_elements_of_html) {
  EXPECT_EQ(visible("<svg hidden>a<p>b"), "b");
  EXPECT_EQ(visible("<svg hidden>a<font color=red>b"), "b");
  EXPECT_EQ(hidden("<svg hidden>a<font>b"), "ab");
  EXPECT_EQ(hidden("<svg hidden><td>a</td>b</svg>c"), "ab");
  EXPECT_EQ(visible("<svg hidden>a</p>b"), "b");
}

TEST(ForeignContent, leaves_cells_around_it_open) {
  EXPECT_EQ(visible("<table><tr><td>a<svg><td>b</td>c</svg>d<td>e</table>"), "abcd e");
}

TEST(ForeignContent, reads_no_styles_scripts_and_titles) {
  EXPECT_EQ(visible("<svg><style>.a{}</style><title>t</title><script>s</script>x</svg>"), "x");
  EXPECT_EQ(hidden("<svg><style>.a{}</style><title>t</title></svg>"), "");
}

TEST(ForeignContent, replaces_nul_bytes) {
  EXPECT_EQ(visible(std::string_view("<svg>a\0b</svg>c\0d", 18)), "a\ufffdbcd");
  EXPECT_EQ(visible(std::string_view("<textarea>a\0b</textarea>", 24)), "a\ufffdb");
}

}  // namespace
}  // namespace constat::parser
