// Random mails of a few senders to a few people, with everything in them that the second phase
// looks at. For tests.
#pragma once

#include <array>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/classifier/timeline/delivery_facts.h"
#include "tests/unit/classifier/timeline/sample_registers.h"

namespace constat::classifier {

class RandomFlow {
 public:
  explicit RandomFlow(unsigned seed) : random_(seed) {}

  std::vector<MailRecord> mails(int count) {
    std::vector<MailRecord> mails;
    for (number_ = 1; number_ <= count; ++number_) mails.push_back(mail());
    return mails;
  }

 private:
  static constexpr std::array<std::string_view, 4> kSenders = {"a.example", "b.example",
                                                               "c.example", "d.example"};
  static constexpr std::array<std::string_view, 6> kPeople = {"ana@p.example", "ben@p.example",
                                                              "cyd@p.example", "dan@p.example",
                                                              "eve@p.example", "fay@p.example"};

  unsigned below(unsigned end) { return static_cast<unsigned>(random_() % end); }
  bool one_in(unsigned chances) { return below(chances) == 0; }
  std::string somebody() { return person(kPeople[below(kPeople.size())]); }
  std::string some_sender() { return std::string(kSenders[below(kSenders.size())]); }

  MailRecord mail() {
    switch (below(12)) {
      case 0:
        return written(objection_of(somebody(), 0, "p:stop" + std::to_string(below(3)), 0));
      case 1: {
        MailRecord letter = letter_of(somebody(), 0, "p:from-" + some_sender(), 0);
        return written(one_in(2) ? with_fact(std::move(letter), "request.stop") : letter);
      }
      case 2:
        return written(report());
      default:
        return written(offer());
    }
  }

  MailRecord report() {
    MailRecord mail = mail_of("mx.example", 0, "p:reports", 0);
    mail.report.emplace();
    if (one_in(2)) {
      mail.report->kind = "feedback";
      mail.report->returned_message_id = std::to_string(1 + below(50)) + "@x.example";
      if (one_in(2)) mail.report->original_rcpt_ids = {somebody()};
      if (one_in(3)) mail.report->reported_domains = {some_sender()};
      return mail;
    }
    mail.report->kind = "delivery_status";
    DeliveryStatus status;
    status.recipient_id = one_in(3) ? "p:stop" + std::to_string(below(3)) : somebody();
    status.action = "failed";
    status.status = one_in(2) ? "5.1.1" : "5.7.1";
    mail.report->recipients = {status};
    return mail;
  }

  MailRecord offer() {
    MailRecord mail = mail_of(some_sender(), 0, somebody(), 0);
    for (unsigned more = below(3); more > 0; --more) {
      mail.recipients.push_back(mail.recipients.front());
      mail.recipients.back().id = somebody();
      if (one_in(4)) mail.recipients.back().outcome = capture::Outcome::kRefused;
    }
    if (one_in(2)) mail.header.unsubscribe_mailto_ids = {"p:stop" + std::to_string(below(4))};
    if (one_in(2)) mail.header.list_id = "list" + std::to_string(below(2)) + ".example";
    if (one_in(2)) mail = with_fact(std::move(mail), "prospection.offer", "9");
    if (one_in(4)) mail = with_fact(std::move(mail), "transaction.order", "A");
    if (one_in(6)) mail = with_fact(std::move(mail), "signup.confirmation_request");
    if (one_in(3))
      mail = with_fact(std::move(mail), "legal.siren", one_in(2) ? "552081317" : "732829320");
    mail = with_fact(std::move(mail), "template.text", std::to_string(below(3)));
    mail.links = {{"https://x.example/" + std::to_string(below(9)), std::nullopt, "1", false}};
    if (one_in(5)) mail.mail_from = "b@router.example";
    if (one_in(3)) mail.header.in_reply_to = {std::to_string(1 + below(50)) + "@x.example"};
    return mail;
  }

  // With an id, a time and a Message-ID of its own.
  MailRecord written(MailRecord mail) {
    mail.id = "m:" + std::string(22, 'a') + std::to_string(1000 + number_);
    mail.first_frame = static_cast<std::uint64_t>(number_) * 10;
    mail.last_frame = mail.first_frame + 3;
    mail.header.message_id = std::to_string(number_) + "@x.example";
    const unsigned minute = below(600);
    mail.time =
        one_in(15)
            ? ""
            : to_rfc3339({1'772'352'000'000'000'000 + std::int64_t{minute} * 60'000'000'000});
    if (one_in(8)) {
      mail.authentication.signatures.resize(1);
      mail.authentication.signatures[0].domain = "router.example";
    }
    return mail;
  }

  std::mt19937 random_;
  int number_ = 0;
};

}  // namespace constat::classifier
