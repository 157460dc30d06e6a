#include "parser/auth/dns_snapshot.h"

#include <gtest/gtest.h>

#include "parser/auth/dns_row.h"
#include "tests/unit/parser/auth/authenticated.h"

namespace constat::parser::auth::testing {
namespace {

ReadSnapshot read(std::string_view text, const Limits& limits = {}) {
  auto read = read_dns_snapshot(text, limits);
  EXPECT_TRUE(read.ok()) << read.status().message();
  return std::move(*read);
}

std::vector<std::string_view> data_of(const DnsSnapshot& dns, std::string_view name, DnsType type,
                                      std::string_view when = "") {
  const auto answer = dns.find(name, type, capture_time_from_rfc3339(when));
  return answer ? answer->data : std::vector<std::string_view>{"not in the snapshot"};
}

using Texts = std::vector<std::string_view>;

TEST(DnsSnapshotTest, reads_json_lines_and_csv_alike) {
  const DnsSnapshot json = snapshot_of(
      "# by hand\n"
      R"({"name":"A.example.","type":"txt","data":["v=spf1 ","-all"],"ttl":60,"observed_at":"2026-03-01T08:00:00Z","server":"192.0.2.53","dnssec":true})"
      "\n\n");
  const DnsSnapshot csv = snapshot_of(
      "type,name,data,observed_at,server,dnssec,remark\r\n"
      "TXT,a.example,\"\"\"v=spf1 \"\" \"\"-all\"\"\",2026-03-01T08:00:00Z,192.0.2.53,true,x\r\n");
  for (const DnsSnapshot* dns : {&json, &csv}) {
    const auto answer = dns->find("a.EXAMPLE", DnsType::kTxt, CaptureTime::unknown());
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->data, Texts{"v=spf1 -all"});
    EXPECT_EQ(answer->citation, (DnsCitation{"a.example", "TXT", "records", "2026-03-01T08:00:00Z",
                                             "192.0.2.53", "true"}));
  }
}

TEST(DnsSnapshotTest, what_is_absent_is_told_from_what_is_not_held) {
  const DnsSnapshot dns = snapshot_of(
      "name,type,data,status\na.example,TXT,,NODATA\nb.example,A,,NXDOMAIN\nc.example,MX,,"
      "SERVFAIL\n");
  const auto status = [&dns](std::string_view name, DnsType type) {
    const auto answer = dns.find(name, type, CaptureTime::unknown());
    return answer ? name_of(answer->status) : "not held";
  };
  EXPECT_EQ(status("a.example", DnsType::kTxt), "no_data");
  EXPECT_EQ(status("a.example", DnsType::kA), "not held");
  // RFC 8020: a name that does not exist has no records of any type.
  EXPECT_EQ(status("b.example", DnsType::kTxt), "nxdomain");
  EXPECT_EQ(status("c.example", DnsType::kMx), "server_failure");
  EXPECT_EQ(status("d.example", DnsType::kA), "not held");
}

TEST(DnsSnapshotTest, the_observation_nearest_to_the_mail_is_used) {
  const DnsSnapshot dns = snapshot_of(
      "name,type,data,observed_at\n"
      "a.example,A,192.0.2.1,2026-01-01T00:00:00Z\n"
      "a.example,A,192.0.2.2,2026-02-01T00:00:00Z\n"
      "a.example,A,192.0.2.3,2026-03-01T00:00:00Z\n");
  EXPECT_EQ(data_of(dns, "a.example", DnsType::kA, "2026-01-10T00:00:00Z"), Texts{"192.0.2.1"});
  EXPECT_EQ(data_of(dns, "a.example", DnsType::kA, "2026-02-10T00:00:00Z"), Texts{"192.0.2.2"});
  EXPECT_EQ(data_of(dns, "a.example", DnsType::kA), Texts{"192.0.2.3"});  // no time: the latest
  EXPECT_EQ(dns.find_all("a.example", DnsType::kA, CaptureTime::unknown(), 2).size(), 2u);
}

TEST(DnsSnapshotTest, the_order_of_rows_does_not_matter) {
  const DnsSnapshot one =
      snapshot_of("name,type,data\na.example,A,192.0.2.1\na.example,A,192.0.2.2\n");
  const DnsSnapshot two =
      snapshot_of("name,type,data\na.example,A,192.0.2.2\na.example,A,192.0.2.1\n");
  EXPECT_EQ(data_of(one, "a.example", DnsType::kA), data_of(two, "a.example", DnsType::kA));
}

// N06: an alias may lead in a circle.
TEST(DnsSnapshotTest, aliases_are_followed_and_circles_end) {
  const DnsSnapshot dns = snapshot_of(
      "name,type,data\ns.example,CNAME,k.example\nk.example,TXT,p=\nx.example,CNAME,y.example\n"
      "y.example,CNAME,x.example\n");
  EXPECT_EQ(data_of(dns, "s.example", DnsType::kTxt), Texts{"p="});
  EXPECT_EQ(data_of(dns, "x.example", DnsType::kTxt), Texts{"not in the snapshot"});
}

TEST(DnsSnapshotTest, a_row_that_cannot_be_read_is_named_by_line_and_left_out) {
  const ReadSnapshot snapshot = read(
      "{\"name\":\"a.example\",\"type\":\"A\",\"data\":\"192.0.2.1\"}\n"
      "{\"name\":\"a.example\",\"type\":\"A\"\n"
      "[]\n"
      "{\"type\":\"A\",\"data\":\"192.0.2.1\"}\n"
      "{\"name\":\"a.example\",\"type\":\"AAAA\",\"data\":\"192.0.2.1\"}\n"
      "{\"name\":\"a.example\",\"type\":\"A\",\"data\":\"192.0.2.1\",\"observed_at\":\"yesterday\"}"
      "\n"
      "{\"name\":\"a.example\",\"type\":\"A\",\"data\":\"\",\"status\":\"perhaps\"}\n"
      "{\"name\":\"a.example\",\"type\":\"CAA\",\"data\":\"0 issue x\"}\n");
  EXPECT_EQ(snapshot.snapshot.size(), 1u);
  EXPECT_EQ(snapshot.rows, 2u);  // one of them of a type nobody asks for
  std::vector<std::uint64_t> lines;
  for (const SnapshotNote& note : snapshot.notes) lines.push_back(note.line);
  EXPECT_EQ(lines, (std::vector<std::uint64_t>{2, 3, 4, 5, 6, 7}));
  ASSERT_EQ(snapshot.defects.size(), 6u);
  EXPECT_EQ(snapshot.defects[0].where, (ByteRange{51, 30}));
}

TEST(DnsSnapshotTest, caps_are_said) {
  Limits limits;
  limits.dns_records = 1;
  limits.dns_row_bytes = 40;
  const ReadSnapshot snapshot = read(
      "name,type,data\na.example,A,192.0.2.1\nb.example,A,192.0.2.2\n"
      "c.example,TXT,xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n",
      limits);
  EXPECT_EQ(snapshot.snapshot.size(), 1u);
  ASSERT_EQ(snapshot.defects.size(), 2u);
  EXPECT_EQ(snapshot.defects[0].kind, DefectKind::kDnsLimit);
  EXPECT_EQ(snapshot.defects[1].kind, DefectKind::kDnsRowMalformed);
}

TEST(DnsSnapshotTest, neither_json_nor_named_columns_is_an_error) {
  EXPECT_FALSE(read_dns_snapshot("a.example,A,192.0.2.1\n", Limits()).ok());
  EXPECT_FALSE(read_dns_snapshot("From: x\n", Limits()).ok());
  EXPECT_TRUE(read_dns_snapshot("", Limits()).ok());
}

// RFC 1035 section 5.1.
TEST(DnsSnapshotTest, strings_of_zone_files_are_joined) {
  EXPECT_EQ(joined_strings(R"("a;b" "c\"d" "\065\\")"), "a;bc\"dA\\");
  EXPECT_EQ(joined_strings("plain"), "plain");
  EXPECT_EQ(joined_strings(R"("open)"), std::nullopt);
  EXPECT_EQ(joined_strings(R"("a" b)"), std::nullopt);
  EXPECT_EQ(joined_strings(R"("\999")"), std::nullopt);
}

}  // namespace
}  // namespace constat::parser::auth::testing
