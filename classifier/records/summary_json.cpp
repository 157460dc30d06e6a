// The records "objection" and "summary" as JSON: docs/schema/records.schema.json.

#include "classifier/record_json.h"
#include "classifier/records/json_words.h"

namespace constat::classifier {
namespace {

constexpr std::size_t kOutcomes = 5;
constexpr std::size_t kCompleteness = 4;

void write_later(JsonWriter& json, const Objection::LaterMail& later) {
  json.begin_object().key("mail").value(later.mail).key("time").value_or_null(later.time);
  json.key("input").value(later.input).key("frames");
  write_frames(json, later.first_frame, later.last_frame);
  json.key("elapsed_seconds").value(later.elapsed_seconds);
  json.key("outcome").value(capture::name_of(later.outcome)).end_object();
}

void write_coverage(JsonWriter& json, const Summary& summary) {
  json.key("coverage").begin_object();
  json.key("incomplete").value(summary.incomplete());
  json.key("broken_equations");
  write_texts(json, summary.broken_equations);
  json.key("inputs").value(summary.inputs);
  json.key("inputs_incomplete").value(summary.inputs_incomplete);
  json.key("frames").value(summary.frames).key("frames_analysed").value(summary.frames_analysed);
  json.key("frames_cut").value(summary.frames_cut).key("frames_skipped").begin_object();
  for (std::size_t reason = 0; reason < summary.frames_skipped.size(); ++reason) {
    json.key(capture::name_of(static_cast<capture::SkipReason>(reason)));
    json.value(summary.frames_skipped[reason]);
  }
  json.end_object().end_object();
}

void write_streams(JsonWriter& json, const Summary& summary) {
  const capture::StreamCounts& streams = summary.streams;
  json.key("streams").begin_object().key("flows").value(streams.flows);
  json.key("flows_evicted").value(streams.flows_evicted);
  json.key("delivered_bytes").value(streams.delivered_bytes);
  json.key("duplicate_bytes").value(streams.duplicate_bytes);
  json.key("conflicting_bytes").value(streams.conflicting_bytes);
  json.key("conflicts").value(streams.conflicts);
  json.key("gap_bytes").value(streams.gap_bytes).key("gaps").value(streams.gaps).end_object();
  const parser::smtp::OtherFlows& other = summary.other;
  json.key("other_flows").begin_object().key("flows").value(other.flows);
  json.key("bytes").value(other.bytes).key("tls_flows").value(other.tls_flows);
  json.key("tls_bytes").value(other.tls_bytes).end_object();
}

void write_sessions(JsonWriter& json, const Summary& summary) {
  json.key("sessions").begin_object().key("total").value(summary.sessions);
  json.key("encrypted").value(summary.sessions_encrypted);
  json.key("one_sided").value(summary.sessions_one_sided);
  json.key("midstream").value(summary.sessions_midstream);
  const parser::smtp::SessionBytes& bytes = summary.session_bytes;
  json.key("bytes").begin_object().key("command").value(bytes.command);
  json.key("mail").value(bytes.mail).key("encrypted").value(bytes.encrypted);
  json.key("missing").value(bytes.missing).key("unparsed").value(bytes.unparsed);
  json.end_object().end_object();
}

void write_mails(JsonWriter& json, const Summary& summary) {
  json.key("mails").begin_object().key("total").value(summary.mails);
  json.key("without_envelope").value(summary.mails_without_envelope);
  json.key("completeness").begin_object();
  for (std::size_t index = 0; index < kCompleteness; ++index) {
    json.key(capture::name_of(static_cast<capture::Completeness>(index)));
    json.value(summary.completeness[index]);
  }
  json.end_object().key("outcomes").begin_object();
  for (std::size_t index = 0; index < kOutcomes; ++index) {
    json.key(capture::name_of(static_cast<capture::Outcome>(index)));
    json.value(summary.outcomes[index]);
  }
  json.end_object().end_object();
}

}  // namespace

void append_json(const Objection& objection, std::string& out) {
  JsonWriter json(out);
  json.begin_object().key("record").value("objection").key("mail").value(objection.mail);
  json.key("time").value_or_null(objection.time).key("input").value(objection.input);
  json.key("frames");
  write_frames(json, objection.first_frame, objection.last_frame);
  json.key("person").value_or_null(objection.person);
  json.key("sender_domain").value(objection.sender_domain);
  json.key("channel").value(objection.channel).key("accepted").value(objection.accepted);
  json.key("address_shared_by").value(objection.address_shared_by);
  json.key("later").begin_array();
  for (const Objection::LaterMail& later : objection.later) write_later(json, later);
  json.end_array().end_object();
}

void append_json(const Summary& summary, std::string& out) {
  JsonWriter json(out);
  json.begin_object().key("record").value("summary");
  write_coverage(json, summary);
  write_streams(json, summary);
  write_sessions(json, summary);
  write_mails(json, summary);
  json.key("objections").value(summary.objections);
  json.key("defects").value(summary.defects).end_object();
}

}  // namespace constat::classifier
