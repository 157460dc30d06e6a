// The criteria of one sender, each for itself: the text, the question, the four counts, the facts
// both ways, and what no mail flow can show. Nothing is added up over criteria.
#include "report/numbers.h"
#include "report/origin.h"
#include "report/rules.h"
#include "report/sections/sections.h"

namespace constat::report {
namespace {

using classifier::Criterion;
using classifier::CriterionTally;
using classifier::FactTally;

// With more senders than these the texts, always the same, stand under the first one only.
constexpr std::size_t kSendersWithTexts = 3;

Line source_line(const Wording& wording, const Criterion& rule) {
  constexpr std::array<Key, 4> kSources = {Key::kSourceTexte, Key::kSourceDoctrine,
                                           Key::kSourceJurisprudence, Key::kSourcePendant};
  if (rule.version_date.empty()) {
    return wording.line(Key::kSourceUndated, {words(date(rule.checked, wording.language()))});
  }
  return wording.line(kSources[static_cast<std::size_t>(rule.source)],
                      {words(date(rule.version_date, wording.language())),
                       words(date(rule.checked, wording.language()))});
}

FactColumn column_of(const Draft& draft, const std::vector<FactTally>& facts, Key title,
                     Key gloss) {
  const Wording& wording = draft.wording();
  FactColumn column{wording.text(title), wording.text(gloss), wording.text(Key::kNoneFound), {}};
  for (const FactTally& fact : facts) {
    const std::string label = fact_label(fact.fact, wording.language());
    FactColumn::Entry entry;
    if (!label.empty()) entry.label = {words(label), words(" ")};
    entry.label.push_back(code(fact.fact));
    entry.tally = wording.counted(Key::kTally, fact.mails);
    for (const classifier::Example& example : fact.examples) {
      entry.exhibits.push_back(draft.origin().exhibit_of(example));
    }
    column.entries.push_back(std::move(entry));
  }
  return column;
}

Table states_table(const Wording& wording, const CriterionTally& tally) {
  Table table;
  table.columns = {{wording.text(Key::kStates), Table::Align::kText}};
  std::vector<Line> row = {wording.line(Key::kStatesMails)};
  for (std::size_t i = 0; i < kStateKeys.size(); ++i) {
    table.columns.push_back({wording.text(kStateKeys[i]), Table::Align::kNumber});
    row.push_back({words(wording.number(tally.states[i]))});
  }
  table.rows.push_back(std::move(row));
  return table;
}

std::vector<Line> reason_lines(const Wording& wording, const CriterionTally& tally,
                               const Criterion* criterion) {
  std::vector<Line> lines;
  for (const auto& [key, count] : tally.reasons) {
    std::string text =
        criterion == nullptr ? std::string() : reason_text(*criterion, key, wording.language());
    if (text.ends_with('.')) text.pop_back();  // a colon and the count follow
    lines.push_back(wording.line(Key::kReasonTally, {text.empty() ? code(key) : words(text),
                                                     words(wording.counted(Key::kTally, count))}));
  }
  return lines;
}

Terms closing_terms(const Wording& wording, const CriterionTally& tally,
                    const Criterion* criterion) {
  Terms terms;
  std::vector<Line> reasons = reason_lines(wording, tally, criterion);
  if (!reasons.empty()) terms.rows.push_back({wording.line(Key::kReasons), std::move(reasons)});
  if (criterion == nullptr) return terms;
  const auto text = [&](const classifier::Text& both) {
    return words(set_text(both, wording.language()));
  };
  terms.rows.push_back({wording.line(Key::kNeverVisible), {{text(criterion->never_visible)}}});
  terms.rows.push_back(
      {wording.line(Key::kExhibit),
       {{text(criterion->exhibit), words(" — "), strong(wording.text(Key::kNotProduced))}}});
  return terms;
}

void write_texts(Draft& draft, const Criterion& criterion) {
  const Wording& wording = draft.wording();
  const Language language = wording.language();
  draft.add(Quotation{set_text(criterion.law, language), source_line(wording, criterion)});
  draft.add(
      Terms{{{wording.line(Key::kQuestion), {{words(set_text(criterion.question, language))}}}}});
}

bool texts_stand_here(const CaseReport& report, const classifier::Assessment& sender) {
  return report.assessments.size() <= kSendersWithTexts || &sender == &report.assessments.front();
}

}  // namespace

void write_criteria(Draft& draft, const classifier::Assessment& sender) {
  const Wording& wording = draft.wording();
  const bool with_texts = texts_stand_here(draft.report(), sender);
  draft.heading(3, wording.line(Key::kCriteria));
  if (!with_texts) draft.paragraph(wording.line(Key::kTextsOfCriteria), Tone::kQuiet);
  for (const CriterionTally& tally : sender.criteria) {
    const Criterion* const criterion = rule(tally.criterion);
    Line title;
    if (criterion != nullptr) {
      title = {words(set_text(criterion->title, wording.language())), words(" ")};
    }
    title.push_back(code(tally.criterion));
    draft.heading(4, std::move(title));
    if (criterion != nullptr && with_texts) write_texts(draft, *criterion);
    draft.add(Tables{{states_table(wording, tally)}});
    draft.add(
        FactColumns{column_of(draft, tally.for_facts, Key::kForTitle, Key::kForGloss),
                    column_of(draft, tally.against_facts, Key::kAgainstTitle, Key::kAgainstGloss)});
    if (!tally.context_facts.empty()) {
      draft.add(column_of(draft, tally.context_facts, Key::kContextTitle, Key::kContextGloss));
    }
    Terms closing = closing_terms(wording, tally, criterion);
    if (!closing.rows.empty()) draft.add(std::move(closing));
  }
}

}  // namespace constat::report
