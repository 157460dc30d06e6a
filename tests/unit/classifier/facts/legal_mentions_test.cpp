#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/wording/numbers.h"
#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Reading line(std::string_view text) { return read_plain(std::string(text) + "\n"); }

// 732 829 320 is the example of the French Wikipedia on SIREN; 552 100 554 and 356 000 000 are
// well-known ones.
TEST(LegalMentions, finds_a_siren_beside_its_mark) {
  for (const std::string_view text :
       {"SIREN 732 829 320", "SIREN : 732829320", "siren n° 732.829.320", "RCS Paris 732 829 320",
        "732 829 320 RCS Paris", "732 829 320 R.C.S. Nanterre",
        "immatriculée au RCS de Lyon sous le numéro 732 829 320", "RCS PARIS B 732 829 320",
        "SIRET : 732 829 320 00074", "SIRET 73282932000074"}) {
    EXPECT_THAT(line(text).values("legal.siren"), ElementsAre("732829320")) << text;
    EXPECT_THAT(line(text).ids("legal.siren_invalid"), IsEmpty()) << text;
  }
}

TEST(LegalMentions, traces_the_siren_to_its_bytes) {
  const Reading mail = line("Exemple – SIREN 732 829 320.");
  EXPECT_EQ(mail.bytes_of("legal.siren"), "732 829 320");
  EXPECT_EQ(mail.fact("legal.siren").quote, "Exemple – SIREN 732 829 320.");
}

TEST(LegalMentions, says_when_the_check_digit_does_not_fit) {
  EXPECT_THAT(line("SIREN 732 829 321").values("legal.siren_invalid"), ElementsAre("732829321"));
  EXPECT_THAT(line("SIRET 732 829 320 00075").values("legal.siren_invalid"),
              ElementsAre("73282932000075"));
  EXPECT_THAT(line("SIREN 732 829 321").ids("legal.siren."), IsEmpty());
}

TEST(LegalMentions, takes_unmarked_numbers_for_no_siren) {
  for (const std::string_view text :
       {"commande 732 829 320", "RCS Paris, capital de 100 000 000 euros",
        "SIREN 732 829 320, dossier 123 456 789"}) {
    EXPECT_THAT(line(text).ids("legal.siren_invalid"), IsEmpty()) << text;
  }
  EXPECT_THAT(line("commande 732 829 320").ids("legal.siren"), IsEmpty());
}

TEST(LegalMentions, knows_the_rule_of_la_poste) {
  // INSEE: establishments of La Poste (SIREN 356000000) sum to a multiple of 5 instead of fitting
  // Luhn.
  EXPECT_TRUE(wording::is_siret("35600000000048"));  // head office: fits Luhn
  EXPECT_TRUE(wording::is_siret("35600000049837"));  // 3+5+6+4+9+8+3+7 = 45
  EXPECT_FALSE(wording::is_siret("35600000049838"));
  EXPECT_THAT(line("SIRET 356 000 000 49837").values("legal.siren"), ElementsAre("356000000"));
}

TEST(LegalMentions, gives_a_siret_beside_its_siren) {
  const Reading mail = line("SIRET : 732 829 320 00074");
  EXPECT_THAT(mail.values("legal.siret"), ElementsAre("73282932000074"));
  EXPECT_THAT(mail.values("legal.siren"), ElementsAre("732829320"));
  EXPECT_EQ(mail.bytes_of("legal.siret"), "732 829 320 00074");
  EXPECT_THAT(line("SIRET 732 829 320 00075").ids("legal.siret"), IsEmpty());
  EXPECT_THAT(line("SIREN 732 829 320").ids("legal.siret"), IsEmpty());
}

TEST(LegalMentions, gives_a_capital_in_its_currency) {
  EXPECT_THAT(line("au capital de 1.234.567,89 €").values("legal.capital"),
              ElementsAre("1234567 EUR"));
  EXPECT_THAT(line("au capital de 100 000 CHF").values("legal.capital"), ElementsAre("100000 CHF"));
  EXPECT_THAT(line("au capital variable minimum de 1 000 euros").values("legal.capital"),
              ElementsAre("1000 EUR"));
  EXPECT_THAT(line("au capital de 3 000").ids("legal.capital"), IsEmpty());
}

TEST(LegalMentions, checks_luhn_by_hand) {
  EXPECT_TRUE(wording::luhn_holds("79927398713"));  // ISO/IEC 7812 example in common use
  EXPECT_FALSE(wording::luhn_holds("79927398710"));
  EXPECT_FALSE(wording::is_siren("000000000"));
}

TEST(LegalMentions, finds_rcs_with_its_town) {
  EXPECT_THAT(line("RCS Paris 732 829 320").values("legal.rcs"), ElementsAre("Paris"));
  EXPECT_THAT(line("R.C.S. Lille Métropole B 732 829 320").values("legal.rcs"),
              ElementsAre("Lille Métropole"));
  EXPECT_THAT(line("inscrite au registre du commerce et des sociétés de Bourg-en-Bresse")
                  .values("legal.rcs"),
              ElementsAre("Bourg-en-Bresse"));
  EXPECT_THAT(line("RCS : 732 829 320").ids("legal.rcs"), IsEmpty());
}

TEST(LegalMentions, finds_capital_form_and_seat) {
  const Reading mail =
      line("Exemple, SAS au capital de 10 000 € - Siège social : 12 rue X, 75001 Paris");
  EXPECT_THAT(mail.values("legal.capital"), ElementsAre("10000 EUR"));
  EXPECT_THAT(mail.values("legal.form"), ElementsAre("SAS"));
  EXPECT_THAT(mail.values("legal.seat"), ElementsAre("12 rue X, 75001 Paris"));
  EXPECT_THAT(line("Société à responsabilité limitée au capital social de 7 500,00 euros")
                  .values("legal.form"),
              ElementsAre("SARL"));
  EXPECT_THAT(line("au capital social de 7 500,00 euros").values("legal.capital"),
              ElementsAre("7500 EUR"));
}

TEST(LegalMentions, takes_ordinary_words_for_no_mention) {
  for (const std::string_view text :
       {"sa voiture", "un siège de bureau", "le capital humain", "un capital de 3 vies"}) {
    EXPECT_THAT(line(text).ids("legal."), IsEmpty()) << text;
  }
}

TEST(LegalMentions, checks_the_key_of_a_vat_number) {
  // Key of 732829320: (12 + 3 * (732829320 mod 97)) mod 97 = (12 + 3 * 43) mod 97... worked below.
  // 97 * 7554941 = 732829277, rest 43; 12 + 129 = 141; 141 - 97 = 44.
  EXPECT_THAT(line("TVA FR 44 732 829 320").values("legal.vat"), ElementsAre("FR44732829320"));
  EXPECT_THAT(line("TVA intracommunautaire : FR44732829320").values("legal.vat"),
              ElementsAre("FR44732829320"));
  EXPECT_THAT(line("TVA FR 45 732 829 320").values("legal.vat_invalid"),
              ElementsAre("FR45732829320"));
  EXPECT_THAT(line("TVA FR44732829320").ids("legal.siren"), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
