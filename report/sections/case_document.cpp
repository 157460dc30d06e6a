// The order in which a report is told: what was examined comes before what was found.
#include "report/sections/sections.h"

namespace constat::report {

Document case_document(const CaseReport& report, Language language) {
  Draft draft(report, language);
  write_opening(draft);
  write_contents(draft);
  write_coverage(draft);
  write_reading(draft);
  for (const classifier::Assessment& sender : report.assessments) write_sender(draft, sender);
  if (report.assessments.empty()) draft.paragraph(Key::kNoSenders);
  write_method(draft);
  write_verification(draft);
  return draft.take();
}

}  // namespace constat::report
