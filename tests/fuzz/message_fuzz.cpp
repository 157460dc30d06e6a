// Any bytes as a mail. The last byte chooses caps, decoding and a hole; the rest is the mail.
//
// Holds: mail_checks.h; addresses, texts and URIs of the header have their places; the same mail
// after another one gives the same.

#include <cstdint>
#include <string>

#include "parser/parsed_mail.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/mail_checks.h"

namespace {

using namespace constat;
using namespace constat::parser;
using fuzz::check;

class Checker final : public ParsedMailSink {
 public:
  explicit Checker(const Limits& limits) : limits_(limits) {}
  std::string summary;  // of the last mail, to compare two readings

  void on_mail(const ParsedMail& mail) override {
    mail_ = &mail;
    summary.clear();
    fuzz::MailChecks(mail, limits_).run();
    header(mail.header);
    summarise();
  }

 private:
  void range(ByteRange range) {
    const std::uint64_t size = mail_->raw->bytes.size();
    check(range.offset <= size && range.length <= size - range.offset);
    summary += std::to_string(range.offset) + "+" + std::to_string(range.length) + " ";
  }
  void note(const std::string& text) {
    check(is_well_formed_utf8(text));
    summary += text + '\n';
  }
  void list(const AddressList& list) {
    check(list.count >= list.mailboxes.size());
    for (const Mailbox& mailbox : list.mailboxes) {
      note(mailbox.name);
      note(mailbox.address);
      note(mailbox.group);
      range(mailbox.where);
    }
  }
  void texts(const std::vector<DecodedText>& texts) {
    for (const DecodedText& text : texts) {
      note(text.text);
      range(text.where);
    }
  }
  void header(const Header& header) {
    for (const auto* one : {&header.from, &header.sender, &header.reply_to, &header.to, &header.cc,
                            &header.bcc, &header.return_path}) {
      list(*one);
    }
    for (const auto* one : {&header.subject, &header.date_as_sent, &header.message_id,
                            &header.list_id, &header.list_unsubscribe_post, &header.precedence,
                            &header.auto_submitted, &header.feedback_id, &header.mailer}) {
      texts(*one);
    }
    for (const std::string& id : header.in_reply_to) note(id);
    for (const std::string& id : header.references) note(id);
    for (const ListUri& uri : header.list_unsubscribe) {
      note(uri.uri);
      range(uri.where);
      check(!uri.uri.empty() && uri.field < header.list_unsubscribe_fields);
    }
    note(header.date);
  }
  void summarise() {
    for (const Part& part : mail_->parts) {
      note(part.path);
      range(part.body);
      summary += to_hex(part.decoded_sha256);
    }
    for (const TextPart& text : mail_->texts)
      note(text.text + text.hidden_text + text.charset_used);
    for (const SecondReading& reading : mail_->second_readings) {
      summary += to_hex(reading.first) + to_hex(reading.second);
    }
    for (const EncodedFile& file : mail_->encoded_files) note(file.name);
    for (const Defect& defect : mail_->defects) summary += name_of(defect.kind);
    summary += mail_->header_incomplete ? 'h' : '-';
    summary += mail_->body_incomplete ? 'b' : '-';
  }

  const Limits& limits_;
  const ParsedMail* mail_ = nullptr;
};

Limits small_caps() {
  Limits limits;
  limits.header_field_bytes = 40;
  limits.header_fields = 6;
  limits.header_bytes = 300;
  limits.addresses_per_field = 2;
  limits.parameters_per_field = 3;
  limits.comment_depth = 2;
  limits.mime_parts = 5;
  limits.mime_depth = 3;
  limits.text_bytes_per_mail = 50;
  limits.text_runs = 10;
  limits.html_tokens = 10;
  limits.links_per_mail = 2;
  limits.defects_per_mail = 3;
  limits.second_readings_per_mail = 2;
  limits.second_reading_passes = 1;
  limits.encoded_files_per_mail = 1;
  return limits;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const unsigned choice = size == 0 ? 0 : data[size - 1];
  const std::string_view bytes(reinterpret_cast<const char*>(data), size == 0 ? 0 : size - 1);
  capture::RawMail mail;
  mail.bytes = bytes;
  mail.size = bytes.size();
  if ((choice & 4) != 0) mail.completeness = capture::Completeness::kTruncated;
  if ((choice & 8) != 0) mail.missing = {{bytes.size() * (choice >> 4) / 16, 10}};

  const Limits limits = (choice & 1) != 0 ? small_caps() : fuzz::limits_of_run();
  Checker checker(limits);
  MailParser parser(limits, checker, (choice & 2) != 0 ? Decode::kAll : Decode::kTextParts);
  parser.on_mail(mail);
  const std::string first = checker.summary;
  capture::RawMail other;
  other.bytes = "Content-Type: text/html; charset=koi8-r; name=x\n\n<a href=http://y>z</a>";
  parser.on_mail(other);
  parser.on_mail(mail);
  check(checker.summary == first);
  return 0;
}
