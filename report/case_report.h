// Everything a report tells, in any format or language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "capture/input.h"
#include "classifier/assessment.h"
#include "classifier/criterion.h"

namespace constat::report {

struct CaseReport {
  std::string program_version;
  std::string basis =
      "undeclared";        // own-campaign, own-mailbox, handed-over, authority-order, operator-flow
  std::string mandate;     // reference, "" when none
  std::string disclosure;  // counts, facts, headers, content
  std::string psl_version;  // date of the public suffix list used, "" when unknown
  std::vector<capture::InputFacts> inputs;
  classifier::Summary summary;
  std::vector<classifier::Assessment> assessments;
};

enum class Format : std::uint8_t { kText, kHtml, kJson };

// UTF-8; the same report gives the same bytes. `columns` is the width for kText.
std::string render_text(const CaseReport& report, classifier::Language language, int columns = 100);
std::string render_html(const CaseReport& report, classifier::Language language);
std::string render_json(const CaseReport& report);

}  // namespace constat::report
