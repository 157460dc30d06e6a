// Captures read back by hand (tiny_pcap.h): order, numbers, checksums, what each side said.
#include "tools/forge/forge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/forge/forged.h"
#include "tests/unit/forge/tiny_pcap.h"

namespace constat::forge {
namespace {

using testing::forged;
using testing::Forged;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::one_session;
using testing::records_of;
using testing::streams_of;
using testing::tcp_of;

constexpr const char* kMail = "  mail letter {\n    to ana@boite.example\n  }";

TEST(Forge, says_the_whole_session_in_both_directions) {
  const Forged forge = forged(one_session(kMail));
  ASSERT_EQ(forge.problem, "");
  const auto streams = streams_of(records_of(forge.capture));
  ASSERT_EQ(streams.size(), 2u);
  EXPECT_TRUE(
      streams[0].starts_with("EHLO mta.ferme.example\r\nMAIL FROM:<offres@ferme.example>\r\n"
                             "RCPT TO:<ana@boite.example>\r\nDATA\r\n"));
  EXPECT_THAT(streams[0], HasSubstr("\r\n..une ligne qui commence par un point\r\n"));
  EXPECT_TRUE(streams[0].ends_with("\r\n.\r\nQUIT\r\n"));
  EXPECT_EQ(
      streams[1],
      "220 mx.example ESMTP\r\n250-mx.example\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n"
      "250 2.1.0 Sender ok\r\n250 2.1.5 Recipient ok\r\n354 End data with <CR><LF>.<CR><LF>\r\n"
      "250 2.0.0 Queued as 100001\r\n221 2.0.0 Bye\r\n");
}

TEST(Forge, writes_the_same_bytes_for_the_same_seed) {
  const std::string scenario = one_session("  reorder 4\n  duplicate 3\n" + std::string(kMail));
  EXPECT_EQ(forged(scenario).capture, forged(scenario).capture);
  EXPECT_EQ(forged(scenario).truth, forged(scenario).truth);
  EXPECT_NE(forged(scenario, 2).capture, forged(scenario).capture);
}

TEST(Forge, orders_frames_by_time_across_sessions) {
  const std::string second =
      "session {\n  client 192.0.2.11:9\n  server 198.51.100.5:25\n  at +30ms\n" +
      std::string(kMail) + "\n}\n";
  const auto records = records_of(forged(one_session(kMail) + second).capture);
  ASSERT_EQ(records.size(), 40u);
  for (std::size_t i = 1; i < records.size(); ++i)
    EXPECT_LE(records[i - 1].nanoseconds, records[i].nanoseconds);
  EXPECT_EQ(records[0].nanoseconds, 1772438400ull * 1'000'000'000);  // 2026-03-02T08:00:00Z
}

TEST(Forge, computes_right_checksums_for_both_ip_versions_and_vlans) {
  const std::string six =
      "session {\n  client [2001:db8::1]:4001\n  server [2001:db8::2]:25\n  vlan 12\n  segment "
      "101\n" +
      std::string(kMail) + "\n}\n";
  const auto records =
      records_of(forged(one_session("  segment 77\n" + std::string(kMail)) + six).capture);
  ASSERT_GT(records.size(), 40u);
  for (const auto& record : records) EXPECT_TRUE(tcp_of(record.bytes).checksums_right);
}

TEST(Forge, pipelines_the_envelope_in_one_segment) {
  const Forged forge = forged(one_session("  pipelining on\n" + std::string(kMail)));
  std::vector<std::string> payloads;
  for (const auto& record : records_of(forge.capture))
    payloads.push_back(tcp_of(record.bytes).payload);
  EXPECT_THAT(payloads,
              ::testing::Contains(
                  "MAIL FROM:<offres@ferme.example>\r\nRCPT TO:<ana@boite.example>\r\nDATA\r\n"));
}

TEST(Forge, sends_bdat_chunks_that_add_up_to_the_mail) {
  const Forged forge = forged(
      one_session("  mail letter {\n    bdat 100 empty_last\n    to ana@boite.example\n  }"));
  const std::string client = streams_of(records_of(forge.capture)).at(0);
  EXPECT_THAT(client, HasSubstr("BDAT 100\r\nFrom: "));
  EXPECT_THAT(client, HasSubstr("BDAT 0 LAST\r\n"));
  EXPECT_THAT(client, HasSubstr("\r\n.une ligne"));  // RFC 3030: no dots are stuffed
  EXPECT_THAT(client, Not(HasSubstr("\r\n..une ligne")));
}

TEST(Forge, shows_retransmitted_bytes_once_in_the_stream_whatever_the_order) {
  const std::string calm = one_session("  segment 50\n" + std::string(kMail));
  const std::string rough =
      one_session("  segment 50\n  reorder 6\n  duplicate 2\n" + std::string(kMail));
  const auto calm_records = records_of(forged(calm).capture);
  const auto rough_records = records_of(forged(rough).capture);
  EXPECT_EQ(streams_of(calm_records), streams_of(rough_records));
  EXPECT_GT(rough_records.size(), calm_records.size());
  std::uint32_t last = 0;
  bool out_of_order = false;
  for (const auto& record : rough_records) {
    const auto tcp = tcp_of(record.bytes);
    if (tcp.payload.empty() || tcp.destination.substr(4) != std::string("\0\x19", 2)) continue;
    out_of_order =
        out_of_order || (last != 0 && static_cast<std::int32_t>(tcp.sequence - last) < 0);
    last = tcp.sequence;
  }
  EXPECT_TRUE(out_of_order);
}

TEST(Forge, keeps_one_side_when_asked) {
  const auto records =
      records_of(forged(one_session("  keep server\n" + std::string(kMail))).capture);
  for (const auto& record : records)
    EXPECT_EQ(tcp_of(record.bytes).source.substr(4), std::string("\0\x19", 2));
  EXPECT_EQ(streams_of(records).size(), 1u);
}

TEST(Forge, cuts_frames_at_snaplen_and_keeps_their_length) {
  const auto records = records_of(forged(one_session(kMail, "snaplen 96\n")).capture);
  std::size_t cut = 0;
  for (const auto& record : records) {
    EXPECT_LE(record.bytes.size(), 96u);
    cut += record.length > record.bytes.size() ? 1 : 0;
  }
  EXPECT_GT(cut, 0u);
}

TEST(Forge, says_the_same_in_either_byte_order_and_time_unit) {
  const auto little = records_of(forged(one_session(kMail)).capture);
  const auto big = records_of(forged(one_session(kMail, "write big nanoseconds\n")).capture);
  ASSERT_EQ(little.size(), big.size());
  for (std::size_t i = 0; i < big.size(); ++i) {
    EXPECT_EQ(little[i].bytes, big[i].bytes);
    EXPECT_EQ(little[i].nanoseconds, big[i].nanoseconds / 1000 * 1000);
  }
}

TEST(Forge, writes_pcapng_blocks_whose_lengths_agree) {
  const std::string file = forged(one_session(kMail, "write pcapng nanoseconds big\n")).capture;
  std::vector<std::uint32_t> kinds;
  for (std::size_t at = 0; at < file.size();) {
    const std::uint32_t length = testing::number(file, at + 4, 4, true);
    ASSERT_GE(length, 12u);
    ASSERT_LE(at + length, file.size());
    EXPECT_EQ(length % 4, 0u);
    EXPECT_EQ(testing::number(file, at + length - 4, 4, true), length);
    kinds.push_back(testing::number(file, at, 4, true));
    at += length;
  }
  ASSERT_EQ(kinds.size(), 22u);  // section, interface, 20 frames
  EXPECT_EQ(kinds[0], 0x0a0d0d0au);
  EXPECT_EQ(kinds[1], 1u);
  EXPECT_EQ(kinds[2], 6u);
}

TEST(Forge, hides_the_words_after_starttls) {
  const Forged forge = forged(one_session("  starttls accepted 5000\n"));
  const auto streams = streams_of(records_of(forge.capture));
  EXPECT_THAT(streams.at(0), HasSubstr("STARTTLS\r\n\x16\x03\x03"));
  EXPECT_THAT(streams.at(0), Not(HasSubstr("MAIL FROM")));
  const auto session = forge.lines_of("session").at(0);
  const std::size_t clear = streams.at(0).find("STARTTLS\r\n") + 10;
  EXPECT_EQ(session.at("encrypted_bytes_of_client").to_number<std::size_t>(),
            streams.at(0).size() - clear);
}

}  // namespace
}  // namespace constat::forge
