// Each parsed mail and each session becomes a record, handed on at once.

#include "classifier/classifier.h"

#include <utility>

#include "classifier/records/mail_recorder.h"

namespace constat::classifier {

Classifier::Classifier(const Limits& limits, const Pseudonymiser& pseudonyms, Disclosure disclosure,
                       const std::vector<std::string>& input_names, RecordSink& sink)
    : limits_(limits),
      pseudonyms_(pseudonyms),
      disclosure_(disclosure),
      input_names_(input_names),
      sink_(sink) {}

void Classifier::on_mail(const parser::ParsedMail& mail) {
  MailRecord record = record_mail(mail, limits_, pseudonyms_, disclosure_, input_names_);
  facts_found_ += record.facts.size() + record.facts_not_kept;
  sink_.on_mail(std::move(record));
}

void Classifier::on_session(const parser::smtp::SessionFacts& session) {
  sink_.on_session(record_session(session, pseudonyms_, disclosure_, input_names_));
}

}  // namespace constat::classifier
