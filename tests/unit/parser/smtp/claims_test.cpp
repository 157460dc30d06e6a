// Claims beside the observed address: PROXY protocol, XCLIENT, XFORWARD; robustness S12.
#include "parser/smtp/claim.h"

#include <gtest/gtest.h>

#include "parser/smtp/xtext.h"
#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Outcome;

Endpoint endpoint(std::string_view ip, std::uint16_t port) { return {ip_address_from(ip), port}; }

// The rest of a session behind whatever came first; its mail is accepted.
const Seen& with_mail(Talk& talk) {
  talk.server("220 mx.example ESMTP\r\n").client("EHLO c.example\r\n").server("250 mx\r\n");
  talk.client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
  talk.client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
  talk.client("DATA\r\n").server("354 go\r\n").client("x\r\n.\r\n").server("250 queued\r\n");
  return talk.client("QUIT\r\n").server("221 bye\r\n").end();
}

// The addresses of the examples in proxy-protocol.txt section 2.1.
constexpr std::string_view kLine = "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n";

// Section 2.2, by hand: version 2, PROXY, TCP over IPv4, 12 bytes; 203.0.113.9:40000 to
// 198.51.100.25:25.
const std::string kHeader =
    std::string(kProxySignature) + std::string(
                                       "\x21\x11\x00\x0C\xCB\x00\x71\x09\xC6\x33\x64\x19\x9C\x40"
                                       "\x00\x19",
                                       16);

TEST(ProxyLine, of_version_1_is_a_claim_and_the_observed_address_stays) {
  Talk talk;
  talk.client(kLine);
  const Seen& seen = with_mail(talk);
  const SessionFacts& session = seen.session();
  ASSERT_EQ(session.claims.size(), 1u);
  const Claim& claim = session.claims[0];
  EXPECT_EQ(claim.by, ClaimedBy::kProxyV1);
  EXPECT_EQ(claim.source, endpoint("192.168.0.1", 56324));
  EXPECT_EQ(claim.destination, endpoint("192.168.0.11", 443));
  EXPECT_EQ(claim.where, (ByteRange{0, kLine.size()}));
  EXPECT_FALSE(claim.outcome);
  EXPECT_EQ(to_string(session.client.ip), "192.0.2.1");
  EXPECT_EQ(seen.mails.at(0).raw.client_ip, "192.0.2.1");
  EXPECT_TRUE(session.client_defects.empty());
}

TEST(ProxyLine, unknown_claims_nothing_and_what_cannot_be_read_is_noted) {
  Claim claim;
  EXPECT_TRUE(read_proxy_line("PROXY UNKNOWN ffff::1 ffff::2 1 2", claim));
  EXPECT_FALSE(claim.source.ip.known());
  EXPECT_TRUE(read_proxy_line("PROXY TCP6 2001:db8::1 2001:db8::2 1 2", claim));
  EXPECT_EQ(claim.source, endpoint("2001:db8::1", 1));
  for (const char* line :
       {"PROXY", "PROXY TCP4", "PROXY TCP4 1.2.3.4 1.2.3.5 1", "PROXY TCP4 ::1 ::2 1 2",
        "PROXY TCP4 1.2.3.4 1.2.3.5 65536 2", "PROXY TCP4 1.2.3.4 1.2.3.5 1 2 3"}) {
    EXPECT_FALSE(read_proxy_line(line, claim)) << line;
  }
  Talk talk;
  talk.client("PROXY TCP4 nonsense\r\n");
  const SessionFacts& session = with_mail(talk).session();
  EXPECT_TRUE(session.claims.empty());
  EXPECT_TRUE(has(session.client_defects, DefectKind::kClaimMalformed));
}

TEST(ProxyHeader, of_version_2_is_read_however_it_is_cut) {
  for (std::size_t cut = 0; cut <= kHeader.size(); ++cut) {
    Talk talk;
    if (cut > 0) talk.client(kHeader.substr(0, cut));
    if (cut < kHeader.size()) talk.client(kHeader.substr(cut));
    const Seen& seen = with_mail(talk);
    ASSERT_EQ(seen.sessions.size(), 1u) << cut;
    const SessionFacts& session = seen.session();
    ASSERT_EQ(session.claims.size(), 1u) << cut;
    EXPECT_EQ(session.claims[0].by, ClaimedBy::kProxyV2);
    EXPECT_EQ(session.claims[0].source, endpoint("203.0.113.9", 40000));
    EXPECT_EQ(session.claims[0].destination, endpoint("198.51.100.25", 25));
    EXPECT_EQ(seen.mails.at(0).raw.client_ip, "192.0.2.1");
    EXPECT_TRUE(session.client_defects.empty());
    EXPECT_EQ(accounted(session), seen.delivered);
  }
}

TEST(ProxyHeader, local_claims_nothing_and_a_false_length_is_noted) {
  std::string local = kHeader;
  local[12] = '\x20';
  Claim claim;
  EXPECT_TRUE(read_proxy_header(local, claim));
  EXPECT_FALSE(claim.source.ip.known());
  std::string version_3 = kHeader;
  version_3[12] = '\x31';
  EXPECT_FALSE(read_proxy_header(version_3, claim));
  std::string shorter = kHeader.substr(0, kHeader.size() - 1);
  shorter[15] = '\x0B';
  EXPECT_FALSE(read_proxy_header(shorter, claim));
  EXPECT_EQ(proxy_header_length(kHeader + "EHLO"), kHeader.size());
  EXPECT_EQ(proxy_header_length(kHeader.substr(0, 20)), 0u);
}

TEST(ProxyHeader, of_version_6_and_with_more_behind_the_addresses_is_read) {
  std::string header = std::string(kProxySignature) + std::string("\x21\x21\x00\x27", 4);
  for (int address = 1; address <= 2; ++address) {
    header += std::string("\x20\x01\x0D\xB8", 4) + std::string(11, '\0');
    header.push_back(static_cast<char>(address));
  }
  header += std::string("\x00\x07\x00\x19", 4) + std::string("\x04\x00\x00", 3);
  ASSERT_EQ(proxy_header_length(header), header.size());
  Claim claim;
  ASSERT_TRUE(read_proxy_header(header, claim));
  EXPECT_EQ(claim.source, endpoint("2001:db8::1", 7));
  EXPECT_EQ(claim.destination, endpoint("2001:db8::2", 25));
}

TEST(Xclient, attributes_and_outcome_are_kept_beside_the_observed_address) {
  // The example of Postfix's XCLIENT_README.
  Talk talk;
  talk.server("220 server.example.com ESMTP Postfix\r\n").client("EHLO client.example.com\r\n");
  talk.server("250-server.example.com\r\n250 XCLIENT NAME ADDR PROTO HELO\r\n");
  talk.client("XCLIENT NAME=spike.porcupine.org ADDR=168.100.189.2\r\n");
  const Seen& seen = with_mail(talk);
  const SessionFacts& session = seen.session();
  ASSERT_EQ(session.claims.size(), 1u);
  const Claim& claim = session.claims[0];
  EXPECT_EQ(claim.by, ClaimedBy::kXclient);
  EXPECT_EQ(claim.source, endpoint("168.100.189.2", 0));
  EXPECT_EQ(claim.attributes, (std::vector<ClaimAttribute>{{"NAME", "spike.porcupine.org"},
                                                           {"ADDR", "168.100.189.2"}}));
  EXPECT_EQ(claim.outcome, Outcome::kAccepted);
  EXPECT_EQ(seen.mails.at(0).raw.client_ip, "192.0.2.1");
  EXPECT_TRUE(session.client_defects.empty());
}

TEST(Xclient, odd_attributes_are_kept_as_said) {
  Claim claim;
  EXPECT_TRUE(read_claim_attributes(
      "NAME=[UNAVAILABLE] addr=IPV6:2001:db8::1 PORT=25 LOGIN=a+2Bb DESTADDR=192.0.2.9", claim));
  EXPECT_EQ(claim.source, endpoint("2001:db8::1", 25));
  EXPECT_EQ(claim.destination, endpoint("192.0.2.9", 0));
  EXPECT_EQ(claim.attributes.at(3), (ClaimAttribute{"LOGIN", "a+b"}));
  for (const char* text : {"", "NAME", "=x", "ADDR=300.1.1.1", "PORT=99999", "NAME=+zz"}) {
    Claim odd;
    EXPECT_FALSE(read_claim_attributes(text, odd)) << text;
    EXPECT_FALSE(odd.source.ip.known());
  }
}

TEST(Xforward, says_for_whom_a_client_relays) {
  Talk talk;
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("250-mx\r\n250 XFORWARD NAME\r\n");
  talk.client("XFORWARD NAME=a.example ADDR=203.0.113.5 SOURCE=REMOTE\r\nXFORWARD ADDR=x\r\n");
  talk.server("250 ok\r\n501 what\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const SessionFacts& session = talk.end().session();
  ASSERT_EQ(session.claims.size(), 2u);
  EXPECT_EQ(session.claims[0].source, endpoint("203.0.113.5", 0));
  EXPECT_EQ(session.claims[1].outcome, Outcome::kRefused);
  EXPECT_EQ(count(session.client_defects, DefectKind::kClaimMalformed), 1u);
}

TEST(Claims, more_than_the_cap_are_counted) {
  Talk talk;
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("250 mx\r\n");
  for (int i = 0; i < 20; ++i) talk.client("XFORWARD ADDR=203.0.113.5\r\n").server("250 ok\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.claims.size(), 16u);
  EXPECT_EQ(session.claims_not_kept, 4u);
}

TEST(Xtext, is_undone_where_it_can_be) {
  std::string decoded;
  EXPECT_TRUE(decode_xtext("a+2Bb+3Dc", decoded));
  EXPECT_EQ(decoded, "a+b=c");
  EXPECT_FALSE(decode_xtext("a+2", decoded));
  EXPECT_EQ(decoded, "a+2");
  EXPECT_FALSE(decode_xtext("+", decoded));
}

}  // namespace
}  // namespace constat::parser::smtp::test
