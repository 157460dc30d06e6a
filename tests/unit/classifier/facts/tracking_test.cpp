#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/wording/url_tokens.h"
#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Tracking, finds_images_of_one_pixel_and_hidden_ones) {
  const Reading mail = read_html(
      "<p>Bonjour</p><img src=\"https://t.routeur.example/o.gif\" width=\"1\" height=\"1\">"
      "<img src=\"https://u.routeur.example/o.gif\" style=\"display:none\">"
      "<img src=\"https://exemple.fr/logo.png\" width=\"200\" height=\"50\">"
      "<img src=\"cid:x@y\" width=\"1\" height=\"1\">");
  EXPECT_THAT(mail.values("tracking.pixel"), ElementsAre("t.routeur.example", "u.routeur.example"));
  EXPECT_EQ(mail.bytes_of("tracking.pixel"), "https://t.routeur.example/o.gif");
}

TEST(Tracking, knows_tokens_made_for_one_recipient) {
  const std::vector<std::string> recipients = {"jeanne@example.org"};
  for (const std::string_view url :
       {"https://e.fr/c/4f9a8c3be21d07a6f5", "https://e.fr/?u=550e8400-e29b-41d4-a716-446655440000",
        "https://e.fr/x?id=aGVsbG8gd29ybGQgMTIzNDU2", "https://e.fr/u/jeanne@example.org",
        "https://e.fr/t/AbCdEfGhIjKlMnOpQrStUv"}) {
    EXPECT_TRUE(wording::carries_personal_token(url, recipients)) << url;
  }
  for (const std::string_view url :
       {"https://e.fr/", "https://e.fr/nos-offres-de-printemps-2026",
        "https://e.fr/a?utm_campaign=4f9a8c3be21d07a6f5", "https://e.fr/article-20260312123456",
        "https://4f9a8c3be21d07a6f5.e.fr/", "https://e.fr/img/4f9a8c3be21d07a6f5.png",
        "https://e.fr/anticonstitutionnellement", "https://e.fr/?page=2&id=12345"}) {
    EXPECT_FALSE(wording::carries_personal_token(url, recipients)) << url;
  }
}

TEST(Tracking, tells_a_host_with_personal_addresses_once) {
  const Reading mail = read_html(
      "<a href=\"https://r.exemple.fr/c/4f9a8c3be21d07a6f5/1\">A</a>"
      "<a href=\"https://r.exemple.fr/c/4f9a8c3be21d07a6f5/2\">B</a>"
      "<a href=\"https://exemple.fr/a\">C</a>");
  EXPECT_THAT(mail.values("tracking.personal_url"), ElementsAre("r.exemple.fr"));
}

TEST(Tracking, finds_words_and_links_about_it) {
  const Reading french = read_html(
      "<p>Ce message contient un pixel de suivi.</p><a href=\"https://exemple.fr/s\">Refuser le "
      "suivi</a>");
  EXPECT_THAT(french.values("tracking.consent_mention"), ElementsAre("pixel de suivi"));
  EXPECT_THAT(french.values("tracking.withdrawal_link"), ElementsAre("https://exemple.fr/s"));
  const Reading english = read_html(
      "<p>We use web beacons to measure opens.</p><a href=\"https://example.com/t\">Tracking "
      "preferences</a>");
  EXPECT_THAT(english.values("tracking.withdrawal_link"), ElementsAre("https://example.com/t"));
  EXPECT_THAT(english.ids("tracking.consent"), ElementsAre("tracking.consent_mention"));
  EXPECT_THAT(read_plain("Pixel art et suivi de colis\n").ids("tracking."), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
