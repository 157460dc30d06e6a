// Images that are fetched from elsewhere: which are pixels, which are hidden.

#include <gtest/gtest.h>

#include "tests/unit/parser/html/html_read.h"

namespace constat::parser {
namespace {

HtmlImage only_image(std::string_view html) {
  const HtmlText out = read(html);
  EXPECT_EQ(out.images_elsewhere.size(), 1u) << html;
  return out.images_elsewhere.empty() ? HtmlImage() : out.images_elsewhere[0];
}

TEST(Images, are_kept_where_they_come_from_elsewhere) {
  const std::string_view html =
      "<img src='cid:a@b'><img src='data:image/gif;base64,R0'><img><img src=' "
      "https://e.example/p?a=1&amp;b=2 '>";
  const HtmlText out = read(html);
  EXPECT_EQ(out.images, 4u);
  EXPECT_EQ(out.remote_images, 1u);
  ASSERT_EQ(out.images_elsewhere.size(), 1u);
  EXPECT_EQ(out.images_elsewhere[0].url, "https://e.example/p?a=1&b=2");
  const ByteRange where = out.images_elsewhere[0].where;
  EXPECT_EQ(html.substr(where.offset, where.length), " https://e.example/p?a=1&amp;b=2 ");
}

TEST(Images, are_pixels_where_both_sides_say_so) {
  for (const std::string_view size :
       {"width=1 height=1", "width='1px' height=\"1\"", "width=0 height=0",
        "style='width:1px;height:1px'", "style='height:0;width:1px !important'",
        "width=1 style='max-width:100%;height:1px'"}) {
    EXPECT_TRUE(only_image("<img src=//e.example/p " + std::string(size) + ">").pixel) << size;
  }
  for (const std::string_view size :
       {"width=1", "height=1", "width=1 height=20", "width=600 height=1", "width='100%' height=1",
        "", "width=1 height=1 style='width:20px;height:20px'"}) {
    EXPECT_FALSE(only_image("<img src=//e.example/p " + std::string(size) + ">").pixel) << size;
  }
}

TEST(Images, say_what_hides_them) {
  EXPECT_EQ(only_image("<img src=//e.example/p style='display:none'>").hidden_by,
            Hidings(Hiding::kDisplay));
  EXPECT_EQ(only_image("<div style='display:none'><img src=//e.example/p></div>").hidden_by,
            Hidings(Hiding::kDisplay));
  EXPECT_TRUE(only_image("<img src=//e.example/p width=1 height=1>").hidden_by.empty());
}

}  // namespace
}  // namespace constat::parser
