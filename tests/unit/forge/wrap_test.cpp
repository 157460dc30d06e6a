// Links and tunnels: each is read back by tshark, where it is installed, and finds every checksum
// right and every command of the conversation. A few headers are written out by hand from their
// documents.
#include "tools/forge/wire/wrap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <set>
#include <sstream>

#include "tools/forge/forge.h"
#include "tools/forge/read_scenario.h"
#include "tools/forge/wire/ip_header.h"
#include "tools/forge/wire/octets.h"
#include "tools/forge/wire/tcp_packet.h"

namespace constat::forge {
namespace {

std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  std::array<char, 4096> buffer{};
  while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
    out.append(buffer.data(), size);
  pclose(pipe);
  return out;
}

Scenario conversation(const std::string& name) {
  const std::string path =
      std::string(CONSTAT_SOURCE_DIR) + "/tools/forge/scenarios/" + name + ".forge";
  std::ifstream in(path, std::ios::binary);
  std::ostringstream source;
  source << in.rdbuf();
  return read_scenario(source.str(), path).scenario;
}

// What tshark says of the scenario in this wrapping: lines "A" for a frame in order, else "B".
std::string read_by_tshark(const Scenario& scenario, std::string_view kind) {
  const std::string path = ::testing::TempDir() + "wrapped_" + std::string(kind) + ".pcap";
  std::ofstream capture(path, std::ios::binary);
  std::ostringstream truth;
  EXPECT_TRUE(forge_scenario(scenario, capture, truth).ok());
  capture.close();
  return output_of("tshark -r " + path +
                   " -o tcp.check_checksum:TRUE -o ip.check_checksum:TRUE "
                   "-o udp.check_checksum:TRUE -T fields -e smtp.req.command -e _ws.malformed "
                   "-e _ws.expert.message -Y 'smtp.req.command || _ws.malformed || "
                   "tcp.checksum.status == 0 || ip.checksum.status == 0 || "
                   "udp.checksum.status == 0 || gre.checksum.status == 0'");
}

std::multiset<std::string> commands_in(const std::string& lines) {
  std::multiset<std::string> commands;
  std::istringstream in(lines);
  for (std::string line; std::getline(in, line);) commands.insert(line.substr(0, line.find('\t')));
  return commands;
}

TEST(Wrap, every_kind_is_read_by_tshark_as_the_plain_conversation) {
  if (output_of("command -v tshark").empty()) GTEST_SKIP() << "tshark is not installed";
  const auto plain = commands_in(read_by_tshark(conversation("one_conversation"), "plain"));
  ASSERT_EQ(plain.count("MAIL"), 2u);
  ASSERT_EQ(plain.count(""), 0u);
  for (const WrapKind& kind : wrap_kinds()) {
    Scenario scenario =
        conversation(kind.carries == Carries::kVersion6 ? "ipv6_twin" : "one_conversation");
    scenario.capture.wrap = kind.name;
    const std::string said = read_by_tshark(scenario, kind.name);
    EXPECT_EQ(commands_in(said), plain) << kind.name << "\n" << said;
  }
}

TEST(Wrap, names_are_unique_and_cover_issue_three) {
  std::set<std::string_view> names;
  for (const WrapKind& kind : wrap_kinds()) names.insert(kind.name);
  EXPECT_EQ(names.size(), wrap_kinds().size());
  for (const char* name : {"ethernet",
                           "vlan",
                           "qinq",
                           "vlan3",
                           "mpls",
                           "ppp",
                           "pppoe",
                           "gre",
                           "nvgre",
                           "erspan1",
                           "erspan2",
                           "erspan3",
                           "vxlan",
                           "geneve",
                           "gtpu",
                           "ipip",
                           "4in6",
                           "6in4",
                           "6in6",
                           "teredo",
                           "ipv6-extensions",
                           "sll",
                           "sll2",
                           "null",
                           "loop",
                           "raw",
                           "nflog",
                           "wifi",
                           "ipv4-fragments",
                           "ipv6-fragments",
                           "fragments-in-vxlan"})
    EXPECT_TRUE(names.contains(name)) << name;
}

TcpPacket small_packet() {
  TcpPacket packet;
  packet.from = {ip_address_from("192.0.2.1"), 40000};
  packet.to = {ip_address_from("198.51.100.2"), 25};
  packet.payload = "NOOP\r\n";
  return packet;
}

// RFC 2784: flags and version zero, protocol type; no key.
TEST(Wrap, bare_gre_is_four_bytes_between_the_packets) {
  Wrapper gre(*find_wrap("gre"), ByteOrder::kLittle);
  const std::string ip = ip_packet_of(small_packet());
  const std::string frame = gre.wrap(ip).at(0);
  EXPECT_EQ(frame.size(), 14 + 20 + 4 + ip.size());
  EXPECT_EQ(frame.substr(34, 4), std::string("\x00\x00\x08\x00", 4));
  EXPECT_EQ(frame.substr(38), ip);
  EXPECT_EQ(get8(frame, 14 + 9), 47u);
}

TEST(Wrap, fragments_cover_the_payload_once_with_rising_offsets) {
  TcpPacket packet = small_packet();
  packet.payload.assign(1000, 'x');
  packet.ip_id = 77;
  const std::string ip = ip_packet_of(packet);
  std::string joined;
  const auto pieces = fragments_of(ip, 3, 77);
  ASSERT_EQ(pieces.size(), 3u);
  for (const std::string& piece : pieces) {
    EXPECT_EQ((get16(piece, 6) & 0x1fff) * 8, joined.size());
    EXPECT_EQ((get16(piece, 6) & 0x2000) != 0, &piece != &pieces.back());
    EXPECT_EQ(folded(word_sum(piece.substr(0, 20))), 0xffffu);  // RFC 1071
    EXPECT_EQ(id_of(piece), 77u);
    joined += piece.substr(20);
  }
  EXPECT_EQ(joined, ip.substr(20));
}

TEST(Wrap, a_kind_that_cannot_carry_a_session_is_named_with_its_line) {
  Scenario scenario = conversation("one_conversation");
  scenario.capture.wrap = "6in4";
  std::ostringstream capture, truth;
  const auto status = forge_scenario(scenario, capture, truth);
  EXPECT_THAT(std::string(status.message()),
              ::testing::HasSubstr("6in4 cannot carry this session's IP version"));
}

}  // namespace
}  // namespace constat::forge
