// The prescan of the HTML standard, section 13.2.3.2; the odd forms are those of its
// web-platform-tests (html/syntax/parsing-html-fragments, "the-input-byte-stream").
#include "parser/decode/html_prescan.h"

#include <gtest/gtest.h>

#include <string>

namespace constat::parser {
namespace {

TEST(HtmlPrescan, reads_meta_in_its_forms) {
  for (const char* html :
       {"<meta charset=iso-8859-15>", "<META CHARSET='ISO-8859-15'>",
        "<meta charset = \"latin9\" />", "<html><head>\n<meta\tx=y charset=iso-8859-15>",
        "<meta/charset=iso-8859-15>",
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-15\">",
        "<meta content='text/html;charset = iso-8859-15 ' http-equiv=content-type>",
        "<meta http-equiv=content-type content=\"charset charset='iso-8859-15'\">",
        "<!-- <meta charset=utf-8> --><meta charset=iso-8859-15>",
        "<a title='<meta charset=utf-8>'><meta charset=iso-8859-15>",
        "<!doctype html><?x y?></p><meta charset=unknown><meta charset=iso-8859-15>",
        "<!--><meta charset=iso-8859-15>", "<metax charset=utf-8><meta charset=iso-8859-15>"}) {
    EXPECT_EQ(prescanned_charset(html), "iso-8859-15") << html;
  }
}

TEST(HtmlPrescan, finds_none_where_none_is_named) {
  for (const char* html :
       {"", "<", "<meta", "<meta charset", "<meta charset=", "<meta charset=utf-8",
        "<!-- <meta charset=utf-8>", "<meta content='text/html; charset=utf-8'>",
        "<meta http-equiv=refresh content='text/html; charset=utf-8'>",
        "<meta charset=unknown-set>", "<p>charset=utf-8</p>",
        "<meta http-equiv=content-type content='charset=\"utf-8'>", "<metacharset=utf-8>"}) {
    EXPECT_EQ(prescanned_charset(html), "") << html;
  }
  EXPECT_EQ(prescanned_charset(std::string(1024, ' ') + "<meta charset=utf-8>"), "");
  EXPECT_EQ(prescanned_charset(std::string(1004, ' ') + "<meta charset=utf-8>"), "utf-8");
}

// What could be read byte by byte is not in UTF-16.
TEST(HtmlPrescan, takes_utf16_for_utf8) {
  EXPECT_EQ(prescanned_charset("<meta charset=utf-16>"), "utf-8");
  EXPECT_EQ(prescanned_charset("<meta charset=utf-16le>"), "utf-8");
}

TEST(HtmlPrescan, reads_xml_declarations) {
  using namespace std::literals;
  EXPECT_EQ(prescanned_charset("<?xml version='1.0' encoding='koi8-r'?><html>"), "koi8-r");
  EXPECT_EQ(prescanned_charset(" <?xml encoding='koi8-r'?>"), "");
  EXPECT_EQ(prescanned_charset("<?xml encoding='koi8-r'?><meta charset=utf-8>"), "utf-8");
  EXPECT_EQ(prescanned_charset("<\0?\0x\0m\0l\0"sv), "utf-16le");
  EXPECT_EQ(prescanned_charset("\0<\0?\0x\0m\0l"sv), "utf-16be");
}

}  // namespace
}  // namespace constat::parser
