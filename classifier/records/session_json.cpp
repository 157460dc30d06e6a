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
  json.key("capabilities");
  write_texts(json, facts.capabilities);
  json.key("starttls").value(parser::smtp::name_of(facts.starttls)).key("after_starttls");
  json.value(parser::smtp::name_of(facts.after_starttls)).key("auth").begin_array();
  for (const parser::smtp::Authentication& auth : facts.auth) {
    json.begin_object().key("mechanism").value(auth.mechanism);
    json.key("outcome").value(capture::name_of(auth.outcome)).end_object();
  }
  json.end_array().key("sides").value(parser::smtp::name_of(facts.sides));
  json.key("midstream").value(facts.midstream).key("mails").value(facts.mails);
}

void write_tunnels(JsonWriter& json, const SessionFacts& facts) {
  json.key("tunnels").begin_array();
  for (const parser::smtp::Tunnel& tunnel : facts.tunnels) {
    json.begin_object().key("kind").value(parser::smtp::name_of(tunnel.kind));
    json.key("host").value_or_null(tunnel.host);
    json.key("port").value(static_cast<unsigned>(tunnel.port)).key("range");
    write_range(json, tunnel.where);
    json.end_object();
  }
  json.end_array();
}

void write_claims(JsonWriter& json, const SessionFacts& facts) {
  json.key("claims").begin_array();
  for (const parser::smtp::Claim& claim : facts.claims) {
    json.begin_object().key("by").value(parser::smtp::name_of(claim.by)).key("range");
    write_range(json, claim.where);
    json.key("frame").value(claim.frame.frame);
    write_endpoint(json, "source", claim.source);
    write_endpoint(json, "destination", claim.destination);
    json.key("attributes").begin_array();
    for (const parser::smtp::ClaimAttribute& attribute : claim.attributes) {
      json.begin_object().key("name").value(attribute.name);
      json.key("value").value_or_null(attribute.value).end_object();
    }
    json.end_array().key("outcome");
    if (claim.outcome) {
      json.value(capture::name_of(*claim.outcome));
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array().key("claims_not_kept").value(facts.claims_not_kept);
}

void write_read_mail(JsonWriter& json, const parser::smtp::ReadMail& mail) {
  json.begin_object().key("bytes").value(mail.size);
  json.key("sha256").value(to_hex(mail.sha256)).end_object();
}

void write_end_of_data_readings(JsonWriter& json, const SessionFacts& facts) {
  json.key("end_of_data_readings").begin_array();
  for (const parser::smtp::EndOfDataReading& reading : facts.end_of_data_readings) {
    json.begin_object().key("mail").value_or_null(reading.mail).key("range");
    write_range(json, reading.where);
    json.key("form").value(reading.form).key("strict");
    write_read_mail(json, reading.strict);
    json.key("second").begin_array();
    for (const parser::smtp::ReadMail& mail : reading.second) write_read_mail(json, mail);
    json.end_array().key("second_not_kept").value(reading.second_not_kept);
    json.key("commands").value(reading.commands);
    json.key("taken").value(parser::smtp::name_of(reading.taken)).end_object();
  }
  json.end_array().key("end_of_data_readings_not_kept").value(facts.end_of_data_readings_not_kept);
}

void write_status(JsonWriter& json, std::string_view key, parser::smtp::EnhancedStatus status) {
  json.key(key).value_or_null(to_string(status));
}

void write_parameters(JsonWriter& json, const EnvelopeDetailRecord& detail) {
  json.key("mail_argument");
  write_optional(json, detail.argument);
  json.key("parameters").begin_object().key("size");
  if (detail.size) {
    json.value(*detail.size);
  } else {
    json.null();
  }
  json.key("size_unreadable").value(detail.size_unreadable).key("body");
  write_optional(json, detail.body);
  json.key("smtputf8").value(detail.smtputf8).key("ret");
  write_optional(json, detail.ret);
  json.key("envid");
  write_optional(json, detail.envid);
  json.key("auth");
  write_optional(json, detail.auth);
  json.end_object();
}

void write_recipient_details(JsonWriter& json, const parser::smtp::Transaction& transaction,
                             const EnvelopeDetailRecord& envelope) {
  json.key("recipient_details").begin_array();
  for (const RecipientDetailRecord& detail : envelope.recipients) {
    const parser::smtp::RecipientDetail& said = transaction.details[detail.index];
    json.begin_object().key("recipient").value(static_cast<std::uint64_t>(detail.index));
    write_status(json, "status", said.status);
    json.key("final_reply");
    write_code(json, said.final_reply);
    write_status(json, "final_status", said.final_status);
    json.key("argument");
    write_optional(json, detail.argument);
    json.key("notify");
    write_optional(json, detail.notify);
    json.key("original_type");
    write_optional(json, detail.original_type);
    json.key("original_recipient").value_or_null(detail.original_recipient_id).end_object();
  }
  json.end_array();
}

void write_details(JsonWriter& json, const SessionRecord& record, std::size_t index) {
  static const EnvelopeDetailRecord kNone;
  const parser::smtp::Transaction& transaction = record.facts.transactions[index];
  const EnvelopeDetailRecord& detail =
      index < record.details.size() ? record.details[index] : kNone;
  write_status(json, "mail_from_status", transaction.mail_from_status);
  write_status(json, "final_status", transaction.final_status);
  write_parameters(json, detail);
  write_recipient_details(json, transaction, detail);
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
    write_details(json, record, index);
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
  write_tunnels(json, record.facts);
  write_claims(json, record.facts);
  write_transactions(json, record);
  write_bytes(json, record.facts.bytes);
  write_conflicts(json, record.facts);
  write_end_of_data_readings(json, record.facts);
  json.key("withheld");
  write_texts(json, record.withheld);
  json.key("defects").begin_array();
  write_defects_of(json, "client", record.facts.client_defects);
  write_defects_of(json, "server", record.facts.server_defects);
  json.end_array().key("defects_not_kept").value(record.facts.defects_not_kept).end_object();
}

}  // namespace constat::classifier
