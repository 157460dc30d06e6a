// Character sets. Expected values by hand from the code charts, RFC 2152, RFC 2781, RFC 1468 and
// the WHATWG Encoding standard.

#include <gtest/gtest.h>

#include "parser/decode/charset_labels.h"
#include "tests/unit/parser/decode/decoded.h"

namespace constat::parser {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string result;
  for (const int value : values) result.push_back(static_cast<char>(value));
  return result;
}

TEST(Charset, reads_utf8_in_one_run_without_its_mark) {
  const std::string source = "\xef\xbb\xbf\xc3\xa9t\xc3\xa9 \xe2\x82\xac \xf0\x9f\x93\xa7";
  const Decoded result = decode_label(source, "UTF-8");
  EXPECT_EQ(result.text, source.substr(3));
  EXPECT_EQ(result.map.run_count(), 1u);
  EXPECT_EQ(result.map.to_source({0, 2}), (ByteRange{3, 2}));
  EXPECT_TRUE(result.defects.empty());
  EXPECT_EQ(result.guess, CharsetGuess::kDeclared);
}

// Unicode 15, section 3.9, table 3-11: U+FFFD for each maximal subpart.
TEST(Charset, replaces_each_maximal_subpart_of_bad_utf8) {
  const Decoded overlong =
      decode_label(bytes({0xc0, 0xaf, 0xe0, 0x80, 0xbf, 0xf0, 0x81, 0x82, 0x41}), "utf-8");
  EXPECT_EQ(overlong.text,
            "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"
            "A");
  const Decoded surrogates =
      decode_label(bytes({0xed, 0xa0, 0x80, 0xed, 0xbf, 0xbf, 0xed, 0xaf, 0x41}), "utf-8");
  EXPECT_EQ(surrogates.text,
            "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd"
            "A");
  const Decoded other =
      decode_label(bytes({0xf4, 0x91, 0x92, 0x93, 0xff, 0x41, 0x80, 0xbf, 0x42}), "utf-8");
  EXPECT_EQ(other.text,
            "\ufffd\ufffd\ufffd\ufffd\ufffdA\ufffd\ufffd"
            "B");
  const Decoded cut =
      decode_label(bytes({0xe1, 0x80, 0xe2, 0xf0, 0x91, 0x92, 0xf1, 0xbf, 0x41}), "utf-8");
  EXPECT_EQ(cut.text,
            "\ufffd\ufffd\ufffd\ufffd"
            "A");
  EXPECT_EQ(cut.defects, (Defects{{DefectKind::kCharsetInvalidBytes, {0, 2}}}));
}

TEST(Charset, notes_invalid_bytes_once_at_the_first_place) {
  const Decoded result = decode_label(
      "a\xff"
      "b\xfe",
      "utf-8");
  EXPECT_EQ(result.text,
            "a\ufffd"
            "b\ufffd");
  EXPECT_EQ(result.defects, (Defects{{DefectKind::kCharsetInvalidBytes, {1, 1}}}));
  EXPECT_EQ(result.map.to_source({1, 3}), (ByteRange{1, 1}));
  EXPECT_EQ(result.map.to_source({4, 1}), (ByteRange{2, 1}));
}

TEST(Charset, replaces_a_sequence_cut_by_the_end) {
  EXPECT_EQ(decode_label("ab\xe2\x82", "utf-8").text, "ab\ufffd");
  EXPECT_EQ(decode_label("ab\xf0\x9f\x93", "utf-8").text, "ab\ufffd");
}

TEST(Charset, reads_latin_1_as_windows_1252_with_the_c1_controls_in_its_holes) {
  const Decoded result = decode_label("\x80\x93\x81\xe9", "iso-8859-1");
  EXPECT_EQ(result.text, "\u20ac\u201c\xc2\x81\u00e9");
  EXPECT_TRUE(result.defects.empty());
  const Decoded windows = decode_label("\x80\x93\x81\xe9", "windows-1252");
  EXPECT_EQ(windows.text, "\u20ac\u201c\ufffd\u00e9");
  EXPECT_EQ(windows.defects, (Defects{{DefectKind::kCharsetInvalidBytes, {2, 1}}}));
}

TEST(Charset, reads_the_euro_sign_where_each_set_has_it) {
  EXPECT_EQ(decode_label("\xa4", "iso-8859-15").text, "\u20ac");
  EXPECT_EQ(decode_label("\xa4", "iso-8859-16").text, "\u20ac");
  EXPECT_EQ(decode_label("\x88", "windows-1251").text, "\u20ac");
  EXPECT_EQ(decode_label("\xdb", "macintosh").text, "\u20ac");
  EXPECT_EQ(decode_label("\xa4", "iso-8859-1").text, "\u00a4");
}

TEST(Charset, reads_cyrillic_in_four_sets) {
  const std::string word = "\u043f\u0440\u0438\u0432\u0435\u0442";
  EXPECT_EQ(decode_label(bytes({0xd0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4}), "koi8-r").text, word);
  EXPECT_EQ(decode_label(bytes({0xef, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2}), "windows-1251").text, word);
  EXPECT_EQ(decode_label(bytes({0xdf, 0xe0, 0xd8, 0xd2, 0xd5, 0xe2}), "iso-8859-5").text, word);
  EXPECT_EQ(decode_label(bytes({0xaf, 0xe0, 0xa8, 0xa2, 0xa5, 0xe2}), "ibm866").text, word);
}

TEST(Charset, maps_single_byte_characters_one_by_one) {
  const Decoded result = decode_label("caf\xe9s d'\xe9t\xe9", "latin1");
  ASSERT_EQ(result.text, "caf\u00e9s d'\u00e9t\u00e9");
  EXPECT_EQ(result.map.to_source({3, 2}), (ByteRange{3, 1}));
  EXPECT_EQ(result.map.to_source({5, 1}), (ByteRange{4, 1}));
  EXPECT_EQ(result.map.to_source({9, 5}), (ByteRange{8, 3}));
  EXPECT_EQ(result.map.text_length(), result.text.size());
}

TEST(Charset, reads_utf16_with_and_without_a_mark) {
  EXPECT_EQ(decode_label(bytes({0xfe, 0xff, 0, 'h', 0, 0xe9}), "utf-16").text, "h\u00e9");
  EXPECT_EQ(decode_label(bytes({0xff, 0xfe, 'h', 0, 0xe9, 0}), "utf-16").text, "h\u00e9");
  EXPECT_EQ(decode_label(bytes({'h', 0, 0xe9, 0}), "utf-16").text, "h\u00e9");
  EXPECT_EQ(decode_label(bytes({0, 'h', 0, 0xe9}), "utf-16").text, "h\u00e9");
  EXPECT_EQ(decode_label(bytes({0x30, 0x42}), "utf-16").text, "\u3042");
  EXPECT_EQ(decode_label(bytes({'h', 0}), "utf-16le").text, "h");
}

TEST(Charset, reads_surrogates_in_utf16) {
  // RFC 2781 section 2.1: U+12345 is D808 DF45.
  const Decoded pair = decode_label(bytes({0xd8, 0x08, 0xdf, 0x45, 0, 'a'}), "utf-16be");
  EXPECT_EQ(pair.text,
            "\U00012345"
            "a");
  EXPECT_EQ(pair.map.to_source({0, 4}), (ByteRange{0, 4}));
  const Decoded lone =
      decode_label(bytes({0xd8, 0x08, 0, 'a', 0xdf, 0x45, 0xd8, 0x08, 0}), "utf-16be");
  EXPECT_EQ(lone.text,
            "\ufffd"
            "a\ufffd\ufffd\ufffd");
  EXPECT_EQ(lone.defects, (Defects{{DefectKind::kCharsetInvalidBytes, {0, 2}}}));
}

TEST(Charset, reads_the_examples_of_rfc_2152) {
  EXPECT_EQ(decode_label("A+ImIDkQ.", "utf-7").text, "A\u2262\u0391.");
  EXPECT_EQ(decode_label("Hi Mom -+Jjo--!", "utf-7").text, "Hi Mom -\u263a-!");
  EXPECT_EQ(decode_label("+ZeVnLIqe-", "utf-7").text, "\u65e5\u672c\u8a9e");
  EXPECT_EQ(decode_label("Item 3 is +AKM-1.", "utf-7").text, "Item 3 is \u00a31.");
  EXPECT_EQ(decode_label("1 +- 1", "utf-7").text, "1 + 1");
}

TEST(Charset, maps_utf7_sequences_as_blocks) {
  const std::string source = "Hi +Jjo--!";
  const Decoded result = decode_label(source, "utf-7");
  ASSERT_EQ(result.text, "Hi \u263a-!");
  EXPECT_EQ(result.origin(source, 3, 3), "+Jjo-");
  EXPECT_EQ(result.origin(source, 6, 2), "-!");
}

TEST(Charset, notes_bad_utf7) {
  EXPECT_EQ(decode_label("a+!b", "utf-7").text, "a+!b");
  EXPECT_TRUE(decode_label("a+!b", "utf-7").noted(DefectKind::kCharsetInvalidBytes));
  EXPECT_EQ(decode_label("+2AA-x", "utf-7").text, "\ufffdx");  // a lone high surrogate
  EXPECT_EQ(decode_label("+3AA-x", "utf-7").text, "\ufffdx");  // a lone low surrogate
  EXPECT_EQ(decode_label("+A", "utf-7").text, "\ufffd");
  EXPECT_EQ(decode_label("\xe9", "utf-7").text, "\ufffd");
  EXPECT_EQ(decode_label("+2D3cAA-", "utf-7").text, "\U0001f400");  // D83D DC00
}

TEST(Charset, reads_east_asian_sets) {
  EXPECT_EQ(decode_label(bytes({0xc4, 0xe3, 0xba, 0xc3}), "gb2312").text, "\u4f60\u597d");
  EXPECT_EQ(decode_label(bytes({0x94, 0x39, 0xda, 0x33}), "gb18030").text, "\U0001f4a9");
  EXPECT_EQ(decode_label(bytes({0xa7, 0x41, 0xa6, 0x6e}), "big5").text, "\u4f60\u597d");
  EXPECT_EQ(decode_label(bytes({0xc6, 0xfc, 0xcb, 0xdc}), "euc-jp").text, "\u65e5\u672c");
  EXPECT_EQ(decode_label(bytes({0x93, 0xfa, 0x96, 0x7b, 0x5c, 0xb1}), "x-sjis").text,
            "\u65e5\u672c\\\uff71");
  EXPECT_EQ(decode_label(bytes({0xc7, 0xd1, 0xb1, 0xdb}), "ks_c_5601-1987").text, "\ud55c\uae00");
}

TEST(Charset, reads_iso_2022_jp_with_its_escapes) {
  const std::string source = "a\x1b$BF|K\\\x1b(Bb";  // RFC 1468
  const Decoded result = decode_label(source, "iso-2022-jp");
  ASSERT_EQ(result.text,
            "a\u65e5\u672c"
            "b");
  EXPECT_EQ(result.map.to_source({4, 3}), (ByteRange{6, 5}));  // with the escape that follows it
  EXPECT_EQ(result.map.to_source({7, 1}).end(), source.size());
  EXPECT_TRUE(result.defects.empty());
}

TEST(Charset, maps_double_byte_characters_one_by_one) {
  const Decoded result = decode_label("ab" + bytes({0xc4, 0xe3, 0xba, 0xc3}) + "c", "gbk");
  ASSERT_EQ(result.text,
            "ab\u4f60\u597d"
            "c");
  EXPECT_EQ(result.map.to_source({2, 3}), (ByteRange{2, 2}));
  EXPECT_EQ(result.map.to_source({5, 3}), (ByteRange{4, 2}));
  EXPECT_EQ(result.map.to_source({8, 1}), (ByteRange{6, 1}));
}

TEST(Charset, keeps_positions_right_across_chunks) {
  std::string source = "a";  // odd, so that every chunk border cuts a character
  for (int count = 0; count < 10'000; ++count) source += bytes({0xc4, 0xe3});
  source += "z";
  const Decoded result = decode_label(source, "gb18030");
  ASSERT_EQ(result.text.size(), 30'002u);
  for (const std::uint64_t index : {0u, 2046u, 2047u, 2048u, 4095u, 9999u}) {
    EXPECT_EQ(result.map.to_source({1 + 3 * index, 3}), (ByteRange{1 + 2 * index, 2})) << index;
  }
  EXPECT_EQ(result.map.to_source({30'001, 1}), (ByteRange{20'001, 1}));
}

TEST(Charset, replaces_bytes_an_east_asian_set_does_not_contain) {
  const Decoded result = decode_label(
      "ab\xff"
      "cd",
      "shift_jis");
  EXPECT_EQ(result.text,
            "ab\ufffd"
            "cd");
  EXPECT_EQ(result.defects, (Defects{{DefectKind::kCharsetInvalidBytes, {2, 1}}}));
  const Decoded cut = decode_label("ab\xc4", "gbk");
  EXPECT_EQ(cut.text, "ab\ufffd");
  EXPECT_EQ(cut.defects, (Defects{{DefectKind::kCharsetInvalidBytes, {2, 1}}}));
}

TEST(Charset, guesses_without_a_label) {
  EXPECT_EQ(decode_label("plain", "").guess, CharsetGuess::kDeclared);
  const Decoded utf8 = decode_label("\xc3\xa9", " ");
  EXPECT_EQ(utf8.text, "\u00e9");
  EXPECT_EQ(utf8.guess, CharsetGuess::kGuessed);
  EXPECT_TRUE(utf8.defects.empty());
  const Decoded latin = decode_label("caf\xe9", "");
  EXPECT_EQ(latin.text, "caf\u00e9");
  EXPECT_TRUE(latin.defects.empty());
}

TEST(Charset, guesses_utf8_although_the_end_cuts_a_sequence) {
  EXPECT_EQ(decode_label("\xc3\xa9t\xc3", "").text, "\u00e9t\ufffd");
}

TEST(Charset, guesses_for_us_ascii_with_high_bytes) {
  EXPECT_EQ(decode_label("plain", "us-ascii").guess, CharsetGuess::kDeclared);
  const Decoded result = decode_label("t\xc3\xa9", "us-ascii");
  EXPECT_EQ(result.text, "t\u00e9");
  EXPECT_EQ(result.guess, CharsetGuess::kGuessed);
  EXPECT_EQ(result.defects, (Defects{{DefectKind::kCharsetInvalidBytes, {1, 1}}}));
}

TEST(Charset, guesses_for_labels_not_on_the_list) {
  const Decoded result = decode_label("t\xc3\xa9", "utf-8//TRANSLIT");
  EXPECT_EQ(result.text, "t\u00e9");
  EXPECT_EQ(result.guess, CharsetGuess::kGuessed);
  EXPECT_EQ(result.defects, (Defects{{DefectKind::kCharsetUnknown, {0, 3}}}));
  EXPECT_EQ(decode_label("\xe9", "x-unknown").text, "\u00e9");
}

TEST(CharsetLabels, knows_aliases_in_any_case_with_white_space) {
  const std::pair<const char*, Charset> labels[] = {{"latin1", Charset::kIso8859_1},
                                                    {"ISO8859-1", Charset::kIso8859_1},
                                                    {"cp1252", Charset::kWindows1252},
                                                    {"ANSI_X3.4-1968", Charset::kUsAscii},
                                                    {" utf8 ", Charset::kUtf8},
                                                    {"x-sjis", Charset::kShiftJis},
                                                    {"ks_c_5601-1987", Charset::kEucKr},
                                                    {"GB2312", Charset::kGb18030},
                                                    {"iso-8859-9", Charset::kWindows1254},
                                                    {"\tUTF-8\r\n", Charset::kUtf8}};
  for (const auto& [label, charset] : labels) EXPECT_EQ(charset_labelled(label), charset) << label;
}

TEST(CharsetLabels, refuses_everything_else) {
  for (const char* label : {"utf-8//TRANSLIT", "utf-8,swap", "", "utf-9", "iso-8859-12",
                            "ibm-367_P100", "UTF-8;x", "../../etc", "iso-2022-cn-ext", "utf 8"}) {
    EXPECT_FALSE(is_known_charset(label)) << label;
  }
  EXPECT_FALSE(is_known_charset(std::string(1'000'000, 'u')));
  EXPECT_FALSE(is_known_charset(std::string_view("utf-8\0", 6)));
}

TEST(CharsetLabels, refuses_ten_thousand_random_names) {
  std::uint32_t state = 12345;
  for (int count = 0; count < 10'000; ++count) {
    std::string label = "q";  // no label begins so
    for (int at = 0; at < 12; ++at) {
      state = state * 1664525 + 1013904223;
      label.push_back(static_cast<char>(state >> 24));
    }
    const Decoded result = decode_label("\xe9", label);
    ASSERT_EQ(result.text, "\u00e9");
    ASSERT_TRUE(result.noted(DefectKind::kCharsetUnknown));
  }
}

}  // namespace
}  // namespace constat::parser
