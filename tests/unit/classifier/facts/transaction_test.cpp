#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

Reading line(std::string_view text) { return read_plain(std::string(text) + "\n"); }

TEST(Transaction, gives_the_number_of_an_order) {
  for (const std::string_view text :
       {"Commande n° 2026-004512", "Votre numéro de commande : 2026-004512",
        "Order number: 2026-004512", "Order #2026-004512", "Bestellnummer 2026-004512",
        "Numero d'ordine: 2026-004512", "Bestelnummer: 2026-004512", "Zamówienie nr 2026-004512"}) {
    EXPECT_THAT(line(text).values("transaction.order"), ElementsAre("2026-004512")) << text;
  }
  EXPECT_EQ(line("Commande n° AB-99812 du 3 mars").bytes_of("transaction.order"),
            "Commande n° AB-99812");
}

TEST(Transaction, takes_dates_amounts_and_years_for_no_number) {
  for (const std::string_view text :
       {"Toute commande 2026 sera livrée", "commande de 1500 €", "order 1299 USD worth",
        "une commande du 12/03/2026", "In order to 1", "Commandez vos 1000 tracts",
        "the order of 4096 bytes", "commande passée en ligne avant le 24"}) {
    EXPECT_THAT(line(text).ids("transaction."), IsEmpty()) << text;
  }
}

TEST(Transaction, takes_a_number_shaped_like_a_siren_for_an_order_only) {
  const Reading mail = line("Commande n° 732829321");  // fails Luhn
  EXPECT_THAT(mail.values("transaction.order"), ElementsAre("732829321"));
  EXPECT_THAT(mail.ids("legal."), IsEmpty());
}

TEST(Transaction, knows_the_words_of_confirmations) {
  struct Case {
    std::string_view text, id;
  };
  for (const Case& one :
       std::initializer_list<Case>{{"Confirmation de votre commande", "transaction.order"},
                                   {"Thank you for your order", "transaction.order"},
                                   {"Votre facture du mois est en ligne", "transaction.invoice"},
                                   {"Invoice 10445 is due", "transaction.invoice"},
                                   {"Votre colis est en route", "transaction.delivery"},
                                   {"Tracking number 1Z999AA10123456784", "transaction.delivery"},
                                   {"Réinitialisez votre mot de passe ici", "transaction.password"},
                                   {"Your verification code is 123456", "transaction.password"},
                                   {"Votre compte a été créé", "transaction.account"},
                                   {"Verify your email to go on", "transaction.account"},
                                   {"Rappel de votre rendez-vous", "transaction.appointment"},
                                   {"Your appointment is confirmed", "transaction.appointment"}}) {
    EXPECT_THAT(line(one.text).ids("transaction."), ElementsAre(std::string(one.id))) << one.text;
  }
}

TEST(Transaction, takes_words_of_prospection_for_no_transaction) {
  for (const std::string_view text :
       {"-10 % sur votre prochaine commande", "Passez votre commande avant minuit",
        "Livraison gratuite", "Ouvrez un compte", "Place your order now", "Prenez rendez-vous",
        "Protégez vos mots de passe", "in order to receive", "account manager",
        "Réduisez votre facture d’énergie", "Apple has shipped a new phone"}) {
    EXPECT_THAT(line(text).ids("transaction."), IsEmpty()) << text;
  }
}

TEST(Transaction, gives_the_date_of_an_appointment) {
  EXPECT_THAT(line("Votre rendez-vous du 12 mars 2026 à 10 h").values("transaction.appointment"),
              ElementsAre("2026-03-12"));
  EXPECT_THAT(line("Your appointment on March 12, 2026").values("transaction.appointment"),
              ElementsAre("2026-03-12"));
  EXPECT_THAT(line("Rappel rendez-vous lundi").values("transaction.appointment"),
              ElementsAre("rappel rendez-vous"));
}

// RFC 3834 section 5.
TEST(Transaction, takes_auto_submitted_other_than_no) {
  EXPECT_THAT(read_header("From: a@b.fr\nAuto-Submitted: auto-generated\n")
                  .values("transaction.auto_submitted"),
              ElementsAre("auto-generated"));
  EXPECT_THAT(read_header("From: a@b.fr\nAuto-Submitted: Auto-Replied; x=y\n")
                  .values("transaction.auto_submitted"),
              ElementsAre("auto-replied; x=y"));
  EXPECT_THAT(read_header("From: a@b.fr\nAuto-Submitted: no\n").ids("transaction.auto_submitted"),
              IsEmpty());
}

TEST(Transaction, reads_the_subject) {
  const Reading mail = read_header("From: a@b.fr\nSubject: Your order confirmation\n");
  EXPECT_THAT(mail.values("transaction.order"), ElementsAre("your order confirmation"));
  EXPECT_EQ(fact_kind("transaction.order")->sensitivity, Sensitivity::kContent);
}

}  // namespace
}  // namespace constat::classifier::testing
