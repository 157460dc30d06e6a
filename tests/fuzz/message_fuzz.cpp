// Any bytes as a mail. The last byte chooses caps, decoding and a hole; the rest is the mail.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>

#include "core/json_writer.h"
#include "parser/parsed_mail.h"

namespace {

using namespace constat;
using namespace constat::parser;

void check(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

void check_text(const std::string& text) {
  check(to_valid_utf8(text) == text, "text is valid UTF-8");
}

class Checker final : public ParsedMailSink {
 public:
  explicit Checker(const Limits& limits) : limits_(limits) {}
  std::string summary;  // of the last mail, to compare two readings

  void on_mail(const ParsedMail& mail) override {
    mail_ = &mail;
    summary.clear();
    check_range(mail.header_where);
    for (const HeaderField& field : mail.fields) check_field(field);
    check_header(mail.header);
    check_parts();
    for (const TextPart& text : mail.texts) check_text_part(text);
    check_defects();
    summary += mail.header_incomplete ? 'h' : '-';
    summary += mail.body_incomplete ? 'b' : '-';
  }

 private:
  void check_range(ByteRange range) {
    const std::uint64_t size = mail_->raw->bytes.size();
    check(range.offset <= size && range.length <= size - range.offset, "range lies in the mail");
    summary += std::to_string(range.offset) + "+" + std::to_string(range.length) + " ";
  }
  void note(const std::string& text) {
    check_text(text);
    summary += text;
    summary += '\n';
  }

  void check_field(const HeaderField& field) {
    check_range(field.where);
    check_range(field.value_where);
    check(!field.name.empty(), "a field has a name");
    check(mail_->bytes_of(field.where).starts_with(field.name), "a field starts with its name");
    check(mail_->bytes_of(field.value_where) == field.value, "a value stands where it is said to");
  }
  void check_list(const AddressList& list) {
    check(list.count >= list.mailboxes.size(), "kept mailboxes are counted");
    for (const Mailbox& mailbox : list.mailboxes) {
      note(mailbox.name);
      note(mailbox.address);
      note(mailbox.group);
      check_range(mailbox.where);
    }
  }
  void check_texts(const std::vector<DecodedText>& texts) {
    for (const DecodedText& text : texts) {
      note(text.text);
      check_range(text.where);
    }
  }
  void check_header(const Header& header) {
    for (const auto* list : {&header.from, &header.sender, &header.reply_to, &header.to, &header.cc,
                             &header.bcc, &header.return_path}) {
      check_list(*list);
    }
    for (const auto* texts : {&header.subject, &header.date_as_sent, &header.message_id,
                              &header.list_id, &header.list_unsubscribe_post, &header.precedence,
                              &header.auto_submitted, &header.feedback_id, &header.mailer}) {
      check_texts(*texts);
    }
    for (const std::string& id : header.in_reply_to) note(id);
    for (const std::string& id : header.references) note(id);
    for (const ListUri& uri : header.list_unsubscribe) {
      note(uri.uri);
      check_range(uri.where);
      check(!uri.uri.empty() && uri.field < header.list_unsubscribe_fields, "a URI has a field");
    }
    note(header.date);
  }

  void check_parts() {
    const auto& parts = mail_->parts;
    check(!parts.empty() && parts.size() <= limits_.mime_parts, "number of parts");
    std::set<std::string> paths;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const Part& part = parts[i];
      check_range(part.header);
      check_range(part.body);
      check(part.parent < static_cast<int>(i) && (part.parent >= 0) == (i > 0), "parents first");
      check(paths.insert(part.path).second, "paths are unique");
      if (i > 0) {
        const Part& parent = parts[static_cast<std::size_t>(part.parent)];
        check(parent.is_container, "a parent is a container");
        check(part.header.offset >= parent.body.offset && part.body.end() <= parent.body.end(),
              "a part lies in its parent");
        check(part.header.offset >= parts[i - 1].body.offset, "parts in order of position");
        if (!parts[i - 1].is_container) {
          check(part.header.offset >= parts[i - 1].body.end(), "leaves do not overlap");
        }
        check(!parent.inside_attached_message || part.inside_attached_message, "attached below");
      }
      for (const HeaderField& field : part.fields) check_field(field);
      for (const std::string* text : {&part.path, &part.type, &part.subtype, &part.charset,
                                      &part.encoding, &part.filename, &part.disposition}) {
        note(*text);
      }
      summary += to_hex(part.decoded_sha256);
    }
  }

  void check_map(const SourceMap& map, const std::string& text, ByteRange body) {
    check(map.text_length() == text.size(), "a map covers its text");
    const std::uint64_t step = 1 + text.size() / 64;
    for (std::uint64_t i = 0; i < text.size(); i += step) {
      const ByteRange where = map.to_source({i, 1});
      check_range(where);
      check(where.offset >= body.offset && where.end() <= body.end(), "text comes from its part");
    }
  }
  void check_text_part(const TextPart& text) {
    check(text.part < mail_->parts.size(), "a text has a part");
    const Part& part = mail_->parts[text.part];
    check(part.decoded && !part.inside_attached_message, "texts of the sender only");
    note(text.text);
    note(text.hidden_text);
    check_map(text.map, text.text, part.body);
    check_map(text.hidden_map, text.hidden_text, part.body);
    for (const Link& link : text.links) {
      note(link.url);
      note(link.text);
      note(link.image_text);
      check_range(link.where);
      check(link.text_offset <= text.text.size(), "a link stands in its text");
      check(link.where.empty() ||
                (link.where.offset >= part.body.offset && link.where.end() <= part.body.end()),
            "a link comes from its part");
    }
  }

  void check_defects() {
    const Defects& defects = mail_->defects;
    check(defects.size() <= limits_.defects_per_mail, "defects within the cap");
    for (std::size_t i = 0; i < defects.size(); ++i) {
      check_range(defects[i].where);
      check(i == 0 || defects[i - 1].where <= defects[i].where, "defects by position");
      summary += name_of(defects[i].kind);
    }
  }

  const Limits& limits_;
  const ParsedMail* mail_ = nullptr;
};

Limits caps(bool small) {
  Limits limits;
  if (!small) return limits;
  limits.header_field_bytes = 40;
  limits.header_fields = 6;
  limits.header_bytes = 300;
  limits.addresses_per_field = 2;
  limits.parameters_per_field = 3;
  limits.comment_depth = 2;
  limits.mime_parts = 5;
  limits.mime_depth = 3;
  limits.text_bytes_per_mail = 50;
  limits.html_tokens = 10;
  limits.links_per_mail = 2;
  limits.defects_per_mail = 3;
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

  const Limits limits = caps((choice & 1) != 0);
  Checker checker(limits);
  MailParser parser(limits, checker, (choice & 2) != 0 ? Decode::kAll : Decode::kTextParts);
  parser.on_mail(mail);
  const std::string first = checker.summary;
  capture::RawMail other;
  other.bytes = "Content-Type: text/html; charset=koi8-r; name=x\n\n<a href=http://y>z</a>";
  parser.on_mail(other);
  parser.on_mail(mail);
  check(checker.summary == first, "twice the same mail gives the same");
  return 0;
}
