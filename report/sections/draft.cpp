#include "report/sections/draft.h"

#include <algorithm>

#include "core/limits.h"

namespace constat::report {

const std::array<Key, 5> kOutcomeKeys = {Key::kAccepted, Key::kRefused, Key::kDeferred,
                                         Key::kUnanswered, Key::kNotObserved};
const std::array<Key, 5> kOneOutcomeKeys = {Key::kOneAccepted, Key::kOneRefused, Key::kOneDeferred,
                                            Key::kOneUnanswered, Key::kOneNotObserved};
const std::array<Key, 4> kCompletenessKeys = {Key::kComplete, Key::kHoled, Key::kTruncated,
                                              Key::kMidstream};
const std::array<Key, 4> kCategoryKeys = {Key::kConsumer, Key::kRole, Key::kNamed, Key::kUnknown};
const std::array<Key, 4> kStateKeys = {Key::kStateObserved, Key::kStateNotObserved,
                                       Key::kStateDiscordant, Key::kStateNotObservable};

Draft::Draft(const CaseReport& report, Language language)
    : report_(report), wording_(language), origin_(report, wording_) {
  document_.language = language;
  document_.title = wording_.text(Key::kTitle);
  document_.program_version = report.program_version;
}

std::string Draft::next_number(int level) const {
  std::array<int, 3> next = numbers_;
  ++next[static_cast<std::size_t>(level - 2)];
  std::string number = std::to_string(next[0]);
  for (int i = 3; i <= level; ++i)
    number += "." + std::to_string(next[static_cast<std::size_t>(i - 2)]);
  return number;
}

void Draft::heading(int level, Line text) {
  Heading heading{level, next_number(level), {}, std::move(text)};
  heading.anchor = anchor_of(heading.number);
  ++numbers_[static_cast<std::size_t>(level - 2)];
  for (int below = level + 1; below <= 4; ++below)
    numbers_[static_cast<std::size_t>(below - 2)] = 0;
  add(std::move(heading));
}

std::string anchor_of(const std::string& number) {
  std::string anchor = "s" + number;
  std::replace(anchor.begin(), anchor.end(), '.', '-');
  return anchor;
}

Table count_table(const Wording& wording, Key caption, const std::vector<Count>& counts) {
  Table table;
  table.caption = wording.text(caption);
  table.columns = {{wording.text(Key::kCounts), Table::Align::kText},
                   {wording.text(Key::kNumber), Table::Align::kNumber}};
  for (const auto& [key, count] : counts) {
    table.rows.push_back({wording.line(key), {words(wording.number(count))}});
  }
  return table;
}

std::vector<Line> listed(const Wording& wording, const std::vector<std::string>& values) {
  if (values.empty()) return {wording.line(Key::kNone)};
  const std::size_t shown = std::min(values.size(), Limits{}.report_list_entries);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < shown; ++i) lines.push_back({seen(values[i])});
  if (shown < values.size()) {
    lines.push_back(wording.line(Key::kMore, {words(wording.number(values.size() - shown))}));
  }
  return lines;
}

}  // namespace constat::report
