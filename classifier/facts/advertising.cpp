// Does the mail call itself an advertisement, in the subject or the first words of its text?

#include "classifier/fact.h"
#include "classifier/wording/advertising_marks.h"
#include "classifier/wording/mail_reading.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"advertising.mark",
     "The mail calls itself an advertisement (in the subject, or where its text starts)",
     "Le message se présente comme une publicité (dans l’objet ou au début du texte)"},
};

void find(const wording::MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const wording::ReadText& text : reading.all()) {
    const auto mark = wording::advertising_mark(text);
    if (!mark) continue;
    facts.add(wording::fact_at(text, {mark->begin, mark->end - mark->begin}, "advertising.mark",
                               text.is_subject() ? "subject" : "first_block", limits));
  }
}

}  // namespace

extern const FactFamily advertising = {.id = "advertising", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
