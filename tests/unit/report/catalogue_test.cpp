#include "report/catalogue/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "report/wording.h"
#include "tests/lint/neutrality.h"

namespace constat::report {
namespace {

std::vector<Key> all_keys() {
  std::vector<Key> keys;
  for (std::size_t i = 0; i < kKeyCount; ++i) keys.push_back(static_cast<Key>(i));
  return keys;
}

std::set<char> slots(std::string_view text) {
  std::set<char> found;
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] == '{' && text[i + 2] == '}') found.insert(text[i + 1]);
  }
  return found;
}

// Words that are both French and English.
const std::set<Key> kAlike = {Key::kSessionsRead, Key::kStateDiscordant};

TEST(Catalogue, has_both_languages_for_every_key) {
  for (const Key key : all_keys()) {
    EXPECT_FALSE(english(key).empty()) << static_cast<int>(key);
    EXPECT_FALSE(french(key).empty()) << static_cast<int>(key);
  }
}

TEST(Catalogue, differs_between_the_languages_unless_listed) {
  for (const Key key : all_keys()) {
    if (kAlike.contains(key)) continue;
    EXPECT_NE(english(key), french(key)) << english(key);
  }
}

TEST(Catalogue, fills_the_same_slots_and_counts_the_same_forms_in_both_languages) {
  for (const Key key : all_keys()) {
    EXPECT_EQ(slots(english(key)), slots(french(key))) << english(key);
    const auto forms = [](std::string_view text) {
      return std::count(text.begin(), text.end(), '|');
    };
    EXPECT_EQ(forms(english(key)), forms(french(key))) << english(key);
    EXPECT_LE(forms(english(key)), 1) << english(key);
  }
}

TEST(Catalogue, has_no_english_words_in_french) {
  for (const Key key : all_keys()) {
    const std::string text = lint::folded(french(key));
    for (const char* word : {" the ", " of ", " and ", " to ", " is ", " was ", " from ", " mail ",
                             " mails ", " with ", " not ", " server ", " recipient "}) {
      if (word == std::string(" from ") && text.find(" champ from ") != std::string::npos) continue;
      EXPECT_EQ(text.find(word), std::string::npos) << french(key);
    }
  }
}

TEST(Catalogue, takes_no_side) {
  for (const Key key : all_keys()) {
    EXPECT_THAT(lint::side_taking_words(english(key)), testing::IsEmpty()) << english(key);
    EXPECT_THAT(lint::side_taking_words(french(key)), testing::IsEmpty()) << french(key);
  }
}

TEST(Catalogue, carries_the_standard_notice_word_for_word) {
  EXPECT_EQ(
      french(Key::kNotice),
      "Le présent rapport relate des constatations techniques. Il ne qualifie aucun message ni "
      "aucun expéditeur et ne recommande aucune mesure. L'appréciation au regard de l'article "
      "L. 34-5 du CPCE appartient à la CNIL, aux autorités habilitées et aux juridictions.");
  EXPECT_EQ(english(Key::kNotice),
            "This report states technical findings. It classifies no message and no sender and "
            "recommends no measure. Assessment under article L.34-5 CPCE belongs to the CNIL, the "
            "competent authorities and the courts.");
}

TEST(Defects, have_a_french_meaning_each) {
  const DefectKind kinds[] = {
#define CONSTAT_DEFECT(enumerator, name, meaning) DefectKind::enumerator,
#include "core/defect_kinds.inc"
#undef CONSTAT_DEFECT
  };
  for (const DefectKind kind : kinds) {
    EXPECT_FALSE(french(kind).empty()) << name_of(kind);
    EXPECT_THAT(lint::side_taking_words(french(kind)), testing::IsEmpty()) << name_of(kind);
    EXPECT_THAT(lint::side_taking_words(meaning_of(kind)), testing::IsEmpty()) << name_of(kind);
  }
}

TEST(Wording, keeps_what_is_filled_in_apart_from_the_sentence) {
  const Line line = Wording(Language::kEnglish).line(Key::kSender, {seen("{0}<b>")});
  ASSERT_EQ(line.size(), 2u);
  EXPECT_EQ(line[0].text, "Sender ");
  EXPECT_EQ(line[1].text, "{0}<b>");
  EXPECT_EQ(line[1].kind, Span::Kind::kSeen);
}

TEST(Wording, counts_nought_as_one_in_french_and_as_many_in_english) {
  const Wording en(Language::kEnglish), fr(Language::kFrench);
  EXPECT_EQ(en.counted(Key::kTally, 0), "0 mails");
  EXPECT_EQ(en.counted(Key::kTally, 1), "1 mail");
  EXPECT_EQ(fr.counted(Key::kTally, 0), "0 message");
  EXPECT_EQ(fr.counted(Key::kTally, 1), "1 message");
  EXPECT_EQ(fr.counted(Key::kTally, 1000), "1\u202F000 messages");
}

TEST(Wording, sets_no_break_spaces_where_french_has_them) {
  EXPECT_EQ(set_french("a : b ; c ? « d »"), "a\u00A0: b\u00A0; c\u00A0? «\u00A0d\u00A0»");
  EXPECT_EQ(set_french("a  b"), "a  b");
  EXPECT_EQ(set_french(" "), " ");
}

}  // namespace
}  // namespace constat::report
