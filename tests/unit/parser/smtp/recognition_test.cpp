// SMTP is found by what is said, on any port, and nothing else is taken for it: robustness S06,
// T10.
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {
namespace {

std::string on_port(int port, const std::string& steps) {
  return "# transcript x\n# client 192.0.2.1:40000 server 198.51.100.25:" + std::to_string(port) +
         "\n" + steps;
}

TEST(Recognition, other_protocols_are_left_alone_and_counted) {
  const std::string others[] = {
      "C: GET / HTTP/1.1\nC: Host: a\nC:\nS: HTTP/1.1 200 OK\nS:\nS: MAIL FROM:<a@b>\n",
      "S: 220 ftp.example ready\nC: USER a\nS: 331 password\nC: PASS CANARY\nS: 230 in\n",
      "S: +OK POP3 ready\nC: USER a\nS: +OK\nC: QUIT\nS: +OK\n",
      "S: * OK IMAP4rev1 ready\nC: a1 NOOP\nS: a1 OK\n",
      "S: 200 news.example ready\nC: GROUP x\nS: 211 1 1 1 x\n",
      "C- \\x03\\x00\\x00\\x13\\x0e\\xe0\n",
      "C- SSH-2.0-x\\r\\n\nS- SSH-2.0-y\\r\\n\n",
      "C- \\xff\\x00random\n",
  };
  for (const std::string& other : others) {
    for (const int port : {25, 587, 8080}) {
      const Seen seen = read(on_port(port, other));
      EXPECT_TRUE(seen.sessions.empty()) << other;
      EXPECT_TRUE(seen.mails.empty());
      EXPECT_EQ(seen.other.flows, 1u) << other;
      EXPECT_EQ(seen.other.bytes, seen.delivered);
      EXPECT_EQ(seen.other.tls_flows, 0u);
    }
  }
}

TEST(Recognition, tls_on_a_mail_port_is_counted_as_such) {
  const std::string hello = "C- \\x16\\x03\\x01\\x00\\x05hello\nS- \\x16\\x03\\x03\\x00\n";
  for (const int port : {25, 465, 587, 2525}) {
    const Seen seen = read(on_port(port, hello));
    EXPECT_EQ(seen.other.tls_flows, 1u) << port;
    EXPECT_EQ(seen.other.tls_bytes, 14u) << port;
  }
  EXPECT_EQ(read(on_port(443, hello)).other.tls_flows, 0u);
}

TEST(Recognition, smtp_is_found_on_any_port) {
  const Seen seen = read(on_port(31337, "S: 220 hi\nC: HELO c\nS: 250 hi\nC: QUIT\nS: 221 bye\n"));
  EXPECT_EQ(seen.session().server.port, 31337);
}

TEST(Recognition, a_greeting_that_names_esmtp_is_enough) {
  EXPECT_EQ(read(on_port(25, "S: 220 mx ESMTP ready\n")).sessions.size(), 1u);
  EXPECT_EQ(read(on_port(25, "S: 220 hello\n")).sessions.size(), 0u);
}

TEST(Recognition, the_client_may_turn_out_to_be_the_responder) {
  // A four-way handshake: the capture took the server for the initiator.
  const Seen seen = read(
      "# transcript turned\n# client 198.51.100.25:25 server 192.0.2.1:40000\n"
      "C: 220 mx ESMTP\nS: EHLO c.example\nC: 250 mx\nS: MAIL FROM:<a@s.example>\nC: 250 ok\nS: "
      "RCPT TO:<b@r.example>\n"
      "C: 250 ok\nS: DATA\nC: 354 go\nS: x\nS: .\nC: 250 ok\nS: QUIT\nC: 221 bye\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(to_string(seen.session().client.ip), "192.0.2.1");
  EXPECT_EQ(seen.session().server.port, 25);
  EXPECT_EQ(seen.mails[0].raw.client_ip, "192.0.2.1");
}

TEST(Recognition, an_undecided_flow_holds_no_more_than_the_cap) {
  Limits limits;
  limits.recognition_bytes = limits.recognition_bytes_midstream = 100;
  std::string text = "# transcript x\n# pickup midstream\n";
  for (int index = 0; index < 50; ++index) text += "C: neither one nor the other\n";
  const Seen seen = read(text + "C: EHLO late\n", limits);
  EXPECT_TRUE(seen.sessions.empty());
  EXPECT_EQ(seen.other.bytes, seen.delivered);
}

TEST(Recognition, a_session_is_found_behind_the_rest_of_a_long_mail) {
  std::string text = "# transcript x\n# pickup midstream\n";
  for (int index = 0; index < 500; ++index) text += "C: 25 bytes of a mail's text\n";
  const Seen seen = read(text +
                             "C: .\nS: 250 2.0.0 queued\nC: MAIL FROM:<a@b.example>\n"
                             "S: 250 2.1.0 ok\nC: QUIT\nS: 221 bye\n",
                         Limits{});
  ASSERT_EQ(seen.sessions.size(), 1u);
  EXPECT_TRUE(seen.sessions[0].midstream);
  EXPECT_EQ(seen.other.bytes, 0u);
}

TEST(Session, a_million_commands_are_read_in_linear_time) {
  struct Nothing final : capture::MailSink, SessionSink {
    void on_mail(const capture::RawMail&) override {}
    void on_session(const SessionFacts& session) override { command = session.bytes.command; }
    std::uint64_t command = 0;
  } sink;
  const Limits limits;
  SessionPool pool(limits, capture::Door::kStream, sink, sink);
  auto flow = pool.open({});
  const std::string replies = "220 mx ESMTP\r\n250 mx\r\n";
  flow->on_bytes({capture::Side::kInitiator, 0, "EHLO c\r\n", {}, {}});
  flow->on_bytes({capture::Side::kResponder, 0, replies, {}, {}});
  std::uint64_t at[2] = {8, replies.size()};
  for (int index = 0; index < 1'000'000; ++index) {
    flow->on_bytes({capture::Side::kInitiator, at[0], "NOOP\r\n", {}, {}});
    flow->on_bytes({capture::Side::kResponder, at[1], "250 ok\r\n", {}, {}});
    at[0] += 6;
    at[1] += 8;
  }
  flow->on_end(capture::StreamEnd::kFinished, {});
  EXPECT_EQ(sink.command, at[0] + at[1]);
}

TEST(Session, commands_without_any_reply_stay_within_their_caps) {
  std::string text = "# transcript silent server\nC: EHLO c\n";
  for (int index = 0; index < 50'000; ++index) text += "C: NOOP\n";
  const Seen seen = read(text);
  EXPECT_EQ(seen.session().bytes.command, seen.delivered);
}

TEST(Session, lines_beyond_the_cap_are_noted_and_the_rest_passed_over) {
  Limits limits;
  limits.smtp_line_bytes = 64;
  const Seen seen = read("# transcript long\nS: 220 mx ESMTP " + std::string(100, 'x') +
                             "\nC: EHLO c\nS: 250 mx\nC: NOOP " + std::string(200, 'x') +
                             "\nS: 250 ok\nC: QUIT\nS: 221 bye\n",
                         limits);
  EXPECT_EQ(count(seen.session().client_defects, DefectKind::kLineTooLong), 1u);
  EXPECT_EQ(count(seen.session().server_defects, DefectKind::kLineTooLong), 1u);
  EXPECT_EQ(seen.session().bytes.unparsed, (5u + 200 + 2 - 64) + (13u + 100 + 2 - 64));
}

}  // namespace
}  // namespace constat::parser::smtp::test
