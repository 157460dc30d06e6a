// A report that a mail carries, as it may be told.

#include "classifier/records/enclosed_report.h"

namespace constat::classifier {
namespace {

using parser::RecipientStatus;
using parser::ReportKind;
using parser::ReportParts;
using parser::ReturnedContent;

constexpr std::string_view kName = "report";

// The addresses a report names are those of recipients, whatever the mail itself is.
std::vector<std::string> named_addresses(const ReportParts& parts) {
  std::vector<std::string> addresses = parts.original_rcpt_to;
  for (const RecipientStatus& status : parts.recipients) {
    addresses.push_back(status.final_recipient.text);
    addresses.push_back(status.original_recipient.text);
  }
  std::erase(addresses, std::string());
  return addresses;
}

std::string person(std::string_view address, const Pseudonymiser& pseudonyms) {
  return address.empty() ? std::string() : pseudonyms.of_address(address);
}

// "smtp; 550 no": as it stands in the report.
std::string both(const parser::TypedText& typed) {
  return typed.type.empty() ? typed.text : typed.type + "; " + typed.text;
}

void tell_all(const std::vector<std::string>& texts, Telling& telling,
              std::vector<std::string>& out) {
  for (const std::string& text : texts) {
    if (auto told = telling.text(kName, text)) out.push_back(std::move(*told));
  }
}

DeliveryStatus delivery_status(const RecipientStatus& status, const Pseudonymiser& pseudonyms,
                               Telling& telling) {
  DeliveryStatus told;
  told.recipient_id = person(status.final_recipient.text, pseudonyms);
  told.original_recipient_id = person(status.original_recipient.text, pseudonyms);
  told.action = telling.word(kName, status.action);
  told.status = telling.word(kName, status.status);
  told.diagnostic = telling.text_if_any(kName, both(status.diagnostic));
  told.remote_mta = telling.word(kName, status.remote_mta.text);
  told.final_log_id = telling.word(kName, status.final_log_id);
  told.last_attempt_date = telling.word(kName, status.last_attempt_date);
  told.will_retry_until = telling.word(kName, status.will_retry_until);
  return told;
}

void tell_feedback(const ReportParts& parts, const Pseudonymiser& pseudonyms, Telling& telling,
                   EnclosedReport& told) {
  told.feedback_type = telling.word(kName, parts.feedback_type);
  told.version = telling.word(kName, parts.version);
  told.original_mail_from = telling.text_if_any(kName, parts.original_mail_from);
  told.source_ip = telling.word(kName, parts.source_ip);
  if (telling.allows(Disclosure::kFacts)) told.incidents = parts.incidents;
  for (const std::string& address : parts.original_rcpt_to) {
    if (!address.empty()) told.original_rcpt_ids.push_back(pseudonyms.of_address(address));
  }
  tell_all(parts.reported_domains, telling, told.reported_domains);
  tell_all(parts.reported_uris, telling, told.reported_uris);
  tell_all(parts.authentication_results, telling, told.authentication_results);
}

std::string_view kind_name(ReportKind kind) {
  switch (kind) {
    case ReportKind::kDeliveryStatus:
      return "delivery_status";
    case ReportKind::kFeedback:
      return "feedback";
    case ReportKind::kDisposition:
      break;
  }
  return "disposition";
}

}  // namespace

std::optional<EnclosedReport> enclosed_report(const parser::ParsedMail& mail,
                                              const Pseudonymiser& pseudonyms, Telling& telling) {
  if (!mail.report) return std::nullopt;
  const ReportParts& parts = *mail.report;
  telling.hide(named_addresses(parts), pseudonyms);
  EnclosedReport told;
  told.kind = kind_name(parts.kind);
  told.user_agent = telling.word(kName, parts.user_agent);
  told.arrival_date = telling.word(kName, parts.arrival_date_as_sent);
  told.reporting_mta = telling.word(kName, parts.reporting_mta.text);
  told.original_envelope_id = telling.word(kName, parts.original_envelope_id);
  told.original_message_id = telling.word(kName, parts.original_message_id);
  told.received_from_mta = telling.word(kName, parts.received_from_mta.text);
  told.dsn_gateway = telling.word(kName, parts.dsn_gateway.text);
  if (parts.kind == ReportKind::kFeedback) tell_feedback(parts, pseudonyms, telling, told);
  for (const RecipientStatus& status : parts.recipients) {
    told.recipients.push_back(delivery_status(status, pseudonyms, telling));
  }
  told.recipients_not_kept = parts.recipients_count - parts.recipients.size();
  if (parts.returned == ReturnedContent::kMessage) told.returned = "message";
  if (parts.returned == ReturnedContent::kHeader) told.returned = "header";
  told.returned_message_id = telling.word(kName, parts.returned_message_id);
  return told;
}

}  // namespace constat::classifier
