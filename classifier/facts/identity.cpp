// Who says that he sends, and who is named in the texts: From and its neighbours, organisations,
// postal and telephone contacts. No word on whether it is true.

#include <algorithm>
#include <set>
#include <string>

#include "classifier/fact.h"
#include "classifier/recipient_category.h"
#include "classifier/wording/addresses.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/names.h"
#include "classifier/wording/numbers.h"
#include "classifier/wording/quote.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

using wording::MailReading;
using wording::ReadText;

constexpr FactKind kKinds[] = {
    {"identity.from", "Address in From", "Adresse dans From"},
    {"identity.from_name", "Display name in From", "Nom affiché dans From"},
    {"identity.reply_to", "Address in Reply-To", "Adresse dans Reply-To"},
    {"identity.reply_address",
     "Address that a reply goes to, and that does not call itself no-reply",
     "Adresse à laquelle parvient une réponse, et qui ne se nomme pas « ne pas répondre »"},
    {"identity.return_path", "Return path (MAIL FROM or Return-Path)",
     "Chemin de retour (MAIL FROM ou Return-Path)"},
    {"identity.from_missing", "No readable address in From", "Aucune adresse lisible dans From"},
    {"identity.several_from", "More than one From field or From address",
     "Plusieurs champs ou adresses From"},
    {"identity.no_reply_from", "The From address calls itself no-reply",
     "L’adresse From se nomme « ne pas répondre »"},
    {"identity.no_reply_reply_to", "The Reply-To address calls itself no-reply",
     "L’adresse Reply-To se nomme « ne pas répondre »"},
    {"identity.from_name_with_other_domain",
     "The display name holds a domain other than that of the From address",
     "Le nom affiché contient un domaine autre que celui de l’adresse From"},
    {"identity.from_domain_in_body", "The name in the From domain stands in the text",
     "Le nom du domaine de From figure dans le texte"},
    {"identity.organisation_named", "Organisation named with its legal form in the text",
     "Organisation nommée avec sa forme juridique dans le texte"},
    {"identity.postal_address", "Postal address in the text", "Adresse postale dans le texte"},
    {"identity.phone", "Telephone number in the text", "Numéro de téléphone dans le texte"},
    {"identity.contact_email", "Mail address other than a recipient’s in the text",
     "Adresse électronique autre que celle d’un destinataire dans le texte"},
};

void find_from(const parser::ParsedMail& mail, FactSink& facts) {
  const parser::AddressList& from = mail.header.from;
  for (const parser::Mailbox& mailbox : from.mailboxes) {
    if (!mailbox.address.empty())
      facts.add(wording::header_fact("identity.from", mailbox.address, mailbox.where));
    if (!mailbox.name.empty()) {
      facts.add(wording::header_fact("identity.from_name", wording::one_line(mailbox.name),
                                     mailbox.where));
    }
    if (wording::is_no_reply(mailbox.address)) {
      facts.add(wording::header_fact("identity.no_reply_from", mailbox.address, mailbox.where));
    }
    const std::string other = wording::domain_in_name(mailbox.name);
    if (!other.empty() && !wording::same_organisation(other, wording::domain_of(mailbox.address))) {
      facts.add(wording::header_fact("identity.from_name_with_other_domain", other, mailbox.where));
    }
  }
  const bool readable =
      std::any_of(from.mailboxes.begin(), from.mailboxes.end(),
                  [](const parser::Mailbox& one) { return !one.address.empty(); });
  if (!readable && !mail.header_incomplete)
    facts.add(wording::header_fact("identity.from_missing", "", {}));
  if (from.count > 1 || from.fields > 1) {
    facts.add(wording::header_fact("identity.several_from", std::to_string(from.count), {}));
  }
}

// RFC 5322 section 3.6.2: replies go to Reply-To where it stands, else to From.
void find_reply_address(const parser::ParsedMail& mail, FactSink& facts) {
  const auto& reply_to = mail.header.reply_to.mailboxes;
  for (const parser::Mailbox& mailbox : reply_to) {
    facts.add(wording::header_fact("identity.reply_to", mailbox.address, mailbox.where));
    if (wording::is_no_reply(mailbox.address)) {
      facts.add(wording::header_fact("identity.no_reply_reply_to", mailbox.address, mailbox.where));
    }
  }
  for (const parser::Mailbox& mailbox : reply_to.empty() ? mail.header.from.mailboxes : reply_to) {
    if (mailbox.address.empty() || wording::is_no_reply(mailbox.address)) continue;
    facts.add(wording::header_fact("identity.reply_address", mailbox.address, mailbox.where));
  }
}

void find_return_path(const parser::ParsedMail& mail, FactSink& facts) {
  if (mail.raw->mail_from_seen) {
    const std::string& path = mail.raw->mail_from;
    facts.add(wording::envelope_fact("identity.return_path", path.empty() ? "<>" : path));
  }
  for (const parser::Mailbox& mailbox : mail.header.return_path.mailboxes) {
    if (!mailbox.address.empty())
      facts.add(wording::header_fact("identity.return_path", mailbox.address, mailbox.where));
  }
}

// A mailbox provider's name says nothing of the sender; two letters stand in too many words.
void find_from_domain(const MailReading& reading, const ReadText& text, const Limits& limits,
                      FactSink& facts) {
  for (const parser::Mailbox& mailbox : reading.mail().header.from.mailboxes) {
    const std::string domain = to_lower_ascii(wording::domain_of(mailbox.address));
    const std::string label(wording::name_label_of(domain));
    if (label.size() < 3 || categorise(mailbox.address) == RecipientCategory::kConsumer) continue;
    const auto named = wording::find_name(text, label);
    if (named)
      facts.add(
          wording::fact_at(text, named->where, "identity.from_domain_in_body", label, limits));
  }
}

void find_organisations(const ReadText& text, const Limits& limits, FactSink& facts) {
  for (const wording::Meaning meaning :
       {wording::Meaning::kFrenchForm, wording::Meaning::kForeignForm}) {
    for (const wording::Hit& form : text.longest_of(meaning)) {
      const auto named =
          wording::is_legal_form(text, form) ? wording::organisation_at(text, form) : std::nullopt;
      if (named)
        facts.add(wording::fact_at(text, named->where, "identity.organisation_named", named->words,
                                   limits));
    }
  }
}

void find_phones(const ReadText& text, const Limits& limits, FactSink& facts) {
  for (const wording::DigitSequence& digits : text.numbers) {
    const wording::Phone phone = wording::phone_at(text.text(), digits);
    if (phone.kind == wording::PhoneKind::kOrdinary) {
      facts.add(wording::fact_at(text, phone.where, "identity.phone", phone.number, limits));
    }
  }
}

void add_contact(const MailReading& reading, Fact fact, FactSink& facts) {
  if (!reading.is_recipient(fact.value) && !wording::is_no_reply(fact.value))
    facts.add(std::move(fact));
}

void find_addresses(const MailReading& reading, const ReadText& text, const Limits& limits,
                    FactSink& facts) {
  const std::string_view folded = text.text();
  std::set<std::string> in_text;
  for (std::size_t at = folded.find('@'); at != std::string_view::npos;
       at = folded.find('@', at + 1)) {
    const auto range = wording::address_around(folded, at);
    if (!range) continue;
    const std::string address(folded.substr(range->offset, range->length));
    in_text.insert(address);
    add_contact(reading, wording::fact_at(text, *range, "identity.contact_email", address, limits),
                facts);
  }
  for (const parser::Link& link : text.source->links) {
    if (!text.html || link.visibility == parser::Visibility::kHidden) continue;
    const std::string url = to_lower_ascii(
        std::string_view(link.url).substr(0, 400));  // an address has 320 bytes at most
    const std::string address =
        url.starts_with("mailto:") ? url.substr(7, url.find('?') - 7) : std::string();
    const std::size_t at = address.find('@');
    if (at == std::string::npos || !wording::address_around(address, at) ||
        in_text.contains(address))
      continue;
    add_contact(reading,
                {"identity.contact_email", address, std::string(text.path), link.where,
                 wording::one_line(link.text)},
                facts);
  }
}

void find(const MailReading& reading, const Limits& limits, FactSink& facts) {
  find_from(reading.mail(), facts);
  find_reply_address(reading.mail(), facts);
  find_return_path(reading.mail(), facts);
  for (const ReadText& text : reading.texts()) {
    find_from_domain(reading, text, limits, facts);
    find_organisations(text, limits, facts);
    for (const wording::Named& address : wording::postal_addresses(text)) {
      facts.add(
          wording::fact_at(text, address.where, "identity.postal_address", address.words, limits));
    }
    find_phones(text, limits, facts);
    find_addresses(reading, text, limits, facts);
  }
}

}  // namespace

extern const FactFamily identity = {.id = "identity", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
