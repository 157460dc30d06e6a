#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Identity, gives_from_reply_to_and_return_path) {
  const Reading mail = read(
      "From: =?utf-8?q?D=C3=A9co?= <news@deco.example>\nReply-To: info@deco.example\n\nBonjour\n",
      {true, "bounce@routeur.example", {"a@example.org"}});
  EXPECT_THAT(mail.values("identity.from"), ElementsAre("news@deco.example"));
  EXPECT_THAT(mail.values("identity.from_name"), ElementsAre("Déco"));
  EXPECT_THAT(mail.values("identity.reply_to"), ElementsAre("info@deco.example"));
  EXPECT_THAT(mail.values("identity.reply_address"), ElementsAre("info@deco.example"));
  EXPECT_THAT(mail.values("identity.return_path"), ElementsAre("bounce@routeur.example"));
  EXPECT_EQ(mail.fact("identity.return_path").part, "envelope");
  EXPECT_TRUE(mail.fact("identity.return_path").range.empty());
  EXPECT_THAT(mail.bytes_of("identity.from"), HasSubstr("news@deco.example"));
}

TEST(Identity, writes_the_null_return_path_as_such) {
  EXPECT_THAT(read("From: a@b.fr\n\nx\n", {true, "", {"c@d.fr"}}).values("identity.return_path"),
              ElementsAre("<>"));
}

TEST(Identity, sees_a_missing_from) {
  EXPECT_THAT(read_header("Subject: x\n").ids("identity.from_missing"),
              ElementsAre("identity.from_missing"));
  EXPECT_THAT(read_header("From: a@b.fr\n").ids("identity.from_missing"), IsEmpty());
}

TEST(Identity, sees_several_from) {
  EXPECT_THAT(read_header("From: a@b.fr, c@d.fr\n").values("identity.several_from"),
              ElementsAre("2"));
  EXPECT_THAT(read_header("From: a@b.fr\nFrom: c@d.fr\n").values("identity.several_from"),
              ElementsAre("2"));
  EXPECT_THAT(read_header("From: a@b.fr\n").ids("identity.several_from"), IsEmpty());
}

TEST(Identity, knows_no_reply_addresses_by_their_local_part) {
  for (const std::string_view local :
       {"noreply", "no-reply", "No.Reply", "ne-pas-repondre", "nepasrepondre", "do-not-reply",
        "news-noreply", "noreply2"}) {
    const Reading mail = read_header("From: " + std::string(local) + "@exemple.fr\n");
    EXPECT_EQ(mail.values("identity.no_reply_from").size(), 1u) << local;
    EXPECT_THAT(mail.values("identity.reply_address"), IsEmpty()) << local;
  }
  for (const std::string_view local : {"reply", "repondre", "noel", "contact"}) {
    EXPECT_THAT(
        read_header("From: " + std::string(local) + "@exemple.fr\n").ids("identity.no_reply"),
        IsEmpty())
        << local;
  }
}

TEST(Identity, prefers_reply_to_for_the_reply_address) {
  const Reading mail = read_header("From: noreply@exemple.fr\nReply-To: contact@exemple.fr\n");
  EXPECT_THAT(mail.values("identity.reply_address"), ElementsAre("contact@exemple.fr"));
  EXPECT_THAT(read_header("From: contact@exemple.fr\nReply-To: noreply@exemple.fr\n")
                  .ids("identity.reply_address"),
              IsEmpty());
  EXPECT_THAT(read_header("From: contact@exemple.fr\nReply-To: noreply@exemple.fr\n")
                  .ids("identity.no_reply"),
              ElementsAre("identity.no_reply_reply_to"));
}

TEST(Identity, sees_another_domain_in_the_display_name) {
  EXPECT_THAT(read_header("From: \"service@banque.example.fr\" <x@routeur.com>\n")
                  .values("identity.from_name_with_other_domain"),
              ElementsAre("banque.example.fr"));
  EXPECT_THAT(read_header("From: \"Boutique.fr\" <x@routeur.com>\n")
                  .values("identity.from_name_with_other_domain"),
              ElementsAre("boutique.fr"));
}

TEST(Identity, sees_no_other_domain_where_the_name_fits_or_holds_none) {
  for (const std::string_view from :
       {"\"Boutique.fr\" <x@news.boutique.fr>", "\"J.Dupont\" <x@exemple.fr>",
        "\"S.A.R.L. Martin\" <x@exemple.fr>", "\"info@exemple.fr\" <info@exemple.fr>",
        "\"M. Martin\" <x@exemple.fr>", "\"www.exemple.co.uk\" <x@mail.exemple.co.uk>"}) {
    EXPECT_THAT(read_header("From: " + std::string(from) + "\n").ids("identity.from_name_with"),
                IsEmpty())
        << from;
  }
}

TEST(Identity, finds_the_name_of_the_from_domain_in_the_text) {
  const Reading mail = read(
      "From: a@news.ma-boutique.fr\nContent-Type: text/plain; charset=utf-8\n\nMerci de votre "
      "visite chez Ma Boutique.\n");
  EXPECT_THAT(mail.values("identity.from_domain_in_body"), ElementsAre("ma-boutique"));
  EXPECT_EQ(mail.bytes_of("identity.from_domain_in_body"), "Ma Boutique");
  EXPECT_THAT(
      read("From: a@boutique.fr\n\nLes boutiques du centre.\n").ids("identity.from_domain_in"),
      IsEmpty());
  EXPECT_THAT(read("From: jean@orange.fr\n\nUne orange.\n").ids("identity.from_domain_in"),
              IsEmpty());
}

TEST(Identity, finds_organisations_by_their_legal_form) {
  const auto organisations = [](std::string_view text) {
    return read_plain(std::string(text) + "\n").values("identity.organisation_named");
  };
  EXPECT_THAT(organisations("Un message de SARL Dupont et Fils au capital de 10 000 euros"),
              ElementsAre("SARL Dupont et Fils"));
  EXPECT_THAT(organisations("Édité par Éclair Énergie SAS, 12 rue X"),
              ElementsAre("Éclair Énergie SAS"));
  EXPECT_THAT(organisations("EXEMPLE SA AU CAPITAL DE 10 000 EUROS"), ElementsAre("EXEMPLE SA"));
  EXPECT_THAT(organisations("La Poste S.A. - tous droits"), ElementsAre("Poste S.A."));
  EXPECT_THAT(organisations("Copyright 2026 Example Ltd. All rights"), ElementsAre("Example Ltd."));
  EXPECT_THAT(organisations("sent by Example Widgets, Inc. today"),
              ElementsAre("Example Widgets, Inc."));
}

TEST(Identity, takes_ordinary_words_for_no_legal_form) {
  for (const std::string_view text :
       {"Elle a vendu sa voiture.", "Limited edition", "a limited offer", "Un spa à Nice",
        "le sas d’entrée", "TOUT POUR SA VOITURE"}) {
    EXPECT_THAT(read_plain(std::string(text) + "\n").ids("identity.organisation"), IsEmpty())
        << text;
  }
}

TEST(Identity, finds_french_postal_addresses) {
  const auto addresses = [](std::string_view text) {
    return read_plain(std::string(text) + "\n").values("identity.postal_address");
  };
  EXPECT_THAT(addresses("Exemple, 12 bis rue de la République, 75001 Paris. Tél."),
              ElementsAre("12 bis rue de la République, 75001 Paris"));
  EXPECT_THAT(addresses("Siège : 3, avenue Foch\n69006 LYON\n"),
              ElementsAre("3, avenue Foch 69006 LYON"));
  EXPECT_THAT(addresses("ZA des Érables 35000 Rennes"), ElementsAre("ZA des Érables 35000 Rennes"));
  EXPECT_THAT(addresses("BP 123, 44000 Nantes Cedex 1"), ElementsAre("BP 123, 44000 Nantes Cedex"));
}

TEST(Identity, finds_english_postal_addresses) {
  const auto addresses = [](std::string_view text) {
    return read_plain(std::string(text) + "\n").values("identity.postal_address");
  };
  EXPECT_THAT(addresses("Example Ltd, 12 High Street, London SW1A 1AA, UK"),
              ElementsAre("12 High Street, London SW1A 1AA"));
  EXPECT_THAT(addresses("742 Evergreen Terrace, Springfield, IL 62704"),
              ElementsAre("742 Evergreen Terrace, Springfield, IL 62704"));
}

TEST(Identity, takes_prices_and_prose_for_no_address) {
  for (const std::string_view text :
       {"Au cours de 2026, 75001 clients", "3 places à gagner", "en cours : 12000 Euros",
        "dans la rue, 50 000 personnes", "5 streets away"}) {
    EXPECT_THAT(read_plain(std::string(text) + "\n").ids("identity.postal"), IsEmpty()) << text;
  }
}

TEST(Identity, finds_telephone_numbers) {
  const auto phones = [](std::string_view text) {
    return read_plain(std::string(text) + "\n").values("identity.phone");
  };
  EXPECT_THAT(phones("Tél. : 01 23 45 67 89"), ElementsAre("+33123456789"));
  EXPECT_THAT(phones("Tel 01.23.45.67.89."), ElementsAre("+33123456789"));
  EXPECT_THAT(phones("+33 (0)1 23 45 67 89"), ElementsAre("+33123456789"));
  EXPECT_THAT(phones("Call +44 20 7946 0958"), ElementsAre("+442079460958"));
}

TEST(Identity, takes_surcharged_numbers_and_other_digits_for_no_contact) {
  for (const std::string_view text :
       {"08 99 12 34 56", "0825 12 34 56", "le 01/02/2024 10:30", "01.02.2024 10h",
        "commande 1234567890123", "https://exemple.fr/?id=0123456789", "réf. A0123456789",
        "12/03/2026", "2026"}) {
    EXPECT_THAT(read_plain(std::string(text) + "\n").ids("identity.phone"), IsEmpty()) << text;
  }
}

TEST(Identity, finds_addresses_other_than_those_of_recipients) {
  const Reading mail = read_plain(
      "Envoyé à jeanne@example.org par l’équipe (Contact@Exemple.fr). noreply@exemple.fr\n");
  EXPECT_THAT(mail.values("identity.contact_email"), ElementsAre("contact@exemple.fr"));
  EXPECT_EQ(mail.bytes_of("identity.contact_email"), "Contact@Exemple.fr");
  EXPECT_THAT(read_html("<a href=\"mailto:contact@exemple.fr?subject=x\">Nous contacter</a>")
                  .values("identity.contact_email"),
              ElementsAre("contact@exemple.fr"));
  EXPECT_THAT(read_plain("https://exemple.fr/?mail=paul@exemple.fr\n").ids("identity.contact"),
              IsEmpty());
}

TEST(Identity, takes_no_address_longer_than_rfc_5321_allows) {
  // Section 4.5.3.1: 64 and 255 bytes. Nothing is cut to fit, least of all inside a character.
  std::string domain;
  for (int i = 0; i < 150; ++i) domain += "\xC3\x97";
  EXPECT_THAT(read_plain("paul@" + domain + ".fr\n").ids("identity.contact"), IsEmpty());
  EXPECT_THAT(read_plain(std::string(65, 'a') + "@exemple.fr\n").ids("identity.contact"),
              IsEmpty());
  EXPECT_EQ(
      read_plain(std::string(64, 'a') + "@exemple.fr\n").values("identity.contact_email").size(),
      1u);
}

}  // namespace
}  // namespace constat::classifier::testing
