// The record "mail" back from its JSON line: the inverse of mail_json.cpp.

#include <tuple>

#include "classifier/record_json.h"
#include "classifier/records/authentication_record.h"
#include "classifier/records/json_reading.h"
#include "classifier/records/json_words.h"
#include "classifier/records/parts_record.h"

namespace constat::classifier {
namespace {

using Object = JsonReading::Object;
using Value = JsonReading::Value;

constexpr std::size_t kDoors = 3;
constexpr std::size_t kOutcomes = 5;
constexpr std::size_t kCompleteness = 4;
constexpr std::size_t kCategories = 4;
constexpr std::size_t kStates = 4;

capture::Outcome read_outcome(JsonReading& json, const Object& from) {
  return json.named<capture::Outcome>(from, "outcome", kOutcomes, [](capture::Outcome outcome) {
    return capture::name_of(outcome);
  });
}

std::vector<InputFrames> read_origins(JsonReading& json, const Object& from) {
  std::vector<InputFrames> origins;
  if (!from.contains("origins")) return origins;
  for (const Value& value : json.array(from, "origins")) {
    const Object& origin = json.element(value, "origins");
    const auto [first, last] = json.pair(origin, "frames");
    origins.push_back({json.text(origin, "input"), first, last});
  }
  return origins;
}

void read_origin(JsonReading& json, const Object& from, MailRecord& record) {
  if (json.text(from, "record") != "mail") json.note("record");
  record.id = json.text(from, "id");
  record.session = json.text(from, "session");
  record.input = json.text(from, "input");
  record.door = json.named<capture::Door>(from, "door", kDoors,
                                          [](capture::Door door) { return name_of(door); });
  std::tie(record.first_frame, record.last_frame) = json.pair(from, "frames");
  record.last_input = json.text(from, "last_input");
  record.origins = read_origins(json, from);
  const Value* offset = from.if_contains("source_offset");
  if (offset == nullptr || !offset->is_null()) {
    record.source_offset = json.number(from, "source_offset");
  }
  record.time = json.text(from, "time");
  record.client_ip = json.text(from, "client_ip");
  record.helo = json.text(from, "helo");
}

RecipientRecord read_recipient(JsonReading& json, const Object& from) {
  RecipientRecord recipient;
  recipient.id = json.text(from, "id");
  recipient.address = json.optional_text(from, "address");
  recipient.domain = json.optional_text(from, "domain");
  recipient.category = json.named<RecipientCategory>(
      from, "category", kCategories, [](RecipientCategory category) { return name_of(category); });
  recipient.reply = static_cast<int>(json.number(from, "reply"));
  recipient.outcome = read_outcome(json, from);
  return recipient;
}

void read_envelope(JsonReading& json, const Object& from, MailRecord& record) {
  if (const Object* envelope = json.object(from, "envelope")) {
    record.has_envelope = true;
    record.mail_from = json.optional_text(*envelope, "mail_from");
    for (const Value& value : json.array(*envelope, "recipients")) {
      record.recipients.push_back(read_recipient(json, json.element(value, "recipients")));
    }
    record.recipients_not_kept = json.number(*envelope, "recipients_not_kept");
  }
  if (const Object* reply = json.object(from, "reply")) {
    record.reply_code = static_cast<int>(json.number(*reply, "code"));
    record.reply_text = json.optional_text(*reply, "text");
  }
  record.outcome = read_outcome(json, from);
}

void read_content(JsonReading& json, const Object& from, MailRecord& record) {
  record.bytes = json.number(from, "bytes");
  record.sha256 = json.text(from, "sha256");
  record.completeness = json.named<capture::Completeness>(
      from, "completeness", kCompleteness,
      [](capture::Completeness completeness) { return capture::name_of(completeness); });
  for (const Value& value : json.array(from, "missing")) {
    const auto [offset, length] = json.pair(value, "missing");
    record.missing.push_back({offset, length});
  }
  record.sender_domain = json.text(from, "sender_domain");
}

std::vector<MailboxRecord> read_mailboxes(JsonReading& json, const Object& from,
                                          std::string_view key) {
  std::vector<MailboxRecord> mailboxes;
  for (const Value& value : json.array(from, key)) {
    const Object& mailbox = json.element(value, key);
    mailboxes.push_back({json.optional_text(mailbox, "name"),
                         json.optional_text(mailbox, "address"), json.text(mailbox, "id")});
  }
  return mailboxes;
}

void read_received(JsonReading& json, const Object& from, HeaderRecord& header) {
  for (const Value& value : json.array(from, "received")) {
    const Object& trace = json.element(value, "received");
    TraceRecord& read = header.received.emplace_back();
    read.from = json.text(trace, "from");
    read.from_info = json.optional_text(trace, "from_info");
    read.by = json.text(trace, "by");
    read.with = json.text(trace, "with");
    read.id = json.text(trace, "id");
    read.recipient_ids = json.texts(trace, "recipients");
    read.date = json.text(trace, "date");
  }
  header.received_count = json.number(from, "received_count");
}

void read_header(JsonReading& json, const Object& record, HeaderRecord& header) {
  const Object* from = json.object(record, "header");
  if (from == nullptr) return json.note("header");
  header.from = read_mailboxes(json, *from, "from");
  header.sender = read_mailboxes(json, *from, "sender");
  header.reply_to = read_mailboxes(json, *from, "reply_to");
  header.to = read_mailboxes(json, *from, "to");
  header.cc = read_mailboxes(json, *from, "cc");
  header.bcc = read_mailboxes(json, *from, "bcc");
  header.to_count = json.number(*from, "to_count");
  header.subject = json.optional_text(*from, "subject");
  header.date = json.optional_text(*from, "date");
  header.message_id = json.optional_text(*from, "message_id");
  header.list_id = json.optional_text(*from, "list_id");
  header.list_unsubscribe = json.texts(*from, "list_unsubscribe");
  header.unsubscribe_mailto_ids = json.texts(*from, "unsubscribe_mailto_ids");
  header.list_unsubscribe_post = json.optional_text(*from, "list_unsubscribe_post");
  header.in_reply_to = json.texts(*from, "in_reply_to");
  header.references = json.texts(*from, "references");
  header.mailer = json.optional_text(*from, "mailer");
  header.auto_submitted = json.optional_text(*from, "auto_submitted");
  header.precedence = json.optional_text(*from, "precedence");
  header.feedback_id = json.optional_text(*from, "feedback_id");
  header.cfbl_address = json.optional_text(*from, "cfbl_address");
  header.list_help = json.texts(*from, "list_help");
  header.list_subscribe = json.texts(*from, "list_subscribe");
  header.list_post = json.texts(*from, "list_post");
  header.list_owner = json.texts(*from, "list_owner");
  header.list_archive = json.texts(*from, "list_archive");
  read_received(json, *from, header);
}

DeliveryStatus read_status(JsonReading& json, const Object& from) {
  DeliveryStatus status;
  status.recipient_id = json.text(from, "id");
  status.original_recipient_id = json.text(from, "original_id");
  status.status = json.text(from, "status");
  status.action = json.text(from, "action");
  status.diagnostic = json.optional_text(from, "diagnostic");
  status.remote_mta = json.text(from, "remote_mta");
  status.last_attempt_date = json.text(from, "last_attempt_date");
  status.will_retry_until = json.text(from, "will_retry_until");
  status.final_log_id = json.text(from, "final_log_id");
  return status;
}

void read_report(JsonReading& json, const Object& record, std::optional<EnclosedReport>& report) {
  const Object* from = json.object(record, "report");
  if (from == nullptr) return;
  report.emplace();
  report->kind = json.text(*from, "kind");
  report->feedback_type = json.text(*from, "feedback_type");
  report->user_agent = json.text(*from, "user_agent");
  report->version = json.text(*from, "version");
  report->arrival_date = json.text(*from, "arrival_date");
  report->source_ip = json.text(*from, "source_ip");
  report->original_mail_from = json.optional_text(*from, "original_mail_from");
  report->original_rcpt_ids = json.texts(*from, "original_rcpt");
  report->reported_domains = json.texts(*from, "reported_domains");
  report->reported_uris = json.texts(*from, "reported_uris");
  report->authentication_results = json.texts(*from, "authentication_results");
  report->incidents = json.number(*from, "incidents");
  report->reporting_mta = json.text(*from, "reporting_mta");
  report->received_from_mta = json.text(*from, "received_from_mta");
  report->dsn_gateway = json.text(*from, "dsn_gateway");
  report->original_envelope_id = json.text(*from, "original_envelope_id");
  report->original_message_id = json.text(*from, "original_message_id");
  for (const Value& value : json.array(*from, "recipients")) {
    report->recipients.push_back(read_status(json, json.element(value, "recipients")));
  }
  report->recipients_not_kept = json.number(*from, "recipients_not_kept");
  report->returned = json.text(*from, "returned");
  report->returned_message_id = json.text(*from, "returned_message_id");
}

void read_fields(JsonReading& json, const Object& from, MailRecord& record) {
  for (const Value& value : json.array(from, "fields")) {
    const JsonReading::Array* field = value.if_array();
    const bool two = field != nullptr && field->size() == 2 && (*field)[0].is_string() &&
                     (*field)[1].is_string();
    if (!two) return json.note("fields");
    const auto& name = (*field)[0].get_string();
    const auto& text = (*field)[1].get_string();
    record.fields.emplace_back(std::string(name.data(), name.size()),
                               std::string(text.data(), text.size()));
  }
}

parser::Hidings read_hidings(JsonReading& json, const Object& link) {
  parser::Hidings all;
  for (const std::string& name : json.texts(link, "hidden_by")) {
    std::size_t index = 0;
    while (index < parser::kHidings &&
           parser::name_of(static_cast<parser::Hiding>(index)) != name) {
      ++index;
    }
    if (index == parser::kHidings) {
      json.note("hidden_by");
    } else {
      all |= static_cast<parser::Hiding>(index);
    }
  }
  return all;
}

void read_links(JsonReading& json, const Object& from, MailRecord& record) {
  for (const Value& value : json.array(from, "links")) {
    const Object& link = json.element(value, "links");
    record.links.push_back(
        {json.optional_text(link, "url"), json.optional_text(link, "text"), json.text(link, "part"),
         json.flag(link, "hidden"),
         json.named<parser::LinkKind>(link, "kind", parser::kLinkKinds,
                                      [](parser::LinkKind kind) { return parser::name_of(kind); }),
         read_hidings(json, link), json.optional_text(link, "resolved")});
  }
  record.links_not_kept = json.number(from, "links_not_kept");
}

void read_facts(JsonReading& json, const Object& from, MailRecord& record) {
  for (const Value& value : json.array(from, "facts")) {
    const Object& fact = json.element(value, "facts");
    record.facts.push_back({json.text(fact, "id"), json.text(fact, "value"),
                            json.text(fact, "part"), json.range(fact, "range"),
                            json.text(fact, "quote")});
    record.fact_frames.push_back(json.pair(fact, "frames"));
    const Value* source = fact.if_contains("source");
    const bool known = source == nullptr || !source->is_null();
    record.fact_sources.push_back(known ? std::optional(json.range(fact, "source")) : std::nullopt);
    std::vector<InputFrames> origins = read_origins(json, fact);
    if (origins.empty()) continue;
    record.fact_origins.resize(record.facts.size());
    record.fact_origins.back() = std::move(origins);
  }
  if (!record.fact_origins.empty()) record.fact_origins.resize(record.facts.size());
  record.facts_not_kept = json.number(from, "facts_not_kept");
}

std::vector<std::uint32_t> read_indices(JsonReading& json, const Object& from, std::string_view key,
                                        std::size_t facts) {
  std::vector<std::uint32_t> indices;
  for (const Value& value : json.array(from, key)) {
    const std::int64_t* index = value.if_int64();
    if (index == nullptr || *index < 0 || static_cast<std::uint64_t>(*index) >= facts) {
      json.note(key);
      break;
    }
    indices.push_back(static_cast<std::uint32_t>(*index));
  }
  return indices;
}

void read_findings(JsonReading& json, const Object& from, MailRecord& record) {
  const std::size_t facts = record.facts.size();
  for (const Value& value : json.array(from, "findings")) {
    const Object& finding = json.element(value, "findings");
    Finding& read = record.findings.emplace_back();
    read.criterion = json.text(finding, "criterion");
    read.state =
        json.named<State>(finding, "state", kStates, [](State state) { return name_of(state); });
    read.for_facts = read_indices(json, finding, "for", facts);
    read.against_facts = read_indices(json, finding, "against", facts);
    read.context_facts = read_indices(json, finding, "context", facts);
    read.reason = json.text(finding, "reason");
  }
}

void read_defects(JsonReading& json, const Object& from, MailRecord& record) {
  for (const Value& value : json.array(from, "defects")) {
    const Object& defect = json.element(value, "defects");
    const auto kind = defect_kind_named(json.text(defect, "kind"));
    if (!kind) return json.note("kind");
    record.defects.push_back({*kind, json.range(defect, "range")});
  }
  record.defects_not_kept = json.number(from, "defects_not_kept");
}

}  // namespace

absl::StatusOr<MailRecord> mail_record_from_json(std::string_view line) {
  boost::json::error_code error;
  const Value value = boost::json::parse(line, error);
  if (error) return absl::InvalidArgumentError("mail record: not JSON: " + error.message());
  const Object* from = value.if_object();
  if (from == nullptr) return absl::InvalidArgumentError("mail record: not a JSON object");
  JsonReading json;
  MailRecord record;
  read_origin(json, *from, record);
  read_envelope(json, *from, record);
  read_content(json, *from, record);
  read_header(json, *from, record.header);
  read_report(json, *from, record.report);
  read_authentication(json, *from, record.authentication);
  read_fields(json, *from, record);
  read_parts(json, *from, record);
  read_links(json, *from, record);
  read_facts(json, *from, record);
  read_findings(json, *from, record);
  record.withheld = json.texts(*from, "withheld");
  read_defects(json, *from, record);
  if (!json.error().empty()) return absl::InvalidArgumentError("mail record: " + json.error());
  return record;
}

}  // namespace constat::classifier
