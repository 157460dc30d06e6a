// Mail records for the tests of what several mails show together.
#pragma once

#include <string>
#include <vector>

#include "classifier/assessment.h"

namespace constat::classifier {

// "m:7…": ids in the order of their numbers.
inline std::string mail_number(int number) {
  return "m:" + std::string(1, static_cast<char>('a' + number)) + std::string(25, 'z');
}

// One mail of a sender with one recipient, accepted, at a minute of one day.
inline MailRecord mail_of(const std::string& sender, int number, const std::string& recipient,
                          int minute) {
  MailRecord mail;
  mail.id = mail_number(number);
  mail.input = "a.pcap";
  mail.first_frame = static_cast<std::uint64_t>(number) * 10 + 1;
  mail.last_frame = mail.first_frame + 5;
  mail.time = "2026-03-01T08:" + std::string(minute < 10 ? "0" : "") + std::to_string(minute) +
              ":00.000000000Z";
  mail.sender_domain = sender;
  mail.sha256 = std::string(64, '1');
  mail.header.from = {{"Shop", "news@" + sender, "p:from-" + sender}};
  mail.has_envelope = true;
  mail.mail_from = "bounce@" + sender;
  mail.recipients = {{recipient, std::nullopt, "x.example", RecipientCategory::kConsumer, 250,
                      capture::Outcome::kAccepted}};
  mail.outcome = capture::Outcome::kAccepted;
  return mail;
}

// A mail of `author` to an unsubscribe address.
inline MailRecord objection_of(const std::string& author, int number, const std::string& address,
                               int minute) {
  MailRecord mail = mail_of("gmail.com", number, address, minute);
  mail.header.from = {{std::nullopt, std::nullopt, author}};
  return mail;
}

}  // namespace constat::classifier
