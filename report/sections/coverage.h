// The parts of the coverage, each in a file of its own.
#pragma once

#include "report/sections/draft.h"

namespace constat::report {

void write_coverage_counts(Draft& draft);
void write_coverage_meaning(Draft& draft);
// The accounting equations with both sides, closing or not.
void write_accounts(Draft& draft);

}  // namespace constat::report
