// The subject, for a reader to set beside the text. Nothing is concluded from it.

#include <algorithm>
#include <string>

#include "classifier/fact.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/quote.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"subject.text", "Subject", "Objet", Sensitivity::kHeaders},
    {"subject.advertising_mark", "The subject calls the mail an advertisement",
     "L’objet présente le message comme une publicité"},
    {"subject.empty", "No subject, or an empty one", "Objet absent ou vide"},
};

// Anywhere in the subject, in brackets; or as a word that a colon or a dash parts from the rest, at
// its start.
constexpr std::string_view kBracketed[] = {
    "[pub]",       "(pub)",       "<pub>",           "[ad]",
    "(ad)",        "<ad>",        "[adv]",           "(adv)",
    "[publicite]", "(publicite)", "[advertisement]", "(advertisement)"};
constexpr std::string_view kLeading[] = {
    "publicite",     "pub",    "annonce publicitaire", "communication commerciale", "ad", "adv",
    "advertisement", "advert", "promotional"};

std::string advertising_mark(std::string_view subject) {
  const std::string folded = wording::fold(subject.substr(0, 4096));
  for (const std::string_view mark : kBracketed) {
    if (folded.find(mark) != std::string::npos) return std::string(mark);
  }
  const std::string_view start =
      std::string_view(folded).substr(std::min(folded.find_first_not_of(' '), folded.size()));
  for (const std::string_view mark : kLeading) {
    if (!start.starts_with(mark)) continue;
    std::string_view rest = start.substr(mark.size());
    if (rest.empty()) return std::string(mark);
    if (rest.starts_with(' ')) rest.remove_prefix(1);
    if (rest.starts_with(':') || rest.starts_with("- ") || rest.starts_with("| "))
      return std::string(mark);
  }
  return "";
}

void find(const wording::MailReading& reading, const Limits&, FactSink& facts) {
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
    const std::string mark = advertising_mark(text);
    if (!mark.empty())
      facts.add(wording::header_fact("subject.advertising_mark", mark, subject.where));
  }
}

}  // namespace

extern const FactFamily subject = {.id = "subject", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
