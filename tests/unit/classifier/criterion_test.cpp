#include "classifier/criterion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/wording/fold.h"

namespace constat::classifier {
namespace {

using ::testing::ElementsAre;

constexpr Rule kRules[] = {{"x.for", Bearing::kFor},
                           {"x.alone", Bearing::kAgainst, When::kNothingFor},
                           {"x.against", Bearing::kAgainst},
                           {"x.", Bearing::kContext}};

Finding of(std::vector<std::string> ids, parser::ParsedMail mail = {},
           Needs needs = Needs::kHeaderAndText) {
  static capture::RawMail raw;
  mail.raw = &raw;
  std::vector<Fact> facts;
  for (std::string& id : ids) facts.push_back({std::move(id), "", "", {}, ""});
  Criterion criterion;
  criterion.id = "test";
  criterion.rules = kRules;
  criterion.needs = needs;
  return examine(criterion, mail, facts);
}

TEST(Examine, states_follow_from_the_facts) {
  EXPECT_EQ(of({"x.for"}).state, State::kObserved);
  EXPECT_EQ(of({"x.against"}).state, State::kNotObserved);
  EXPECT_EQ(of({"x.for", "x.against"}).state, State::kDiscordant);
  EXPECT_EQ(of({"x.other", "y"}).state, State::kNotObserved);
}

TEST(Examine, sorts_facts_by_the_first_rule_that_fits) {
  const Finding finding = of({"y", "x.other", "x.against", "x.for", "x.against"});
  EXPECT_THAT(finding.for_facts, ElementsAre(3));
  EXPECT_THAT(finding.against_facts, ElementsAre(2, 4));
  EXPECT_THAT(finding.context_facts, ElementsAre(1));
}

TEST(Examine, counts_a_fact_against_only_where_nothing_stands_for) {
  EXPECT_THAT(of({"x.alone"}).against_facts, ElementsAre(0));
  const Finding beside = of({"x.alone", "x.for", "x.other"});
  EXPECT_EQ(beside.state, State::kObserved);
  EXPECT_THAT(beside.context_facts, ElementsAre(0, 2));
}

TEST(Examine, claims_absence_only_of_bytes_that_were_seen) {
  parser::ParsedMail cut_header;
  cut_header.header_incomplete = true;
  EXPECT_EQ(of({}, cut_header).state, State::kNotObservable);
  EXPECT_EQ(of({"x.against"}, cut_header).state, State::kNotObservable);
  EXPECT_EQ(of({"x.for"}, cut_header).state, State::kObserved);
  parser::ParsedMail cut_body;
  cut_body.body_incomplete = true;
  EXPECT_EQ(of({}, cut_body).reason, "body_incomplete");
  EXPECT_EQ(of({}, cut_body, Needs::kHeader).state, State::kNotObserved);
  EXPECT_EQ(of({}, {}, Needs::kEnvelope).reason, "no_envelope");
}

std::vector<Text> texts_of(const Criterion& criterion) {
  std::vector<Text> texts{criterion.title, criterion.question, criterion.never_visible,
                          criterion.exhibit, criterion.note};
  for (const Reason& reason : criterion.reasons) texts.push_back(reason.text);
  return texts;
}

// criteria.md section 7. The law itself is a quotation and is left out.
constexpr std::string_view kForbidden[] = {"spam",
                                           "spammer",
                                           "pourriel",
                                           "junk",
                                           "indesirable",
                                           "arnaque",
                                           "scam",
                                           "fraude",
                                           "fraud",
                                           "phishing",
                                           "malveillant",
                                           "malicious",
                                           "suspect",
                                           "suspicious",
                                           "illicite",
                                           "illegal",
                                           "unlawful",
                                           "infraction",
                                           "violation",
                                           "manquement",
                                           "coupable",
                                           "guilty",
                                           "delinquant",
                                           "contrevenant",
                                           "conforme",
                                           "compliant",
                                           "verdict",
                                           "score",
                                           "note",
                                           "grade",
                                           "reputation",
                                           "blacklist",
                                           "liste noire",
                                           "bloquer",
                                           "block",
                                           "blocked",
                                           "rejeter",
                                           "reject",
                                           "rejected",
                                           "quarantaine",
                                           "sans consentement",
                                           "without consent"};

void expect_neutral(std::string_view text) {
  const std::string folded = wording::fold(text);
  for (const std::string_view word : kForbidden) {
    for (std::size_t at = folded.find(word); at != std::string::npos;
         at = folded.find(word, at + 1)) {
      const bool whole =
          (at == 0 || !wording::is_word_byte(folded[at - 1])) &&
          (at + word.size() == folded.size() || !wording::is_word_byte(folded[at + word.size()]));
      EXPECT_FALSE(whole) << word << " in: " << text;
    }
  }
}

TEST(Examine, claims_nothing_of_a_mail_kept_in_utf16) {
  capture::RawMail raw;
  raw.defects = {{DefectKind::kUtf16Mail, {0, 2}}};
  parser::ParsedMail mail;
  mail.raw = &raw;
  Criterion criterion;
  criterion.id = "test";
  criterion.rules = kRules;
  criterion.needs = Needs::kHeader;
  const Finding finding = examine(criterion, mail, {});
  EXPECT_EQ(finding.state, State::kNotObservable);
  EXPECT_EQ(finding.reason, "not_decoded");
}

TEST(Texts, take_no_side) {
  for (const Criterion* criterion : criteria()) {
    for (const Text& text : texts_of(*criterion)) {
      expect_neutral(text.en);
      expect_neutral(text.fr);
    }
    expect_neutral(criterion->id);
  }
  for (const FactFamily* family : fact_families()) {
    for (const FactKind& kind : family->kinds) {
      expect_neutral(kind.id);
      expect_neutral(kind.label_en);
      expect_neutral(kind.label_fr);
    }
  }
}

TEST(Texts, stand_in_both_languages) {
  for (const Criterion* criterion : criteria()) {
    for (const Text& text : texts_of(*criterion))
      EXPECT_EQ(text.en.empty(), text.fr.empty()) << criterion->id << text.en;
    for (const Text& text : {criterion->title, criterion->law, criterion->question,
                             criterion->never_visible, criterion->exhibit}) {
      EXPECT_FALSE(text.en.empty() || text.fr.empty()) << criterion->id;
    }
    EXPECT_EQ(criterion->checked, "2026-11");
  }
  for (const FactFamily* family : fact_families()) {
    for (const FactKind& kind : family->kinds)
      EXPECT_FALSE(kind.label_en.empty() || kind.label_fr.empty()) << kind.id;
  }
}

TEST(Criteria, quote_the_law_in_french_and_say_that_the_english_is_a_translation) {
  for (const Criterion* criterion : criteria()) {
    if (!criterion->id.starts_with("FR.L34-5")) continue;
    EXPECT_TRUE(criterion->law.fr.starts_with("« ") && criterion->law.fr.ends_with(" »"))
        << criterion->id;
    EXPECT_TRUE(criterion->law.en.starts_with("(translation)")) << criterion->id;
    EXPECT_EQ(criterion->version_date, "2020-07-26");
  }
}

TEST(Criteria, name_only_facts_that_exist) {
  for (const Criterion* criterion : criteria()) {
    for (const Rule& rule : criterion->rules) {
      if (rule.fact.ends_with('.')) continue;
      EXPECT_NE(fact_kind(rule.fact), nullptr) << criterion->id << " " << rule.fact;
    }
  }
}

TEST(Criteria, have_words_for_every_common_reason) {
  for (const Criterion* criterion : criteria()) {
    for (const std::string_view key :
         {"header_incomplete", "body_incomplete", "image_only", "no_readable_text", "not_decoded",
          "encrypted_body", "no_envelope", "envelope_incomplete"}) {
      EXPECT_NE(reason_named(*criterion, key), nullptr) << criterion->id << " " << key;
    }
    EXPECT_EQ(reason_named(*criterion, "no_such_key"), nullptr);
  }
}

TEST(Criteria, are_found_by_id) {
  for (const Criterion* criterion : criteria())
    EXPECT_EQ(criterion_named(criterion->id), criterion);
  EXPECT_EQ(criterion_named("nothing"), nullptr);
  EXPECT_EQ(criteria().size(), 6u);
}

}  // namespace
}  // namespace constat::classifier
