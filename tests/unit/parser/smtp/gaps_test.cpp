// Lost bytes, one side only, midstream: robustness T11-T14, peers "two mails with a lost segment
// between".
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Completeness;
using capture::Outcome;

const std::string kOpening =
    "# transcript gaps\n"
    "S: 220 mx.example ESMTP\nC: EHLO client.example\nS: 250 mx.example\n";

std::string mail(const std::string& from, const std::string& to, const std::string& body,
                 const std::string& rcpt_reply = "250 ok",
                 const std::string& end_reply = "250 ok") {
  return "C: MAIL FROM:<" + from + ">\nS: 250 ok\nC: RCPT TO:<" + to + ">\nS: " + rcpt_reply +
         "\nC: DATA\nS: 354 go\n" + body + "C: .\nS: " + end_reply + "\n";
}

const std::string kQuit = "C: QUIT\nS: 221 bye\n";

TEST(Gaps, a_hole_in_the_body_is_stated_and_nothing_else_changes) {
  const Seen seen =
      read(kOpening + mail("a@s.example", "b@r.example", "C: one\nC! 1460\nC: two\n") +
           mail("c@s.example", "d@r.example", "C: x\n", "550 no") + kQuit);
  ASSERT_EQ(seen.mails.size(), 2u);
  const auto& holed = seen.mails[0].raw;
  EXPECT_EQ(seen.mails[0].bytes, "one\r\ntwo\r\n");
  EXPECT_EQ(holed.completeness, Completeness::kHoled);
  ASSERT_EQ(holed.missing.size(), 1u);
  EXPECT_EQ(holed.missing[0], (ByteRange{5, 1460}));
  EXPECT_EQ(holed.outcome, Outcome::kAccepted);
  EXPECT_EQ(holed.recipients[0].outcome, Outcome::kAccepted);
  EXPECT_EQ(seen.mails[1].raw.completeness, Completeness::kComplete);
  EXPECT_EQ(seen.mails[1].raw.recipients[0].reply, 550);
  EXPECT_EQ(seen.session().bytes.missing, 1460u);
}

TEST(Gaps, adjacent_gaps_are_one_hole_and_an_unknown_one_makes_its_length_unknown) {
  const Seen seen = read(
      kOpening +
      mail("a@s.example", "b@r.example", "C: one\nC! 10\nC! 20\nC: two\nC! 5\nC! 0\nC: three\n") +
      kQuit);
  ASSERT_EQ(seen.mails.size(), 1u);
  ASSERT_EQ(seen.mails[0].raw.missing.size(), 2u);
  EXPECT_EQ(seen.mails[0].raw.missing[0], (ByteRange{5, 30}));
  EXPECT_EQ(seen.mails[0].raw.missing[1], (ByteRange{10, 0}));
}

TEST(Gaps, two_mails_stay_two_when_the_end_of_the_first_is_lost) {
  // zeek#254: two mails were joined into one record.
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
           "C: DATA\nS: 354 go\nC: first\nC! 3\nS: 250 one\n" +
           mail("c@s.example", "d@r.example", "C: second\n", "550 no", "451 later") + kQuit);
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].bytes, "first\r\n");
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kHoled);
  EXPECT_EQ(seen.mails[0].raw.reply.text, "one");
  EXPECT_EQ(seen.mails[1].bytes, "second\r\n");
  EXPECT_EQ(seen.mails[1].raw.completeness, Completeness::kComplete);
  EXPECT_EQ(seen.mails[1].raw.mail_from, "c@s.example");
  EXPECT_EQ(seen.mails[1].raw.recipients[0].reply, 550);
  EXPECT_EQ(seen.mails[1].raw.outcome, Outcome::kDeferred);
}

TEST(Gaps, two_mails_stay_two_when_a_whole_turn_between_them_is_lost) {
  // The end of the first, MAIL and half of RCPT are lost.
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
           "C: DATA\nS: 354 go\nC: first\nC! 80\nS: 250 one\nS: 250 ok\nS: 250 ok\n"
           "C: RCPT TO:<e@r.example>\nS: 550 no\n"
           "C: DATA\nS: 354 go\nC: second\nC: .\nS: 250 two\n" +
           kQuit);
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].raw.reply.text, "one");
  EXPECT_EQ(seen.mails[1].bytes, "second\r\n");
  EXPECT_FALSE(seen.mails[1].raw.mail_from_seen);
  ASSERT_EQ(seen.mails[1].raw.recipients.size(), 1u);
  EXPECT_EQ(seen.mails[1].raw.recipients[0].reply, 550);
  EXPECT_EQ(seen.mails[1].raw.reply.text, "two");
}

TEST(Gaps, body_text_behind_a_gap_never_becomes_a_command) {
  const Seen seen =
      read(kOpening +
           mail("a@s.example", "b@r.example",
                "C: one\nC! 100\nC: MAIL FROM:<evil@s.example>\nC: RCPT TO:<x@r.example>\n"
                "C: DATA\nC: two\n") +
           kQuit);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes,
            "one\r\nMAIL FROM:<evil@s.example>\r\nRCPT TO:<x@r.example>\r\nDATA\r\ntwo\r\n");
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
  EXPECT_EQ(seen.session().transactions.size(), 1u);
}

TEST(Gaps, a_lost_data_command_leaves_a_holed_mail_with_its_envelope) {
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
           "C! 6\nS: 354 go\nC: text\nC: .\nS: 250 ok\n" +
           kQuit);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "text\r\n");
  EXPECT_EQ(seen.mails[0].raw.mail_from, "a@s.example");
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kHoled);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
}

TEST(Gaps, a_lost_recipient_command_gives_its_reply_to_nobody) {
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC! 25\nS: 250 ok\n"
           "C: RCPT TO:<c@r.example>\nS: 550 no\nC: DATA\nS: 354 go\nC: x\nC: .\nS: 250 ok\n" +
           kQuit);
  ASSERT_EQ(seen.mails.size(), 1u);
  ASSERT_EQ(seen.mails[0].raw.recipients.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.recipients[0].address, "c@r.example");
  EXPECT_EQ(seen.mails[0].raw.recipients[0].reply, 550);
}

TEST(Gaps, a_lost_reply_is_not_observed_and_the_later_ones_find_their_commands) {
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS! 8\n"
           "C: RCPT TO:<c@r.example>\nS: 550 no\nC: DATA\nS: 354 go\nC: x\nC: .\nS: 250 ok\n" +
           kQuit);
  ASSERT_EQ(seen.mails.size(), 1u);
  const auto& recipients = seen.mails[0].raw.recipients;
  ASSERT_EQ(recipients.size(), 2u);
  EXPECT_EQ(recipients[0].outcome, Outcome::kNotObserved);
  EXPECT_EQ(recipients[1].reply, 550);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
}

TEST(Gaps, when_it_cannot_be_told_which_reply_was_lost_none_is_given) {
  // Either recipient may be the one that was refused; the end of the session was not captured.
  const Seen seen = read(kOpening +
                         "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\n"
                         "C: RCPT TO:<c@r.example>\nS! 8\nS: 550 no\nE: cut\n");
  ASSERT_EQ(seen.session().transactions.size(), 1u);
  for (const capture::Recipient& recipient : seen.session().transactions[0].recipients) {
    EXPECT_EQ(recipient.outcome, Outcome::kNotObserved);
    EXPECT_EQ(recipient.reply, 0);
  }
}

TEST(Gaps, a_lost_354_is_followed_by_the_body_all_the_same) {
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
           "C: DATA\nS! 8\nC: x\nC: .\nS: 250 ok\n" +
           kQuit);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "x\r\n");
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kComplete);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
}

TEST(Gaps, a_hole_inside_a_chunk_keeps_the_count) {
  const Seen seen =
      read(kOpening +
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n"
           "C- BDAT 10 LAST\\r\\nabc\nC! 4\nC- xyz\nS: 250 ok\n" +
           kQuit);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "abcxyz");
  ASSERT_EQ(seen.mails[0].raw.missing.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.missing[0], (ByteRange{3, 4}));
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
}

TEST(OneSide, the_client_alone_gives_content_and_no_outcome) {
  const Seen seen = read(
      "# transcript client only\nC: EHLO client.example\nC: MAIL FROM:<a@s.example>\nC: RCPT "
      "TO:<b@r.example>\n"
      "C: DATA\nC: one\nC: .\nC: MAIL FROM:<c@s.example>\nC: RCPT TO:<d@r.example>\nC: DATA\nC: "
      "two\nC: .\nC: QUIT\n");
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[1].bytes, "two\r\n");
  for (const SeenMail& mail : seen.mails) {
    EXPECT_EQ(mail.raw.outcome, Outcome::kNotObserved);
    EXPECT_EQ(mail.raw.recipients[0].outcome, Outcome::kNotObserved);
    EXPECT_EQ(mail.raw.completeness, Completeness::kComplete);
  }
  EXPECT_EQ(seen.session().sides, Sides::kClientOnly);
}

TEST(OneSide, the_server_alone_gives_no_mail_and_no_envelope) {
  const Seen seen = read(
      "# transcript server only\nS: 220 mx.example ESMTP\nS: 250-mx\nS: 250 STARTTLS\nS: 250 ok\n"
      "S: 250 ok\nS: 354 go\nS: 250 ok\nS: 221 bye\n");
  EXPECT_TRUE(seen.mails.empty());
  EXPECT_EQ(seen.session().sides, Sides::kServerOnly);
  EXPECT_TRUE(seen.session().transactions.empty());
  EXPECT_EQ(seen.session().starttls, Starttls::kOffered);
  EXPECT_TRUE(seen.session().server_defects.empty());
}

TEST(Midstream, cutting_the_start_at_every_step_never_invents_an_envelope) {
  const std::string all = kOpening +
                          mail("a@s.example", "b1@r.example", "C: one 1\nC:\nC: one 2\n") +
                          mail("a@s.example", "b2@r.example", "C: two\n", "550 no") +
                          mail("a@s.example", "b3@r.example", "C: three\n") + kQuit;
  Events events = events_of(all);
  std::mt19937 random(1);
  events.flow.pickup = capture::Pickup::kMidstream;
  const std::size_t steps = events.steps.size();
  for (std::size_t first = 0; first + 4 < steps; ++first) {
    Events cut = events;
    cut.steps.erase(cut.steps.begin(), cut.steps.begin() + static_cast<std::ptrdiff_t>(first));
    const Seen seen = replay(cut, Cutting::kWhole, random);
    if (seen.sessions.empty()) {
      // Only the end of the last body is left: nothing in it tells SMTP from anything else.
      EXPECT_GT(first, steps - 6);
      continue;
    }
    EXPECT_TRUE(seen.sessions[0].midstream);
    for (const SeenMail& mail : seen.mails) {
      const auto& raw = mail.raw;
      ASSERT_LE(raw.recipients.size(), 1u) << first;
      EXPECT_TRUE(raw.mail_from.empty() || raw.mail_from == "a@s.example");
      if (!raw.recipients.empty() && raw.recipients[0].reply != 0) {
        const bool refused = raw.recipients[0].address == "b2@r.example";
        EXPECT_EQ(raw.recipients[0].reply, refused ? 550 : 250) << first;
      }
      if (raw.completeness == Completeness::kComplete && !raw.recipients.empty()) {
        const std::string& to = raw.recipients[0].address;
        const std::string expected = to == "b1@r.example"   ? "one 1\r\n\r\none 2\r\n"
                                     : to == "b2@r.example" ? "two\r\n"
                                                            : "three\r\n";
        EXPECT_EQ(mail.bytes, expected) << first;
      }
    }
    // The third mail is whole as long as its MAIL was captured.
    const std::size_t third = steps - 2 - 8;
    if (first <= third) {
      ASSERT_FALSE(seen.mails.empty()) << first;
      EXPECT_EQ(seen.mails.back().bytes, "three\r\n") << first;
      EXPECT_EQ(seen.mails.back().raw.completeness, Completeness::kComplete) << first;
      EXPECT_EQ(seen.mails.back().raw.outcome, Outcome::kAccepted) << first;
    }
  }
}

TEST(Gaps, removing_any_one_step_never_gives_a_reply_to_the_wrong_command) {
  const std::string all =
      kOpening + mail("a1@s.example", "b1@r.example", "C: one\nC: more\n") +
      mail("a2@s.example", "b2@r.example", "C: two\n", "550 no", "554 no") +
      mail("a3@s.example", "b3@r.example", "C: three\n", "451 later", "250 three") + kQuit;
  const Events events = events_of(all);
  std::mt19937 random(1);
  for (std::size_t lost = 0; lost < events.steps.size(); ++lost) {
    for (const bool known : {true, false}) {
      Events holed = events;
      Events::Step& step = holed.steps[lost];
      step.is_gap = true;
      step.gap = known ? step.bytes.size() : 0;
      step.bytes.clear();
      const Seen seen = replay(holed, Cutting::kWhole, random);
      ASSERT_EQ(seen.sessions.size(), 1u) << lost;
      for (const Transaction& transaction : seen.sessions[0].transactions) {
        ASSERT_LE(transaction.recipients.size(), 1u) << lost;
        for (const capture::Recipient& recipient : transaction.recipients) {
          const int expected = recipient.address == "b1@r.example"   ? 250
                               : recipient.address == "b2@r.example" ? 550
                                                                     : 451;
          if (recipient.reply != 0) {
            EXPECT_EQ(recipient.reply, expected) << lost;
          }
        }
      }
      for (const SeenMail& mail : seen.mails) {
        if (mail.raw.reply.code == 0 || mail.raw.mail_from.empty()) continue;
        EXPECT_EQ(mail.raw.reply.code, mail.raw.mail_from == "a2@s.example" ? 554 : 250) << lost;
      }
    }
  }
}

}  // namespace
}  // namespace constat::parser::smtp::test
