#include "capture/raw_mail.h"

#include <gtest/gtest.h>

namespace constat::capture {
namespace {

TEST(Outcome, follows_the_first_digit_of_the_reply) {
  EXPECT_EQ(outcome_of_reply(250), Outcome::kAccepted);
  EXPECT_EQ(outcome_of_reply(252), Outcome::kAccepted);
  EXPECT_EQ(outcome_of_reply(354), Outcome::kAccepted);
  EXPECT_EQ(outcome_of_reply(451), Outcome::kDeferred);
  EXPECT_EQ(outcome_of_reply(550), Outcome::kRefused);
}

TEST(Outcome, of_no_or_an_odd_reply_is_not_observed) {
  for (const int code : {0, 100, 199, 300, 334, 600, -1}) {
    EXPECT_EQ(outcome_of_reply(code), Outcome::kNotObserved) << code;
  }
}

TEST(MailId, depends_on_session_ordinal_and_content_alone) {
  const Digest digest = sha256("mail");
  EXPECT_EQ(mail_id("s:a", 1, digest), mail_id("s:a", 1, digest));
  EXPECT_NE(mail_id("s:a", 1, digest), mail_id("s:a", 2, digest));
  EXPECT_NE(mail_id("s:a", 1, digest), mail_id("s:b", 1, digest));
  EXPECT_NE(mail_id("s:a", 1, digest), mail_id("s:a", 1, sha256("other")));
  EXPECT_EQ(mail_id("s:a", 1, digest).size(), 28u);
}

}  // namespace
}  // namespace constat::capture
