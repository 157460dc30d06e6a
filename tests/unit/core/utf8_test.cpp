#include "core/utf8.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

std::string written(char32_t value) {
  std::string out;
  append_utf8(value, out);
  return out;
}

// The examples of RFC 3629 section 7 and the borders of its table in section 3.
TEST(Utf8, agrees_with_rfc_3629) {
  EXPECT_EQ(written(U'A'), "A");
  EXPECT_EQ(written(0x7F), "\x7F");
  EXPECT_EQ(written(0x80), "\xC2\x80");
  EXPECT_EQ(written(0x7FF), "\xDF\xBF");
  EXPECT_EQ(written(0x2262), "\xE2\x89\xA2");
  EXPECT_EQ(written(0xFFFF), "\xEF\xBF\xBF");
  EXPECT_EQ(written(0x10000), "\xF0\x90\x80\x80");
  EXPECT_EQ(written(0x233B4), "\xF0\xA3\x8E\xB4");
  EXPECT_EQ(written(0x10FFFF), "\xF4\x8F\xBF\xBF");
}

}  // namespace
}  // namespace constat
