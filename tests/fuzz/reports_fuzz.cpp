// Any bytes as the text of a report part (RFC 3464, RFC 5965, RFC 8098); the first byte chooses the
// type, the second the transfer encoding.

#include "parser/message/report_reader.h"

#include "tests/fuzz/header_reading.h"

namespace {

using namespace constat;
using namespace constat::parser;
using namespace constat::parser::message;
using fuzz::check;

constexpr const char* kTypes[] = {"delivery-status", "feedback-report", "disposition-notification",
                                  "global-delivery-status"};
constexpr const char* kEncodings[] = {"7bit", "quoted-printable", "base64"};

void note(fuzz::HeaderReading& reading, const TypedText& typed) {
  reading.note(typed.type);
  reading.note(typed.text);
}

void note_report(fuzz::HeaderReading& reading, const ReportParts& report) {
  check(report.recipients.size() <= report.recipients_count);
  for (const RecipientStatus& recipient : report.recipients) {
    reading.note(recipient.where);
    note(reading, recipient.original_recipient);
    note(reading, recipient.final_recipient);
    note(reading, recipient.remote_mta);
    note(reading, recipient.diagnostic);
    reading.note(recipient.action + recipient.status + recipient.final_log_id);
    check(recipient.last_attempt_date.empty() || recipient.last_attempt_date.size() == 25);
  }
  note(reading, report.reporting_mta);
  note(reading, report.dsn_gateway);
  for (const auto* texts : {&report.original_rcpt_to, &report.reported_domains,
                            &report.reported_uris, &report.authentication_results}) {
    for (const std::string& text : *texts) reading.note(text);
  }
  for (const std::string* text :
       {&report.feedback_type, &report.user_agent, &report.version, &report.source_ip,
        &report.original_mail_from, &report.arrival_date_as_sent, &report.original_envelope_id}) {
    reading.note(*text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::string mail = std::string(fuzz::kOffset, 'x') + text;
  Part part;
  part.type = "message";
  part.subtype = kTypes[data[0] % 4];
  part.encoding = kEncodings[data[1] % 3];
  part.body = {fuzz::kOffset, text.size()};
  Part returned;
  returned.type = "text";
  returned.subtype = "rfc822-headers";
  returned.body = part.body;
  fuzz::check_twice(text, [&](fuzz::HeaderReading& reading) {
    ReportReader reader(reading.limits, reading.text, reading.defects);
    const auto report = reader.read(mail, {part, returned});
    check(report.has_value() && report->returned == ReturnedContent::kHeader);
    note_report(reading, *report);
    reading.note(report->returned_message_id);
  });
  return 0;
}
