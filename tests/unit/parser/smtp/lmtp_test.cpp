// LMTP (RFC 2033): a reply to the end of data for each recipient that was accepted, also where some
// of the session was not captured.
#include <gtest/gtest.h>

#include "parser/smtp/alignment.h"
#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Outcome;
using capture::Side;

void greet(Talk& talk) {
  talk.server("220 mx LMTP\r\n").client("LHLO c.example\r\n").server("250 mx\r\n");
}
void envelope(Talk& talk) {
  talk.client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
  talk.client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
  talk.client("RCPT TO:<c@r.example>\r\n").server("550 no\r\n");
  talk.client("RCPT TO:<d@r.example>\r\n").server("250 ok\r\n");
  talk.client("DATA\r\n").server("354 go\r\n");
}

void expect_second_mail(const Seen& seen) {
  ASSERT_EQ(seen.mails.size(), 2u);
  const auto& recipients = seen.mails[1].raw.recipients;
  ASSERT_EQ(recipients.size(), 3u);
  EXPECT_EQ(recipients[0].outcome, Outcome::kAccepted);
  EXPECT_EQ(recipients[1].outcome, Outcome::kRefused);
  EXPECT_EQ(recipients[2].outcome, Outcome::kDeferred);
  EXPECT_EQ(seen.mails[1].bytes, "two\r\n");
}

TEST(Lmtp, each_recipient_keeps_its_own_final_reply_and_status) {
  Talk talk;
  greet(talk);
  envelope(talk);
  talk.client("x\r\n.\r\n").server("250 2.1.5 b\r\n452 4.2.2 d is full\r\n");
  const Transaction transaction = talk.end().session().transactions.at(0);
  ASSERT_EQ(transaction.details.size(), 3u);
  EXPECT_EQ(transaction.details[0].final_reply, 250);
  EXPECT_EQ(to_string(transaction.details[0].final_status), "2.1.5");
  EXPECT_EQ(transaction.details[1].final_reply, 0);
  EXPECT_EQ(transaction.details[2].final_reply, 452);
  EXPECT_EQ(to_string(transaction.details[2].final_status), "4.2.2");
}

TEST(Lmtp, after_a_gap_in_the_body_both_mails_have_all_their_replies) {
  Talk talk;
  greet(talk);
  envelope(talk);
  talk.client("one\r\n").gap(Side::kInitiator, 500).client("more\r\n.\r\n");
  talk.server("250 b\r\n452 d\r\n");
  envelope(talk);
  talk.client("two\r\n.\r\n").server("250 b\r\n452 d\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const Seen& seen = talk.end();
  expect_second_mail(seen);
  EXPECT_EQ(seen.mails[0].raw.recipients.at(0).outcome, Outcome::kAccepted);
  EXPECT_EQ(seen.mails[0].raw.recipients.at(2).outcome, Outcome::kDeferred);
  EXPECT_EQ(seen.mails[0].raw.completeness, capture::Completeness::kHoled);
  EXPECT_TRUE(seen.session().server_defects.empty());
}

TEST(Lmtp, after_a_lost_reply_the_mails_behind_it_have_all_theirs) {
  Talk talk;
  greet(talk);
  envelope(talk);
  talk.client("one\r\n.\r\n").server("250 b\r\n452 d\r\n");
  talk.client("NOOP\r\n").gap(Side::kResponder, 8);
  envelope(talk);
  talk.client("two\r\n.\r\n").server("250 b\r\n452 d\r\n").client("QUIT\r\n").server("221 bye\r\n");
  expect_second_mail(talk.end());
}

TEST(Alignment, of_lmtp_gives_the_end_of_data_as_many_codes_as_recipients) {
  const std::vector<Verb> verbs = {Verb::kRcpt, Verb::kRcpt, Verb::kData, Verb::kEndOfData,
                                   Verb::kQuit};
  const Recipients lmtp{EndReplies::kPerRecipient, 1};
  // One recipient was accepted before, one here, one is refused.
  EXPECT_TRUE(align_one_to_one(verbs, {250, 550, 354, 250, 452, 221}, Ends::kKnown, lmtp));
  EXPECT_FALSE(align_one_to_one(verbs, {250, 550, 354, 250, 221}, Ends::kKnown, lmtp));
  EXPECT_FALSE(align_one_to_one(verbs, {250, 550, 354, 250, 452, 221}, Ends::kKnown));
  EXPECT_EQ(find_shift(verbs, {250, 250, 550, 354, 250, 452, 221}, {0, 7}, Ends::kKnown, lmtp), 1);
}

}  // namespace
}  // namespace constat::parser::smtp::test
