// Any bytes as the header of a mail (RFC 5322 section 2.2): where the fields stand, where the body
// begins under each reading, and all that is summed up of them.

#include <string>

#include "parser/parsed_mail.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser;
using fuzz::check;

struct Summary final : ParsedMailSink {
  explicit Summary(std::string_view mail_bytes) : bytes(mail_bytes) {}

  void note(std::string_view read) {
    check(is_well_formed_utf8(read));
    text.append(read).append("|");
  }
  void note(ByteRange where) {
    check(where.end() <= bytes.size());
    text += std::to_string(where.offset) + "+" + std::to_string(where.length) + "|";
  }
  void note(const AddressList& list) {
    check(list.count >= list.mailboxes.size());
    for (const Mailbox& mailbox : list.mailboxes) {
      check(mailbox.field < list.fields);
      note(mailbox.name);
      note(mailbox.address);
      note(mailbox.where);
    }
  }
  void note(const std::vector<DecodedText>& texts) {
    for (const DecodedText& one : texts) {
      note(one.text);
      note(one.where);
    }
  }
  void note(const std::vector<ListUri>& uris) {
    for (const ListUri& uri : uris) note(uri.uri);
  }

  void note_fields(const ParsedMail& mail) {
    std::uint64_t before = mail.header_where.offset;
    for (const HeaderField& field : mail.fields) {
      check(!field.name.empty() && field.name.find_first_of(": \t\r\n") == std::string_view::npos);
      check(field.where.offset >= before && field.where.contains(field.where.offset));
      check(field.value_where.offset > field.where.offset);
      check(field.value_where.end() <= field.where.end());
      check(field.value == mail.bytes_of(field.value_where));
      before = field.where.end();
      note(field.where);
    }
    check(before <= mail.header_where.end());
  }

  void note_second_readings(const ParsedMail& mail) {
    check(mail.second_readings.size() <= fuzz::limits_of_run().second_readings_per_mail);
    for (const SecondReading& reading : mail.second_readings) {
      note(reading.where);
      check(reading.part >= -1 && reading.part < static_cast<int>(mail.parts.size()));
      check(reading.first != reading.second);
    }
  }

  void on_mail(const ParsedMail& mail) override {
    note_fields(mail);
    note_second_readings(mail);
    const Header& header = mail.header;
    for (const auto* list : {&header.from, &header.sender, &header.reply_to, &header.to, &header.cc,
                             &header.bcc, &header.return_path}) {
      note(*list);
    }
    for (const auto* texts :
         {&header.subject, &header.date_as_sent, &header.message_id, &header.list_id,
          &header.list_unsubscribe_post, &header.precedence, &header.auto_submitted,
          &header.feedback_id, &header.mailer, &header.cfbl_address}) {
      note(*texts);
    }
    for (const auto* uris : {&header.list_unsubscribe, &header.list_help, &header.list_subscribe,
                             &header.list_post, &header.list_owner, &header.list_archive}) {
      note(*uris);
    }
    check(header.received.size() <= header.received_count);
    for (const TraceField& trace : header.received) note(trace.from + trace.by + trace.date);
    for (const Defect& defect : mail.defects) {
      note(defect.where);
      text += name_of(defect.kind);
    }
  }

  std::string_view bytes;
  std::string text;
};

std::string read(std::string_view bytes, MailParser& parser, Summary& summary) {
  capture::RawMail raw;
  raw.bytes = bytes;
  raw.size = bytes.size();
  parser.on_mail(raw);
  return std::move(summary.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Summary summary(bytes);
  MailParser parser(fuzz::limits_of_run(), summary);
  const std::string first = read(bytes, parser, summary);
  summary.text.clear();
  // The memory of the first reading is used again.
  check(read(bytes, parser, summary) == first);
  return 0;
}
