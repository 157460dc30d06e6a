// The rows of the fault catalogue: how many variants each has, that what they expect is in the
// capture, and a few captures looked at by hand.
#include "tools/forge/rows/row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "core/digest.h"
#include "tests/unit/forge/tiny_pcap.h"
#include "tools/forge/rows/conversation.h"
#include "tools/forge/rows/expect.h"
#include "tools/forge/wire/octets.h"
#include "tools/forge/wire/wrap.h"

namespace constat::forge {
namespace {

class Kept final : public CaseSink {
 public:
  void add(Case&& made) override { cases.push_back(std::move(made)); }
  std::vector<Case> cases;
};

std::vector<Case> cases_of(std::string_view id) {
  Kept kept;
  find_row(id)->make(Size::kTest, kept);
  return std::move(kept.cases);
}

TEST(Rows, are_those_of_the_catalogue_in_order) {
  std::vector<std::string> expected;
  for (int i = 1; i <= 26; ++i) expected.push_back((i < 10 ? "T0" : "T") + std::to_string(i));
  for (int i = 1; i <= 11; ++i) expected.push_back((i < 10 ? "P0" : "P") + std::to_string(i));
  std::vector<std::string> ids;
  for (const Row& row : rows()) ids.emplace_back(row.id);
  EXPECT_EQ(ids, expected);
  EXPECT_EQ(find_row("T99"), nullptr);
}

// T01: 2 orders x before and after the ACK x 3 places; T02: 13 relations x 2 orders x same and
// different; P06: 256 resolutions and 4 offsets; P07: 0 to 300.
TEST(Rows, have_as_many_variants_as_the_catalogue_counts) {
  EXPECT_EQ(cases_of("T01").size(), 12u);
  EXPECT_EQ(cases_of("T02").size(), 52u);
  EXPECT_EQ(cases_of("P06").size(), 260u);
  EXPECT_EQ(cases_of("P07").size(), 301u);
}

TEST(Rows, name_every_case_once_and_expect_something_of_it) {
  for (const Row& row : rows()) {
    if (row.id == "T23") continue;  // a flood: nothing here that the program test does not see
    std::set<std::string> names;
    for (const Case& made : cases_of(row.id)) {
      EXPECT_TRUE(names.insert(made.name).second) << row.id << ' ' << made.name;
      EXPECT_TRUE(made.expected.contains("exit")) << row.id << ' ' << made.name;
      EXPECT_GE(made.expected.size(), 2u) << row.id << ' ' << made.name;
    }
    EXPECT_GE(names.size(), 1u) << row.id;
  }
}

TEST(Rows, are_the_same_bytes_every_time) {
  for (const char* id : {"T02", "T07", "T17", "P05"}) {
    const auto once = cases_of(id);
    const auto again = cases_of(id);
    ASSERT_EQ(once.size(), again.size());
    for (std::size_t i = 0; i < once.size(); ++i) {
      EXPECT_EQ(once[i].files.at(0).bytes, again[i].files.at(0).bytes);
      EXPECT_EQ(once[i].expected, again[i].expected);
    }
  }
}

// Both copies of the place are there, at one sequence number, the second behind the first.
TEST(Rows, T01_sends_two_values_at_one_sequence_number) {
  for (const Case& made : cases_of("T01")) {
    std::map<std::pair<std::string, std::uint32_t>, std::set<std::string>> said;
    for (const auto& record : testing::records_of(made.files.at(0).bytes)) {
      const testing::Tcp tcp = testing::tcp_of(record.bytes);
      if (!tcp.payload.empty()) said[{tcp.source, tcp.sequence}].insert(tcp.payload);
    }
    int twice = 0;
    for (const auto& [place, values] : said) twice += values.size() == 2 ? 1 : 0;
    EXPECT_EQ(twice, 1) << made.name;
  }
}

// The first copy of each byte, put together by hand, is the mail that is expected.
TEST(Rows, T02_expects_the_first_copy_of_every_byte) {
  for (const Case& made : cases_of("T02")) {
    std::map<std::uint32_t, char> bytes;
    std::uint32_t start = 0;
    for (const auto& record : testing::records_of(made.files.at(0).bytes)) {
      const testing::Tcp tcp = testing::tcp_of(record.bytes);
      if (tcp.destination.substr(4) != std::string("\0\x19", 2)) continue;
      if ((tcp.flags & kSyn) != 0) start = tcp.sequence + 1;
      for (std::uint32_t i = 0; i < tcp.payload.size(); ++i)
        bytes.emplace(tcp.sequence - start + i, tcp.payload[i]);
    }
    std::string stream;
    for (const auto& [offset, byte] : bytes) {
      ASSERT_EQ(offset, stream.size()) << made.name << ": a hole";
      stream += byte;
    }
    const std::size_t begin = stream.find("DATA\r\n") + 6;
    const std::string mail = stream.substr(begin, stream.find("\r\n.\r\n") + 2 - begin);
    const auto& record = made.expected.at("records").at(1).as_object();
    EXPECT_EQ(record.at("sha256").as_string(), to_hex(sha256(mail))) << made.name;
  }
}

TEST(Rows, conversations_have_right_checksums_and_rising_numbers) {
  Conversation talk({});
  talk.whole({letter(1), letter(2)});
  std::map<std::string, std::uint32_t> last_id;
  for (const RawFrame& frame : frames_of(talk.shots())) {
    const testing::Tcp tcp = testing::tcp_of(frame.bytes);
    EXPECT_TRUE(tcp.checksums_right);
    const std::uint32_t id = get16(frame.bytes, 14 + 4);
    if (last_id.contains(tcp.source)) {
      EXPECT_EQ(id, last_id[tcp.source] + 1);
    }
    last_id[tcp.source] = id;
  }
  EXPECT_EQ(last_id.size(), 2u);
}

// RFC 1071: what an offloading sender leaves in the field is the folded sum of the pseudo-header.
TEST(Rows, unfinished_checksums_are_the_sum_of_the_pseudo_header) {
  TcpPacket packet;
  packet.from = {ip_address_from("192.0.2.1"), 40000};
  packet.to = {ip_address_from("198.51.100.2"), 25};
  packet.payload = "NOOP\r\n";
  packet.checksum = TcpChecksum::kUnfinished;
  const std::string ip = ip_packet_of(packet);
  // c000+0201 + c633+6402 + 0006 + 001a = 1ec56, folded ec57
  EXPECT_EQ(get16(ip, 20 + 16), 0xec57u);
}

}  // namespace
}  // namespace constat::forge
