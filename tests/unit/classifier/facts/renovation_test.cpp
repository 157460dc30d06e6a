#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// CConso L.223-8: energy saving, renewable production, adaptation to age or disability.
TEST(Renovation, tells_the_three_fields_apart) {
  struct Case {
    std::string_view text, id;
  };
  for (const Case& one :
       std::initializer_list<Case>{{"Isolation des combles à prix réduit", "renovation.energy"},
                                   {"Installez une pompe à chaleur", "renovation.energy"},
                                   {"Loft insulation grants", "renovation.energy"},
                                   {"Vos panneaux solaires financés", "renovation.renewable"},
                                   {"Go solar this year", "renovation.renewable"},
                                   {"Remplacez votre baignoire", "renovation.adaptation"},
                                   {"A stairlift for your home", "renovation.adaptation"},
                                   {"Au titre de votre contrat", "renovation.contract"},
                                   {"under your contract we visit", "renovation.contract"}}) {
    const Reading mail = read_plain(std::string(one.text) + "\n");
    EXPECT_THAT(mail.ids("renovation."), ElementsAre(std::string(one.id))) << one.text;
    EXPECT_EQ(fact_kind(one.id)->sensitivity, Sensitivity::kContent);
  }
}

TEST(Renovation, takes_other_themes_for_none_of_them) {
  for (const std::string_view text :
       {"Le système solaire expliqué", "Une pompe à vélo", "Isolation sociale des aînés",
        "Contrat de travail", "Rénovation d’un tableau", "heat and pump up the volume",
        "Crème solaire", "adaptation d’un roman"}) {
    EXPECT_THAT(read_plain(std::string(text) + "\n").ids("renovation."), IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace constat::classifier::testing
