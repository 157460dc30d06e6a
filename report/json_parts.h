// Parts of the JSON report.
#pragma once

#include "classifier/assessment.h"
#include "core/json_writer.h"

namespace constat::report {

void write_coverage_json(const classifier::Summary& summary, JsonWriter& json);  // key "coverage"
void write_sender_json(const classifier::Assessment& sender, JsonWriter& json);  // one object
void write_criterion_json(const classifier::CriterionTally& tally, JsonWriter& json);

// An object of counts named by an enumeration: name_of(Enum(0)), name_of(Enum(1)), …
template <typename Enum, std::size_t N>
void write_counts(std::string_view key, const std::array<std::uint64_t, N>& counts,
                  std::string_view (*name)(Enum), JsonWriter& json) {
  json.key(key).begin_object();
  for (std::size_t i = 0; i < N; ++i) json.key(name(static_cast<Enum>(i))).value(counts[i]);
  json.end_object();
}

}  // namespace constat::report
