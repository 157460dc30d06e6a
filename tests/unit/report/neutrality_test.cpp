// The lint itself, and everything criteria and facts say.
#include "tests/lint/neutrality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/criterion.h"
#include "classifier/fact.h"

namespace constat::lint {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SideTakingWords, are_found_whole_in_any_case_and_with_accents) {
  EXPECT_THAT(side_taking_words("It is SPAM."), ElementsAre(" spam "));
  EXPECT_THAT(side_taking_words("envoi ILLÉGAL"), ElementsAre(" illégal "));
  EXPECT_THAT(side_taking_words("liste-noire"), ElementsAre(" liste noire "));
  EXPECT_THAT(side_taking_words("without\nconsent"), ElementsAre(" without consent "));
  EXPECT_THAT(side_taking_words("mail_score"), ElementsAre(" score "));
}

TEST(SideTakingWords, are_not_found_inside_other_words) {
  EXPECT_THAT(side_taking_words("noted notebook blockquote gradient légal conformément"),
              IsEmpty());
}

TEST(SideTakingWords, do_not_include_names_of_standards) {
  EXPECT_THAT(side_taking_words("CAN-SPAM Act; DMARC p=reject"), IsEmpty());
}

TEST(OwnWords, leave_out_quotations_the_style_sheet_and_markup) {
  EXPECT_EQ(
      folded(own_words_of_html("<style>a</style><p class=\"block\">b <bdi class=\"quotation\">c "
                               "<bdi>d</bdi> e</bdi> f</p>")),
      " b f ");
}

void expect_neutral(const classifier::Text& text, std::string_view of) {
  EXPECT_THAT(side_taking_words(text.en), IsEmpty()) << of << ": " << text.en;
  EXPECT_THAT(side_taking_words(text.fr), IsEmpty()) << of << ": " << text.fr;
}

// The words of the law are a quotation and exempt.
TEST(Criteria, take_no_side) {
  for (const classifier::Criterion* criterion : classifier::criteria()) {
    expect_neutral(criterion->title, criterion->id);
    expect_neutral(criterion->question, criterion->id);
    expect_neutral(criterion->never_visible, criterion->id);
    expect_neutral(criterion->exhibit, criterion->id);
    for (const auto& reason : criterion->reasons) expect_neutral(reason.text, criterion->id);
    EXPECT_THAT(side_taking_words(criterion->id), IsEmpty());
  }
}

TEST(Facts, take_no_side) {
  for (const classifier::FactFamily* family : classifier::fact_families()) {
    for (const classifier::FactKind& kind : family->kinds) {
      expect_neutral({kind.label_en, kind.label_fr}, kind.id);
      EXPECT_THAT(side_taking_words(kind.id), IsEmpty());
    }
  }
}

}  // namespace
}  // namespace constat::lint
