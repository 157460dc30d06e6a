// A document in the making: takes blocks in order and numbers the headings.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "report/case_report.h"
#include "report/document.h"
#include "report/origin.h"
#include "report/wording.h"

namespace constat::report {

class Draft {
 public:
  // `report` must outlive the draft.
  Draft(const CaseReport& report, Language language);
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const CaseReport& report() const { return report_; }
  const Wording& wording() const { return wording_; }
  const Origin& origin() const { return origin_; }

  // Level 2 to 4; numbered on from the one before.
  void heading(int level, Line text);
  void add(Block block) { document_.blocks.push_back(std::move(block)); }
  void paragraph(Line text, Tone tone = Tone::kPlain) { add(Paragraph{std::move(text), tone}); }
  void paragraph(Key key) { paragraph(wording_.line(key)); }

  Document take() { return std::move(document_); }

 private:
  std::string next_number(int level) const;

  const CaseReport& report_;
  Wording wording_;
  Origin origin_;
  Document document_;
  std::array<int, 3> numbers_{};  // of levels 2, 3, 4
};

// "2.1" gives "s2-1".
std::string anchor_of(const std::string& number);

// Rows of a name and a count.
using Count = std::pair<Key, std::uint64_t>;
Table count_table(const Wording& wording, Key caption, const std::vector<Count>& counts);

// The first Limits::report_list_entries, then how many more there are.
std::vector<Line> listed(const Wording& wording, const std::vector<std::string>& values);

// The words for the enumerations, in their order.
extern const std::array<Key, 5> kOutcomeKeys;     // of mails, in the plural
extern const std::array<Key, 5> kOneOutcomeKeys;  // of one
extern const std::array<Key, 4> kCompletenessKeys;
extern const std::array<Key, 4> kCategoryKeys;
extern const std::array<Key, 4> kStateKeys;

}  // namespace constat::report
