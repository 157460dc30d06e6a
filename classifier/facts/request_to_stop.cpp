// Does the author ask that mails to him stop? Read in the subject and in his own words only, not in
// what he quotes, and not in mails of lists and programs: those speak of stopping to others.

#include <algorithm>
#include <string>
#include <string_view>

#include "classifier/fact.h"
#include "classifier/wording/fold.h"
#include "classifier/wording/mail_reading.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"request.stop", "The author asks that mails to him stop",
     "L’auteur demande que les envois cessent", Sensitivity::kContent},
};

// All there is in the subject or in the first line.
constexpr std::string_view kAlone[] = {"stop",           "unsubscribe",      "unsubscribe me",
                                       "remove",         "remove me",        "opt out",
                                       "opt-out",        "desabonnement",    "desabonner",
                                       "desabonnez moi", "desabonnez-moi",   "desinscription",
                                       "desinscrire",    "desinscrivez-moi", "abmelden",
                                       "abmeldung",      "austragen",        "baja",
                                       "darme de baja",  "cancellami",       "cancellatemi",
                                       "afmelden",       "uitschrijven",     "cancelar subscricao",
                                       "remover",        "wypisz mnie"};

// In the first person, anywhere in his own words.
constexpr std::string_view kWithin[] = {"me desabonner",
                                        "desabonnez-moi",
                                        "desabonnez moi",
                                        "me desinscrire",
                                        "desinscrivez-moi",
                                        "desinscrivez moi",
                                        "retirez-moi",
                                        "retirez moi",
                                        "me retirer de",
                                        "supprimez mon adresse",
                                        "supprimer mon adresse",
                                        "ne souhaite plus recevoir",
                                        "ne veux plus recevoir",
                                        "ne desire plus recevoir",
                                        "cessez de m'ecrire",
                                        "cessez de m'envoyer",
                                        "arretez de m'ecrire",
                                        "arretez de m'envoyer",
                                        "ne m'ecrivez plus",
                                        "ne m'envoyez plus",
                                        "je m'oppose",
                                        "unsubscribe me",
                                        "please unsubscribe",
                                        "remove me from",
                                        "take me off",
                                        "stop sending me",
                                        "stop emailing me",
                                        "stop e-mailing me",
                                        "opt me out",
                                        "do not contact me",
                                        "do not email me",
                                        "don't email me",
                                        "no longer wish to receive",
                                        "do not wish to receive",
                                        "i object to",
                                        "tragen sie mich aus",
                                        "melden sie mich ab",
                                        "keine weiteren e-mails",
                                        "darme de baja",
                                        "dadme de baja",
                                        "no deseo recibir",
                                        "non desidero ricevere",
                                        "non voglio ricevere",
                                        "schrijf mij uit",
                                        "ik wil geen",
                                        "nao desejo receber",
                                        "nao quero receber",
                                        "prosze o wypisanie",
                                        "nie chce otrzymywac"};

// Where the words of somebody else begin.
constexpr std::string_view kQuotation[] = {"a ecrit :",
                                           "wrote:",
                                           "schrieb:",
                                           "escribio:",
                                           "ha scritto:",
                                           "schreef:",
                                           "original message",
                                           "message d'origine",
                                           "message transfere",
                                           "forwarded message",
                                           "\nde : ",
                                           "\nfrom: ",
                                           "\nvon: "};

// A request is short; what follows is a signature or a quotation.
constexpr std::size_t kOwnBytes = 1000;
// Who asks to be left alone sends no page of links.
constexpr std::size_t kMostLinks = 5;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\n.!\"'";
  const std::size_t begin = text.find_first_not_of(kAround);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAround) - begin + 1);
}

bool is_request(std::string_view line) {
  return std::ranges::find(kAlone, trimmed(line)) != std::end(kAlone);
}

std::string_view own_words(std::string_view text) {
  text = text.substr(0, kOwnBytes);
  for (const std::string_view mark : kQuotation) text = text.substr(0, text.find(mark));
  return text;
}

bool stands_alone(std::string_view text, std::size_t at, std::size_t length) {
  const bool before = at > 0 && wording::is_word_byte(text[at - 1]);
  const bool after = at + length < text.size() && wording::is_word_byte(text[at + length]);
  return !before && !after;
}

bool is_of_list_or_program(const parser::Header& header) {
  const auto answers = [](const parser::DecodedText& text) {
    return !equals_ignoring_case(text.text, "no");
  };
  return !header.list_id.empty() || !header.list_unsubscribe.empty() ||
         !header.precedence.empty() || std::ranges::any_of(header.auto_submitted, answers);
}

void find_in_text(const wording::ReadText& text, const Limits& limits, FactSink& facts) {
  if (text.source->links.size() > kMostLinks) return;
  const std::string_view own = own_words(text.text());
  const std::size_t begin = std::min(own.find_first_not_of(" \t\n"), own.size());
  const std::size_t end = std::min(own.find('\n', begin), own.size());
  if (is_request(own.substr(begin, end - begin))) {
    return facts.add(fact_at(text, {begin, end - begin}, "request.stop", "", limits));
  }
  for (const std::string_view phrase : kWithin) {
    const std::size_t at = own.find(phrase);
    if (at == std::string_view::npos || !stands_alone(own, at, phrase.size())) continue;
    return facts.add(fact_at(text, {at, phrase.size()}, "request.stop", "", limits));
  }
}

void find(const wording::MailReading& reading, const Limits& limits, FactSink& facts) {
  const parser::ParsedMail& mail = reading.mail();
  if (mail.report || is_of_list_or_program(mail.header)) return;
  for (const parser::DecodedText& subject : mail.header.subject) {
    if (is_request(wording::fold(subject.text.substr(0, kOwnBytes)))) {
      facts.add(wording::header_fact("request.stop", "", subject.where));
    }
  }
  for (const wording::ReadText& text : reading.texts()) find_in_text(text, limits, facts);
}

}  // namespace

extern const FactFamily request_to_stop = {.id = "request_to_stop", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
