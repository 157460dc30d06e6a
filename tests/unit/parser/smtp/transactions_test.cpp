// Envelopes, recipients and outcomes: RFC 5321 sections 3.3, 4.1 and 4.2; robustness S04, S07, S08.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Completeness;
using capture::Outcome;

const std::string kOpening =
    "# transcript opening\n"
    "S: 220 mx.example ESMTP\n"
    "C: EHLO client.example\n"
    "S: 250-mx.example\n"
    "S: 250 PIPELINING\n";

TEST(Transactions, one_mail_is_read_with_envelope_reply_and_content) {
  const Seen seen = read(kOpening +
                         "C: MAIL FROM:<a@sender.example> SIZE=100\n"
                         "S: 250 2.1.0 Ok\n"
                         "C: RCPT TO:<b@reader.example>\n"
                         "S: 250 2.1.5 Ok\n"
                         "C: DATA\n"
                         "S: 354 go ahead\n"
                         "C: Subject: x\n"
                         "C:\n"
                         "C: ..stuffed\n"
                         "C: .\n"
                         "S: 250 2.0.0 queued as 1\n"
                         "C: QUIT\n"
                         "S: 221 bye\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  const capture::RawMail& mail = seen.mails[0].raw;
  EXPECT_EQ(seen.mails[0].bytes, "Subject: x\r\n\r\n.stuffed\r\n");
  EXPECT_TRUE(mail.has_envelope);
  EXPECT_EQ(mail.mail_from, "a@sender.example");
  ASSERT_EQ(mail.recipients.size(), 1u);
  EXPECT_EQ(mail.recipients[0].address, "b@reader.example");
  EXPECT_EQ(mail.recipients[0].reply, 250);
  EXPECT_EQ(mail.recipients[0].outcome, Outcome::kAccepted);
  EXPECT_EQ(mail.reply.code, 250);
  EXPECT_EQ(mail.reply.text, "2.0.0 queued as 1");
  EXPECT_EQ(mail.outcome, Outcome::kAccepted);
  EXPECT_EQ(mail.completeness, Completeness::kComplete);
  EXPECT_EQ(mail.helo, "client.example");
  EXPECT_EQ(mail.client_ip, "192.0.2.1");
  EXPECT_EQ(mail.session_id, seen.session().id);
  EXPECT_EQ(mail.first_frame.frame, 6u);
  EXPECT_EQ(mail.last_frame.frame, 15u);
  EXPECT_TRUE(mail.defects.empty());
  const SessionFacts& session = seen.session();
  EXPECT_TRUE(session.client_defects.empty());
  EXPECT_TRUE(session.server_defects.empty());
  EXPECT_EQ(session.sides, Sides::kBoth);
  ASSERT_EQ(session.transactions.size(), 1u);
  EXPECT_EQ(session.transactions[0].state, TransactionState::kCompleted);
  EXPECT_EQ(session.transactions[0].mail, mail.id);
  // "Subject: x" + 2, an empty line, "..stuffed" + 2 and the final dot: 12 + 2 + 11 + 3.
  EXPECT_EQ(session.bytes.mail, 28u);
  EXPECT_EQ(session.bytes.unparsed, 0u);
  EXPECT_EQ(session.id.size(), 28u);
}

TEST(Transactions, each_recipient_keeps_its_own_reply_under_pipelining) {
  const Seen seen =
      read(kOpening +
           "C- MAIL FROM:<a@s.example>\\r\\nRCPT TO:<b@r.example>\\r\\nRCPT TO:<c@r.example>\\r\\n"
           "RCPT TO:<d@r.example>\\r\\nRCPT TO:<e@r.example>\\r\\nDATA\\r\\n\n"
           "S- 250 ok\\r\\n250 ok\\r\\n550 5.1.1 no such user\\r\\n451 4.7.1 later\\r\\n"
           "251 will forward\\r\\n354 go\\r\\n\n"
           "C: text\n"
           "C: .\n"
           "S: 250 ok\n"
           "C: QUIT\n"
           "S: 221 bye\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  const auto& recipients = seen.mails[0].raw.recipients;
  ASSERT_EQ(recipients.size(), 4u);
  EXPECT_EQ(recipients[0].outcome, Outcome::kAccepted);
  EXPECT_EQ(recipients[1].outcome, Outcome::kRefused);
  EXPECT_EQ(recipients[1].reply, 550);
  EXPECT_EQ(recipients[2].outcome, Outcome::kDeferred);
  EXPECT_EQ(recipients[3].reply, 251);
  EXPECT_EQ(recipients[3].outcome, Outcome::kAccepted);
}

TEST(Transactions, a_refused_data_has_no_body_and_commands_go_on) {
  const Seen seen = read(kOpening +
                         "C: MAIL FROM:<a@s.example>\n"
                         "S: 250 ok\n"
                         "C: RCPT TO:<b@r.example>\n"
                         "S: 550 no\n"
                         "C: DATA\n"
                         "S: 554 no valid recipients\n"
                         "C: RSET\n"
                         "S: 250 ok\n"
                         "C: MAIL FROM:<>\n"
                         "S: 250 ok\n"
                         "C: RCPT TO:<c@r.example>\n"
                         "S: 250 ok\n"
                         "C: DATA\n"
                         "S: 354 go\n"
                         "C: .\n"
                         "S: 451 try later\n"
                         "C: QUIT\n"
                         "S: 221 bye\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "");
  EXPECT_TRUE(seen.mails[0].raw.mail_from_seen);
  EXPECT_EQ(seen.mails[0].raw.mail_from, "");
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kDeferred);
  const auto& transactions = seen.session().transactions;
  ASSERT_EQ(transactions.size(), 2u);
  EXPECT_EQ(transactions[0].state, TransactionState::kRefused);
  EXPECT_EQ(transactions[0].mail, "");
  EXPECT_EQ(transactions[1].state, TransactionState::kRefused);
  EXPECT_EQ(transactions[1].mail, seen.mails[0].raw.id);
}

TEST(Transactions, rset_between_recipient_and_mail_ends_the_transaction) {
  const Seen seen =
      read(kOpening +
           "C- MAIL FROM:<a@s.example>\\r\\nRCPT TO:<b@r.example>\\r\\nRSET\\r\\n"
           "MAIL FROM:<c@s.example>\\r\\nRCPT TO:<d@r.example>\\r\\nDATA\\r\\n\n"
           "S- 250 ok\\r\\n250 ok\\r\\n250 reset\\r\\n250 ok\\r\\n250 ok\\r\\n354 go\\r\\n\n"
           "C: x\n"
           "C: .\n"
           "S: 250 ok\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  ASSERT_EQ(seen.mails[0].raw.recipients.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.recipients[0].address, "d@r.example");
  ASSERT_EQ(seen.session().transactions.size(), 2u);
  EXPECT_EQ(seen.session().transactions[0].state, TransactionState::kAborted);
}

TEST(Transactions, a_nested_mail_that_is_refused_leaves_the_transaction) {
  const Seen seen = read(kOpening +
                         "C- MAIL FROM:<a@s.example>\\r\\nMAIL FROM:<z@s.example>\\r\\nRCPT "
                         "TO:<b@r.example>\\r\\nDATA\\r\\n\n"
                         "S- 250 ok\\r\\n503 nested\\r\\n250 ok\\r\\n354 go\\r\\n\n"
                         "C: x\n"
                         "C: .\n"
                         "S: 250 ok\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.mail_from, "a@s.example");
  EXPECT_TRUE(has(seen.session().client_defects, DefectKind::kCommandOutOfOrder));
}

TEST(Transactions, thousand_mails_in_one_session_are_a_thousand_mails) {
  std::string text = kOpening;
  for (int index = 0; index < 1000; ++index) {
    text +=
        "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
        "C: DATA\nS: 354 go\nC: mail " +
        std::to_string(index) + "\nC: .\nS: 250 ok\n";
  }
  const Seen seen = read(text + "C: QUIT\nS: 221 bye\n");
  ASSERT_EQ(seen.mails.size(), 1000u);
  EXPECT_EQ(seen.mails[999].bytes, "mail 999\r\n");
  EXPECT_EQ(seen.session().mails, 1000u);
  EXPECT_EQ(seen.session().transactions.size(), 1000u);
}

TEST(Transactions, a_reset_before_the_final_reply_leaves_the_mail_unanswered) {
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
           "C: DATA\nS: 354 go\nC: x\nC: .\nE: reset\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kUnanswered);
  EXPECT_EQ(seen.mails[0].raw.reply.code, 0);
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kComplete);
  EXPECT_EQ(seen.session().transactions[0].state, TransactionState::kCut);
}

TEST(Transactions, a_capture_that_stops_early_does_not_say_unanswered) {
  const Seen seen = read(kOpening +
                         "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\n"
                         "E: cut\n");
  ASSERT_EQ(seen.session().transactions.size(), 1u);
  EXPECT_EQ(seen.session().transactions[0].recipients[0].outcome, Outcome::kNotObserved);
}

TEST(Transactions, a_flow_that_ends_inside_the_body_gives_a_truncated_mail) {
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
           "C: DATA\nS: 354 go\nC: half a\nE: reset\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kTruncated);
  EXPECT_EQ(seen.mails[0].bytes, "half a\r\n");
}

TEST(Transactions, lmtp_gives_each_accepted_recipient_its_own_final_reply) {
  // RFC 2033 section 4.2: one reply for each RCPT that was accepted, in their order.
  const Seen seen = read(
      "# transcript lmtp\n"
      "S: 220 mx.example LMTP\nC: LHLO client.example\nS: 250 mx.example\n"
      "C: MAIL FROM:<a@s.example>\nS: 250 ok\n"
      "C: RCPT TO:<b@r.example>\nS: 250 ok\nC: RCPT TO:<c@r.example>\nS: 550 no\n"
      "C: RCPT TO:<d@r.example>\nS: 250 ok\n"
      "C: DATA\nS: 354 go\nC: x\nC: .\nS: 452 4.2.2 full\nS: 250 2.1.5 d ok\nC: QUIT\nS: 221 "
      "bye\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  const capture::RawMail& mail = seen.mails[0].raw;
  ASSERT_EQ(mail.recipients.size(), 3u);
  EXPECT_EQ(mail.recipients[0].reply, 250);
  EXPECT_EQ(mail.recipients[0].outcome, Outcome::kDeferred);
  EXPECT_EQ(mail.recipients[1].outcome, Outcome::kRefused);
  EXPECT_EQ(mail.recipients[2].outcome, Outcome::kAccepted);
  EXPECT_EQ(mail.outcome, Outcome::kAccepted);
  EXPECT_TRUE(seen.session().server_defects.empty());
}

TEST(Transactions, more_recipients_than_the_cap_are_counted) {
  Limits limits;
  limits.recipients_per_mail = 2;
  std::string text = kOpening + "C: MAIL FROM:<a@s.example>\nS: 250 ok\n";
  for (int index = 0; index < 5; ++index) text += "C: RCPT TO:<b@r.example>\nS: 250 ok\n";
  const Seen seen = read(text + "C: DATA\nS: 354 go\nC: x\nC: .\nS: 250 ok\n", limits);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.recipients.size(), 2u);
  EXPECT_EQ(seen.mails[0].raw.recipients_not_kept, 3u);
  EXPECT_TRUE(has(seen.session().client_defects, DefectKind::kTransactionLimit));
}

TEST(Transactions, an_unasked_reply_is_noted_and_shifts_nothing) {
  const Seen seen = read(kOpening + "C: NOOP\nS: 250 ok\nC: QUIT\nS: 221 bye\nS: 250 what\n");
  EXPECT_TRUE(has(seen.session().server_defects, DefectKind::kReplyUnexpected));
}

TEST(Transactions, reply_lines_that_are_none_leave_a_defect_and_take_no_place) {
  const Seen seen = read(kOpening +
                         "C: MAIL FROM:<a@s.example>\nS: 4.7.0 what\nS: 250 ok\n"
                         "C: RCPT TO:<b@r.example>\nS: 250-one\nS: 550 two\nC: QUIT\nS: 221 bye\n");
  const SessionFacts& session = seen.session();
  EXPECT_EQ(count(session.server_defects, DefectKind::kReplyMalformed), 2u);
  ASSERT_EQ(session.transactions.size(), 1u);
  EXPECT_EQ(session.transactions[0].mail_from_reply, 250);
  EXPECT_EQ(session.transactions[0].recipients[0].reply, 550);
}

TEST(Transactions, a_mail_above_the_cap_is_hashed_whole_and_kept_in_part) {
  Limits limits;
  limits.mail_bytes = 10;
  const Seen seen =
      read(kOpening +
               "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
               "C: DATA\nS: 354 go\nC: 0123456789\nC: abc\nC: .\nS: 250 ok\n",
           limits);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "0123456789");
  EXPECT_EQ(seen.mails[0].raw.size, 17u);
  EXPECT_EQ(to_hex(seen.mails[0].raw.sha256), to_hex(sha256("0123456789\r\nabc\r\n")));
  EXPECT_TRUE(has(seen.mails[0].raw.defects, DefectKind::kMailTooLarge));
}

}  // namespace
}  // namespace constat::parser::smtp::test
