#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Reading line(std::string_view text) { return read_plain(std::string(text) + "\n"); }

// GDPR art. 21(4): clearly and separately.
TEST(Information, tells_a_separate_mention_of_the_right_to_object_from_one_among_others) {
  for (const std::string_view text :
       {"Vous disposez d’un droit d’opposition à tout moment.", "You have the right to object.",
        "Sie haben ein Widerspruchsrecht.", "Tiene derecho de oposición.",
        "Ha il diritto di opporsi.", "U heeft het recht van bezwaar.", "Tem o direito de oposição.",
        "Ma Pani prawo sprzeciwu."}) {
    EXPECT_THAT(line(text).values("information.right_to_object"), ElementsAre("separate")) << text;
  }
  for (const std::string_view text :
       {"Vous disposez d’un droit d’accès, de rectification, d’effacement et d’opposition.",
        "You have the right of access, rectification, erasure and the right to object.",
        "Sie haben das Recht auf Auskunft, Berichtigung, Löschung und Widerspruch.",
        "Puede ejercer los derechos de acceso, rectificación, supresión y oposición.",
        "Diritti di accesso, rettifica, cancellazione e opposizione.",
        "Recht op inzage, rectificatie, wissing en bezwaar.",
        "Direitos de acesso, retificação, apagamento e oposição.",
        "Prawo dostępu, sprostowania, usunięcia oraz wniesienia sprzeciwu."}) {
    EXPECT_THAT(line(text).values("information.right_to_object"), ElementsAre("among_others"))
        << text;
  }
}

TEST(Information, takes_an_opposition_of_other_kinds_for_no_right) {
  for (const std::string_view text :
       {"Les partis d’opposition ont voté.", "Opposition sur carte bancaire", "an object of art",
        "La oposición ganó."}) {
    EXPECT_THAT(line(text).ids("information."), IsEmpty()) << text;
  }
}

TEST(Information, finds_controller_officer_and_authority) {
  const Reading french = line(
      "Responsable du traitement : Exemple SAS. Contact : dpo@exemple.fr. Réclamation auprès de la "
      "CNIL (www.cnil.fr).");
  EXPECT_THAT(french.ids("information."),
              ElementsAre("information.cnil", "information.controller", "information.dpo"));
  const Reading english = line(
      "The data controller is Example Ltd; write to our Data Protection Officer or to the "
      "supervisory authority.");
  EXPECT_THAT(english.ids("information."),
              ElementsAre("information.cnil", "information.controller", "information.dpo"));
  EXPECT_EQ(french.bytes_of("information.controller"), "Responsable du traitement");
  EXPECT_EQ(fact_kind("information.cnil")->sensitivity, Sensitivity::kPublic);
}

TEST(Information, takes_small_letters_for_no_abbreviation) {
  EXPECT_THAT(line("un mot dpo et un mot cnil").ids("information."), IsEmpty());
}

TEST(Information, finds_links_to_a_privacy_policy_by_words_or_address) {
  EXPECT_THAT(read_html("<a href=\"https://exemple.fr/x\">Politique de confidentialité</a>")
                  .values("information.privacy_policy"),
              ElementsAre("https://exemple.fr/x"));
  EXPECT_THAT(read_html("<a href=\"https://example.com/privacy-policy\">here</a>")
                  .values("information.privacy_policy"),
              ElementsAre("https://example.com/privacy-policy"));
  EXPECT_THAT(read_html("<p>Politique de confidentialité</p><a href=\"https://exemple.fr\">x</a>")
                  .ids("information.privacy"),
              IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
