// What was seen and what was not, before any finding.
#include "report/sections/coverage.h"

#include "report/sections/sections.h"

namespace constat::report {

void write_coverage(Draft& draft) {
  const Wording& wording = draft.wording();
  draft.heading(2, wording.line(Key::kCoverage));
  draft.paragraph(Key::kCoverageLead);
  write_inputs(draft);
  draft.heading(3, wording.line(Key::kCounts));
  write_coverage_counts(draft);
  write_coverage_meaning(draft);
  write_accounts(draft);
}

}  // namespace constat::report
