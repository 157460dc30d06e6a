// The record "session" as JSON: docs/schema/records.schema.json.

#include "classifier/record_json.h"
#include "classifier/records/json_words.h"

namespace constat::classifier {
namespace {

using parser::smtp::SessionFacts;

void write_endpoint(JsonWriter& json, std::string_view key, const Endpoint& endpoint) {
  json.key(key).begin_object().key("ip").value_or_null(to_string(endpoint.ip));
  json.key("port").value(static_cast<unsigned>(endpoint.port)).end_object();
}

void write_identity(JsonWriter& json, const SessionRecord& record) {
  const SessionFacts& facts = record.facts;
  json.key("record").value("session").key("id").value(facts.id);
  json.key("community_id").value_or_null(facts.community_id).key("input").value(record.input);
  json.key("door").value(name_of(facts.door)).key("frames");
  write_frames(json, facts.first_frame.frame, facts.last_frame.frame);
  if (!record.last_input.empty()) json.key("last_input").value(record.last_input);
  json.key("time").value_or_null(to_rfc3339(facts.time));
  write_endpoint(json, "client", facts.client);
  write_endpoint(json, "server", facts.server);
}

void write_manners(JsonWriter& json, const SessionFacts& facts) {
  json.key("helo");
  write_texts(json, facts.helo);
  json.key("starttls").value(parser::smtp::name_of(facts.starttls)).key("auth").begin_array();
  for (const parser::smtp::Authentication& auth : facts.auth) {
    json.begin_object().key("mechanism").value(auth.mechanism);
    json.key("outcome").value(capture::name_of(auth.outcome)).end_object();
  }
  json.end_array().key("sides").value(parser::smtp::name_of(facts.sides));
  json.key("midstream").value(facts.midstream).key("mails").value(facts.mails);
}

bool lists(const std::vector<std::string>& names, std::string_view name) {
  for (const std::string& listed : names) {
    if (listed == name) return true;
  }
  return false;
}

void write_transactions(JsonWriter& json, const SessionRecord& record) {
  const bool mail_from_withheld = lists(record.withheld, "transactions.mail_from");
  json.key("transactions").begin_array();
  for (std::size_t index = 0; index < record.facts.transactions.size(); ++index) {
    const parser::smtp::Transaction& transaction = record.facts.transactions[index];
    json.begin_object().key("mail_from");
    const bool told =
        transaction.mail_from_seen && !(mail_from_withheld && transaction.mail_from.empty());
    if (told) {
      json.value(transaction.mail_from);
    } else {
      json.null();
    }
    json.key("mail_from_reply");
    write_code(json, transaction.mail_from_reply);
    json.key("recipients").begin_array();
    if (index < record.recipients.size()) {
      for (const RecipientRecord& recipient : record.recipients[index]) {
        write_recipient(json, recipient);
      }
    }
    json.end_array().key("recipients_not_kept").value(transaction.recipients_not_kept);
    json.key("state").value(parser::smtp::name_of(transaction.state));
    json.key("mail").value_or_null(transaction.mail).end_object();
  }
  json.end_array().key("transactions_not_kept").value(record.facts.transactions_not_kept);
}

void write_bytes(JsonWriter& json, const parser::smtp::SessionBytes& bytes) {
  json.key("bytes").begin_object().key("command").value(bytes.command);
  json.key("mail").value(bytes.mail).key("encrypted").value(bytes.encrypted);
  json.key("missing").value(bytes.missing).key("unparsed").value(bytes.unparsed).end_object();
}

void write_defects_of(JsonWriter& json, std::string_view side, const Defects& defects) {
  for (const Defect& defect : defects) {
    begin_defect(json, defect);
    json.key("side").value(side).end_object();
  }
}

void write_conflicts(JsonWriter& json, const SessionFacts& facts) {
  json.key("conflicts").begin_array();
  for (const parser::smtp::Conflict& conflict : facts.conflicts) {
    json.begin_object().key("side").value(name_of(conflict.side)).key("range");
    write_range(json, conflict.where);
    json.key("first_sha256").value(to_hex(conflict.first));
    json.key("later_sha256").value(to_hex(conflict.later));
    json.key("frame").value(conflict.frame.frame);
    json.key("acknowledged_before").value(conflict.acknowledged_before).key("replies_bear_out");
    if (conflict.replies_bear_out) {
      json.value(name_of(*conflict.replies_bear_out));
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace

void append_json(const SessionRecord& record, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  write_identity(json, record);
  write_manners(json, record.facts);
  write_transactions(json, record);
  write_bytes(json, record.facts.bytes);
  write_conflicts(json, record.facts);
  json.key("withheld");
  write_texts(json, record.withheld);
  json.key("defects").begin_array();
  write_defects_of(json, "client", record.facts.client_defects);
  write_defects_of(json, "server", record.facts.server_defects);
  json.end_array().key("defects_not_kept").value(record.facts.defects_not_kept).end_object();
}

}  // namespace constat::classifier
