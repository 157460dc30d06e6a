// RFC 2045 section 6.7 and 6.8; the base64 vectors are those of RFC 4648 section 10.
#include "tools/forge/transfer_encoding.h"

#include <gtest/gtest.h>

#include <sstream>

namespace constat::forge {
namespace {

std::string quoted_printable(const std::string& text) {
  return transfer_encode(text, Encoding::kQuotedPrintable);
}

TEST(TransferEncoding, writes_the_vectors_of_rfc_4648) {
  EXPECT_EQ(encode_base64(""), "");
  EXPECT_EQ(encode_base64("f"), "Zg==");
  EXPECT_EQ(encode_base64("fo"), "Zm8=");
  EXPECT_EQ(encode_base64("foobar"), "Zm9vYmFy");
}

TEST(TransferEncoding, encodes_line_ends_of_text_as_crlf_in_base64) {
  EXPECT_EQ(transfer_encode("a\n", Encoding::kBase64), "YQ0K");  // 61 0d 0a
}

TEST(TransferEncoding, breaks_base64_after_76_characters) {
  std::istringstream lines(encode_base64(std::string(200, 'x')));
  std::size_t total = 0;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 76u);
    total += line.size();
  }
  EXPECT_EQ(total, 268u);  // 4 * ceil(200 / 3)
}

TEST(TransferEncoding, keeps_blanks_and_line_ends_readable_in_quoted_printable) {
  EXPECT_EQ(quoted_printable("l'été est là\nencore\n"), "l'=C3=A9t=C3=A9 est l=C3=A0\nencore\n");
  EXPECT_EQ(quoted_printable("2+2=4"), "2+2=3D4");
}

TEST(TransferEncoding, encodes_a_blank_at_the_end_of_a_line) {
  EXPECT_EQ(quoted_printable("a \nb\t"), "a=20\nb=09");
}

TEST(TransferEncoding, folds_at_76_columns_and_never_inside_an_escape) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "é";
  std::istringstream lines(quoted_printable(text));
  std::string joined;
  for (std::string line; std::getline(lines, line);) {
    EXPECT_LE(line.size(), 76u);
    if (line.size() == 76u || line.ends_with("=")) line.pop_back();
    EXPECT_EQ(line.size() % 3, 0u) << line;
    joined += line;
  }
  EXPECT_EQ(joined.size(), 600u);  // 200 bytes, three characters each
}

TEST(TransferEncoding, leaves_8bit_text_as_it_is) {
  EXPECT_EQ(transfer_encode("\xe9\n", Encoding::kEightBit), "\xe9\n");
}

}  // namespace
}  // namespace constat::forge
