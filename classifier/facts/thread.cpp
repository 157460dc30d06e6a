// Does the mail present itself as part of a conversation, and does its header carry one?
// RFC 5322 section 3.6.4 (In-Reply-To, References) and 3.6.5 (the prefix "Re: ").

#include <algorithm>

#include "classifier/fact.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/mail_reading.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"thread.in_reply_to", "In-Reply-To names an earlier mail",
     "In-Reply-To désigne un message antérieur", Sensitivity::kHeaders},
    {"thread.references", "References name earlier mails (their number)",
     "References désigne des messages antérieurs (leur nombre)"},
    {"thread.subject_prefix", "The subject starts like that of a reply or a forwarded mail",
     "L’objet commence comme celui d’une réponse ou d’un transfert"},
    {"thread.prefix_without_reference",
     "The subject starts like that of a reply or a forwarded mail; neither In-Reply-To nor "
     "References stands in the header",
     "L’objet commence comme celui d’une réponse ou d’un transfert ; ni In-Reply-To ni References "
     "dans l’en-tête"},
};

constexpr std::string_view kPrefixes[] = {"antw", "aw",  "fw", "fwd", "re",
                                          "ref",  "rep", "sv", "tr",  "wg"};

ByteRange field_of(const parser::ParsedMail& mail, std::string_view name) {
  for (const parser::HeaderField& field : mail.fields) {
    if (equals_ignoring_case(field.name, name)) return field.value_where;
  }
  return {};
}

// "Re:", "RE :", "Fwd:", "TR :", "Réf. :", "Re[2]:", after an optional "[list]"; "" when there is
// none.
std::string prefix_of(std::string_view subject) {
  const std::string folded = wording::fold(subject.substr(0, 256));
  std::size_t at = folded.find_first_not_of(' ');
  if (at == std::string::npos) return "";
  if (folded[at] == '[') {
    at = folded.find(']', at);
    at = at == std::string::npos ? at : folded.find_first_not_of(' ', at + 1);
    if (at == std::string::npos) return "";
  }
  std::size_t end = at;
  while (end < folded.size() && folded[end] >= 'a' && folded[end] <= 'z') ++end;
  const std::string word = folded.substr(at, end - at);
  if (std::find(std::begin(kPrefixes), std::end(kPrefixes), word) == std::end(kPrefixes)) return "";
  while (end < folded.size() &&
         std::string_view("[]()0123456789. ").find(folded[end]) != std::string_view::npos)
    ++end;
  return end < folded.size() && folded[end] == ':' ? word + ":" : "";
}

void find(const wording::MailReading& reading, const Limits&, FactSink& facts) {
  const parser::ParsedMail& mail = reading.mail();
  for (const std::string& id : mail.header.in_reply_to) {
    facts.add(wording::header_fact("thread.in_reply_to", id, field_of(mail, "In-Reply-To")));
  }
  if (!mail.header.references.empty()) {
    facts.add(wording::header_fact("thread.references",
                                   std::to_string(mail.header.references.size()),
                                   field_of(mail, "References")));
  }
  const bool referenced = !mail.header.in_reply_to.empty() || !mail.header.references.empty();
  for (const parser::DecodedText& subject : mail.header.subject) {
    const std::string prefix = prefix_of(subject.text);
    if (prefix.empty()) continue;
    facts.add(wording::header_fact("thread.subject_prefix", prefix, subject.where));
    // "Réf. :" also introduces a reference number in French business mail: shown, not set against
    // it.
    if (!referenced && !mail.header_incomplete && prefix != "ref:") {
      facts.add(wording::header_fact("thread.prefix_without_reference", prefix, subject.where));
    }
  }
}

}  // namespace

extern const FactFamily thread = {.id = "thread", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
