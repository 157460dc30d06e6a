#include "parser/message/encoded_word.h"

#include <gtest/gtest.h>

#include "core/pseudonym.h"

namespace constat::parser::message {
namespace {

struct Decoded {
  explicit Decoded(std::string_view value) {
    DefectLog log(1000);
    HeaderText(log).append_text(value, {7, value.size()}, text);
    log.copy_sorted(defects);
  }
  std::string text;
  Defects defects;
};

void expect_good(std::string_view value, std::string_view expected) {
  const Decoded decoded(value);
  EXPECT_EQ(decoded.text, expected) << value;
  EXPECT_TRUE(decoded.defects.empty()) << value;
}

void expect_defect(std::string_view value, std::string_view expected, DefectKind kind) {
  const Decoded decoded(value);
  EXPECT_EQ(decoded.text, expected) << value;
  ASSERT_FALSE(decoded.defects.empty()) << value;
  EXPECT_EQ(decoded.defects[0].kind, kind) << value;
  EXPECT_EQ(decoded.defects[0].where, (ByteRange{7, value.size()}));
}

TEST(EncodedWord, displays_the_table_of_rfc_2047_section_8) {
  expect_good("(=?ISO-8859-1?Q?a?=)", "(a)");
  expect_good("(=?ISO-8859-1?Q?a?= b)", "(a b)");
  expect_good("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)");
  expect_good("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)", "(ab)");
  expect_good("(=?ISO-8859-1?Q?a?=\r\n    =?ISO-8859-1?Q?b?=)", "(ab)");
  expect_good("(=?ISO-8859-1?Q?a_b?=)", "(a b)");
  expect_good("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)", "(a b)");
}

TEST(EncodedWord, decodes_the_examples_of_rfc_2047_section_8) {
  expect_good("=?US-ASCII?Q?Keith_Moore?=", "Keith Moore");
  expect_good("=?ISO-8859-1?Q?Keld_J=F8rn_Simonsen?=", "Keld J\xC3\xB8rn Simonsen");
  expect_good("=?ISO-8859-1?Q?Andr=E9?= Pirard", "Andr\xC3\xA9 Pirard");
  expect_good(
      "=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?=\r\n"
      "    =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=",
      "If you can read this you understand the example.");
  expect_good("=?iso-8859-8?b?7eXs+SDv4SDp7Oj08A==?=",
              "\xD7\x9D\xD7\x95\xD7\x9C\xD7\xA9 \xD7\x9F\xD7\x91 \xD7\x99\xD7\x9C\xD7\x98\xD7\xA4"
              "\xD7\xA0");
}

TEST(EncodedWord, ignores_the_language) {  // RFC 2231 section 5
  expect_good("=?US-ASCII*EN?Q?Keith_Moore?=", "Keith Moore");
}

TEST(EncodedWord, joins_a_character_split_between_words) {
  expect_good("=?utf-8?B?w6nD?= =?UTF-8?B?qQ==?=", "\xC3\xA9\xC3\xA9");
  expect_good("=?utf-8?Q?=C3?=\r\n =?utf-8?B?qQ==?=", "\xC3\xA9");
}

TEST(EncodedWord, leaves_text_and_unfolds_it) {
  expect_good("  plain\r\n\ttext  ", "plain\ttext");
  expect_good("a =? b", "a =? b");
  expect_good("why=?", "why=?");
  expect_good("", "");
}

TEST(EncodedWord, leaves_malformed_words_as_written) {
  expect_defect("=?utf-8?Q?abc", "=?utf-8?Q?abc", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?abc =?utf-8?Q?d?=", "=?utf-8?Q?abc d",
                DefectKind::kEncodedWordMalformed);
  expect_good("=?utf-8?X?abc?=", "=?utf-8?X?abc?=");
  expect_defect("=?utf-8?Q?a=ZZb?=", "a=ZZb", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?a b?=", "a b", DefectKind::kEncodedWordMalformed);
}

TEST(EncodedWord, notes_words_that_do_not_stand_alone) {  // RFC 2047 section 5
  expect_defect("a=?utf-8?Q?b?=", "ab", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?a?=b", "ab", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?a?==?utf-8?Q?b?=", "ab", DefectKind::kEncodedWordMalformed);
  expect_defect("\"=?utf-8?Q?a?=\"", "\"a\"", DefectKind::kEncodedWordMalformed);
}

TEST(EncodedWord, notes_words_longer_than_75_characters) {  // RFC 2047 section 2
  const std::string most(63, 'a');
  expect_good("=?utf-8?Q?" + most + "?=", most);
  expect_defect("=?utf-8?Q?" + most + "a?=", most + "a", DefectKind::kEncodedWordTooLong);
}

TEST(EncodedWord, decodes_broken_base64_and_q) {
  expect_good("=?utf-8?Q?\?=", "");
  expect_good("=?utf-8?B?\?=", "");
  expect_good("=?utf-8?q?=e2=82=ac?=", "\xE2\x82\xAC");
  expect_defect("=?utf-8?B?YWI?=", "ab", DefectKind::kEncodedWordMalformed);     // no padding
  expect_defect("=?utf-8?B?YW Jj?=", "abc", DefectKind::kEncodedWordMalformed);  // white space
  expect_defect("=?utf-8?B?Y!W!I=?=", "ab", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?a=4?=", "a=4", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?a=?=", "a=", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?a?b?=", "a?b", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?caf\xC3\xA9?=", "caf\xC3\xA9", DefectKind::kEncodedWordMalformed);
  expect_defect("=?utf-8?Q?=E9?=", "\xEF\xBF\xBD", DefectKind::kCharsetInvalidBytes);
}

TEST(EncodedWord, keeps_what_words_hide_as_data) {
  expect_good("=?utf-8?Q?a=0D=0ABcc=3A_b=40c?=", "a\r\nBcc: b@c");
  expect_good("=?utf-8?Q?a=00b?=", std::string_view("a\0b", 3));
  expect_good("=?utf-8?B?PT91dGYtOD9RP3g/PQ==?=", "=?utf-8?Q?x?=");  // never decoded twice
}

TEST(EncodedWord, guesses_raw_bytes) {
  expect_defect("caf\xC3\xA9", "caf\xC3\xA9", DefectKind::kRawEightBitHeader);
  expect_defect("caf\xE9 \x80", "caf\xC3\xA9 \xE2\x82\xAC", DefectKind::kRawEightBitHeader);
}

TEST(EncodedWord, notes_unknown_character_sets) {
  expect_defect("=?x-none?Q?a?=", "a", DefectKind::kCharsetUnknown);
}

TEST(EncodedWord, passes_bombs_in_one_go) {  // robustness M10
  std::string starts, words, unfinished;
  for (int i = 0; i < 200'000; ++i) starts += "=?";
  for (int i = 0; i < 50'000; ++i) words += "=?utf-8?Q?a?= ";
  for (int i = 0; i < 100'000; ++i) unfinished += "=?u?q?a";
  EXPECT_EQ(Decoded(starts).text, starts);
  EXPECT_EQ(Decoded(words).text, std::string(50'000, 'a'));
  EXPECT_EQ(Decoded(unfinished).text, unfinished);
}

TEST(EncodedWord, length_is_that_of_a_strict_word) {
  EXPECT_EQ(encoded_word_length("x=?utf-8?q?a,b?=y", 1), 15u);
  EXPECT_EQ(encoded_word_length("=?utf-8?q?a b?=", 0), 0u);
  EXPECT_EQ(encoded_word_length("=?utf-8?q?ab", 0), 0u);
  EXPECT_EQ(encoded_word_length("=?", 0), 0u);
}

}  // namespace
}  // namespace constat::parser::message
