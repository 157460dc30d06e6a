#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Reading line(std::string_view text) { return read_plain(std::string(text) + "\n"); }

TEST(Signup, finds_requests_to_confirm_in_eight_languages) {
  for (const std::string_view text :
       {"Confirmez votre inscription en cliquant ici", "Please confirm your subscription",
        "Bitte bestätigen Sie Ihre Anmeldung", "Confirma tu suscripción",
        "Conferma la tua iscrizione", "Bevestig je inschrijving", "Confirme a sua subscrição",
        "Potwierdź subskrypcję"}) {
    EXPECT_THAT(line(text).values("signup.confirmation_request"), SizeIs(1)) << text;
  }
}

TEST(Signup, finds_confirmed_sign_ups_in_eight_languages) {
  for (const std::string_view text :
       {"Votre inscription est confirmée", "You are now subscribed", "Danke für deine Anmeldung",
        "Gracias por suscribirte", "Iscrizione confermata", "Bedankt voor je inschrijving",
        "Obrigado por subscrever", "Dziękujemy za zapisanie się"}) {
    EXPECT_THAT(line(text).values("signup.confirmed"), SizeIs(1)) << text;
    EXPECT_THAT(line(text).ids("signup.confirmation"), IsEmpty()) << text;
  }
}

TEST(Signup, finds_claims_in_eight_languages) {
  for (const std::string_view text :
       {"Vous recevez cet e-mail car vous êtes inscrit à notre lettre.",
        "You are receiving this because you signed up.", "Sie haben sich angemeldet.",
        "Recibe este mensaje porque se suscribió; te has suscrito.",
        "Ricevi questa email perché ti sei iscritto.", "U ontvangt dit omdat u bent ingeschreven.",
        "Recebeu este e-mail porque se inscreveu.", "Zapisałeś się do newslettera."}) {
    EXPECT_THAT(line(text).values("signup.claim"), ElementsAre("")) << text;
  }
}

TEST(Signup, gives_the_date_of_a_claim) {
  struct Case {
    std::string_view text, date;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"Vous vous êtes inscrit le 12 mars 2024 sur exemple.fr.", "2024-03-12"},
           {"Vous êtes inscrit depuis le 03/04/2024.", "2024-04-03"},
           {"Vous vous êtes abonné le 1er août 2023.", "2023-08-01"},
           {"You signed up on March 5th, 2024.", "2024-03-05"},
           {"You subscribed on 2024-03-05.", "2024-03-05"},
           {"You opted in on 25/12/2023.", "2023-12-25"},
           {"Sie haben sich angemeldet am 5. März 2024.", "2024-03-05"},
           {"Te suscribiste el 5 de marzo de 2024.", "2024-03-05"},
           {"Ti sei iscritto il 05/03/2024.", "2024-03-05"}}) {
    EXPECT_THAT(line(one.text).values("signup.claim"), ElementsAre(std::string(one.date)))
        << one.text;
  }
  EXPECT_EQ(line("Vous vous êtes inscrit le 12 mars 2024.").bytes_of("signup.claim"),
            "Vous vous êtes inscrit le 12 mars 2024");
}

// In English day and month come in either order.
TEST(Signup, gives_no_date_that_could_be_two) {
  EXPECT_THAT(line("You signed up on 03/04/2024.").values("signup.claim"), ElementsAre(""));
  EXPECT_THAT(line("You signed up on 04/04/2024.").values("signup.claim"),
              ElementsAre("2024-04-04"));
  EXPECT_THAT(line("Vous êtes inscrit, dossier 31/02/2024.").values("signup.claim"),
              ElementsAre(""));
}

TEST(Signup, takes_other_statements_for_no_claim) {
  for (const std::string_view text :
       {"Inscrivez-vous à notre lettre", "Sign up today", "Vous n’êtes pas obligé", "Abonnez-vous",
        "You requested a password reset", "S’inscrire"}) {
    EXPECT_THAT(line(text).ids("signup."), IsEmpty()) << text;
  }
}

TEST(Signup, names_where_the_address_comes_from) {
  struct Case {
    std::string_view text, value;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"Votre adresse a été trouvée sur Internet.", "online"},
           {"I found your email on your company's site.", "online"},
           {"Vos coordonnées proviennent d’annuaires professionnels.", "directory"},
           {"Your address was obtained from a public directory.", "directory"},
           {"Vous êtes inscrit via un site partenaire.", "partner"},
           {"You are receiving this offer through one of our partners.", "partner"},
           {"Vous recevez ce message car vous avez rempli le formulaire.", "form"},
           {"You subscribed on our website.", "form"},
           {"Vous recevez cet e-mail suite à votre achat.", "customer"},
           {"You are receiving this because you are a customer.", "customer"},
           {"Votre adresse a été recueillie l’an dernier.", "other"}}) {
    const std::vector<std::string> values = line(one.text).values("signup.source");
    EXPECT_THAT(values, ::testing::Contains(std::string(one.value))) << one.text;
  }
}

TEST(Signup, takes_the_same_words_for_no_source_where_no_address_is_spoken_of) {
  for (const std::string_view text :
       {"Retrouvez nos offres on our website.", "The code is publicly available.",
        "Remplissez un formulaire de contact.", "Find a business directory near you.",
        "Un cadeau lors de votre achat."}) {
    EXPECT_THAT(line(text).ids("signup.source"), IsEmpty()) << text;
  }
}

TEST(Signup, reads_no_quoted_lines) {
  EXPECT_THAT(line("Bonjour\n> You are receiving this because you signed up.").ids("signup."),
              IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
