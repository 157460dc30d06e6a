// Expected values: the public baseline of the Community ID specification (tcp.pcap) and its README.
#include <gtest/gtest.h>

#include "capture/stream_events.h"

namespace constat::capture {
namespace {

Endpoint endpoint(const char* ip, std::uint16_t port) { return {ip_address_from(ip), port}; }

TEST(CommunityId, agrees_with_the_published_baseline) {
  EXPECT_EQ(community_id(endpoint("128.232.110.120", 34855), endpoint("66.35.250.204", 80)),
            "1:LQU9qZlK+B5F3KDmev6m5PMibrg=");
}

TEST(CommunityId, is_the_same_from_both_sides) {
  const Endpoint a = endpoint("192.0.2.1", 40000);
  const Endpoint b = endpoint("192.0.2.1", 25);
  EXPECT_EQ(community_id(a, b), community_id(b, a));
}

}  // namespace
}  // namespace constat::capture
