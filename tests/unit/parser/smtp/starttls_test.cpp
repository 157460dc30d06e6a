// STARTTLS stripped, injected into, decrypted in place: robustness S03; RFC 3207, CVE-2021-38371.
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

const std::string kClientHello("\x16\x03\x01\x00\x05hello", 10);
const std::string kServerHello("\x16\x03\x03\x00\x02ok", 7);

Talk& greeted(Talk& talk) {
  talk.server("220 mx ESMTP\r\n").client("EHLO c.example\r\n");
  return talk.server("250-mx\r\n250 STARTTLS\r\n");
}

void say_mail(Talk& talk) {
  talk.client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
  talk.client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
  talk.client("DATA\r\n").server("354 go\r\n").client("x\r\n.\r\n").server("250 queued\r\n");
  talk.client("QUIT\r\n").server("221 bye\r\n");
}

TEST(AfterStarttls, tls_is_counted_and_said) {
  Talk talk;
  greeted(talk).client("STARTTLS\r\n").server("220 go\r\n").client(kClientHello);
  const SessionFacts& session = talk.server(kServerHello).end().session();
  EXPECT_EQ(session.after_starttls, AfterStarttls::kTls);
  EXPECT_EQ(session.bytes.encrypted, kClientHello.size() + kServerHello.size());
  EXPECT_TRUE(session.server_defects.empty());
}

TEST(AfterStarttls, a_stream_decrypted_in_place_is_read_and_said) {
  Talk talk;
  greeted(talk).client("STARTTLS\r\n").server("220 go\r\n").client("EHLO c.example\r\n");
  talk.server("250-mx\r\n250 AUTH PLAIN\r\n");
  say_mail(talk);
  const Seen& seen = talk.end();
  EXPECT_EQ(seen.session().after_starttls, AfterStarttls::kClear);
  EXPECT_EQ(seen.session().starttls, Starttls::kAccepted);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.outcome, capture::Outcome::kAccepted);
  EXPECT_EQ(seen.session().capabilities, (std::vector<std::string>{"AUTH PLAIN"}));
  EXPECT_EQ(seen.session().bytes.encrypted, 0u);
  EXPECT_FALSE(has(seen.session().client_defects, DefectKind::kCommandOutOfOrder));
}

TEST(AfterStarttls, commands_before_the_handshake_are_said_apart) {
  Talk talk;
  greeted(talk).client("STARTTLS\r\nRSET\r\n").server("220 go\r\n").client(kClientHello);
  const SessionFacts& session = talk.server(kServerHello).end().session();
  EXPECT_EQ(session.after_starttls, AfterStarttls::kClearThenTls);
  EXPECT_TRUE(has(session.client_defects, DefectKind::kPlaintextAfterStarttls));
}

TEST(AfterStarttls, server_text_before_the_handshake_is_noted_in_any_order_and_cutting) {
  const std::string server =
      "220 mx ESMTP\r\n250-mx\r\n250 STARTTLS\r\n220 go\r\n250-mx\r\n250 "
      "AUTH PLAIN\r\n" +
      kServerHello;
  const std::string client = "EHLO c.example\r\nSTARTTLS\r\n" + kClientHello;
  std::string expected;
  for (std::size_t cut = 0; cut <= server.size(); ++cut) {
    for (const bool client_first : {false, true}) {
      Talk talk;
      if (client_first) talk.client(client);
      if (cut > 0) talk.server(server.substr(0, cut));
      if (cut < server.size()) talk.server(server.substr(cut));
      if (!client_first) talk.client(client);
      const Seen& seen = talk.end();
      const SessionFacts& session = seen.session();
      ASSERT_EQ(count(session.server_defects, DefectKind::kServerSpokeBeforeTls), 1u) << cut;
      EXPECT_FALSE(has(session.server_defects, DefectKind::kReplyUnexpected));
      EXPECT_EQ(session.bytes.encrypted, kClientHello.size() + kServerHello.size());
      if (expected.empty()) expected = digest_of(seen);
      ASSERT_EQ(digest_of(seen), expected) << cut;
    }
  }
}

TEST(AfterStarttls, a_handshake_that_comes_before_the_220_is_no_command) {
  for (const bool before : {false, true}) {
    Talk talk;
    greeted(talk).client("STARTTLS\r\n");
    if (before) talk.client(kClientHello).server("220 go\r\n");
    if (!before) talk.server("220 go\r\n").client(kClientHello);
    const SessionFacts& session = talk.server(kServerHello).end().session();
    EXPECT_EQ(session.after_starttls, AfterStarttls::kTls);
    EXPECT_TRUE(session.client_defects.empty());
    EXPECT_EQ(session.bytes.encrypted, kClientHello.size() + kServerHello.size());
  }
}

TEST(AfterStarttls, a_handshake_after_a_refusal_is_never_read_as_commands) {
  Talk talk;
  greeted(talk)
      .client("STARTTLS\r\n")
      .server("454 not now\r\n")
      .client(kClientHello + "\r\nQUIT\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.starttls, Starttls::kRefused);
  EXPECT_EQ(session.after_starttls, AfterStarttls::kTls);
  EXPECT_EQ(session.bytes.encrypted, kClientHello.size() + 8);
  EXPECT_FALSE(has(session.client_defects, DefectKind::kCommandUnknown));
}

TEST(AfterStarttls, going_on_in_clear_after_a_refusal_is_nothing_odd) {
  Talk talk;
  greeted(talk).client("STARTTLS\r\n").server("454 not now\r\n");
  say_mail(talk);
  const Seen& seen = talk.end();
  EXPECT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.session().after_starttls, AfterStarttls::kNothing);
  EXPECT_TRUE(seen.session().client_defects.empty());
}

TEST(AfterStarttls, a_capability_that_was_overwritten_is_not_offered_and_stands_as_it_came) {
  // Some firewalls write X over what they do not know.
  Talk talk;
  talk.server("220 mx ESMTP\r\n")
      .client("EHLO c\r\n")
      .server("250-mx\r\n250-XXXXXXXA\r\n250 SIZE\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.starttls, Starttls::kNotOffered);
  EXPECT_EQ(session.capabilities, (std::vector<std::string>{"XXXXXXXA", "SIZE"}));
}

}  // namespace
}  // namespace constat::parser::smtp::test
