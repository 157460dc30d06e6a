#include "report/excerpt.h"

#include <gtest/gtest.h>

#include <string>

namespace constat::report {
namespace {

using std::string_literals::operator""s;

TEST(Printable, leaves_text_of_any_script_alone) {
  EXPECT_EQ(printable("Hé, 東京 — «ok»"), "Hé, 東京 — «ok»");
  EXPECT_EQ(printable(""), "");
}

TEST(Printable, shows_controls_by_their_number) {
  EXPECT_EQ(printable("a\x1b[31mb\r\n\t\x7f"), "a\\u{1B}[31mb\\u{D}\\u{A}\\u{9}\\u{7F}");
  EXPECT_EQ(printable("\0x"s), "\\u{0}x");
  EXPECT_EQ(printable("\u009b31m"), "\\u{9B}31m");  // CSI as one C1 character
}

TEST(Printable, shows_what_turns_or_hides_text_by_its_number) {
  EXPECT_EQ(printable("\u202Eabc\u2069"), "\\u{202E}abc\\u{2069}");
  EXPECT_EQ(printable("a\u200Bb\uFEFF\u061C"), "a\\u{200B}b\\u{FEFF}\\u{61C}");
  EXPECT_EQ(printable("\u2028\u2029\u2066"), "\\u{2028}\\u{2029}\\u{2066}");
  EXPECT_EQ(printable("\U000E0041"), "\\u{E0041}");  // a tag character
}

TEST(Printable, shows_bytes_that_are_no_utf8_one_by_one) {
  EXPECT_EQ(printable("\xff\xfe"), "\\xFF\\xFE");
  EXPECT_EQ(printable("\xc0\xaf"), "\\xC0\\xAF");           // overlong
  EXPECT_EQ(printable("\xed\xa0\x80"), "\\xED\\xA0\\x80");  // surrogate
  EXPECT_EQ(printable("\xe2\x82"), "\\xE2\\x82");           // cut short
  EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xF4\\x90\\x80\\x80");
  EXPECT_EQ(printable("\xc3(x"), "\\xC3(x");
}

TEST(Printable, never_lets_input_imitate_an_escape) {
  EXPECT_EQ(printable("\\u{202E}"), "\\u{5C}u{202E}");
  EXPECT_EQ(printable("\\xFF"), "\\u{5C}xFF");
  EXPECT_EQ(printable("C:\\temp"), "C:\\temp");
}

TEST(Printable, gives_no_active_character_for_any_pair_of_bytes) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string pair = {static_cast<char>(first), static_cast<char>(second)};
      for (const char c : printable(pair)) {
        ASSERT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) << first << " " << second;
      }
      ASSERT_EQ(printable(printable(pair)).find("\\x"), std::string::npos) << "valid UTF-8 out";
    }
  }
}

TEST(Excerpt, says_how_much_is_left_out_and_cuts_between_characters) {
  EXPECT_EQ(excerpt("abc", 3), "abc");
  EXPECT_EQ(excerpt("abcd", 3), "abc… [+1]");
  EXPECT_EQ(excerpt("aé", 2), "a… [+2]");
  EXPECT_EQ(excerpt(std::string(10240, 'x'), 4), "xxxx… [+10236]");
}

TEST(OnOneLine, joins_lines_by_one_space) {
  EXPECT_EQ(on_one_line(" a\r\n\tb  c\n"), "a b c");
  EXPECT_EQ(on_one_line("\n"), "");
}

TEST(EscapeHtml, leaves_no_sign_that_opens_markup_or_ends_an_attribute) {
  EXPECT_EQ(escape_html("<a href=\"x\">&</a>"), "&lt;a href=&quot;x&quot;&gt;&amp;&lt;/a&gt;");
}

TEST(ShellWord, is_plain_where_nothing_is_special) {
  EXPECT_EQ(shell_word("dir/a-1.pcap.gz"), "dir/a-1.pcap.gz");
}

TEST(ShellWord, quotes_everything_else) {
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_EQ(shell_word("my file.pcap"), "'my file.pcap'");
  EXPECT_EQ(shell_word("a'b"), "'a'\\''b'");
  EXPECT_EQ(shell_word("$(id)`x`;&|*"), "'$(id)`x`;&|*'");
  EXPECT_EQ(shell_word("~"), "'~'");
  EXPECT_EQ(shell_word("été.pcap"), "'été.pcap'");
}

TEST(ShellWord, spells_out_bytes_that_may_not_be_shown) {
  EXPECT_EQ(shell_word("a\x1b'\\\n"), "$'a\\x1B\\x27\\x5C\\x0A'");
  EXPECT_EQ(shell_word("\xff"), "$'\\xFF'");
  EXPECT_EQ(shell_word("\u202Ex"), "$'\\xE2\\x80\\xAEx'");
}

TEST(Columns, count_code_points_without_combining_marks) {
  EXPECT_EQ(columns_of("été"), 3u);
  EXPECT_EQ(columns_of("e\u0301t"), 2u);
  EXPECT_EQ(columns_of(""), 0u);
  EXPECT_EQ(columns_of("\xff\xff"), 2u);
}

}  // namespace
}  // namespace constat::report
