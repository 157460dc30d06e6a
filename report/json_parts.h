// Parts of the JSON report.
#pragma once

#include "classifier/assessment.h"
#include "core/json_writer.h"

namespace constat::report {

void write_coverage_json(const classifier::Summary& summary, JsonWriter& json);  // key "coverage"
void write_sender_json(const classifier::Assessment& sender, JsonWriter& json);  // one object
void write_criterion_json(const classifier::CriterionTally& tally, JsonWriter& json);

}  // namespace constat::report
