#include "classifier/wording/fold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::classifier::wording {
namespace {

TEST(Fold, takes_case_and_accents_away) {
  EXPECT_EQ(fold("Se D\xC3\x89sabonner"), "se desabonner");
  EXPECT_EQ(fold("Ne plus recevoir d\xE2\x80\x99offres"), "ne plus recevoir d'offres");
  EXPECT_EQ(fold("\xC5\x92uvre \xC3\xA6ther Stra\xC3\x9F\x65 \xC3\x87\x61"),
            "oeuvre aether strasse ca");
  EXPECT_EQ(fold("de\xCC\x81sabonner"), "desabonner");  // e + U+0301, NFD
}

TEST(Fold, makes_all_white_space_alike) {
  EXPECT_EQ(fold("a\xC2\xA0 \t b"), "a b");
  EXPECT_EQ(fold("a \r\n b"), "a\nb");
  EXPECT_EQ(fold("a\r\n \r\n\r\nb"), "a\n\nb");
  EXPECT_EQ(fold("a\xE2\x80\xAF:\xE2\x80\x89"
                 "b"),
            "a : b");
}

TEST(Fold, drops_what_is_not_seen) {
  EXPECT_EQ(fold("un\xC2\xADsub\xE2\x80\x8Bscri\xEF\xBB\xBF"
                 "be"),
            "unsubscribe");
}

TEST(Fold, makes_dashes_and_quotation_marks_plain) {
  EXPECT_EQ(fold("opt\xE2\x80\x91out"), "opt-out");
  EXPECT_EQ(fold("envoyez \xC2\xAB\xC2\xA0STOP\xC2\xA0\xC2\xBB ici"), "envoyez \"stop\" ici");
  EXPECT_EQ(fold("\xE2\x80\x9Cstop\xE2\x80\x9D"), "\"stop\"");
  EXPECT_EQ(fold("\xEF\xBC\xA1\xEF\xBC\xA2"), "ab");  // full-width AB
}

TEST(Fold, leaves_other_scripts_alone) {
  EXPECT_EQ(fold("\xD0\x96\xD0\x96 \xF0\x9F\x93\xA7"), "\xD0\x96\xD0\x96 \xF0\x9F\x93\xA7");
}

TEST(Fold, leads_back_to_the_original) {
  const std::string original =
      "Se  d\xC3\xA9s\xC2\xAD"
      "abonner\xC2\xA0!";
  Folded folded;
  folded.assign(original, QuotedLines::kKept);
  ASSERT_EQ(folded.text(), "se desabonner !");
  const ByteRange word = folded.to_original({3, 10});
  EXPECT_EQ(original.substr(word.offset, word.length),
            "d\xC3\xA9s\xC2\xAD"
            "abonner");
  EXPECT_EQ(folded.from_original(word.offset), 3u);
  EXPECT_EQ(folded.from_original(word.end()), 13u);
  EXPECT_EQ(folded.to_original({0, folded.text().size()}).end(), original.size());
  EXPECT_EQ(folded.to_original({99, 9}).offset, original.size());
}

// Eight bytes are folded at a time: every byte at every place among eight gives what it gives
// alone.
TEST(Fold, does_not_depend_on_where_a_byte_stands) {
  for (int c = 1; c < 0x80; ++c) {
    const std::string alone = fold(std::string("x") + static_cast<char>(c) + "x");
    for (std::size_t at = 1; at < 17; ++at) {
      std::string text(24, 'x');
      text[at] = static_cast<char>(c);
      EXPECT_EQ(fold(text), std::string(at - 1, 'x') + alone + std::string(22 - at, 'x'))
          << c << " at " << at;
    }
  }
}

TEST(Fold, joins_two_spaces_wherever_they_stand) {
  for (std::size_t at = 1; at < 20; ++at) {
    for (const std::string_view second : {" ", "\t", "\xC2\xA0"}) {
      const std::string text = std::string(at, 'X') + " " + std::string(second) + "0123456789";
      EXPECT_EQ(fold(text), std::string(at, 'x') + " 0123456789");
    }
    EXPECT_EQ(fold(std::string(at, 'X') + " "), std::string(at, 'x') + " ");
    EXPECT_EQ(fold(std::string(at, 'X') + " \nY"), std::string(at, 'x') + "\ny");
  }
}

TEST(Fold, skips_quoted_lines_where_asked) {
  Folded folded;
  folded.assign("> a\nb\n> c\r\n>d\ne", QuotedLines::kSkipped);
  EXPECT_EQ(folded.text(), "\n\nb\n\ne");
  folded.assign("> a", QuotedLines::kKept);
  EXPECT_EQ(folded.text(), "> a");
  folded.assign(">", QuotedLines::kSkipped);
  EXPECT_EQ(folded.text(), "\n");
}

TEST(Fold, takes_cut_characters_without_reading_on) {
  for (const std::string_view cut : {"\xC3", "\xE2\x80", "\xF0\x9F", "a\xE2"})
    EXPECT_EQ(fold(cut), cut);
}

}  // namespace
}  // namespace constat::classifier::wording
