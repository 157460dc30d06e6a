#include "core/ip_address.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

TEST(IpAddress, is_written_as_rfc_5952_says) {
  EXPECT_EQ(to_string(IpAddress::v4(std::string_view("\xC0\x00\x02\x01", 4))), "192.0.2.1");
  EXPECT_EQ(to_string(ip_address_from("2001:DB8:0:0:0:0:0:1")), "2001:db8::1");
}

TEST(IpAddress, keeps_its_network_bytes) {
  EXPECT_EQ(ip_address_from("192.0.2.1").network_bytes(), std::string_view("\xC0\x00\x02\x01", 4));
  EXPECT_EQ(ip_address_from("::1").network_bytes().size(), 16u);
}

TEST(IpAddress, is_unknown_when_the_text_is_neither) {
  for (const char* text : {"", "192.0.2", "host.example", "1.2.3.4.5", "::g"}) {
    EXPECT_FALSE(ip_address_from(text).known()) << text;
  }
  EXPECT_EQ(to_string(IpAddress{}), "");
}

}  // namespace
}  // namespace constat
