// STARTTLS (RFC 3207), AUTH (RFC 4954), XCLIENT: robustness S03, S10, S12; arkime#2348.
#include <gtest/gtest.h>

#include "parser/smtp/held_bytes.h"
#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Outcome;

std::string greeted(const std::string& steps) {
  return "# transcript security\nS: 220 mx ESMTP\nC: EHLO c.example\nS: 250-mx\nS: "
         "250-STARTTLS\nS: 250 AUTH PLAIN LOGIN\n" +
         steps;
}

const std::string kMail =
    "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\nC: DATA\nS: 354 "
    "go\n"
    "C: x\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n";

TEST(Starttls, what_follows_the_220_is_counted_and_not_read) {
  const Seen seen = read(greeted(
      "C: STARTTLS\nS: 220 go\nC- \\x16\\x03\\x01QUIT\\r\\n\nS- \\x16\\x03\\x03250 ok\\r\\n\n"));
  const SessionFacts& session = seen.session();
  EXPECT_EQ(session.starttls, Starttls::kAccepted);
  EXPECT_EQ(session.bytes.encrypted, 9u + 11u);
  EXPECT_TRUE(session.client_defects.empty());
  EXPECT_TRUE(session.server_defects.empty());
}

TEST(Starttls, offered_and_not_used_is_offered) {
  EXPECT_EQ(read(greeted(kMail)).session().starttls, Starttls::kOffered);
  EXPECT_EQ(
      read("# transcript none\nS: 220 mx ESMTP\nC: EHLO c\nS: 250-mx\nS: 250 XXXXXXXA\n" + kMail)
          .session()
          .starttls,
      Starttls::kNotOffered);
}

TEST(Starttls, after_a_refusal_reading_goes_on) {
  const Seen seen = read(greeted("C: STARTTLS\nS: 454 not now\n" + kMail));
  EXPECT_EQ(seen.session().starttls, Starttls::kRefused);
  EXPECT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.session().bytes.encrypted, 0u);
}

TEST(Starttls, clear_text_decrypted_in_place_is_read_and_noted) {
  const Seen seen = read(greeted("C: STARTTLS\nS: 220 go\nC: EHLO c.example\nS: 250 mx\n" + kMail));
  EXPECT_EQ(seen.session().starttls, Starttls::kAccepted);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
  EXPECT_EQ(count(seen.session().client_defects, DefectKind::kPlaintextAfterStarttls), 1u);
  EXPECT_EQ(seen.session().helo.size(), 2u);
}

TEST(Starttls, commands_injected_behind_it_are_noted_and_the_handshake_is_still_seen) {
  const Seen seen =
      read(greeted("C- STARTTLS\\r\\nRSET\\r\\n\nS: 220 go\nC- \\x16\\x03\\x01\\x00\nS- "
                   "\\x16\\x03\\x03\\x00\n"));
  EXPECT_TRUE(has(seen.session().client_defects, DefectKind::kPlaintextAfterStarttls));
  EXPECT_EQ(seen.session().bytes.encrypted, 8u);
}

TEST(Auth, mechanism_and_outcome_are_kept) {
  const Seen seen =
      read(greeted("C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: Q0FOQVJZLXVzZXI=\nS: 334 "
                   "UGFzc3dvcmQ6\nC: Q0FOQVJZLXBhc3M=\nS: 535 no\n"
                   "C: auth plain Q0FOQVJZ\nS: 235 ok\nC: AUTH XOAUTH2 Q0FOQVJZ\nS: 454 later\n" +
                   kMail));
  const auto& auth = seen.session().auth;
  ASSERT_EQ(auth.size(), 3u);
  EXPECT_EQ(auth[0].mechanism, "LOGIN");
  EXPECT_EQ(auth[0].outcome, Outcome::kRefused);
  EXPECT_EQ(auth[1].mechanism, "plain");
  EXPECT_EQ(auth[1].outcome, Outcome::kAccepted);
  EXPECT_EQ(auth[2].outcome, Outcome::kDeferred);
  EXPECT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(digest_of(seen).find("Q0FOQVJZ"), std::string::npos);
}

TEST(Auth, no_argument_comes_out_however_the_session_is_damaged) {
  // Every step lost in turn, with both sides, one side, and from the middle.
  const Events events =
      events_of(greeted("C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: CANARYuser\nS: 334 "
                        "UGFzc3dvcmQ6\nC: CANARYpass\nS: 235 ok\n"
                        "C: AUTH PLAIN CANARYplain\nS: 503 already\n" +
                        kMail));
  std::mt19937 random(3);
  for (std::size_t lost = 0; lost <= events.steps.size(); ++lost) {
    for (int variant = 0; variant < 4; ++variant) {
      Events damaged = events;
      if (lost < events.steps.size()) {
        damaged.steps[lost] = {damaged.steps[lost].side, "", true, variant == 0 ? 10u : 0u};
      }
      if (variant == 2) {
        std::erase_if(damaged.steps,
                      [](const auto& step) { return step.side == capture::Side::kResponder; });
      }
      if (variant == 3) {
        damaged.flow.pickup = capture::Pickup::kMidstream;
        damaged.steps.erase(damaged.steps.begin(),
                            damaged.steps.begin() + static_cast<std::ptrdiff_t>(lost));
      }
      EXPECT_EQ(digest_of(replay(damaged, Cutting::kWhole, random)).find("CANARY"),
                std::string::npos)
          << lost << " variant " << variant;
    }
  }
}

TEST(Auth, arguments_in_the_place_of_the_mechanism_are_not_kept) {
  const Seen seen = read(greeted("C: AUTH CANARY+secret/with=signs\nS: 504 no\n" + kMail));
  EXPECT_EQ(digest_of(seen).find("CANARY"), std::string::npos);
}

TEST(HeldBytes, what_is_dropped_is_overwritten) {
  HeldBytes held;
  held.append("AUTH PLAIN CANARY\r\nNOOP");
  const char* const start = held.view().data();
  held.drop_front(19);
  EXPECT_EQ(held.view(), "NOOP");
  EXPECT_EQ(std::string(start, 19), std::string(19, '\0'));
}

TEST(Xclient, a_claimed_address_never_replaces_the_observed_one) {
  const Seen seen = read(
      "# transcript proxy\nC: PROXY TCP4 203.0.113.9 198.51.100.25 1 25\nS: 220 mx ESMTP\n"
      "C: EHLO c.example\nS: 250-mx\nS: 250 XCLIENT ADDR\nC: XCLIENT ADDR=203.0.113.7\nS: 220 mx "
      "ESMTP\n"
      "C: EHLO c.example\nS: 250 mx\n" +
      kMail);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.client_ip, "192.0.2.1");
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
  EXPECT_FALSE(has(seen.session().client_defects, DefectKind::kCommandUnknown));
}

}  // namespace
}  // namespace constat::parser::smtp::test
