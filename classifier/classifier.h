// Turns each parsed mail into a MailRecord: facts, findings, pseudonyms, disclosure.
//
//   ParsedMail, SessionFacts --> Classifier --> MailRecord, SessionRecord (RecordSink)
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "classifier/disclosure.h"
#include "classifier/mail_record.h"
#include "core/limits.h"
#include "core/pseudonym.h"
#include "parser/parsed_mail.h"
#include "parser/smtp/session_facts.h"

namespace constat::classifier {

class Classifier final : public parser::ParsedMailSink, public parser::smtp::SessionSink {
 public:
  // All must outlive the classifier. `input_names[i]` is the name of input i; it may grow.
  Classifier(const Limits& limits, const Pseudonymiser& pseudonyms, Disclosure disclosure,
             const std::vector<std::string>& input_names, RecordSink& sink);
  Classifier(Limits&& temporary, const Pseudonymiser& pseudonyms, Disclosure disclosure,
             const std::vector<std::string>& input_names, RecordSink& sink) = delete;

  void on_mail(const parser::ParsedMail& mail) override;
  void on_session(const parser::smtp::SessionFacts& session) override;
  // Of all mails so far, kept in their records or counted only: for Summary::facts_found.
  std::uint64_t facts_found() const { return facts_found_; }

 private:
  const Limits& limits_;
  const Pseudonymiser& pseudonyms_;
  Disclosure disclosure_;
  const std::vector<std::string>& input_names_;
  RecordSink& sink_;
  std::uint64_t facts_found_ = 0;
};

}  // namespace constat::classifier
