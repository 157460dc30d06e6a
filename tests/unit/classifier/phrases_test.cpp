#include "classifier/wording/phrases.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "classifier/wording/fold.h"
#include "classifier/wording/tables.h"

namespace constat::classifier::wording {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> found(std::vector<Phrase> phrases, std::string_view text) {
  const PhraseTable table(std::move(phrases));
  std::vector<Hit> hits;
  table.scan(text, hits);
  std::vector<std::string> words;
  for (const Hit& hit : hits) words.emplace_back(text.substr(hit.begin, hit.end - hit.begin));
  return words;
}

TEST(PhraseTable, finds_phrases_that_overlap_and_contain_each_other) {
  EXPECT_THAT(found({{"ne plus recevoir", Meaning::kStop},
                     {"plus recevoir", Meaning::kStop},
                     {"recevoir nos", Meaning::kAct}},
                    "ne plus recevoir nos"),
              ElementsAre("ne plus recevoir", "plus recevoir", "recevoir nos"));
}

TEST(PhraseTable, keeps_to_word_borders_unless_told_otherwise) {
  EXPECT_THAT(found({{"rcs", Meaning::kRcs}}, "rcs, arcs rcsx l'rcs"), ElementsAre("rcs", "rcs"));
  EXPECT_THAT(found({{"unsub*", Meaning::kStop}}, "unsubscribe reunsub"), ElementsAre("unsub"));
  EXPECT_THAT(found({{"*unsub*", Meaning::kStop}}, "listunsubx"), ElementsAre("unsub"));
  EXPECT_THAT(found({{"\"stop\"", Meaning::kStop}}, "x\"stop\"y"), ElementsAre("\"stop\""));
}

// A long text is walked at four places at once: wherever a phrase stands, and across the borders of
// the four too, it is found once, in the order of a single walk.
TEST(PhraseTable, finds_the_same_wherever_a_phrase_stands_in_a_long_text) {
  const PhraseTable table({{"ne plus recevoir", Meaning::kStop},
                           {"plus recevoir", Meaning::kStop},
                           {"recevoir", Meaning::kAct},
                           {"recevoir", Meaning::kStop}});
  for (std::size_t at = 0; at + 18 <= 400; ++at) {
    std::string text(400, '.');
    text.replace(at + 1, 16, "ne plus recevoir");
    std::vector<Hit> hits;
    table.scan(text, hits);
    std::vector<std::tuple<std::size_t, std::size_t, std::size_t>> found;
    for (const Hit& hit : hits) found.emplace_back(hit.begin, hit.end, hit.phrase);
    EXPECT_THAT(found,
                ElementsAre(std::tuple(at + 1, at + 17, 0u), std::tuple(at + 4, at + 17, 1u),
                            std::tuple(at + 9, at + 17, 3u), std::tuple(at + 9, at + 17, 2u)))
        << at;
  }
}

TEST(PhraseTable, takes_a_line_end_for_a_space) {
  EXPECT_THAT(found({{"opt out", Meaning::kStop}}, "opt\nout opt\n\nout"), ElementsAre("opt\nout"));
}

TEST(PhraseTable, allows_two_meanings_of_one_phrase) {
  EXPECT_THAT(found({{"optout", Meaning::kStop}, {"*optout*", Meaning::kTagWord}}, "optout"),
              ElementsAre("optout", "optout"));
}

TEST(PhraseTable, agrees_with_a_plain_search) {
  const std::string text = fold(
      "Pour ne plus recevoir nos offres, cliquez ici : opt-out. You can unsubscribe; manage your "
      "preferences, or reply with stop.");
  std::vector<Hit> hits;
  text_phrases().scan(text, hits);
  std::size_t expected = 0;
  for (const Phrase& phrase : all_phrases()) {
    if (phrase.meaning > Meaning::kNegationAfter || phrase.text.find('*') != std::string_view::npos)
      continue;
    for (std::size_t at = text.find(phrase.text); at != std::string::npos;
         at = text.find(phrase.text, at + 1)) {
      const bool before = at == 0 || !is_word_byte(text[at - 1]);
      const std::size_t end = at + phrase.text.size();
      if (before && (end == text.size() || !is_word_byte(text[end]))) ++expected;
    }
  }
  std::size_t actual = 0;
  for (const Hit& hit : hits) actual += hit.meaning <= Meaning::kNegationAfter ? 1 : 0;
  EXPECT_EQ(actual, expected);
  EXPECT_GE(actual, 5u);
}

// A phrase starts a word, save where it says otherwise: the walk knows by the byte before.
TEST(PhraseTable, starts_at_the_start_of_the_text_and_behind_what_parts_words) {
  const std::vector<Phrase> phrases = {{"opt out", Meaning::kStop}, {"out", Meaning::kAct}};
  EXPECT_THAT(found(phrases, "opt out"), ElementsAre("opt out", "out"));
  EXPECT_THAT(found(phrases, "(opt out)-out"), ElementsAre("opt out", "out", "out"));
  EXPECT_THAT(found(phrases, "copt out"), ElementsAre("out"));
  EXPECT_THAT(found(phrases, "\xC2\xB0out opt scout"), IsEmpty());
}

TEST(PhraseTable, takes_a_sign_that_starts_a_phrase_for_a_border_too) {
  EXPECT_THAT(found({{"\"stop\"", Meaning::kStop}, {"stop", Meaning::kAct}}, "x\"stop\" un-stop"),
              ElementsAre("stop", "\"stop\"", "stop"));
  EXPECT_THAT(found({{"/min", Meaning::kSurcharge}, {"min", Meaning::kAct}}, "0,34/min"),
              ElementsAre("/min", "min"));
}

TEST(PhraseTables, know_eight_languages_and_who_says_so) {
  for (const std::string_view language : {"fr", "en", "de", "es", "it", "nl", "pt", "pl"}) {
    for (const Meaning meaning :
         {Meaning::kStop, Meaning::kStopReply, Meaning::kAct, Meaning::kClaim,
          Meaning::kConfirmationRequest, Meaning::kConfirmed, Meaning::kPartner, Meaning::kOnBehalf,
          Meaning::kAdvertisingMark, Meaning::kRightToObject}) {
      const auto count = std::ranges::count_if(all_phrases(), [&](const Phrase& phrase) {
        return phrase.meaning == meaning && phrase.language == language;
      });
      EXPECT_GE(count, 3) << language << " " << static_cast<int>(meaning);
    }
  }
}

TEST(PhraseTables, are_written_folded) {
  for (const Phrase& phrase : all_phrases()) EXPECT_EQ(fold(phrase.text), phrase.text);
}

}  // namespace
}  // namespace constat::classifier::wording
