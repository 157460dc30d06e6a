#include "tools/forge/values.h"

#include <gtest/gtest.h>

namespace constat::forge {
namespace {

TEST(Values, reads_sizes_in_bytes_k_and_M) {
  EXPECT_EQ(size_from("1460"), 1460u);
  EXPECT_EQ(size_from("20k"), 20480u);
  EXPECT_EQ(size_from("3M"), 3145728u);
  EXPECT_FALSE(size_from("3G").has_value());
  EXPECT_FALSE(size_from("").has_value());
  EXPECT_FALSE(size_from("k").has_value());
  EXPECT_FALSE(size_from("99999999999999999999").has_value());
}

TEST(Values, adds_up_the_parts_of_a_duration) {
  EXPECT_EQ(duration_from("250us"), 250'000);
  EXPECT_EQ(duration_from("1h30m"), 5400ll * 1'000'000'000);
  EXPECT_EQ(duration_from("3d5h"), (3ll * 86400 + 5 * 3600) * 1'000'000'000);
  EXPECT_FALSE(duration_from("5").has_value());
  EXPECT_FALSE(duration_from("s").has_value());
  EXPECT_FALSE(duration_from("-1s").has_value());
  EXPECT_FALSE(duration_from("999999d").has_value());
}

TEST(Values, reads_a_time_alone_or_after_another) {
  const CaptureTime base = capture_time_from_rfc3339("2026-03-02T08:00:00Z");
  EXPECT_EQ(time_from("+1h", base)->nanoseconds, base.nanoseconds + 3600ll * 1'000'000'000);
  EXPECT_EQ(to_rfc3339(*time_from("2026-03-05T00:00:00Z", base)), "2026-03-05T00:00:00.000000000Z");
  EXPECT_FALSE(time_from("tomorrow", base).has_value());
  EXPECT_FALSE(time_from("+1h", CaptureTime::unknown()).has_value());
}

TEST(Values, wants_brackets_around_ipv6_and_only_there) {
  EXPECT_EQ(endpoint_from("192.0.2.10:25")->port, 25);
  EXPECT_EQ(to_string(endpoint_from("[2001:db8::1]:25")->ip), "2001:db8::1");
  EXPECT_FALSE(endpoint_from("2001:db8::1:25").has_value());
  EXPECT_FALSE(endpoint_from("[192.0.2.10]:25").has_value());
  EXPECT_FALSE(endpoint_from("192.0.2.10").has_value());
  EXPECT_FALSE(endpoint_from("192.0.2.10:0").has_value());
  EXPECT_FALSE(endpoint_from("192.0.2.10:65536").has_value());
}

TEST(Values, reads_reply_codes_and_none) {
  EXPECT_EQ(reply_code_from("250"), 250);
  EXPECT_EQ(reply_code_from("none"), 0);
  EXPECT_FALSE(reply_code_from("199").has_value());
  EXPECT_FALSE(reply_code_from("600").has_value());
}

}  // namespace
}  // namespace constat::forge
