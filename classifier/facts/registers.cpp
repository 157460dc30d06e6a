// What the rows of a register say of one delivery (classifier/timeline/delivery.h): statements of
// whoever produced the register. Found in the second phase.

#include "classifier/fact.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"register.consent.before",
     "Consent register: a row dated before the mail, not withdrawn by then",
     "Registre de consentement : une ligne antérieure au message, non retirée à cette date"},
    {"register.consent.confirmed", "Consent register: that row was confirmed before the mail",
     "Registre de consentement : cette ligne a été confirmée avant le message"},
    {"register.consent.after", "Consent register: only rows dated after the mail",
     "Registre de consentement : seulement des lignes postérieures au message"},
    {"register.consent.withdrawn", "Consent register: a withdrawal dated before the mail",
     "Registre de consentement : un retrait antérieur au message"},
    {"register.consent.undated",
     "Consent register: a row that cannot be set before or after the mail",
     "Registre de consentement : une ligne qui ne se situe ni avant ni après le message"},
    {"register.consent.no_row", "Consent register: no row of this recipient",
     "Registre de consentement : aucune ligne de ce destinataire"},
    {"register.consent.other_controller",
     "Consent register: rows of this recipient name controllers, the sender is none of them",
     "Registre de consentement : les lignes de ce destinataire nomment des responsables, "
     "l’expéditeur n’y figure pas"},
    {"register.objection.before", "Objection register: a row dated before the mail",
     "Registre d’opposition : une ligne antérieure au message"},
    {"register.objection.after", "Objection register: only rows dated after the mail",
     "Registre d’opposition : seulement des lignes postérieures au message"},
    {"register.objection.undated",
     "Objection register: a row that cannot be set before or after the mail",
     "Registre d’opposition : une ligne qui ne se situe ni avant ni après le message"},
    {"register.sales.before", "Sales register: a sale dated before the mail",
     "Registre des ventes : une vente antérieure au message"},
    {"register.sales.other_siren",
     "Sales register: the sales to this recipient before the mail name another SIREN",
     "Registre des ventes : les ventes à ce destinataire antérieures au message portent un autre "
     "SIREN"},
    {"register.sales.after", "Sales register: only sales dated after the mail",
     "Registre des ventes : seulement des ventes postérieures au message"},
    {"register.sales.undated", "Sales register: a sale that cannot be set before or after the mail",
     "Registre des ventes : une vente qui ne se situe ni avant ni après le message"},
    {"register.sales.no_row", "Sales register: no row of this recipient",
     "Registre des ventes : aucune ligne de ce destinataire"},
    {"register.mailbox.delivery", "The recipient is a mailbox of the operator's own",
     "Le destinataire est une boîte propre de l’opérateur"},
    {"register.complaint.before", "Complaint register: a user report dated before the mail",
     "Registre des signalements : un signalement d’utilisateur antérieur au message"},
    {"register.complaint.after", "Complaint register: only user reports dated after the mail",
     "Registre des signalements : seulement des signalements postérieurs au message"},
};

void find(const wording::MailReading&, const Limits&, FactSink&) {}

}  // namespace

extern const FactFamily registers = {.id = "registers", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
