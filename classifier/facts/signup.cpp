// What the mail itself says of how its recipient came to be on the list, and requests to confirm
// that (double opt-in). Statements of the sender: whether they are true stands in registers.

#include <algorithm>
#include <string>

#include "classifier/fact.h"
#include "classifier/wording/dates.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/phrase_facts.h"
#include "classifier/wording/sentence.h"

namespace constat::classifier {
namespace {

using wording::Hit;
using wording::MailReading;
using wording::Meaning;
using wording::ReadText;
using wording::Span;

constexpr FactKind kKinds[] = {
    {"signup.confirmation_request", "Request to confirm a sign-up (double opt-in)",
     "Demande de confirmation d’une inscription (double opt-in)"},
    {"signup.confirmed", "Words that welcome, or say that a sign-up is confirmed",
     "Mots de bienvenue, ou qui disent une inscription confirmée"},
    {"signup.claim",
     "Statement by the sender that the recipient signed up or agreed (its date where one is said)",
     "Déclaration de l’émetteur selon laquelle le destinataire s’est inscrit ou a accepté (sa date "
     "si elle est dite)"},
    {"signup.source",
     "Statement by the sender about where the address comes from (online, directory, partner, "
     "form, customer, other)",
     "Déclaration de l’émetteur sur l’origine de l’adresse (en ligne, annuaire, partenaire, "
     "formulaire, client, autre)"},
};

// In English, and where the language is not certain, 03/04 may be either.
wording::DateOrder order_of(const Hit& hit) {
  const std::string_view language = wording::phrase_of(hit).language;
  return language == "en" || language == "mul" ? wording::DateOrder::kEither
                                               : wording::DateOrder::kDayFirst;
}

// "am 5. Maerz 2024": the point behind a day ends no sentence.
Span with_date_behind(const ReadText& text, Span sentence) {
  constexpr std::size_t kDate = 24;  // bytes of "september 2024"
  const std::string_view folded = text.text();
  std::size_t end = sentence.end;
  while (end > sentence.begin && wording::is_space(folded[end - 1])) --end;
  const bool numbered =
      end > sentence.begin + 1 && folded[end - 1] == '.' && wording::is_digit(folded[end - 2]);
  if (numbered) sentence.end = std::min(sentence.end + kDate, folded.size());
  return sentence;
}

// One claim a sentence: "you signed up ... and agreed to receive" is one statement.
void find_claims(const ReadText& text, const Limits& limits, FactSink& facts) {
  wording::ToldOnce told;
  std::size_t done = 0;
  for (const Hit& hit : text.of(Meaning::kClaim)) {
    if (hit.begin < done || wording::is_negated(text, hit)) continue;
    const Span sentence = wording::sentence_around(text, hit.begin, hit.end);
    done = sentence.end;
    const auto date = wording::date_in(text, with_date_behind(text, sentence), order_of(hit));
    const std::string words = wording::wording_of(text, hit) + (date ? date->iso : "");
    if (!told.first(words)) continue;
    const std::size_t begin =
        date ? std::min<std::size_t>(hit.begin, date->where.begin) : hit.begin;
    const std::size_t end = date ? std::max<std::size_t>(hit.end, date->where.end) : hit.end;
    facts.add(wording::fact_at(text, {begin, end - begin}, "signup.claim", date ? date->iso : "",
                               limits));
  }
}

// "On our website" is a source only where the sentence speaks of the recipient's sign-up or
// address.
void find_sources(const ReadText& text, const Limits& limits, FactSink& facts) {
  wording::ToldOnce told;
  for (const Hit& hit : text.longest_of(Meaning::kSource)) {
    const Span sentence = wording::sentence_around(text, hit.begin, hit.end);
    const bool about_address =
        !wording::hits_within(text.of(Meaning::kReception), sentence).empty();
    const bool about_sign_up = !wording::hits_within(text.of(Meaning::kClaim), sentence).empty();
    if (!about_address && !about_sign_up) continue;
    const std::string value(wording::phrase_of(hit).value);
    if (!told.first(value)) continue;
    facts.add(
        wording::fact_at(text, {hit.begin, hit.end - hit.begin}, "signup.source", value, limits));
  }
}

void find(const MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const ReadText& text : reading.all()) {
    wording::tell_wordings(text, Meaning::kConfirmationRequest, "signup.confirmation_request",
                           limits, facts);
    wording::tell_wordings(text, Meaning::kConfirmed, "signup.confirmed", limits, facts);
    find_claims(text, limits, facts);
    find_sources(text, limits, facts);
  }
}

}  // namespace

extern const FactFamily signup = {.id = "signup", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
