// The record "mail" as JSON: docs/schema/records.schema.json, keys in the order of the contract.

#include "classifier/record_json.h"
#include "classifier/records/authentication_record.h"
#include "classifier/records/json_words.h"
#include "classifier/records/parts_record.h"

namespace constat::classifier {
namespace {

void write_optional_at(JsonWriter& json, std::string_view key, const OptionalText& text) {
  json.key(key);
  write_optional(json, text);
}

void write_origin(JsonWriter& json, const MailRecord& record) {
  json.key("record").value("mail").key("id").value(record.id);
  json.key("session").value_or_null(record.session).key("input").value(record.input);
  json.key("door").value(name_of(record.door)).key("frames");
  write_frames(json, record.first_frame, record.last_frame);
  json.key("last_input").value_or_null(record.last_input);
  if (!record.origins.empty()) write_origins(json.key("origins"), record.origins);
  json.key("source_offset");
  if (record.source_offset) {
    json.value(*record.source_offset);
  } else {
    json.null();
  }
  json.key("time").value_or_null(record.time);
}

void write_envelope(JsonWriter& json, const MailRecord& record) {
  json.key("client_ip").value_or_null(record.client_ip);
  json.key("helo").value_or_null(record.helo).key("envelope");
  if (record.has_envelope) {
    json.begin_object();
    write_optional_at(json, "mail_from", record.mail_from);
    json.key("recipients").begin_array();
    for (const RecipientRecord& recipient : record.recipients) write_recipient(json, recipient);
    json.end_array().key("recipients_not_kept").value(record.recipients_not_kept).end_object();
  } else {
    json.null();
  }
  json.key("reply").begin_object().key("code");
  write_code(json, record.reply_code);
  write_optional_at(json, "text", record.reply_text);
  json.end_object().key("outcome").value(capture::name_of(record.outcome));
}

void write_content(JsonWriter& json, const MailRecord& record) {
  json.key("bytes").value(record.bytes).key("sha256").value(record.sha256);
  json.key("completeness").value(capture::name_of(record.completeness));
  json.key("missing").begin_array();
  for (const ByteRange& hole : record.missing) write_range(json, hole);
  json.end_array().key("sender_domain").value(record.sender_domain);
}

void write_mailboxes(JsonWriter& json, std::string_view key,
                     const std::vector<MailboxRecord>& mailboxes) {
  json.key(key).begin_array();
  for (const MailboxRecord& mailbox : mailboxes) {
    json.begin_object();
    write_optional_at(json, "name", mailbox.name);
    write_optional_at(json, "address", mailbox.address);
    json.key("id").value_or_null(mailbox.id).end_object();
  }
  json.end_array();
}

void write_texts_at(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key);
  write_texts(json, texts);
}

void write_received(JsonWriter& json, const HeaderRecord& header) {
  json.key("received").begin_array();
  for (const TraceRecord& trace : header.received) {
    json.begin_object().key("from").value_or_null(trace.from);
    write_optional_at(json, "from_info", trace.from_info);
    json.key("by").value_or_null(trace.by).key("with").value_or_null(trace.with);
    json.key("id").value_or_null(trace.id);
    write_texts_at(json, "recipients", trace.recipient_ids);
    json.key("date").value_or_null(trace.date).end_object();
  }
  json.end_array().key("received_count").value(header.received_count);
}

void write_header(JsonWriter& json, const HeaderRecord& header) {
  json.key("header").begin_object();
  write_mailboxes(json, "from", header.from);
  write_mailboxes(json, "sender", header.sender);
  write_mailboxes(json, "reply_to", header.reply_to);
  write_mailboxes(json, "to", header.to);
  write_mailboxes(json, "cc", header.cc);
  write_mailboxes(json, "bcc", header.bcc);
  json.key("to_count").value(header.to_count);
  write_optional_at(json, "subject", header.subject);
  write_optional_at(json, "date", header.date);
  write_optional_at(json, "message_id", header.message_id);
  write_optional_at(json, "list_id", header.list_id);
  write_texts_at(json, "list_unsubscribe", header.list_unsubscribe);
  write_texts_at(json, "unsubscribe_mailto_ids", header.unsubscribe_mailto_ids);
  write_optional_at(json, "list_unsubscribe_post", header.list_unsubscribe_post);
  write_texts_at(json, "in_reply_to", header.in_reply_to);
  write_texts_at(json, "references", header.references);
  write_optional_at(json, "mailer", header.mailer);
  write_optional_at(json, "auto_submitted", header.auto_submitted);
  write_optional_at(json, "precedence", header.precedence);
  write_optional_at(json, "feedback_id", header.feedback_id);
  write_optional_at(json, "cfbl_address", header.cfbl_address);
  write_texts_at(json, "list_help", header.list_help);
  write_texts_at(json, "list_subscribe", header.list_subscribe);
  write_texts_at(json, "list_post", header.list_post);
  write_texts_at(json, "list_owner", header.list_owner);
  write_texts_at(json, "list_archive", header.list_archive);
  write_received(json, header);
  json.end_object();
}

void write_statuses(JsonWriter& json, const EnclosedReport& report) {
  json.key("recipients").begin_array();
  for (const DeliveryStatus& status : report.recipients) {
    json.begin_object().key("id").value_or_null(status.recipient_id);
    json.key("original_id").value_or_null(status.original_recipient_id);
    json.key("status").value_or_null(status.status);
    json.key("action").value_or_null(status.action);
    write_optional_at(json, "diagnostic", status.diagnostic);
    json.key("remote_mta").value_or_null(status.remote_mta);
    json.key("last_attempt_date").value_or_null(status.last_attempt_date);
    json.key("will_retry_until").value_or_null(status.will_retry_until);
    json.key("final_log_id").value_or_null(status.final_log_id).end_object();
  }
  json.end_array().key("recipients_not_kept").value(report.recipients_not_kept);
}

void write_report(JsonWriter& json, const std::optional<EnclosedReport>& report) {
  json.key("report");
  if (!report) {
    json.null();
    return;
  }
  json.begin_object().key("kind").value(report->kind);
  json.key("feedback_type").value_or_null(report->feedback_type);
  json.key("user_agent").value_or_null(report->user_agent);
  json.key("version").value_or_null(report->version);
  json.key("arrival_date").value_or_null(report->arrival_date);
  json.key("source_ip").value_or_null(report->source_ip);
  write_optional_at(json, "original_mail_from", report->original_mail_from);
  write_texts_at(json, "original_rcpt", report->original_rcpt_ids);
  write_texts_at(json, "reported_domains", report->reported_domains);
  write_texts_at(json, "reported_uris", report->reported_uris);
  write_texts_at(json, "authentication_results", report->authentication_results);
  json.key("incidents").value(report->incidents);
  json.key("reporting_mta").value_or_null(report->reporting_mta);
  json.key("received_from_mta").value_or_null(report->received_from_mta);
  json.key("dsn_gateway").value_or_null(report->dsn_gateway);
  json.key("original_envelope_id").value_or_null(report->original_envelope_id);
  json.key("original_message_id").value_or_null(report->original_message_id);
  write_statuses(json, *report);
  json.key("returned").value_or_null(report->returned);
  json.key("returned_message_id").value_or_null(report->returned_message_id).end_object();
}

void write_fields(JsonWriter& json, const MailRecord& record) {
  json.key("fields").begin_array();
  for (const auto& [name, value] : record.fields) {
    json.begin_array().value(name).value(value).end_array();
  }
  json.end_array();
}

void write_links(JsonWriter& json, const MailRecord& record) {
  json.key("links").begin_array();
  for (const LinkRecord& link : record.links) {
    json.begin_object();
    write_optional_at(json, "url", link.url);
    write_optional_at(json, "text", link.text);
    json.key("part").value(link.part).key("hidden").value(link.hidden);
    json.key("kind").value(parser::name_of(link.kind)).key("hidden_by").begin_array();
    link.hidden_by.for_each([&json](parser::Hiding one) { json.value(parser::name_of(one)); });
    json.end_array();
    write_optional_at(json, "resolved", link.resolved);
    json.end_object();
  }
  json.end_array().key("links_not_kept").value(record.links_not_kept);
}

void write_facts(JsonWriter& json, const MailRecord& record) {
  json.key("facts").begin_array();
  for (std::size_t index = 0; index < record.facts.size(); ++index) {
    const Fact& fact = record.facts[index];
    json.begin_object().key("id").value(fact.id).key("value").value(fact.value);
    json.key("part").value(fact.part).key("range");
    write_range(json, fact.range);
    json.key("quote").value(fact.quote).key("frames");
    const auto frames = index < record.fact_frames.size()
                            ? record.fact_frames[index]
                            : std::pair<std::uint64_t, std::uint64_t>();
    write_frames(json, frames.first, frames.second);
    if (index < record.fact_origins.size() && !record.fact_origins[index].empty()) {
      write_origins(json.key("origins"), record.fact_origins[index]);
    }
    json.key("source");
    if (index < record.fact_sources.size() && record.fact_sources[index]) {
      write_range(json, *record.fact_sources[index]);
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array().key("facts_not_kept").value(record.facts_not_kept);
}

void write_indices(JsonWriter& json, std::string_view key,
                   const std::vector<std::uint32_t>& indices) {
  json.key(key).begin_array();
  for (const std::uint32_t index : indices) json.value(index);
  json.end_array();
}

void write_findings(JsonWriter& json, const MailRecord& record) {
  json.key("findings").begin_array();
  for (const Finding& finding : record.findings) {
    json.begin_object().key("criterion").value(finding.criterion);
    json.key("state").value(name_of(finding.state));
    write_indices(json, "for", finding.for_facts);
    write_indices(json, "against", finding.against_facts);
    write_indices(json, "context", finding.context_facts);
    json.key("reason").value(finding.reason).end_object();
  }
  json.end_array();
}

void write_defects(JsonWriter& json, const MailRecord& record) {
  json.key("defects").begin_array();
  for (const Defect& defect : record.defects) {
    begin_defect(json, defect);
    json.end_object();
  }
  json.end_array().key("defects_not_kept").value(record.defects_not_kept);
}

}  // namespace

void append_json(const MailRecord& record, std::string& out) {
  JsonWriter json(out);
  json.begin_object();
  write_origin(json, record);
  write_envelope(json, record);
  write_content(json, record);
  write_header(json, record.header);
  write_report(json, record.report);
  write_authentication(json.key("authentication"), record.authentication);
  write_fields(json, record);
  write_parts(json, record);
  write_links(json, record);
  write_facts(json, record);
  write_findings(json, record);
  write_texts_at(json, "withheld", record.withheld);
  write_defects(json, record);
  json.end_object();
}

}  // namespace constat::classifier
