#include "capture/mail_lines.h"

#include <gtest/gtest.h>

namespace constat::capture {
namespace {

using namespace std::string_view_literals;

TEST(MboxSeparator, is_told_from_text) {  // RFC 4155, appendix A
  EXPECT_TRUE(is_mbox_separator("From MAILER-DAEMON Fri Jul  8 12:08:34 2011"));
  EXPECT_TRUE(is_mbox_separator("From - Sat Jan 01 00:00:00 2000"));
  EXPECT_TRUE(is_mbox_separator("From a@b.example Mon Feb 29 10:00:00 CET 2016\r"));
  EXPECT_TRUE(is_mbox_separator("From ???@??? Mon Feb 29 10:00 2016"));
  EXPECT_TRUE(is_mbox_separator("From MAILER-DAEMON Mon 1 Jan 2015 00:00:00 +0900"));
  EXPECT_TRUE(is_mbox_separator("From \"a b\"@c.example Mon Feb 29 10:00:00 2016"));
  EXPECT_TRUE(is_mbox_separator("From - Sat Jan 01 00:00:00 2000\r\r\n"));
  EXPECT_FALSE(is_mbox_separator("From - Sat Jan 01 00:00:00\rSubject: x\r2000\n"));
  EXPECT_FALSE(is_mbox_separator("From here on"));
  EXPECT_FALSE(is_mbox_separator("From May 2019 on at 10:00"));
  EXPECT_FALSE(is_mbox_separator("From a@b.example in Feb 2016"));
  EXPECT_FALSE(is_mbox_separator("From a@b.example Mon Feb 29 10:00:00"));
  EXPECT_FALSE(is_mbox_separator(">From a@b Thu Jan  1 00:00:00 1970"));
  EXPECT_FALSE(is_mbox_separator("From: a@b Thu Jan  1 00:00:00 1970"));
  EXPECT_FALSE(is_mbox_separator("From " + std::string(2000, 'a') + " Thu Jan  1 00:00:00 1970"));
}

TEST(HeaderField, known_names_and_any_name) {
  EXPECT_TRUE(is_header_field("Subject: x"));
  EXPECT_FALSE(is_header_field("Zzz: x"));
  EXPECT_TRUE(is_field_like("Zzz: x"));
  EXPECT_FALSE(is_field_like("two words: x"));
  EXPECT_FALSE(is_field_like(": x"));
  EXPECT_FALSE(is_field_like("caf\xc3\xa9: x"));
}

TEST(Utf16, becomes_its_ascii) {  // RFC 2781
  EXPECT_EQ(undo_utf16("\xff\xfe"
                       "a\0\xe9\0\xac\x20"sv),
            "a??");
  EXPECT_EQ(undo_utf16("\xfe\xff\0a\0b\0"sv), "ab");  // half a character at the end
  EXPECT_EQ(undo_utf16("Subject: plain text"), std::nullopt);
  EXPECT_EQ(undo_utf16(std::string(64, '\0')), std::nullopt);
  EXPECT_EQ(undo_utf16(""), std::nullopt);
}

}  // namespace
}  // namespace constat::capture
