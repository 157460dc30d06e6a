// A parsed mail, made by hand: a newsletter whose recipient's address hides in many places.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "classifier/classifier.h"
#include "classifier/mail_record.h"
#include "core/digest.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

struct SampleMail {
  std::string bytes =
      "From: Shop <news@shop.example>\r\nTo: Jean <jean@gmail.com>\r\nSubject: Hello Jean\r\n"
      "\r\nBuy\r\n";
  std::vector<capture::Piece> pieces = {{0, 40, 1000, {0, 14}, {1}}, {40, 100, 1040, {0, 16}, {2}}};
  capture::RawMail raw;
  parser::ParsedMail parsed;

  SampleMail() {
    raw.door = capture::Door::kPacket;
    raw.id = "m:" + std::string(26, 'a');
    raw.session_id = "s:" + std::string(26, 'b');
    raw.first_frame = {0, 14};
    raw.last_frame = {0, 16};
    raw.time = capture_time_from_rfc3339("2026-03-01T08:00:00Z");
    raw.has_envelope = true;
    raw.mail_from_seen = true;
    raw.mail_from = "bounce-jean=gmail.com@news.shop.example";
    raw.recipients = {{"Jean@gmail.com", 250, capture::Outcome::kAccepted}};
    raw.client_ip = "192.0.2.1";
    raw.helo = "mail.shop.example";
    raw.reply = {250, "ok <jean@gmail.com> queued"};
    raw.outcome = capture::Outcome::kAccepted;
    raw.bytes = bytes;
    raw.size = bytes.size();
    raw.sha256 = sha256(bytes);
    raw.pieces = &pieces;
    fill_parsed();
  }
  SampleMail(const SampleMail&) = delete;
  SampleMail& operator=(const SampleMail&) = delete;

  void add_field(std::string_view name, std::string_view value) {
    parsed.fields.push_back({name, value, {}, {}});
  }

  static parser::AddressList mailbox(std::string name, std::string address) {
    return {{{std::move(name), std::move(address), "", {}}}, 1, 1};
  }

 private:
  void fill_parsed() {
    parsed.raw = &raw;
    add_field("From", " Shop <news@shop.example>");
    add_field("To", " Jean\r\n <jean@gmail.com>");
    add_field("Subject", " Hello Jean");
    add_field("List-Unsubscribe", " <mailto:stop@shop.example>");
    parser::Header& header = parsed.header;
    header.from = mailbox("Shop", "news@shop.example");
    header.to = mailbox("Jean", "jean@gmail.com");
    header.subject = {{"Hello Jean", {}}};
    header.date = "2026-03-01T09:00:00+01:00";
    header.message_id = {{"1.jean=gmail.com@shop.example", {}}};
    header.list_unsubscribe = {{"mailto:stop@shop.example?subject=jean%40gmail.com", {}, 0},
                               {"https://shop.example/u?e=jean%40gmail.com", {}, 0}};
    header.list_unsubscribe_fields = 1;
    parser::Part part;
    part.path = "1";
    part.charset = "utf-8";
    part.encoding = "7bit";
    part.filename = "letter for Jean.txt";
    part.body = {92, 5};
    part.decoded = true;
    part.decoded_bytes = 5;
    part.decoded_sha256 = sha256("Buy\r\n");
    parsed.parts = {part};
    parser::TextPart& text = parsed.texts.emplace_back();
    text.text = "Buy\n";
    parser::Link link;
    link.url = "https://shop.example/?to=JEAN%2540gmail.com";
    link.text = "Jean, click";
    text.links = {link};
  }
};

// Keeps what it is given.
class KeepingSink final : public RecordSink {
 public:
  void on_mail(MailRecord&& record) override { mails.push_back(std::move(record)); }
  void on_session(SessionRecord&& record) override { sessions.push_back(std::move(record)); }
  std::vector<MailRecord> mails;
  std::vector<SessionRecord> sessions;
};

}  // namespace constat::classifier
