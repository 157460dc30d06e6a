// Filter expressions: pcap-filter(7).
#include "capture/packet/frame_filter.h"

#include <gtest/gtest.h>

#include "capture/packet/filter_words.h"

namespace constat::capture {
namespace {

using namespace std::string_literals;

// IPv4, TCP, 192.0.2.1:40000 to 198.51.100.25, no payload (RFC 791, RFC 9293).
std::string ip_to_port(unsigned port) {
  std::string ip("\x45\0\0\x28\0\0\0\0\x40\x06\0\0\xc0\0\x02\x01\xc6\x33\x64\x19", 20);
  ip += std::string("\x9c\x40", 2) + static_cast<char>(port >> 8) + static_cast<char>(port);
  return ip + std::string("\0\0\0\x01\0\0\0\0\x50\x02\x20\0\0\0\0\0", 16);
}
std::string ethernet(const std::string& ip) {
  return std::string(12, '\x02') + "\x08"s + "\0"s + ip;
}

Packet packet(const std::string& bytes, std::uint32_t link_type) {
  Packet packet;
  packet.bytes = bytes;
  packet.original_length = static_cast<std::uint32_t>(bytes.size());
  packet.link_type = link_type;
  return packet;
}

bool matches(FrameFilter& filter, const std::string& bytes, std::uint32_t link_type) {
  const auto result = filter.matches(packet(bytes, link_type));
  EXPECT_TRUE(result.ok()) << result.status().message();
  return result.ok() && *result;
}

TEST(FrameFilter, is_applied_to_each_link_type_in_its_own_way) {
  auto filter = FrameFilter::compile("tcp port 25 and host 192.0.2.1");
  ASSERT_TRUE(filter.ok());
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(matches(*filter, ethernet(ip_to_port(25)), 1));
    EXPECT_FALSE(matches(*filter, ethernet(ip_to_port(26)), 1));
    EXPECT_TRUE(matches(*filter, ip_to_port(25), 101));
    EXPECT_FALSE(matches(*filter, ip_to_port(587), 101));
    EXPECT_TRUE(matches(
        *filter, "\0\0\0\x01\0\x06\x02\x02\x02\x02\x02\x02\0\0\x08\0"s + ip_to_port(25), 113));
  }
}

TEST(FrameFilter, a_cut_frame_is_not_read_past_its_end) {
  auto filter = FrameFilter::compile("tcp port 25");
  ASSERT_TRUE(filter.ok());
  const std::string whole = ethernet(ip_to_port(25));
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    const std::vector<char> exact(whole.begin(),
                                  whole.begin() + static_cast<std::ptrdiff_t>(length));
    Packet cut = packet(whole, 1);
    cut.bytes = {exact.data(), exact.size()};
    const auto result = filter->matches(cut);
    ASSERT_TRUE(result.ok());
    // The ports end 38 bytes into the frame.
    EXPECT_EQ(*result, length >= 38) << length;
  }
}

TEST(FrameFilter, an_empty_expression_matches_every_frame) {
  auto filter = FrameFilter::compile("");
  ASSERT_TRUE(filter.ok());
  EXPECT_TRUE(matches(*filter, "", 1));
  EXPECT_TRUE(matches(*filter, ethernet(ip_to_port(1)), 1));
}

TEST(FrameFilter, what_does_not_compile_is_told_in_one_line) {
  const auto filter = FrameFilter::compile("tcp port");
  EXPECT_EQ(
      filter.status().message(),
      "filter 'tcp port': link type 1 (Ethernet): can't parse filter expression: syntax error");
}

TEST(FrameFilter, an_expression_for_one_link_type_names_the_others) {
  auto filter = FrameFilter::compile("wlan addr1 02:02:02:02:02:02");
  ASSERT_TRUE(filter.ok());
  const auto result = filter->matches(packet(ethernet(ip_to_port(25)), 1));
  ASSERT_FALSE(result.ok());
  const std::string message(result.status().message());
  EXPECT_EQ(message.find("filter 'wlan addr1 02:02:02:02:02:02': link type 1 (Ethernet): "), 0u)
      << message;
  EXPECT_EQ(message.find('\n'), std::string::npos);
  // And again, without compiling again.
  EXPECT_EQ(filter->matches(packet("", 1)).status(), result.status());
}

TEST(FrameFilter, link_types_of_files_are_those_of_libpcap) {
  // tcpdump.org/linktypes.html: 101 is raw IP, 1 Ethernet, 0 and 108 loopback, 276 cooked 2.
  auto filter = FrameFilter::compile("ip");
  ASSERT_TRUE(filter.ok());
  EXPECT_TRUE(matches(*filter, ip_to_port(25), 101));
  EXPECT_TRUE(matches(*filter, ip_to_port(25), 228));
  EXPECT_TRUE(matches(*filter, "\0\0\0\x02"s + ip_to_port(25), 108));
  EXPECT_TRUE(matches(*filter, "\x08\0"s + std::string(18, '\0') + ip_to_port(25), 276));
  EXPECT_FALSE(filter->matches(packet("", 299)).ok());
}

TEST(FilterWords, key_words_numbers_and_addresses_are_let_through) {
  for (const std::string_view good : {"tcp port 25",
                                      "host 10.0.0.1",
                                      "net 10.1",
                                      "net 10.0.0.0/8 and not port 53",
                                      "ether host a-b-c-d-e-f",
                                      "ether host aa:bb:cc:0:1:2",
                                      "ether host aabb.ccdd.eeff",
                                      "host fe80::1",
                                      "ip6 net 2001:db8::/32",
                                      "host ::1",
                                      "host ::ffff:1.2.3.4",
                                      "portrange 25-587",
                                      "tcp[tcpflags] & (tcp-syn|tcp-fin) != 0",
                                      "tcp[12:1]>3",
                                      "tcp[12 : 1] > 3",
                                      "tcp[12 :1] > 3",
                                      "tcp[tcpflags:1]=2",
                                      "vlan 5 && !tcp",
                                      "len - 5 > 3",
                                      "ether proto 0x0800",
                                      "icmp[icmptype] = icmp-echo",
                                      ""}) {
    EXPECT_TRUE(check_filter_words(good).ok()) << good;
    EXPECT_TRUE(FrameFilter::compile(std::string(good)).ok()) << good;
  }
}

TEST(FilterWords, what_libpcap_would_look_up_is_refused) {  // design.md section 3, rule 7
  for (const std::string_view bad :
       {"host mx.example",  "host localhost",  "net loopback",   "port smtp",
        "ether host gate",  "gateway mx",      "host dead:beef", "host 1.2.3.4.5",
        "host len-5",       "host \\tcp",      "host 1-2",       "port 25-26",
        "host facade",      "host a",          "host 1a",        "host _a",
        "host caf\xc3\xa9", "src tcp.example", "host 10.0.0.1.", "portrange smtp-587"}) {
    const auto status = check_filter_words(bad);
    EXPECT_FALSE(status.ok()) << bad;
    EXPECT_EQ(status.message().find('\n'), std::string::npos);
    EXPECT_FALSE(FrameFilter::compile(std::string(bad)).ok());
  }
  EXPECT_EQ(check_filter_words("tcp and host mx.example").message(),
            "filter 'tcp and host mx.example': 'mx.example' is neither a word of pcap-filter(7), a "
            "number nor an address; names are not looked up: write the address or the number");
}

}  // namespace
}  // namespace constat::capture
