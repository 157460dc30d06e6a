#include "core/json_writer.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

std::string written(std::string_view text) {
  std::string out;
  JsonWriter(out).value(text);
  return out;
}

TEST(JsonWriter, separates_values_and_members) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("a").value(1).key("b").begin_array().value("x").null().value(true);
  json.begin_object().end_object().end_array().key("c").value(std::uint64_t{18446744073709551615u});
  json.end_object();
  EXPECT_EQ(out, R"({"a":1,"b":["x",null,true,{}],"c":18446744073709551615})");
}

TEST(JsonWriter, escapes_what_rfc_8259_asks_for) {
  EXPECT_EQ(written("a\"b\\c\n\r\t\x01\x7F"), R"("a\"b\\c\n\r\t\u0001\u007f")");
}

TEST(JsonWriter, keeps_letters_of_any_script) {
  EXPECT_EQ(written("d\xC3\xA9sabonner \xE2\x82\xAC"), "\"d\xC3\xA9sabonner \xE2\x82\xAC\"");
}

TEST(JsonWriter, escapes_controls_that_terminals_and_pages_obey) {
  EXPECT_EQ(written("\xC2\x9B"), R"("\u009b")");      // C1: CSI
  EXPECT_EQ(written("\xE2\x80\xAE"), R"("\u202e")");  // right-to-left override
  EXPECT_EQ(written("\xE2\x80\xA8"), R"("\u2028")");  // line separator
  EXPECT_EQ(written("\xE2\x81\xA6"), R"("\u2066")");  // left-to-right isolate
}

TEST(JsonWriter, replaces_each_byte_that_is_not_utf8) {
  EXPECT_EQ(written("\xFFok"), "\"\xEF\xBF\xBDok\"");
  EXPECT_EQ(written("\xC0\xAF"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");                  // overlong
  EXPECT_EQ(written("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");  // surrogate
  EXPECT_EQ(written("\xE2\x82"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");                  // cut
}

TEST(ValidUtf8, is_left_as_it_is) {
  EXPECT_EQ(to_valid_utf8("\xF0\x9F\x93\xA7 a"), "\xF0\x9F\x93\xA7 a");
  EXPECT_EQ(to_valid_utf8("\xF4\x90\x80\x80").size(), 12u);  // above U+10FFFF
}

}  // namespace
}  // namespace constat
