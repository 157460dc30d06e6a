#include "tools/second_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::tools {
namespace {

SecondReading a_reading() {
  SecondReading reading;
  reading.entities.push_back({0, "multipart/mixed", "", false, 0, {}});
  reading.entities.push_back({1, "text/plain", "base64", true, 5, sha256("hello")});
  reading.addresses[0] = {"a@b.example"};
  reading.addresses[3] = {"c@d.example", ""};
  return reading;
}

std::string written(const SecondReading& reading) {
  std::string out;
  write(reading, out);
  return out;
}

TEST(SecondReading, comes_back_as_it_was_written) {
  const auto back = read_second_reading(written(a_reading()));
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->entities.size(), 2u);
  EXPECT_EQ(back->entities[1].type, "text/plain");
  EXPECT_EQ(back->entities[1].encoding, "base64");
  EXPECT_EQ(back->entities[1].depth, 1u);
  EXPECT_TRUE(back->entities[1].leaf);
  EXPECT_EQ(back->entities[1].bytes, 5u);
  EXPECT_EQ(back->entities[1].sha256, sha256("hello"));
  EXPECT_EQ(back->addresses, a_reading().addresses);
}

// Hostile mail may have made the bytes: see tools/second_reader/main.cpp.
TEST(SecondReading, is_not_read_from_bytes_that_are_too_few_or_too_many) {
  const std::string whole = written(a_reading());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(read_second_reading(std::string_view(whole).substr(0, length))) << length;
  }
  EXPECT_FALSE(read_second_reading(whole + "x"));
}

TEST(SecondReading, promises_no_memory_for_what_is_not_there) {
  EXPECT_FALSE(read_second_reading("\xff\xff\xff\x7f"));
  EXPECT_FALSE(read_second_reading(std::string(4, '\0') + "\xff\xff\xff\x7f"));
}

TEST(SecondReading, compares_quoted_printable_without_line_ends) {
  std::string text = "a\r\nb\rc\n\nd ";
  leave_out_line_ends(text);
  EXPECT_EQ(text, "abcd ");
}

}  // namespace
}  // namespace constat::tools
