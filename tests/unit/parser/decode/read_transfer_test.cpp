// Digests of all bytes whatever the caps; what a decoder that stops at padding gives (X11); maps
// with a cap on their runs.
#include <gtest/gtest.h>

#include "core/digest.h"
#include "parser/decode/charset_labels.h"
#include "parser/decode/decode.h"

namespace constat::parser {
namespace {

struct Read {
  Read(std::string_view encoded, TransferEncoding encoding, DecodeCaps caps)
      : reading(read_transfer(encoded, encoding, 0, caps, text, map, defects)) {}
  std::string text;
  SourceMap map;
  Defects defects;
  TransferReading reading;
};

TEST(ReadTransfer, digests_all_bytes_whatever_the_caps) {
  std::string encoded, plain;
  for (int i = 0; i < 5000; ++i) {
    encoded += "a=41";
    plain += "aA";
  }
  for (const std::uint64_t cap : {0u, 1u, 7u, 100'000u}) {
    const Read read(encoded, TransferEncoding::kQuotedPrintable, {cap});
    EXPECT_EQ(read.reading.whole.bytes, plain.size());
    EXPECT_EQ(read.reading.whole.sha256, sha256(plain));
    EXPECT_EQ(read.text, plain.substr(0, cap));
  }
  const Read few(encoded, TransferEncoding::kQuotedPrintable, {100'000, 10});
  EXPECT_LE(few.map.run_count(), 10u);
  EXPECT_EQ(few.map.text_length(), few.text.size());
  EXPECT_EQ(few.text, plain.substr(0, few.text.size()));
  EXPECT_GE(few.text.size(), 8u);
  EXPECT_EQ(few.reading.whole.sha256, sha256(plain));
}

TEST(ReadTransfer, gives_base64_up_to_its_padding) {
  const auto read = [](std::string_view encoded) {
    return Read(encoded, TransferEncoding::kBase64, {100}).reading;
  };
  EXPECT_FALSE(read("QUJD").to_padding);
  EXPECT_FALSE(read("QQ==\r\n").to_padding);
  EXPECT_FALSE(read("QQ==--\r\n").to_padding);
  const TransferReading two = read("QQ==QkM=");
  EXPECT_EQ(two.whole, (DigestedBytes{3, sha256("ABC")}));
  EXPECT_EQ(*two.to_padding, (DigestedBytes{1, sha256("A")}));
  EXPECT_EQ(*read("QQ=QkM=").to_padding, (DigestedBytes{1, sha256("A")}));
  EXPECT_EQ(*read("=QkM=").to_padding, (DigestedBytes{0, sha256("")}));
  EXPECT_EQ(*read("QUJDR=QUJD").to_padding, (DigestedBytes{3, sha256("ABC")}));
}

TEST(ReadCharset, names_the_set_that_was_read) {
  const auto used = [](std::string_view bytes, std::string_view label) {
    std::string text;
    SourceMap map;
    Defects defects;
    return std::string(read_charset(bytes, label, SIZE_MAX, text, map, defects).used);
  };
  EXPECT_EQ(used("caf\xe9", "ISO-8859-1"), "windows-1252");
  EXPECT_EQ(used("caf\xe9", "latin2"), "iso-8859-2");
  EXPECT_EQ(used("x", "gb2312"), "gb18030");
  EXPECT_EQ(used("x", "csiso2022kr"), "iso-2022-kr");
  EXPECT_EQ(used("caf\xe9", ""), "windows-1252");
  EXPECT_EQ(used("caf\xc3\xa9", "x//TRANSLIT"), "utf-8");
  EXPECT_EQ(used("cafe", "us-ascii"), "us-ascii");
}

TEST(ReadCharset, counts_what_it_replaced) {
  std::string text;
  SourceMap map;
  Defects defects;
  const auto replaced = [&](std::string_view bytes, std::string_view label) {
    text.clear();
    map.clear();
    return read_charset(bytes, label, SIZE_MAX, text, map, defects).replaced;
  };
  EXPECT_EQ(replaced("a\xff\xff\xc3\xa9\xe2\x82z", "utf-8"), 3u);
  EXPECT_EQ(replaced("a\x81\x8d", "windows-1252"), 2u);
  EXPECT_EQ(replaced("\xd8", "utf-16be"), 1u);
  EXPECT_EQ(replaced("+2AA-x", "utf-7"), 1u);
  EXPECT_EQ(replaced("\xa4\xff", "euc-jp"), 1u);
  EXPECT_EQ(replaced("plain", "utf-8"), 0u);
}

TEST(ReadCharset, ends_where_the_map_is_full) {
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += "a\xe9";
  std::string text;
  SourceMap map;
  Defects defects;
  const CharsetReading reading = read_charset(bytes, "windows-1252", 10, text, map, defects);
  EXPECT_TRUE(reading.cut);
  EXPECT_LE(map.run_count(), 10u);
  EXPECT_EQ(map.text_length(), text.size());
  EXPECT_TRUE(
      text.starts_with("a\xc3\xa9"
                       "a\xc3\xa9"));
}

TEST(ByteOrderMark, names_the_form) {
  EXPECT_EQ(byte_order_mark("\xef\xbb\xbfx"), "utf-8");
  EXPECT_EQ(byte_order_mark("\xff\xfex"), "utf-16le");
  EXPECT_EQ(byte_order_mark("\xfe\xffx"), "utf-16be");
  EXPECT_EQ(byte_order_mark("\xef\xbbx"), "");
  EXPECT_EQ(byte_order_mark(""), "");
}

}  // namespace
}  // namespace constat::parser
