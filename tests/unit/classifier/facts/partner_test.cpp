#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> partners(std::string_view text) {
  return read_plain(std::string(text) + "\n").values("partner.wording");
}

TEST(Partner, gives_the_name_where_one_is_written) {
  struct Case {
    std::string_view text, name;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"Une offre de notre partenaire Éclair Énergie vous attend", "Éclair Énergie"},
           {"Message envoyé pour le compte de : Exemple SAS", "Exemple SAS"},
           {"En partenariat avec Banque Exemple", "Banque Exemple"},
           {"Sent on behalf of Example Widgets", "Example Widgets"},
           {"Im Auftrag von Beispiel GmbH", "Beispiel GmbH"},
           {"En nombre de Ejemplo", "Ejemplo"},
           {"Per conto di Esempio", "Esempio"},
           {"In opdracht van Voorbeeld", "Voorbeeld"},
           {"Em nome de Exemplo", "Exemplo"},
           {"W imieniu Przykład", "Przykład"}}) {
    EXPECT_THAT(partners(one.text), ElementsAre(std::string(one.name))) << one.text;
  }
}

TEST(Partner, finds_wording_without_a_name) {
  for (const std::string_view text :
       {"Recevez les offres de nos partenaires", "This message comes from one of our partners",
        "Ein Angebot unseres Partners", "oferta de nuestro colaborador", "offerta partner",
        "aanbieding van onze partner", "oferta de parceiro", "oferta partnera"}) {
    EXPECT_THAT(partners(text), ElementsAre("")) << text;
  }
}

TEST(Partner, takes_prose_for_no_partner) {
  for (const std::string_view text :
       {"au nom de la loi", "on behalf of the team", "son partenaire de danse a gagné",
        "partners in crime", "en el nombre de ella"}) {
    EXPECT_THAT(partners(text), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace constat::classifier::testing
