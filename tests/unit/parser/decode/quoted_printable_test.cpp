// quoted-printable. Expected values: RFC 2045 section 6.7, rules (1) to (5) and notes (1) to (5).

#include "parser/decode/quoted_printable.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/decode/decoded.h"

namespace constat::parser {
namespace {

constexpr auto kQuotedPrintable = TransferEncoding::kQuotedPrintable;

Defect malformed(std::uint64_t offset, std::uint64_t length) {
  return {DefectKind::kQuotedPrintableMalformed, {offset, length}};
}

TEST(QuotedPrintable, reads_the_example_of_rfc_2045) {
  const Decoded result =
      decode("Now's the time =\r\nfor all folk to come=\r\n to the aid of their country.",
             kQuotedPrintable);
  EXPECT_EQ(result.text, "Now's the time for all folk to come to the aid of their country.");
  EXPECT_TRUE(result.defects.empty());
}

// RFC 2045 section 6.7, rule (1): "Uppercase letters must be used" (robustness X12).
TEST(QuotedPrintable, reads_digits_of_either_case_and_notes_lower_case) {
  const Decoded result = decode("=C3=A9=c3=a9=3D", kQuotedPrintable);
  EXPECT_EQ(result.text, "\xc3\xa9\xc3\xa9=");
  EXPECT_EQ(result.defects, (Defects{{DefectKind::kQuotedPrintableMalformed, {6, 3}}}));
}

TEST(QuotedPrintable, keeps_line_ends_of_every_kind) {
  EXPECT_EQ(decode("a\r\nb\nc\rd\r\n\r\n", kQuotedPrintable).text, "a\r\nb\nc\rd\r\n\r\n");
}

TEST(QuotedPrintable, removes_white_space_before_line_ends) {
  const Decoded result = decode("a \t\r\nb  \nc d\t\r  ", kQuotedPrintable);
  EXPECT_EQ(result.text, "a\r\nb\nc d\r");
  EXPECT_TRUE(result.defects.empty());
}

TEST(QuotedPrintable, keeps_white_space_that_is_encoded) {
  EXPECT_EQ(decode("a=20\r\nb=09\r\n", kQuotedPrintable).text, "a \r\nb\t\r\n");
}

TEST(QuotedPrintable, joins_lines_at_soft_breaks_of_every_kind) {
  const Decoded result = decode("a=\r\nb=\nc=\rd= \t\r\ne", kQuotedPrintable);
  EXPECT_EQ(result.text, "abcde");
  EXPECT_TRUE(result.defects.empty());
}

TEST(QuotedPrintable, leaves_what_is_not_an_escape_as_it_is) {
  const Decoded result = decode("a=XYb=4", kQuotedPrintable);
  EXPECT_EQ(result.text, "a=XYb=4");
  EXPECT_EQ(result.defects, Defects{malformed(1, 3)});
  EXPECT_EQ(decode("=3", kQuotedPrintable).text, "=3");
  EXPECT_EQ(decode("=3\r\nD", kQuotedPrintable).text, "=3\r\nD");
  EXPECT_EQ(decode("==41", kQuotedPrintable).text, "=A");
  EXPECT_EQ(decode("a==\r\nb", kQuotedPrintable).text, "a=b");
}

TEST(QuotedPrintable, takes_a_last_equals_sign_for_a_soft_break_to_nothing) {
  const Decoded result = decode("abc=", kQuotedPrintable);
  EXPECT_EQ(result.text, "abc");
  EXPECT_EQ(result.defects, Defects{malformed(3, 1)});
  EXPECT_EQ(decode("abc= \t", kQuotedPrintable).text, "abc");
  EXPECT_EQ(decode("=", kQuotedPrintable).text, "");
}

TEST(QuotedPrintable, keeps_bytes_above_126) {
  EXPECT_EQ(decode("\xe9t\xe9 \xff", kQuotedPrintable).text, "\xe9t\xe9 \xff");
}

TEST(QuotedPrintable, maps_each_byte_to_its_escape) {
  const std::string source = "un =C3=A9t=C3=\r\n=A9 =20\r\nfin";
  const Decoded result = decode(source, kQuotedPrintable);
  ASSERT_EQ(result.text, "un \xc3\xa9t\xc3\xa9  \r\nfin");
  EXPECT_EQ(result.origin(source, 0, 2), "un");
  EXPECT_EQ(result.origin(source, 3, 2), "=C3=A9");
  EXPECT_EQ(result.origin(source, 4, 1), "=A9");
  EXPECT_EQ(result.origin(source, 5, 3), "t=C3=\r\n=A9");
  EXPECT_EQ(result.origin(source, 9, 1), "=20");
  EXPECT_EQ(result.origin(source, 12, 3), "fin");
  EXPECT_EQ(result.map.text_length(), result.text.size());
}

TEST(QuotedPrintable, maps_untouched_lines_as_one_run) {
  EXPECT_EQ(decode("one\r\ntwo\r\nthree\r\n", kQuotedPrintable).map.run_count(), 1u);
}

TEST(QuotedPrintable, counts_on_past_the_cap) {
  const Decoded result = decode("ab=41=42=43cd", kQuotedPrintable, 3);
  EXPECT_EQ(result.text, "abA");
  EXPECT_EQ(result.size, 7u);
  EXPECT_EQ(result.map.text_length(), 3u);
  ASSERT_EQ(result.defects.size(), 1u);
  EXPECT_EQ(result.defects[0].kind, DefectKind::kTextLimit);
}

TEST(QuotedPrintable, reads_soft_breaks_only) {
  std::string source;
  for (int line = 0; line < 100'000; ++line) source += "=\r\n";
  EXPECT_EQ(decode(source, kQuotedPrintable).size, 0u);
}

TEST(QuotedPrintable, stays_linear_on_bare_carriage_returns) {
  EXPECT_EQ(decode(std::string(2'000'000, '\r'), kQuotedPrintable, 10).size, 2'000'000u);
}

TEST(QuotedPrintable, reads_more_escapes_than_one_chunk) {
  std::string source;
  for (int count = 0; count < 1000; ++count) source += "=41";
  const Decoded result = decode(source, kQuotedPrintable);
  EXPECT_EQ(result.text, std::string(1000, 'A'));
  EXPECT_EQ(result.map.to_source({999, 1}), (ByteRange{2997, 3}));
}

}  // namespace
}  // namespace constat::parser
