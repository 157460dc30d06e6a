#include "parser/auth/tag_list.h"

#include <gtest/gtest.h>

namespace constat::parser::auth {
namespace {

// RFC 6376 section 3.2: white space around names, signs and values does not count; it stays inside.
TEST(TagListTest, reads_names_and_values_without_the_white_space_around_them) {
  TagList tags;
  ASSERT_TRUE(tags.read(" a = rsa-sha256 ;\r\n\tbh=AB\r\n CD; z_1=;"));
  EXPECT_EQ(tags.value("a"), "rsa-sha256");
  EXPECT_EQ(tags.value("bh"), "AB\r\n CD");
  ASSERT_NE(tags.find("z_1"), nullptr);
  EXPECT_EQ(tags.value("z_1"), "");
  EXPECT_EQ(tags.find("A"), nullptr);  // names are case-sensitive
  EXPECT_EQ(tags.tags().front().raw, (ByteRange{4, 12}));
}

TEST(TagListTest, a_name_that_stands_twice_makes_the_list_invalid) {
  TagList tags;
  EXPECT_FALSE(tags.read("a=1; b=2; a=1"));
}

TEST(TagListTest, refuses_what_is_no_tag) {
  TagList tags;
  for (const std::string_view text :
       {"", ";", "a", "=1", "1a=2", "a=1;;b=2", "a=\x01", "a=\x7f", "a b=1", "a=1; ; b=2"}) {
    EXPECT_FALSE(tags.read(text)) << text;
  }
  EXPECT_TRUE(tags.read("a=1;\r\n"));
  EXPECT_TRUE(tags.read("i=\xC3\xA9@x.example"));  // RFC 8616
}

}  // namespace
}  // namespace constat::parser::auth
