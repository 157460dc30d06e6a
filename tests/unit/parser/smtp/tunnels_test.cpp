// SMTP through HTTP CONNECT (RFC 9110 section 9.3.6) and SOCKS 5 (RFC 1928, RFC 1929); robustness
// S06, S10.
#include <gtest/gtest.h>

#include "parser/smtp/preamble.h"
#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

void say_mail(Talk& talk) {
  talk.in_data().client("x\r\n.\r\n").server("250 queued\r\n").client("QUIT\r\n");
  talk.server("221 bye\r\n");
}

TEST(Tunnel, of_http_connect_is_passed_and_the_mail_read) {
  Talk talk;
  talk.client("CONNECT mx.example:25 HTTP/1.1\r\nHost: mx.example:25\r\n\r\n");
  talk.server("HTTP/1.1 200 Connection established\r\n\r\n");
  say_mail(talk);
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  const SessionFacts& session = seen.session();
  ASSERT_EQ(session.tunnels.size(), 1u);
  EXPECT_EQ(session.tunnels[0].kind, TunnelKind::kHttpConnect);
  EXPECT_EQ(session.tunnels[0].host, "mx.example");
  EXPECT_EQ(session.tunnels[0].port, 25);
  EXPECT_EQ(session.tunnels[0].where, (ByteRange{0, 55}));
  // What was observed is the way to the proxy.
  EXPECT_EQ(to_string(session.server.ip), "198.51.100.25");
  EXPECT_TRUE(session.client_defects.empty());
  EXPECT_TRUE(session.server_defects.empty());
  EXPECT_EQ(session.bytes.unparsed, 0u);
  EXPECT_EQ(accounted(session), seen.delivered);
}

TEST(Tunnel, of_a_proxy_that_wants_a_password_is_passed_and_the_password_kept_nowhere) {
  Talk talk;
  talk.client("CONNECT [2001:db8::1]:587 HTTP/1.1\r\n\r\n");
  talk.server("HTTP/1.1 407 Authenticate\r\nContent-Length: 4\r\n\r\nwhat");
  talk.client("CONNECT [2001:db8::1]:587 HTTP/1.1\r\nProxy-Authorization: Basic CANARY\r\n\r\n");
  talk.server("HTTP/1.0 200 ok\r\n\r\n");
  say_mail(talk);
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.session().tunnels.at(0).host, "2001:db8::1");
  EXPECT_EQ(seen.session().tunnels.at(0).port, 587);
  EXPECT_EQ(digest_of(seen).find("CANARY"), std::string::npos);
}

// RFC 1928: method selection, request for mx.example:25, reply with 0.0.0.0:0.
const std::string kGreeting("\x05\x02\x00\x02", 4);
const std::string kRequest =
    std::string("\x05\x01\x00\x03\x0A", 5) + "mx.example" + std::string("\x00\x19", 2);
const std::string kReply("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10);

TEST(Tunnel, of_socks_5_is_passed_with_and_without_a_password) {
  const std::string password(
      "\x01\x04user\x06"
      "CANARY");
  for (const bool asks : {false, true}) {
    const std::string client = kGreeting + (asks ? password : "") + kRequest;
    const std::string server = std::string("\x05") +
                               (asks ? std::string("\x02\x01\x00", 3) : std::string(1, '\0')) +
                               kReply;
    for (const std::size_t piece : {std::size_t{1}, std::size_t{100}}) {
      Talk talk;
      for (std::size_t at = 0; at < client.size(); at += piece) {
        talk.client(client.substr(at, piece));
      }
      for (std::size_t at = 0; at < server.size(); at += piece) {
        talk.server(server.substr(at, piece));
      }
      say_mail(talk);
      const Seen& seen = talk.end();
      ASSERT_EQ(seen.mails.size(), 1u) << asks << piece;
      const SessionFacts& session = seen.session();
      EXPECT_EQ(session.tunnels.at(0).kind, TunnelKind::kSocks5);
      EXPECT_EQ(session.tunnels.at(0).host, "mx.example");
      EXPECT_EQ(session.tunnels.at(0).port, 25);
      EXPECT_EQ(digest_of(seen).find("CANARY"), std::string::npos);
      EXPECT_EQ(session.bytes.unparsed, 0u);
    }
  }
}

TEST(Tunnel, with_a_proxy_header_inside_gives_both_facts) {
  Talk talk;
  talk.client("CONNECT mx.example:25 HTTP/1.1\r\n\r\nPROXY TCP4 203.0.113.9 192.0.2.9 1 25\r\n");
  talk.server("HTTP/1.1 200 ok\r\n\r\n");
  say_mail(talk);
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.tunnels.size(), 1u);
  ASSERT_EQ(session.claims.size(), 1u);
  EXPECT_EQ(to_string(session.claims[0].source.ip), "203.0.113.9");
}

TEST(Tunnel, to_something_else_is_left_alone) {
  const std::pair<std::string, std::string> others[] = {
      {"CONNECT web.example:443 HTTP/1.1\r\n\r\n\x16\x03\x01\x02",
       "HTTP/1.1 200 ok\r\n\r\n\x16\x03\x03\x02"},
      {"CONNECT mx.example:25 HTTP/1.1\r\n\r\n", "HTTP/1.1 403 no\r\nContent-Length: 0\r\n\r\n"},
      {"GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 200 ok\r\n\r\n220 mx.example ESMTP\r\n250 SIZE\r\n"},
      {kGreeting + kRequest + "GET / HTTP/1.0\r\n", std::string("\x05\x00", 2) + kReply + "x\r\n"},
      {kGreeting, "\x05\xFF"},
  };
  for (const auto& [client, server] : others) {
    for (const bool client_first : {false, true}) {
      Talk talk;
      if (client_first) {
        talk.client(client).server(server);
      } else {
        talk.server(server).client(client);
      }
      const Seen& seen = talk.end();
      EXPECT_TRUE(seen.sessions.empty()) << client;
      EXPECT_EQ(seen.other.flows, 1u);
      EXPECT_EQ(seen.other.bytes, seen.delivered);
    }
  }
}

TEST(Preamble, is_incomplete_at_every_cut_and_never_longer_than_what_is_there) {
  const std::string whole[] = {"CONNECT a:25 HTTP/1.1\r\nHost: a\r\n\r\n", kGreeting + kRequest};
  for (const std::string& said : whole) {
    for (std::size_t cut = 1; cut < said.size(); ++cut) {
      const Preamble found = find_client_preamble(said.substr(0, cut));
      EXPECT_EQ(found.kind, PreambleKind::kIncomplete) << cut;
      EXPECT_EQ(found.length, 0u);
    }
    EXPECT_EQ(find_client_preamble(said).length, said.size());
    EXPECT_EQ(find_client_preamble(said + "EHLO c\r\n").length, said.size());
  }
  EXPECT_EQ(find_client_preamble("EHLO c\r\n").kind, PreambleKind::kNone);
  EXPECT_EQ(find_client_preamble("CONNECT a:25\r\n\r\n").kind, PreambleKind::kNone);
  EXPECT_EQ(find_client_preamble("CONNECT " + std::string(9000, 'x')).kind, PreambleKind::kNone);
  EXPECT_EQ(find_server_preamble("220 mx\r\n").kind, PreambleKind::kNone);
}

}  // namespace
}  // namespace constat::parser::smtp::test
