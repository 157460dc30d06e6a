#include "report/json_parts.h"

namespace constat::report {
namespace {

using classifier::Summary;

void write_streams(const Summary& summary, JsonWriter& json) {
  const capture::StreamCounts& streams = summary.streams;
  json.key("streams").begin_object();
  json.key("flows").value(streams.flows);
  json.key("delivered_bytes").value(streams.delivered_bytes);
  json.key("duplicate_bytes").value(streams.duplicate_bytes);
  json.key("conflicting_bytes").value(streams.conflicting_bytes);
  json.key("conflicts").value(streams.conflicts);
  json.key("gaps").value(streams.gaps);
  json.key("gap_bytes").value(streams.gap_bytes);
  json.key("set_aside_bytes").value(streams.set_aside_bytes);
  json.key("datagrams_overlapping").value(summary.frame_counts.datagrams_overlapping);
  json.key("flows_evicted").value(streams.flows_evicted);
  json.end_object();
}

void write_sessions(const Summary& summary, JsonWriter& json) {
  json.key("sessions").begin_object();
  json.key("all").value(summary.sessions);
  json.key("encrypted").value(summary.sessions_encrypted);
  json.key("one_sided").value(summary.sessions_one_sided);
  json.key("midstream").value(summary.sessions_midstream);
  json.key("bytes").begin_object();
  json.key("command").value(summary.session_bytes.command);
  json.key("mail").value(summary.session_bytes.mail);
  json.key("encrypted").value(summary.session_bytes.encrypted);
  json.key("missing").value(summary.session_bytes.missing);
  json.key("unparsed").value(summary.session_bytes.unparsed);
  json.end_object().end_object();
  json.key("other_flows").begin_object();
  json.key("flows").value(summary.other.flows);
  json.key("bytes").value(summary.other.bytes);
  json.key("tls_flows").value(summary.other.tls_flows);
  json.key("tls_bytes").value(summary.other.tls_bytes);
  json.end_object();
}

}  // namespace

void write_coverage_json(const Summary& summary, JsonWriter& json) {
  json.key("coverage").begin_object();
  json.key("broken_equations").begin_array();
  for (const std::string& name : summary.broken_equations) json.value(name);
  json.end_array();
  json.key("inputs").value(summary.inputs);
  json.key("inputs_incomplete").value(summary.inputs_incomplete);
  json.key("frames").value(summary.frames);
  json.key("frames_analysed").value(summary.frames_analysed);
  write_counts<capture::SkipReason>("frames_skipped", summary.frames_skipped, &capture::name_of,
                                    json);
  json.key("frames_cut").value(summary.frames_cut);
  write_streams(summary, json);
  write_sessions(summary, json);
  json.key("mails").value(summary.mails);
  write_counts<capture::Completeness>("completeness", summary.completeness, &capture::name_of,
                                      json);
  write_counts<capture::Outcome>("outcomes", summary.outcomes, &capture::name_of, json);
  json.key("mails_without_envelope").value(summary.mails_without_envelope);
  json.key("defects").value(summary.defects);
  json.key("objections").value(summary.objections);
  json.end_object();
}

}  // namespace constat::report
