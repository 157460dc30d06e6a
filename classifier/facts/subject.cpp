// The subject, for a reader to set beside the text. Nothing is concluded from it.

#include <string>

#include "classifier/fact.h"
#include "classifier/wording/advertising_marks.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/phrase_facts.h"
#include "classifier/wording/quote.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"subject.text", "Subject", "Objet", Sensitivity::kHeaders},
    {"subject.advertising_mark", "The subject calls the mail an advertisement",
     "L’objet présente le message comme une publicité"},
    {"subject.empty", "No subject, or an empty one", "Objet absent ou vide"},
};

void find_mark(const wording::ReadText& subject, const Limits& limits, FactSink& facts) {
  const auto mark = wording::advertising_mark(subject);
  if (!mark) return;
  facts.add(wording::fact_at(subject, {mark->begin, mark->end - mark->begin},
                             "subject.advertising_mark", wording::wording_of(subject, *mark),
                             limits));
}

void find(const wording::MailReading& reading, const Limits& limits, FactSink& facts) {
  const parser::ParsedMail& mail = reading.mail();
  if (mail.header.subject.empty() && !mail.header_incomplete)
    facts.add(wording::header_fact("subject.empty", "absent", {}));
  for (const parser::DecodedText& subject : mail.header.subject) {
    const std::string text = wording::one_line(subject.text);
    if (text.empty()) {
      facts.add(wording::header_fact("subject.empty", "empty", subject.where));
      continue;
    }
    facts.add(wording::header_fact("subject.text", text, subject.where));
  }
  for (const wording::ReadText& subject : reading.subjects()) find_mark(subject, limits, facts);
}

}  // namespace

extern const FactFamily subject = {.id = "subject", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
