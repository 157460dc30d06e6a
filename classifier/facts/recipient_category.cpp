// To which kinds of mailbox the mail went: counts by category, never an address.

#include "classifier/recipient_category.h"

#include <array>

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"recipient.consumer", "Recipients at a mailbox provider open to the public (number)",
     "Destinataires chez un fournisseur de messagerie ouvert au public (nombre)"},
    {"recipient.role",
     "Recipients whose address names a function, such as info@ or contact@ (number)",
     "Destinataires dont l’adresse désigne une fonction, comme info@ ou contact@ (nombre)"},
    {"recipient.named_at_organisation",
     "Recipients whose address is shaped like a person’s name, at another domain (number)",
     "Destinataires dont l’adresse a la forme d’un nom de personne, sur un autre domaine (nombre)"},
    {"recipient.unknown", "Recipients whose address shows no category (number)",
     "Destinataires dont l’adresse n’indique aucune catégorie (nombre)"},
    {"recipient.from_header", "No envelope was seen: recipients as written in To and Cc (number)",
     "Enveloppe non observée : destinataires tels qu’écrits dans To et Cc (nombre)"},
};

using Counts = std::array<std::uint64_t, 4>;

void add_counts(const Counts& counts, std::string_view part, FactSink& facts) {
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    facts.add({"recipient." + std::string(name_of(static_cast<RecipientCategory>(i))),
               std::to_string(counts[i]),
               std::string(part),
               {},
               ""});
  }
}

void find(const wording::MailReading& reading, const Limits&, FactSink& facts) {
  const parser::ParsedMail& mail = reading.mail();
  Counts counts{};
  if (mail.raw->has_envelope) {
    for (const capture::Recipient& recipient : mail.raw->recipients)
      ++counts[static_cast<std::size_t>(categorise(recipient.address))];
    add_counts(counts, "envelope", facts);
    return;
  }
  std::uint64_t all = 0;
  for (const parser::AddressList* list : {&mail.header.to, &mail.header.cc}) {
    for (const parser::Mailbox& mailbox : list->mailboxes) {
      if (mailbox.address.empty()) continue;
      ++all;
      ++counts[static_cast<std::size_t>(categorise(mailbox.address))];
    }
  }
  if (all == 0) return;
  facts.add({"recipient.from_header", std::to_string(all), "0", {}, ""});
  add_counts(counts, "0", facts);
}

}  // namespace

extern const FactFamily recipient_category = {
    .id = "recipient_category", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
