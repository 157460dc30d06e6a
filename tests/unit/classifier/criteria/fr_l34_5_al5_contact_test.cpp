#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::string_view kContact = "FR.L34-5.al5.contact";
constexpr std::string_view kNoReply =
    "From: noreply@exemple.fr\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; "
    "charset=utf-8\n\n";
constexpr std::string_view kNoReplyHtml =
    "From: noreply@exemple.fr\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html; "
    "charset=utf-8\n\n";

TEST(ContactCriterion, is_observed_for_any_means) {
  for (const std::string_view body :
       {"Se désabonner : https://exemple.fr/u", "Unsubscribe: https://example.com/u",
        "Répondez STOP à ce message", "12 rue de la Paix, 75002 Paris", "Tél. 01 23 45 67 89",
        "Contact : aide@exemple.fr"}) {
    const Reading mail = read(std::string(kNoReply) + std::string(body) + "\n");
    EXPECT_EQ(mail.state(kContact), State::kObserved) << body;
    EXPECT_THAT(mail.finding(kContact).against_facts, IsEmpty()) << body;
  }
  EXPECT_EQ(read("From: noreply@exemple.fr\nList-Unsubscribe: <mailto:fin@exemple.fr>\n\nBonjour\n")
                .state(kContact),
            State::kObserved);
}

TEST(ContactCriterion, says_when_the_reply_address_is_the_only_means) {
  const Reading mail = read("From: contact@exemple.fr\n\nBonjour, voici nos offres.\n");
  EXPECT_EQ(mail.state(kContact), State::kObserved);
  EXPECT_EQ(mail.reason(kContact), "reply_address_only");
}

TEST(ContactCriterion, is_not_observed_when_only_a_no_reply_address_stands) {
  const Reading mail = read(std::string(kNoReply) + "Voici toutes nos offres de la semaine.\n");
  EXPECT_EQ(mail.state(kContact), State::kNotObserved);
  EXPECT_EQ(mail.reason(kContact), "only_facts_against");
  EXPECT_THAT(mail.named(mail.finding(kContact).against_facts),
              ElementsAre("identity.no_reply_from"));
}

TEST(ContactCriterion, takes_a_no_reply_address_for_context_beside_another_means) {
  const Reading mail = read(std::string(kNoReply) + "Se désabonner : https://exemple.fr/u\n");
  EXPECT_THAT(mail.named(mail.finding(kContact).context_facts),
              ElementsAre("identity.no_reply_from"));
}

TEST(ContactCriterion, is_not_observed_when_nothing_stands) {
  const Reading mail = read("Subject: x\n\nVoici toutes nos offres de la semaine.\n");
  EXPECT_EQ(mail.state(kContact), State::kNotObserved);
  EXPECT_EQ(mail.reason(kContact), "none_found");
}

TEST(ContactCriterion, is_discordant_when_facts_point_both_ways) {
  const Reading mail =
      read(std::string(kNoReplyHtml) +
           "<a href=\"*|UNSUB|*\">Se désabonner</a> ou écrire à aide@exemple.fr\n");
  EXPECT_EQ(mail.state(kContact), State::kDiscordant);
  EXPECT_THAT(mail.named(mail.finding(kContact).against_facts),
              ElementsAre("optout.body.merge_tag"));
}

TEST(ContactCriterion, is_not_observable_when_the_body_is_an_image) {
  const Reading mail =
      read(std::string(kNoReplyHtml) + "<p>Offres</p><img src=\"https://exemple.fr/tout.png\">\n");
  EXPECT_EQ(mail.state(kContact), State::kNotObservable);
  EXPECT_EQ(mail.reason(kContact), "image_only");
}

TEST(ContactCriterion, is_not_observable_when_bytes_are_missing) {
  const std::string text = std::string(kNoReply) + "Voici toutes nos offres de la semaine.\n";
  const std::size_t in_body = with_crlf(text).size() - 10;
  const Reading mail = read(text, {}, {{in_body, 100}});
  EXPECT_EQ(mail.state(kContact), State::kNotObservable);
  EXPECT_EQ(mail.reason(kContact), "body_incomplete");
  EXPECT_EQ(read(text, {}, {{8, 20}}).state(kContact), State::kNotObservable);
}

TEST(ContactCriterion, is_observed_beside_a_hole_when_a_means_was_seen) {
  const std::string text =
      std::string(kNoReply) +
      "Se désabonner : https://exemple.fr/u\nVoici toutes nos offres de la semaine.\n";
  EXPECT_EQ(read(text, {}, {{with_crlf(text).size() - 10, 100}}).state(kContact), State::kObserved);
}

TEST(ContactCriterion, is_not_observable_when_the_body_is_encrypted_or_no_text) {
  const Reading encrypted = read(
      "From: noreply@exemple.fr\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; "
      "smime-type=enveloped-data\n\nMIIB\n");
  EXPECT_EQ(encrypted.reason(kContact), "encrypted_body");
  const Reading document = read(
      "From: noreply@exemple.fr\nMIME-Version: 1.0\nContent-Type: "
      "application/pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n");
  EXPECT_EQ(document.state(kContact), State::kNotObservable);
  EXPECT_EQ(document.reason(kContact), "no_readable_text");
}

}  // namespace
}  // namespace constat::classifier::testing
