// What a mail shows that carries out something asked for: an order, an invoice, a delivery, a
// password, an account, an appointment; and what a program sent by itself (RFC 3834).

#include <optional>
#include <string>

#include "classifier/fact.h"
#include "classifier/wording/dates.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/phrase_facts.h"
#include "classifier/wording/quote.h"
#include "classifier/wording/reference.h"
#include "classifier/wording/sentence.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

using wording::Hit;
using wording::MailReading;
using wording::Meaning;
using wording::ReadText;
using wording::Span;

constexpr FactKind kKinds[] = {
    {"transaction.order", "Order or purchase: its number, or words of a confirmation",
     "Commande ou achat : son numéro, ou les mots d’une confirmation", Sensitivity::kContent},
    {"transaction.invoice", "Invoice or payment: its number, or words that announce it",
     "Facture ou paiement : son numéro, ou les mots qui l’annoncent", Sensitivity::kContent},
    {"transaction.delivery", "Delivery: the number of a parcel, or words that announce it",
     "Livraison : le numéro d’un colis, ou les mots qui l’annoncent", Sensitivity::kContent},
    {"transaction.password", "Password or code for signing in", "Mot de passe ou code de connexion",
     Sensitivity::kContent},
    {"transaction.account", "Account: opened, changed, or its address to be verified",
     "Compte : ouverture, modification, ou adresse à vérifier", Sensitivity::kContent},
    {"transaction.appointment", "Appointment: its date, or words of a confirmation or reminder",
     "Rendez-vous : sa date, ou les mots d’une confirmation ou d’un rappel", Sensitivity::kContent},
    {"transaction.auto_submitted", "Auto-Submitted says that a program sent it (RFC 3834)",
     "Auto-Submitted indique un envoi automatique (RFC 3834)"},
};

struct Numbered {
  Meaning mark;
  Meaning words;
  std::string_view id;
};
constexpr Numbered kNumbered[] = {
    {Meaning::kOrderMark, Meaning::kOrder, "transaction.order"},
    {Meaning::kInvoiceMark, Meaning::kInvoice, "transaction.invoice"},
    {Meaning::kParcelMark, Meaning::kDelivery, "transaction.delivery"},
};

// The number behind a mark, told once whatever marks lead to it.
void find_numbers(const ReadText& text, const Numbered& kind, const Limits& limits,
                  FactSink& facts) {
  wording::ToldOnce told;
  for (const Hit& mark : text.longest_of(kind.mark)) {
    const auto number = wording::reference_after(text.text(), mark.end);
    if (!number) continue;
    std::string value(text.text().substr(number->begin, number->end - number->begin));
    if (!told.first(value)) continue;
    facts.add(wording::fact_at(text, {mark.begin, number->end - mark.begin}, kind.id,
                               std::move(value), limits));
  }
}

void find_appointments(const ReadText& text, const Limits& limits, FactSink& facts) {
  wording::ToldOnce told;
  for (const Hit& hit : text.longest_of(Meaning::kAppointment)) {
    const Span sentence = wording::sentence_around(text, hit.begin, hit.end);
    const auto date =
        wording::date_in(text, {hit.begin, sentence.end}, wording::DateOrder::kEither);
    std::string value = date ? date->iso : wording::wording_of(text, hit);
    if (!told.first(value)) continue;
    const std::size_t end = date ? date->where.end : std::size_t{hit.end};
    facts.add(wording::fact_at(text, {hit.begin, end - hit.begin}, "transaction.appointment",
                               std::move(value), limits));
  }
}

// RFC 3834 section 5: "no" is said of what a person sent.
void find_auto_submitted(const parser::ParsedMail& mail, FactSink& facts) {
  for (const parser::DecodedText& field : mail.header.auto_submitted) {
    const std::string value = to_lower_ascii(wording::one_line(field.text));
    const std::string keyword = value.substr(0, value.find_first_of("; ("));
    if (keyword.empty() || keyword == "no") continue;
    facts.add(wording::header_fact("transaction.auto_submitted", value, field.where));
  }
}

void find(const MailReading& reading, const Limits& limits, FactSink& facts) {
  find_auto_submitted(reading.mail(), facts);
  for (const ReadText& text : reading.all()) {
    for (const Numbered& kind : kNumbered) {
      find_numbers(text, kind, limits, facts);
      wording::tell_wordings(text, kind.words, kind.id, limits, facts);
    }
    wording::tell_wordings(text, Meaning::kPassword, "transaction.password", limits, facts);
    wording::tell_wordings(text, Meaning::kAccount, "transaction.account", limits, facts);
    find_appointments(text, limits, facts);
  }
}

}  // namespace

extern const FactFamily transaction = {.id = "transaction", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
