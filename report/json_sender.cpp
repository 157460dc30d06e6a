#include "classifier/recipient_category.h"
#include "classifier/records/counts_json.h"
#include "classifier/records/json_words.h"
#include "report/json_parts.h"

namespace constat::report {
namespace {

using classifier::Assessment;
using classifier::Objection;

void write_list(std::string_view key, const std::vector<std::string>& values, JsonWriter& json) {
  json.key(key).begin_array();
  for (const std::string& value : values) json.value(value);
  json.end_array();
}

// null when there are none.
void write_frames(std::uint64_t first, std::uint64_t last, JsonWriter& json) {
  json.key("frames");
  if (first == 0 && last == 0) {
    json.null();
    return;
  }
  json.begin_array().value(first).value(last).end_array();
}

void write_objection(const Objection& objection, JsonWriter& json) {
  json.begin_object();
  json.key("time").value_or_null(objection.time);
  json.key("mail").value(objection.mail);
  json.key("person").value(objection.person);
  json.key("channel").value(objection.channel);
  json.key("address_shared_by").value(objection.address_shared_by);
  json.key("accepted").value(objection.accepted);
  json.key("input").value(objection.input);
  write_frames(objection.first_frame, objection.last_frame, json);
  json.key("later").begin_array();
  for (const Objection::LaterMail& later : objection.later) {
    json.begin_object();
    json.key("time").value_or_null(later.time);
    json.key("elapsed_seconds").value(later.elapsed_seconds);
    json.key("mail").value(later.mail);
    json.key("outcome").value(capture::name_of(later.outcome));
    json.key("input").value(later.input);
    write_frames(later.first_frame, later.last_frame, json);
    json.end_object();
  }
  json.end_array().end_object();
}

void write_facts(std::string_view key, const std::vector<classifier::FactTally>& facts,
                 JsonWriter& json) {
  json.key(key).begin_array();
  for (const classifier::FactTally& fact : facts) {
    json.begin_object();
    json.key("fact").value(fact.fact);
    json.key("mails").value(fact.mails);
    json.key("examples").begin_array();
    for (const classifier::Example& example : fact.examples) {
      json.begin_object();
      json.key("mail").value(example.mail);
      json.key("mail_sha256").value_or_null(example.mail_sha256);
      json.key("part").value_or_null(example.part);
      json.key("range").begin_array().value(example.range.offset).value(example.range.length);
      json.end_array();
      json.key("value").value_or_null(example.value);
      json.key("quote").value_or_null(example.quote);
      json.key("input").value(example.input);
      write_frames(example.first_frame, example.last_frame, json);
      if (!example.origins.empty()) {
        classifier::write_origins(json.key("origins"), example.origins);
      }
      json.key("source");
      if (example.source) {
        classifier::write_range(json, *example.source);
      } else {
        json.null();
      }
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

void write_criterion_json(const classifier::CriterionTally& tally, JsonWriter& json) {
  json.begin_object();
  json.key("criterion").value(tally.criterion);
  classifier::write_counts<classifier::State>("states", tally.states, &classifier::name_of, json);
  write_facts("for", tally.for_facts, json);
  write_facts("against", tally.against_facts, json);
  write_facts("context", tally.context_facts, json);
  json.key("reasons").begin_object();
  for (const auto& [key, count] : tally.reasons) json.key(key).value(count);
  json.end_object().end_object();
}

void write_sender_json(const Assessment& sender, JsonWriter& json) {
  json.begin_object();
  json.key("sender_domain").value_or_null(sender.sender_domain);
  write_list("from_names", sender.from_names, json);
  write_list("from_addresses", sender.from_addresses, json);
  write_list("return_path_domains", sender.return_path_domains, json);
  write_list("list_ids", sender.list_ids, json);
  write_list("sirens", sender.sirens, json);
  write_list("client_ips", sender.client_ips, json);
  json.key("first_time").value_or_null(sender.first_time);
  json.key("last_time").value_or_null(sender.last_time);
  json.key("mails").value(sender.mails);
  json.key("mails_without_envelope").value(sender.mails_without_envelope);
  classifier::write_counts<capture::Outcome>("mail_outcomes", sender.mail_outcomes,
                                             &capture::name_of, json);
  classifier::write_counts<capture::Completeness>("completeness", sender.completeness,
                                                  &capture::name_of, json);
  json.key("recipients").value(sender.recipients);
  json.key("recipients_not_kept").value(sender.recipients_not_kept);
  classifier::write_counts<capture::Outcome>("recipient_outcomes", sender.recipient_outcomes,
                                             &capture::name_of, json);
  classifier::write_counts<classifier::RecipientCategory>(
      "recipient_categories", sender.recipient_categories, &classifier::name_of, json);
  json.key("distinct_recipients").value(sender.distinct_recipients);
  json.key("objections").begin_array();
  for (const Objection& objection : sender.objections) write_objection(objection, json);
  json.end_array();
  json.key("criteria").begin_array();
  for (const classifier::CriterionTally& tally : sender.criteria) write_criterion_json(tally, json);
  json.end_array();
  json.end_object();
}

}  // namespace constat::report
