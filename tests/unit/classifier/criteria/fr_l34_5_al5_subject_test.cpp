#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kSubject = "FR.L34-5.al5.subject";

TEST(SubjectCriterion, quotes_the_subject_and_concludes_nothing) {
  const Reading mail = read("From: a@b.fr\nSubject: Nos offres\n\nx\n");
  EXPECT_EQ(mail.state(kSubject), State::kNotObservable);
  EXPECT_EQ(mail.reason(kSubject), "relation_not_examined");
  EXPECT_THAT(mail.named(mail.finding(kSubject).context_facts), ElementsAre("subject.text"));
}

TEST(SubjectCriterion, shows_a_reply_prefix_without_reference) {
  for (const std::string_view subject : {"RE : votre demande", "Fwd: your request"}) {
    const Reading mail = read("From: a@b.fr\nSubject: " + std::string(subject) + "\n\nx\n");
    EXPECT_EQ(mail.state(kSubject), State::kNotObservable);
    EXPECT_EQ(mail.reason(kSubject), "prefix_without_reference");
    EXPECT_THAT(mail.named(mail.finding(kSubject).against_facts),
                ElementsAre("thread.prefix_without_reference"));
  }
}

TEST(SubjectCriterion, takes_a_real_reply_for_context) {
  const Reading mail = read("From: a@b.fr\nSubject: Re: x\nIn-Reply-To: <1@b.fr>\n\nx\n");
  EXPECT_THAT(mail.finding(kSubject).against_facts, IsEmpty());
  EXPECT_EQ(mail.reason(kSubject), "relation_not_examined");
}

}  // namespace
}  // namespace constat::classifier::testing
