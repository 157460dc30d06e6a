#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kRefusal = "FR.L34-5.al4.refusal_each_message";

TEST(RefusalCriterion, is_observed_for_an_offer_in_any_part) {
  EXPECT_EQ(read_plain("Se désabonner : https://exemple.fr/u\n").state(kRefusal), State::kObserved);
  EXPECT_EQ(read_html("<a href=\"https://example.com/u\">Unsubscribe</a>").state(kRefusal),
            State::kObserved);
  EXPECT_EQ(read_plain("Répondez STOP pour ne plus recevoir nos offres.\n").state(kRefusal),
            State::kObserved);
}

TEST(RefusalCriterion, says_when_the_offer_stands_in_the_header_only) {
  const Reading mail = read(
      "From: a@exemple.fr\nList-Unsubscribe: <https://exemple.fr/u>\nList-Unsubscribe-Post: "
      "List-Unsubscribe=One-Click\n\nVoici nos offres.\n");
  EXPECT_EQ(mail.state(kRefusal), State::kObserved);
  EXPECT_EQ(mail.reason(kRefusal), "header_only");
}

TEST(RefusalCriterion, is_not_observed_when_no_offer_stands) {
  const Reading mail = read_plain("Voici toutes nos offres. Contact : aide@exemple.fr\n");
  EXPECT_EQ(mail.state(kRefusal), State::kNotObserved);
  EXPECT_EQ(mail.reason(kRefusal), "none_found");
}

TEST(RefusalCriterion, is_not_observed_for_facts_against_alone) {
  const Reading tag = read_html(
      "<p>Toutes nos offres de la semaine</p><a href=\"{{unsubscribe}}\">Unsubscribe</a>");
  EXPECT_EQ(tag.state(kRefusal), State::kNotObserved);
  EXPECT_EQ(tag.reason(kRefusal), "only_facts_against");
  const Reading premium =
      read_plain("Pour ne plus recevoir nos offres, appelez le 08 99 12 34 56.\n");
  EXPECT_THAT(premium.named(premium.finding(kRefusal).against_facts),
              ElementsAre("optout.body.premium_number"));
}

TEST(RefusalCriterion, takes_a_surcharged_number_for_context_beside_a_free_means) {
  const Reading mail = read_plain(
      "Pour ne plus recevoir nos offres, appelez le 08 99 12 34 56.\n\nSe désabonner : "
      "https://exemple.fr/u\n");
  EXPECT_EQ(mail.state(kRefusal), State::kObserved);
  EXPECT_THAT(mail.named(mail.finding(kRefusal).context_facts),
              ElementsAre("identity.reply_address", "optout.body.premium_number"));
}

TEST(RefusalCriterion, is_discordant_for_a_header_beside_a_hidden_link) {
  const Reading mail = read(
      "From: a@exemple.fr\nList-Unsubscribe: <mailto:fin@exemple.fr>\nMIME-Version: "
      "1.0\nContent-Type: text/html; charset=utf-8\n\n"
      "<p>Offres</p><p style=\"display:none\"><a href=\"https://exemple.fr/u\">Se "
      "désabonner</a></p>\n");
  EXPECT_EQ(mail.state(kRefusal), State::kDiscordant);
}

TEST(RefusalCriterion, is_not_observable_for_an_image_without_a_header_offer) {
  EXPECT_EQ(read_html("<img src=\"https://exemple.fr/a.png\" alt=\"Offres\">").reason(kRefusal),
            "image_only");
}

TEST(RefusalCriterion, is_not_observable_when_the_header_has_a_hole) {
  const std::string text =
      "From: a@exemple.fr\nSubject: Toutes nos offres\n\nVoici toutes nos offres de la semaine.\n";
  const Reading mail = read(text, {}, {{30, 200}});
  EXPECT_EQ(mail.state(kRefusal), State::kNotObservable);
  EXPECT_EQ(mail.reason(kRefusal), "header_incomplete");
}

}  // namespace
}  // namespace constat::classifier::testing
