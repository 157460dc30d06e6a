#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> in_subject(std::string_view subject) {
  return read_header("From: a@b.fr\nSubject: =?utf-8?q?" + std::string(subject) + "?=\n")
      .values("advertising.mark");
}

TEST(Advertising, finds_marks_in_the_subject_in_eight_languages) {
  for (const std::string_view subject :
       {"Publicit=C3=A9_:_nos_prix", "[PUB]_Nos_prix", "Advertisement", "Prices_(Ad)",
        "Anzeige:_Preise", "Publicidad:_precios", "Pubblicit=C3=A0_-_prezzi", "Advertentie:_prijs",
        "Publicidade:_pre=C3=A7os", "Reklama:_ceny", "Nos_prix_(message_publicitaire)"}) {
    EXPECT_THAT(in_subject(subject), ElementsAre("subject")) << subject;
  }
}

TEST(Advertising, takes_other_subjects_for_unmarked) {
  for (const std::string_view subject :
       {"Publication_de_la_lettre", "La_publicit=C3=A9_au_cinema", "Ad_hoc", "Pubs_of_London",
        "Annonce_importante", "Promotion_de_printemps"}) {
    EXPECT_THAT(in_subject(subject), IsEmpty()) << subject;
  }
}

TEST(Advertising, finds_a_mark_in_the_first_block_only) {
  EXPECT_THAT(read_plain("PUBLICITÉ\n\nDécouvrez nos prix.\n").values("advertising.mark"),
              ElementsAre("first_block"));
  EXPECT_THAT(
      read_html("<p>E-mail publicitaire de Exemple</p><p>Nos prix</p>").values("advertising.mark"),
      ElementsAre("first_block"));
  EXPECT_THAT(read_html("<div>Advertisement</div><p>Prices</p>").values("advertising.mark"),
              ElementsAre("first_block"));
  EXPECT_EQ(read_plain("PUBLICITÉ\n\nx\n").bytes_of("advertising.mark"), "PUBLICITÉ");
  EXPECT_THAT(read_plain("Bonjour,\n\nPublicité : x\n").ids("advertising."), IsEmpty());
  EXPECT_THAT(read_html("<p>Bonjour</p><p>Ad</p>").ids("advertising."), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
