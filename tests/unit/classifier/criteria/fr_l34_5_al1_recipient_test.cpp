#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kRecipient = "FR.L34-5.al1.recipient";

Reading to(std::vector<std::string> recipients) {
  return read("From: a@b.fr\nTo: x@gmail.com\n\nBonjour\n",
              {true, "a@b.fr", std::move(recipients)});
}

TEST(RecipientCriterion, is_observed_for_categories_of_natural_persons) {
  EXPECT_EQ(to({"x@gmail.com"}).state(kRecipient), State::kObserved);
  EXPECT_EQ(to({"jeanne.martin@exemple.fr"}).state(kRecipient), State::kObserved);
  EXPECT_EQ(to({"jeanne.martin@exemple.fr"}).reason(kRecipient), "person_category");
  EXPECT_THAT(to({"x@gmail.com"}).finding(kRecipient).against_facts, IsEmpty());
}

TEST(RecipientCriterion, says_when_categories_are_mixed) {
  const Reading mail = to({"x@gmail.com", "info@exemple.fr"});
  EXPECT_EQ(mail.state(kRecipient), State::kObserved);
  EXPECT_EQ(mail.reason(kRecipient), "mixed_categories");
  EXPECT_THAT(mail.named(mail.finding(kRecipient).for_facts), ElementsAre("recipient.role"));
}

TEST(RecipientCriterion, is_not_observed_for_role_addresses_only) {
  EXPECT_EQ(to({"info@exemple.fr", "contact@exemple.fr"}).state(kRecipient), State::kNotObserved);
  EXPECT_EQ(to({"info@exemple.fr"}).reason(kRecipient), "role_addresses_only");
}

TEST(RecipientCriterion, is_not_observable_when_categories_are_unknown) {
  EXPECT_EQ(to({"x1@exemple.fr", "info@exemple.fr"}).state(kRecipient), State::kNotObservable);
  EXPECT_EQ(to({"x1@exemple.fr"}).reason(kRecipient), "unknown_categories");
}

TEST(RecipientCriterion, is_not_observable_without_an_envelope) {
  const Reading mail = read("From: a@b.fr\nTo: x@gmail.com\n\nBonjour\n");
  EXPECT_EQ(mail.state(kRecipient), State::kNotObservable);
  EXPECT_EQ(mail.reason(kRecipient), "no_envelope");
  EXPECT_THAT(mail.named(mail.finding(kRecipient).context_facts),
              ElementsAre("recipient.from_header", "recipient.consumer"));
}

}  // namespace
}  // namespace constat::classifier::testing
