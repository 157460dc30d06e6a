// Counts of a run as members of JSON objects, named as their fields are; records and reports share
// them.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "capture/input.h"
#include "classifier/summary.h"
#include "core/json_writer.h"

namespace constat::classifier {

// An object of counts named by an enumeration: name_of(Enum(0)), name_of(Enum(1)), …
template <typename Enum, std::size_t N>
void write_counts(std::string_view key, const std::array<std::uint64_t, N>& counts,
                  std::string_view (*name)(Enum), JsonWriter& json) {
  json.key(key).begin_object();
  for (std::size_t i = 0; i < N; ++i) json.key(name(static_cast<Enum>(i))).value(counts[i]);
  json.end_object();
}

// Keys "mbox" (null for another kind), "frames_skipped", "frame_counts", "streams", "other_flows",
// "sessions".
void write_mbox(const capture::InputFacts& input, JsonWriter& json);
void write_skipped(const capture::InputFacts& input, JsonWriter& json);
void write_skipped(const Summary& summary, JsonWriter& json);
void write_frame_counts(const capture::FrameCounts& counts, JsonWriter& json);
void write_streams(const capture::StreamCounts& streams, JsonWriter& json);
void write_other_flows(const parser::smtp::OtherFlows& other, JsonWriter& json);
void write_sessions(const Summary& summary, JsonWriter& json);
// All of the run, then those that do not close.
void write_equations(const Summary& summary, JsonWriter& json);

}  // namespace constat::classifier
