// The parts of a report in their order; each writes itself into the draft.
#pragma once

#include "classifier/assessment.h"
#include "report/sections/draft.h"

namespace constat::report {

void write_opening(Draft& draft);
void write_broken_accounts(Draft& draft);  // only where counts do not add up
void write_contents(Draft& draft);         // only where there are several senders
void write_coverage(Draft& draft);
void write_inputs(Draft& draft);  // within the coverage
void write_reading(Draft& draft);
void write_sender(Draft& draft, const classifier::Assessment& sender);
void write_objections(Draft& draft, const classifier::Assessment& sender);
void write_criteria(Draft& draft, const classifier::Assessment& sender);
void write_method(Draft& draft);
void write_verification(Draft& draft);

Document case_document(const CaseReport& report, Language language);

}  // namespace constat::report
