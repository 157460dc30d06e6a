#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

constexpr std::string_view kMentions = "FR.CCom.R123-237.mentions";

TEST(MentionsCriterion, is_observed_for_siren_and_rcs_with_its_town) {
  const Reading mail = read_plain(
      "Exemple SAS au capital de 10 000 € - RCS Lyon 732 829 320 - Siège social : 1 rue X, 69001 "
      "Lyon\n");
  EXPECT_EQ(mail.state(kMentions), State::kObserved);
  EXPECT_EQ(mail.finding(kMentions).for_facts.size(), 5u);
}

TEST(MentionsCriterion, is_not_observed_for_some_mentions_only) {
  EXPECT_EQ(read_plain("Exemple SARL, SIREN 732 829 320\n").state(kMentions), State::kNotObserved);
  EXPECT_EQ(read_plain("Exemple SARL, SIREN 732 829 320\n").reason(kMentions), "some_mentions");
}

TEST(MentionsCriterion, is_not_observed_for_none) {
  EXPECT_EQ(read_plain("Our offers of the week, by Example Ltd.\n").state(kMentions),
            State::kNotObserved);
  EXPECT_EQ(read_plain("Our offers of the week\n").reason(kMentions), "none_found");
  EXPECT_EQ(read_plain("SIREN 732 829 321\n").reason(kMentions), "only_facts_against");
}

TEST(MentionsCriterion, is_discordant_when_a_number_does_not_fit) {
  EXPECT_EQ(read_plain("RCS Lyon 732 829 321\n").state(kMentions), State::kDiscordant);
}

TEST(MentionsCriterion, is_not_observable_for_an_image_only) {
  EXPECT_EQ(read_html("<img src=\"https://exemple.fr/i.png\">").state(kMentions),
            State::kNotObservable);
}

}  // namespace
}  // namespace constat::classifier::testing
