// The records "objection" and "summary" as JSON: docs/schema/records.schema.json.

#include "classifier/record_json.h"
#include "classifier/records/counts_json.h"
#include "classifier/records/json_words.h"

namespace constat::classifier {
namespace {

void write_later(JsonWriter& json, const Objection::LaterMail& later) {
  json.begin_object().key("mail").value(later.mail).key("time").value_or_null(later.time);
  json.key("input").value(later.input).key("frames");
  write_frames(json, later.first_frame, later.last_frame);
  json.key("elapsed_seconds").value(later.elapsed_seconds);
  json.key("outcome").value(capture::name_of(later.outcome));
  json.key("other_list").value(later.other_list);
  json.key("transactional").value(later.transactional).end_object();
}

void write_coverage(JsonWriter& json, const Summary& summary) {
  json.key("coverage").begin_object();
  json.key("incomplete").value(summary.incomplete());
  write_equations(summary, json);
  json.key("inputs").value(summary.inputs);
  json.key("inputs_incomplete").value(summary.inputs_incomplete);
  json.key("inputs_compressed").value(summary.inputs_compressed);
  json.key("frames").value(summary.frames).key("frames_analysed").value(summary.frames_analysed);
  json.key("frames_cut").value(summary.frames_cut);
  json.key("frames_dropped").value(summary.frames_dropped);
  write_skipped(summary, json);
  json.end_object();
}

void write_mails(JsonWriter& json, const Summary& summary) {
  json.key("mails").begin_object().key("total").value(summary.mails);
  json.key("of_sessions").value(summary.mails_of_sessions);
  json.key("of_files").value(summary.mails_of_files);
  json.key("without_envelope").value(summary.mails_without_envelope);
  json.key("read_otherwise").value(summary.mails_read_otherwise);
  json.key("without_other_reading").value(summary.mails_without_other_reading);
  write_counts<capture::Completeness>("completeness", summary.completeness, &capture::name_of,
                                      json);
  write_counts<capture::Outcome>("outcomes", summary.outcomes, &capture::name_of, json);
  json.end_object();
}

void write_facts(JsonWriter& json, const Summary& summary) {
  json.key("facts").begin_object().key("found").value(summary.facts_found);
  json.key("kept").value(summary.facts_kept);
  json.key("not_kept").value(summary.facts_not_kept).end_object();
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
  json.key("signed").value(objection.is_signed).key("lists");
  write_texts(json, objection.lists);
  json.key("later").begin_array();
  for (const Objection::LaterMail& later : objection.later) write_later(json, later);
  json.end_array().key("later_not_kept").value(objection.later_not_kept).end_object();
}

void append_json(const Summary& summary, std::string& out) {
  JsonWriter json(out);
  json.begin_object().key("record").value("summary");
  write_coverage(json, summary);
  write_frame_counts(summary.frame_counts, json);
  write_streams(summary.streams, json);
  write_other_flows(summary.other, json);
  write_sessions(summary, json);
  write_mails(json, summary);
  write_facts(json, summary);
  json.key("objections").value(summary.objections);
  json.key("records_handed_out").value(summary.records_handed_out);
  json.key("defects").value(summary.defects).end_object();
}

}  // namespace constat::classifier
