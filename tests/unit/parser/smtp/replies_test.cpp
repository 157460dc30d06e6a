// Replies missing, extra, early, odd: robustness S04, S05, M17. RFC 5321 section 4.2.
#include <gtest/gtest.h>

#include "parser/smtp/reply.h"
#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Outcome;

TEST(ReplyLine, has_three_digits_and_what_may_follow_them) {
  EXPECT_EQ(parse_reply_line("250 ok").code, 250);
  EXPECT_EQ(parse_reply_line("250").code, 250);
  EXPECT_EQ(parse_reply_line("250-").more, true);
  EXPECT_EQ(parse_reply_line("250\tok").text, "ok");
  for (const char* line : {"", "25", "2501 ok", "250.ok", "4.7.0 no", "abc", " 250 ok", "000 x",
                           "199 x", "600 x", "2 50", "-250 ok"}) {
    EXPECT_EQ(parse_reply_line(line).code, 0) << line;
  }
}

TEST(Replies, that_change_their_code_end_with_the_last_one) {
  Talk talk;
  talk.server("220-mx\r\n220 ESMTP\r\n").client("EHLO c\r\n").server("250-mx\r\n250 SIZE\r\n");
  talk.client("MAIL FROM:<a@s.example>\r\n").server("250-one\r\n451-two\r\n550 three\r\n");
  talk.client("QUIT\r\n").server("221 bye\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.transactions.at(0).mail_from_reply, 550);
  EXPECT_EQ(session.transactions[0].state, TransactionState::kRefused);
  EXPECT_EQ(count(session.server_defects, DefectKind::kReplyMalformed), 2u);
}

TEST(Replies, that_come_early_answer_the_same_commands) {
  // All replies of the session before the first command: the order of the two sides tells nothing.
  Talk talk;
  talk.server("220 mx ESMTP\r\n250 mx\r\n250 ok\r\n550 no\r\n250 ok\r\n354 go\r\n250 queued\r\n");
  talk.client("EHLO c\r\nMAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\n");
  talk.client("RCPT TO:<c@r.example>\r\nDATA\r\nx\r\n.\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.recipients.at(0).outcome, Outcome::kRefused);
  EXPECT_EQ(seen.mails[0].raw.recipients.at(1).outcome, Outcome::kAccepted);
}

TEST(Replies, that_are_missing_at_the_end_leave_their_commands_unanswered) {
  Talk talk;
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("250 mx\r\n");
  talk.client("MAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\nRCPT TO:<c@r.example>\r\n");
  talk.server("250 ok\r\n250 ok\r\n");
  const SessionFacts& session = talk.end().session();
  const auto& recipients = session.transactions.at(0).recipients;
  EXPECT_EQ(recipients.at(0).outcome, Outcome::kAccepted);
  EXPECT_EQ(recipients.at(1).outcome, Outcome::kUnanswered);
  EXPECT_EQ(recipients[1].reply, 0);
}

TEST(Replies, that_nobody_asked_for_are_noted_but_421_is_not) {
  for (const bool closing : {false, true}) {
    Talk talk;
    talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("250 mx\r\n");
    talk.server(closing ? "421 4.4.2 idle\r\n" : "250 again\r\n");
    EXPECT_EQ(has(talk.end().session().server_defects, DefectKind::kReplyUnexpected), !closing);
  }
}

TEST(Replies, of_garbage_take_no_place) {
  Talk talk;
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("4.7.0 what\r\n\r\n250 mx\r\n");
  talk.client("NOOP\r\n").server("999 what\r\n250 ok\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(count(session.server_defects, DefectKind::kReplyMalformed), 3u);
  EXPECT_FALSE(has(session.client_defects, DefectKind::kCommandOutOfOrder));
}

TEST(Replies, of_many_lines_keep_a_bounded_text) {
  Limits limits;
  limits.smtp_line_bytes = 100;
  Talk talk(limits);
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n");
  for (int line = 0; line < 10'000; ++line) talk.server("250-one more line\r\n");
  talk.server("250 last\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_LE(session.capabilities.size(), 100u);
  EXPECT_TRUE(session.server_defects.empty());
}

}  // namespace
}  // namespace constat::parser::smtp::test
