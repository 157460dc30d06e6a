// Names of transfer encodings (RFC 2045 section 6.1) and the identity encodings.

#include <gtest/gtest.h>

#include "tests/unit/parser/decode/decoded.h"

namespace constat::parser {
namespace {

TEST(TransferEncoding, knows_the_five_names_in_any_case) {
  EXPECT_EQ(transfer_encoding_named("base64"), TransferEncoding::kBase64);
  EXPECT_EQ(transfer_encoding_named("BASE64"), TransferEncoding::kBase64);
  EXPECT_EQ(transfer_encoding_named("Quoted-Printable"), TransferEncoding::kQuotedPrintable);
  EXPECT_EQ(transfer_encoding_named("7bit"), TransferEncoding::kIdentity);
  EXPECT_EQ(transfer_encoding_named("8BIT"), TransferEncoding::kIdentity);
  EXPECT_EQ(transfer_encoding_named("binary"), TransferEncoding::kIdentity);
  EXPECT_EQ(transfer_encoding_named(""), TransferEncoding::kIdentity);
}

TEST(TransferEncoding, ignores_white_space_and_comments) {
  EXPECT_EQ(transfer_encoding_named(" base64 \r\n"), TransferEncoding::kBase64);
  EXPECT_EQ(transfer_encoding_named("(a (nested\\)) one) base64 (x)"), TransferEncoding::kBase64);
  EXPECT_EQ(transfer_encoding_named("(not closed"), TransferEncoding::kIdentity);
  EXPECT_EQ(transfer_encoding_named("(c)" + std::string(100, ' ') + "7bit"),
            TransferEncoding::kIdentity);
}

TEST(TransferEncoding, calls_everything_else_unknown) {
  for (const char* name : {"x-uuencode", "base64;", "quoted printable", "base", "8-bit", ")"}) {
    EXPECT_EQ(transfer_encoding_named(name), TransferEncoding::kUnknown) << name;
  }
  EXPECT_EQ(transfer_encoding_named(std::string(1'000'000, 'a')), TransferEncoding::kUnknown);
}

TEST(TransferEncoding, hands_identity_through_in_one_run) {
  const std::string source("a\0\xff\r\n", 5);
  for (const auto encoding : {TransferEncoding::kIdentity, TransferEncoding::kUnknown}) {
    const Decoded result = decode(source, encoding, 100, 7);
    EXPECT_EQ(result.text, source);
    EXPECT_EQ(result.size, 5u);
    EXPECT_EQ(result.map.run_count(), 1u);
    EXPECT_EQ(result.map.to_source({1, 2}), (ByteRange{8, 2}));
  }
}

TEST(TransferEncoding, says_where_the_cap_was_reached) {
  const Decoded result = decode("abcdef", TransferEncoding::kIdentity, 4, 10);
  EXPECT_EQ(result.text, "abcd");
  EXPECT_EQ(result.size, 6u);
  EXPECT_EQ(result.defects, (Defects{{DefectKind::kTextLimit, {14, 0}}}));
  EXPECT_TRUE(decode("abcd", TransferEncoding::kIdentity, 4).defects.empty());
}

}  // namespace
}  // namespace constat::parser
