#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view kIdentity = "FR.L34-5.al5.identity";

TEST(IdentityCriterion, is_observed_for_a_name_in_the_text) {
  for (const std::string_view body :
       {"Un message de SARL Dupont.", "Sent by Example Widgets Ltd.", "RCS Lyon 732 829 320",
        "Exemple vous souhaite la bienvenue."}) {
    const Reading mail = read("From: a@exemple.fr\n\n" + std::string(body) + "\n");
    EXPECT_EQ(mail.state(kIdentity), State::kObserved) << body;
    EXPECT_EQ(mail.reason(kIdentity), "") << body;
  }
}

TEST(IdentityCriterion, says_when_the_display_name_is_all) {
  const Reading mail = read("From: Boutique <a@exemple.fr>\n\nVoici nos offres.\n");
  EXPECT_EQ(mail.state(kIdentity), State::kObserved);
  EXPECT_EQ(mail.reason(kIdentity), "display_name_only");
}

TEST(IdentityCriterion, is_not_observed_without_any_name) {
  const Reading mail = read("From: a@exemple.fr\n\nVoici nos offres.\n");
  EXPECT_EQ(mail.state(kIdentity), State::kNotObserved);
  EXPECT_EQ(mail.reason(kIdentity), "none_found");
  const Reading nobody = read("Subject: x\n\nVoici nos offres.\n");
  EXPECT_THAT(nobody.named(nobody.finding(kIdentity).against_facts),
              ElementsAre("identity.from_missing"));
  EXPECT_EQ(nobody.reason(kIdentity), "only_facts_against");
}

TEST(IdentityCriterion, is_discordant_for_another_domain_in_the_display_name) {
  EXPECT_EQ(read("From: \"Banque.fr\" <a@exemple.com>\n\nVoici nos offres.\n").state(kIdentity),
            State::kDiscordant);
}

TEST(IdentityCriterion, takes_a_routing_domain_for_context) {
  const Reading mail = read("From: Boutique <a@exemple.fr>\n\nSARL Boutique\n",
                            {true, "bounce@routeur.example", {"b@c.fr"}});
  EXPECT_EQ(mail.state(kIdentity), State::kObserved);
  EXPECT_THAT(mail.named(mail.finding(kIdentity).against_facts), ElementsAre());
}

TEST(IdentityCriterion, is_not_observable_for_an_image_only) {
  EXPECT_EQ(read("From: a@exemple.fr\nMIME-Version: 1.0\nContent-Type: text/html\n\n<img "
                 "src=\"https://exemple.fr/i.png\">\n")
                .state(kIdentity),
            State::kNotObservable);
}

}  // namespace
}  // namespace constat::classifier::testing
