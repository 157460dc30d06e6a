#include "classifier/records/counts_json.h"
#include "report/json_parts.h"

namespace constat::report {

// Named and grouped as in the record "summary".
void write_coverage_json(const classifier::Summary& summary, JsonWriter& json) {
  json.key("coverage").begin_object();
  json.key("incomplete").value(summary.incomplete());
  classifier::write_equations(summary, json);
  json.key("inputs").value(summary.inputs);
  json.key("inputs_incomplete").value(summary.inputs_incomplete);
  json.key("inputs_compressed").value(summary.inputs_compressed);
  json.key("frames").value(summary.frames);
  json.key("frames_analysed").value(summary.frames_analysed);
  classifier::write_skipped(summary, json);
  json.key("frames_cut").value(summary.frames_cut);
  json.key("frames_dropped").value(summary.frames_dropped);
  classifier::write_frame_counts(summary.frame_counts, json);
  classifier::write_streams(summary.streams, json);
  classifier::write_other_flows(summary.other, json);
  classifier::write_sessions(summary, json);
  json.key("mails").value(summary.mails);
  classifier::write_counts<capture::Completeness>("completeness", summary.completeness,
                                                  &capture::name_of, json);
  classifier::write_counts<capture::Outcome>("outcomes", summary.outcomes, &capture::name_of, json);
  json.key("mails_without_envelope").value(summary.mails_without_envelope);
  json.key("defects").value(summary.defects);
  json.key("objections").value(summary.objections);
  json.end_object();
}

}  // namespace constat::report
