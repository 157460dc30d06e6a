#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> found(std::string_view id, std::string_view text) {
  return read_plain(std::string(text) + "\n").values(id);
}

TEST(Prospection, reads_amounts_of_money_however_they_are_written) {
  struct Case {
    std::string_view text, value;
  };
  for (const Case& one : std::initializer_list<Case>{{"Seulement 49,90 € !", "49.90 EUR"},
                                                     {"Prix : 1 299 euros", "1299 EUR"},
                                                     {"à partir de 1.299,50€", "1299.50 EUR"},
                                                     {"dès 19€90 par mois", "19.90 EUR"},
                                                     {"49 EUR TTC", "49 EUR"},
                                                     {"only €20", "20 EUR"},
                                                     {"Just $1,299.99 today", "1299.99 USD"},
                                                     {"now £5", "5 GBP"},
                                                     {"US$ 15", "15 USD"},
                                                     {"CHF 120", "120 CHF"},
                                                     {"tylko 99 zł", "99 PLN"},
                                                     {"pour 10,5 €", "10.50 EUR"}}) {
    EXPECT_THAT(found("prospection.price", one.text), ElementsAre(std::string(one.value)))
        << one.text;
  }
}

TEST(Prospection, traces_an_amount_to_its_bytes) {
  const Reading mail = read_plain("La table est à 1 299,00 € livrée.\n");
  EXPECT_EQ(mail.bytes_of("prospection.price"), "1 299,00 €");
  EXPECT_EQ(fact_kind("prospection.price")->sensitivity, Sensitivity::kContent);
}

TEST(Prospection, takes_other_numbers_for_no_price) {
  for (const std::string_view text :
       {"SAS au capital de 10 000 euros", "Le 12/03/2026 à 10:30", "le budget en euros 2026",
        "Appel 0,34 €/min", "une eurodéputée parmi 705 eurodéputés", "réf. A49€", "12 % d'euros",
        "les 27 pays de la zone euro", "mkdir --mode=750 $DIR", "Tel. 01 23 45 67 89"}) {
    EXPECT_THAT(found("prospection.price", text), IsEmpty()) << text;
  }
}

TEST(Prospection, tells_each_amount_once) {
  EXPECT_THAT(found("prospection.price", "10 € ici, 10 € là, 20 € ailleurs"),
              ElementsAre("10 EUR", "20 EUR"));
}

TEST(Prospection, finds_the_price_of_an_order_confirmation_too_and_the_order_beside_it) {
  const Reading mail =
      read_plain("Merci pour votre commande n° 2026-004512.\nTotal : 89,00 € TTC\n");
  EXPECT_THAT(mail.values("prospection.price"), ElementsAre("89 EUR"));
  EXPECT_THAT(mail.values("transaction.order"),
              ElementsAre("2026-004512", "merci pour votre commande"));
}

TEST(Prospection, finds_offers) {
  for (const std::string_view text :
       {"Votre code promo : PRINTEMPS", "Livraison offerte dès demain", "Offre spéciale rentrée",
        "Devis gratuit sous 24 h", "Use promo code SPRING", "Free shipping on everything",
        "Limited time offer", "Sonderangebot der Woche", "Envío gratis", "Codice sconto",
        "Kortingscode: X", "Kod rabatowy", "Código de desconto"}) {
    EXPECT_THAT(found("prospection.offer", text), SizeIs(1)) << text;
  }
  for (const std::string_view text :
       {"Une offre d’emploi", "Il offre un café", "a free man", "We offer our condolences",
        "Le gift shop du musée", "Promotion 2026 de l’école"}) {
    EXPECT_THAT(found("prospection.offer", text), IsEmpty()) << text;
  }
}

TEST(Prospection, reads_percentages_as_reductions_where_something_costs_less) {
  EXPECT_THAT(found("prospection.offer", "-20 % sur tout"), ElementsAre("-20%"));
  EXPECT_THAT(found("prospection.offer", "20% off everything"), ElementsAre("20%"));
  EXPECT_THAT(found("prospection.offer", "Jusqu’à –50% !"), ElementsAre("-50%"));
  EXPECT_THAT(found("prospection.offer", "20% de rabais"), Contains("20%"));
  for (const std::string_view text :
       {"La TVA est de 20 %", "70 % des Français", "une hausse de 5,5 %", "entre 10-20 % des cas",
        "100% coton", "https://exemple.fr/%20x"}) {
    EXPECT_THAT(found("prospection.offer", text), IsEmpty()) << text;
  }
}

TEST(Prospection, finds_calls_to_act) {
  for (const std::string_view text :
       {"J’en profite !", "Commandez maintenant", "Réservez dès aujourd’hui", "Shop now",
        "Order today", "Jetzt kaufen", "Comprar ahora", "Acquista ora", "Bestel nu", "Kup teraz"}) {
    EXPECT_THAT(found("prospection.call_to_action", text), SizeIs(1)) << text;
  }
  for (const std::string_view text :
       {"Il commande maintenant l’armée", "Order of the day", "Je vous réserve une surprise",
        "En savoir plus sur l’histoire"}) {
    EXPECT_THAT(found("prospection.call_to_action", text), IsEmpty()) << text;
  }
}

TEST(Prospection, takes_weaker_words_for_a_call_only_where_they_are_those_of_a_link) {
  EXPECT_THAT(read_html("<a href=\"https://exemple.fr/p\">Découvrir</a>")
                  .values("prospection.call_to_action"),
              ElementsAre("decouvrir"));
  EXPECT_THAT(read_html("<a href=\"https://example.com/p\">Learn more</a>")
                  .values("prospection.call_to_action"),
              ElementsAre("learn more"));
  EXPECT_THAT(found("prospection.call_to_action", "Vous allez découvrir comment on vit ici"),
              IsEmpty());
}

TEST(Prospection, finds_campaign_parameters_and_names_host_and_parameters) {
  const Reading mail = read_html(
      "<a href=\"https://exemple.fr/a?utm_source=lettre&amp;utm_campaign=mars&amp;id=3\">A</a>"
      "<a href=\"https://exemple.fr/b?utm_source=lettre&amp;utm_campaign=mars\">B</a>"
      "<a href=\"https://exemple.fr/c?gclid=x\">C</a>");
  EXPECT_THAT(mail.values("prospection.campaign_parameters"),
              ElementsAre("exemple.fr utm_source utm_campaign", "exemple.fr gclid"));
  EXPECT_EQ(mail.bytes_of("prospection.campaign_parameters"),
            "https://exemple.fr/a?utm_source=lettre&amp;utm_campaign=mars&amp;id=3");
  EXPECT_THAT(read_html("<a href=\"https://exemple.fr/?id=3&amp;page=2&amp;utm_=x\">A</a>")
                  .ids("prospection.campaign"),
              IsEmpty());
}

// ARCEP 2018-0881: 081, 082, 089 and 3xxx from 32 on cost more than a call; 080, 30, 31 do not.
TEST(Prospection, finds_surcharged_numbers) {
  struct Case {
    std::string_view text, number;
  };
  for (const Case& one :
       std::initializer_list<Case>{{"Appelez le 08 99 12 34 56", "+33899123456"},
                                   {"Tél. 0810 123 456", "+33810123456"},
                                   {"0 825 12 34 56 (0,15 €/min)", "+33825123456"},
                                   {"Appelez vite le 3639 !", "3639"},
                                   {"Composez le 32 30.", "3230"},
                                   {"Appelez le 118 218", "118218"},
                                   {"Envoyez OUI par SMS au 81234", "81234"}}) {
    EXPECT_THAT(found("prospection.premium_number", one.text), ElementsAre(std::string(one.number)))
        << one.text;
  }
  for (const std::string_view text :
       {"Appelez le 01 23 45 67 89", "N° vert 0 800 123 456", "Appelez le 3114", "au 3500 produits",
        "Appelez le 15", "le code postal 75001 par SMS", "Envoyez STOP au 36180",
        "l’an 3200, téléphonez", "commande au 81234", "Le 08/99/1234"}) {
    EXPECT_THAT(found("prospection.premium_number", text), IsEmpty()) << text;
  }
}

TEST(Prospection, leaves_surcharged_numbers_for_unsubscribing_to_the_means_to_stop) {
  const Reading mail = read_plain("Pour ne plus recevoir nos offres, appelez le 08 99 12 34 56.\n");
  EXPECT_THAT(mail.ids("prospection.premium"), IsEmpty());
  EXPECT_THAT(mail.ids("optout."), ElementsAre("optout.body.premium_number"));
}

TEST(Prospection, reads_the_subject_and_quotes_none_of_it) {
  const Reading mail = read_header("From: a@b.fr\nSubject: -30 % sur tout, code promo ETE\n");
  EXPECT_THAT(mail.values("prospection.offer"), ElementsAre("code promo", "-30%"));
  EXPECT_EQ(mail.fact("prospection.offer").part, "0");
  EXPECT_EQ(mail.fact("prospection.offer").quote, "");
}

TEST(Prospection, reads_neither_attached_messages_nor_quoted_lines) {
  const Reading mail = read(
      "From: a@exemple.fr\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
      "--b\nContent-Type: text/plain\n\nVoir joint.\n> Commandez maintenant : 10 EUR\n"
      "--b\nContent-Type: message/rfc822\n\nSubject: code promo\n\nCommandez maintenant, 49 "
      "EUR\n--b--\n");
  EXPECT_THAT(mail.ids("prospection."), IsEmpty());
}

TEST(Prospection, leaves_out_what_a_reply_quotes_below_its_own_words) {
  const std::string header =
      "From: a@b.fr\nIn-Reply-To: <1@c.fr>\nSubject: Re: devis\nContent-Type: text/plain; "
      "charset=utf-8\n\n";
  EXPECT_THAT(read(header + "Merci, à bientôt.\n\n-----Message d'origine-----\nDe : c@c.fr\n"
                            "Commandez maintenant : 49 EUR\n")
                  .ids("prospection."),
              IsEmpty());
  EXPECT_THAT(read(header + "Merci.\n\nLe 3 mars 2026 à 10:00, Jean a écrit :\nNotre code promo\n")
                  .ids("prospection."),
              IsEmpty());
  // Without a reference to an earlier mail, it is the sender's own.
  EXPECT_THAT(read("From: a@b.fr\n\n-----Original Message-----\nShop now\n").ids("prospection."),
              ElementsAre("prospection.call_to_action"));
}

}  // namespace
}  // namespace constat::classifier::testing
