// parsed_mail_json [--as eml|mbox] [FILE...]: what MailParser says of mail files, one
// JSON object a mail, for tests that compare it with stated expectations and other readers. Without
// FILE the paths stand on standard input, one a line. Without --as the kind is found by content.
//
// Everything that ParsedMail holds is printed: nothing here is chosen or mended.

#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "capture/byte_source.h"
#include "capture/mail/mail_source.h"
#include "core/json_writer.h"
#include "parser/parsed_mail.h"

namespace constat {
namespace {

void write(JsonWriter& json, std::string_view key, ByteRange where) {
  json.key(key).begin_array().value(where.offset).value(where.length).end_array();
}

void write(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write(JsonWriter& json, std::string_view key, const std::vector<parser::DecodedText>& texts) {
  json.key(key).begin_array();
  for (const parser::DecodedText& text : texts) json.value(text.text);
  json.end_array();
}

void write(JsonWriter& json, std::string_view key, const std::vector<parser::ListUri>& uris) {
  json.key(key).begin_array();
  for (const parser::ListUri& uri : uris) json.value(uri.uri);
  json.end_array();
}

void write(JsonWriter& json, std::string_view key, const parser::AddressList& list) {
  json.key(key).begin_array();
  for (const parser::Mailbox& mailbox : list.mailboxes) {
    json.begin_object().key("name").value(mailbox.name).key("address").value(mailbox.address);
    json.key("group").value(mailbox.group).key("field").value(mailbox.field);
    write(json, "range", mailbox.where);
    json.end_object();
  }
  json.end_array();
}

void write(JsonWriter& json, std::string_view key, const parser::TypedText& typed) {
  json.key(key).begin_array().value(typed.type).value(typed.text).end_array();
}

void write_received(JsonWriter& json, const parser::Header& header) {
  json.key("received").begin_array();
  for (const parser::TraceField& trace : header.received) {
    json.begin_object().key("from").value(trace.from).key("from_info").value(trace.from_info);
    json.key("by").value(trace.by).key("with").value(trace.with).key("id").value(trace.id);
    json.key("for").value(trace.recipient).key("date").value(trace.date).end_object();
  }
  json.end_array().key("received_count").value(header.received_count);
}

void write_header(JsonWriter& json, const parser::Header& header) {
  write(json, "subject", header.subject);
  write(json, "from", header.from);
  write(json, "sender", header.sender);
  write(json, "reply_to", header.reply_to);
  write(json, "to", header.to);
  write(json, "cc", header.cc);
  write(json, "bcc", header.bcc);
  write(json, "return_path", header.return_path);
  json.key("date").value(header.date);
  write(json, "date_as_sent", header.date_as_sent);
  write(json, "message_id", header.message_id);
  write(json, "in_reply_to", header.in_reply_to);
  write(json, "references", header.references);
  write(json, "list_id", header.list_id);
  write(json, "list_unsubscribe", header.list_unsubscribe);
  write(json, "list_unsubscribe_post", header.list_unsubscribe_post);
  write(json, "list_help", header.list_help);
  write(json, "list_subscribe", header.list_subscribe);
  write(json, "list_post", header.list_post);
  write(json, "list_owner", header.list_owner);
  write(json, "list_archive", header.list_archive);
  write(json, "precedence", header.precedence);
  write(json, "auto_submitted", header.auto_submitted);
  write(json, "feedback_id", header.feedback_id);
  write(json, "mailer", header.mailer);
  write(json, "cfbl_address", header.cfbl_address);
  write_received(json, header);
}

void write_fields(JsonWriter& json, const std::vector<parser::HeaderField>& fields) {
  json.key("fields").begin_array();
  for (const parser::HeaderField& field : fields) {
    json.begin_array().value(field.name).value(field.value).end_array();
  }
  json.end_array();
}

void write_parts(JsonWriter& json, const std::vector<parser::Part>& parts) {
  json.key("parts").begin_array();
  for (const parser::Part& part : parts) {
    json.begin_object().key("path").value(part.path).key("parent").value(part.parent);
    json.key("type").value(part.type + '/' + part.subtype).key("charset").value(part.charset);
    json.key("encoding").value(part.encoding).key("disposition").value(part.disposition);
    json.key("filename").value(part.filename);
    write(json, "other_filenames", part.other_filenames);
    json.key("container").value(part.is_container);
    json.key("attached").value(part.inside_attached_message);
    json.key("second_reading").value(part.second_reading);
    write(json, "header", part.header);
    write(json, "body", part.body);
    json.key("decoded").value(part.decoded).key("decoded_bytes").value(part.decoded_bytes);
    json.key("decoded_sha256").value(part.decoded ? to_hex(part.decoded_sha256) : "");
    write_fields(json, part.fields);
    json.end_object();
  }
  json.end_array();
}

void write_texts(JsonWriter& json, const parser::ParsedMail& mail) {
  json.key("texts").begin_array();
  for (const parser::TextPart& text : mail.texts) {
    json.begin_object().key("part").value(mail.parts[text.part].path);
    json.key("html").value(text.html).key("bytes").value(std::uint64_t{text.text.size()});
    json.key("sha256").value(to_hex(sha256(text.text))).key("text").value(text.text);
    json.key("hidden_text").value(text.hidden_text);
    json.key("charset_guessed").value(text.charset_guessed);
    json.key("charset_used").value(text.charset_used);
    json.key("charset_source").value(name_of(text.charset_source));
    json.key("replaced").value(text.replaced);
    json.key("incomplete").value(text.incomplete).key("images").value(text.images);
    json.key("links").begin_array();
    for (const parser::Link& link : text.links) {
      json.begin_array().value(link.url).value(link.text).end_array();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

void write_recipients(JsonWriter& json, const parser::ReportParts& report) {
  json.key("recipients").begin_array();
  for (const parser::RecipientStatus& status : report.recipients) {
    json.begin_object();
    write(json, "original_recipient", status.original_recipient);
    write(json, "final_recipient", status.final_recipient);
    write(json, "remote_mta", status.remote_mta);
    write(json, "diagnostic", status.diagnostic);
    json.key("action").value(status.action).key("status").value(status.status);
    json.key("last_attempt_date").value(status.last_attempt_date);
    json.key("will_retry_until").value(status.will_retry_until);
    json.key("final_log_id").value(status.final_log_id).end_object();
  }
  json.end_array().key("recipients_count").value(report.recipients_count);
}

void write_report(JsonWriter& json, const parser::ParsedMail& mail) {
  json.key("report");
  if (!mail.report) {
    json.null();
    return;
  }
  const parser::ReportParts& report = *mail.report;
  constexpr std::string_view kKinds[] = {"delivery_status", "feedback", "disposition"};
  constexpr std::string_view kReturned[] = {"none", "header", "message"};
  json.begin_object().key("kind").value(kKinds[static_cast<std::size_t>(report.kind)]);
  json.key("part").value(mail.parts[report.part].path);
  json.key("original_envelope_id").value(report.original_envelope_id);
  write(json, "reporting_mta", report.reporting_mta);
  write(json, "dsn_gateway", report.dsn_gateway);
  write(json, "received_from_mta", report.received_from_mta);
  json.key("arrival_date").value(report.arrival_date);
  json.key("arrival_date_as_sent").value(report.arrival_date_as_sent);
  write_recipients(json, report);
  json.key("feedback_type").value(report.feedback_type).key("user_agent").value(report.user_agent);
  json.key("version").value(report.version);
  json.key("original_mail_from").value(report.original_mail_from);
  json.key("source_ip").value(report.source_ip);
  json.key("original_message_id").value(report.original_message_id);
  json.key("incidents").value(report.incidents);
  write(json, "original_rcpt_to", report.original_rcpt_to);
  write(json, "reported_domains", report.reported_domains);
  write(json, "reported_uris", report.reported_uris);
  write(json, "authentication_results", report.authentication_results);
  json.key("returned").value(kReturned[static_cast<std::size_t>(report.returned)]);
  json.key("returned_message_id").value(report.returned_message_id).end_object();
}

void write_second_readings(JsonWriter& json, const parser::ParsedMail& mail) {
  json.key("second_readings").begin_array();
  for (const parser::SecondReading& reading : mail.second_readings) {
    json.begin_object().key("why").value(name_of(reading.why)).key("part").value(reading.part);
    write(json, "range", reading.where);
    json.key("first_bytes").value(reading.first_bytes);
    json.key("second_bytes").value(reading.second_bytes);
    json.key("first").value(to_hex(reading.first)).key("second").value(to_hex(reading.second));
    json.end_object();
  }
  json.end_array();
}

void write_encoded_files(JsonWriter& json, const parser::ParsedMail& mail) {
  json.key("encoded_files").begin_array();
  for (const parser::EncodedFile& file : mail.encoded_files) {
    json.begin_object().key("encoding").value(name_of(file.encoding));
    json.key("part").value(mail.parts[file.part].path).key("name").value(file.name);
    write(json, "range", file.where);
    json.key("bytes").value(file.decoded_bytes).key("sha256").value(to_hex(file.decoded_sha256));
    json.key("complete").value(file.complete).end_object();
  }
  json.end_array().key("encoded_files_count").value(mail.encoded_files_count);
}

void write_defects(JsonWriter& json, const parser::ParsedMail& mail) {
  json.key("defects").begin_array();
  for (const Defect& defect : mail.defects) {
    json.begin_array().value(name_of(defect.kind)).value(defect.where.offset);
    json.value(defect.where.length).end_array();
  }
  json.end_array().key("defects_not_kept").value(mail.defects_not_kept);
}

// Where the mail stands in its file.
ByteRange source_of(const capture::RawMail& raw) {
  if (raw.pieces == nullptr || raw.pieces->empty()) return {0, raw.size};
  return {raw.pieces->front().source_offset, raw.size};
}

class Printer final : public parser::ParsedMailSink {
 public:
  // `found` is what the content looks like, whatever it is read as.
  void start(const std::string& path, capture::InputKind found) {
    path_ = path;
    found_ = found;
    index_ = 0;
  }
  void on_mail(const parser::ParsedMail& mail) override {
    line_.clear();
    JsonWriter json(line_);
    json.begin_object().key("file").value(path_).key("index").value(index_++);
    json.key("found").value(name_of(found_));
    json.key("bytes").value(mail.raw->size).key("sha256").value(to_hex(mail.raw->sha256));
    write(json, "source", source_of(*mail.raw));
    write(json, "header_range", mail.header_where);
    write_header(json, mail.header);
    write_parts(json, mail.parts);
    write_texts(json, mail);
    write_report(json, mail);
    write_second_readings(json, mail);
    write_encoded_files(json, mail);
    write_defects(json, mail);
    write_fields(json, mail.fields);
    json.end_object();
    line_ += '\n';
    std::fwrite(line_.data(), 1, line_.size(), stdout);
  }

 private:
  std::string path_;
  capture::InputKind found_ = capture::InputKind::kUnknown;
  std::uint64_t index_ = 0;
  std::string line_;
};

struct Arguments {
  std::vector<std::string> files;
  capture::InputKind kind = capture::InputKind::kUnknown;
  bool usable = true;
};

Arguments arguments_of(int argc, char** argv) {
  Arguments arguments;
  for (int index = 1; index < argc; ++index) {
    const std::string_view word = argv[index];
    if (word != "--as") {
      arguments.files.emplace_back(word);
      continue;
    }
    const std::string_view kind = index + 1 < argc ? argv[++index] : "";
    if (kind == "eml") arguments.kind = capture::InputKind::kEml;
    if (kind == "mbox") arguments.kind = capture::InputKind::kMbox;
    arguments.usable = arguments.kind != capture::InputKind::kUnknown;
  }
  if (!arguments.files.empty()) return arguments;
  for (std::string path; std::getline(std::cin, path);) arguments.files.push_back(path);
  return arguments;
}

absl::Status print_file(const std::string& path, capture::InputKind kind, const Limits& limits,
                        Printer& printer, parser::MailParser& mails) {
  auto bytes = capture::open_file(path, limits);
  if (!bytes.ok()) return bytes.status();
  const capture::InputKind found = capture::recognise(**bytes);
  if (kind == capture::InputKind::kUnknown) kind = found;
  if (kind != capture::InputKind::kMbox) kind = capture::InputKind::kEml;
  printer.start(path, found);
  capture::InputFacts facts;
  return capture::read_mails(**bytes, kind, 0, limits, mails, facts);
}

}  // namespace
}  // namespace constat

int main(int argc, char** argv) {
  using namespace constat;
  const Arguments arguments = arguments_of(argc, argv);
  if (!arguments.usable) {
    std::fputs("usage: parsed_mail_json [--as eml|mbox] [FILE...]\n", stderr);
    return 2;
  }
  const Limits limits;
  Printer printer;
  parser::MailParser mails(limits, printer, parser::Decode::kAll);
  for (const std::string& path : arguments.files) {
    const absl::Status status = print_file(path, arguments.kind, limits, printer, mails);
    if (status.ok()) continue;
    std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
    return 1;
  }
  return 0;
}
