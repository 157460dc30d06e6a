// What several mails together show of one delivery (classifier/timeline/delivery.h). One mail alone
// shows none of it: these kinds are found in the second phase.

#include "classifier/fact.h"

namespace constat::classifier {
namespace {

constexpr FactKind kKinds[] = {
    {"timeline.first_communication", "First mail of the sender to this recipient in what was read",
     "Premier message de l’expéditeur à ce destinataire dans ce qui a été lu"},
    {"timeline.first_seen",
     "Days since the first mail of the sender to this recipient that was read",
     "Jours écoulés depuis le premier message lu de l’expéditeur à ce destinataire"},
    {"timeline.confirmation_request.before",
     "An earlier mail of the sender asks this recipient to confirm a subscription",
     "Un message antérieur de l’expéditeur demande à ce destinataire de confirmer une inscription"},
    {"timeline.thread_by_recipient", "Answers a conversation that this recipient opened",
     "Répond à une conversation ouverte par ce destinataire"},
    {"timeline.order.before",
     "An earlier mail of the sender to this recipient shows an order, an invoice or an account",
     "Un message antérieur de l’expéditeur à ce destinataire fait état d’une commande, d’une "
     "facture "
     "ou d’un compte"},
    {"timeline.order.other_siren",
     "An earlier mail shows an order, an invoice or an account; it names another SIREN",
     "Un message antérieur fait état d’une commande, d’une facture ou d’un compte ; il porte un "
     "autre "
     "SIREN"},
    {"timeline.objection.mailto_signed",
     "Earlier, the recipient wrote to the unsubscribe address; that mail bears a DKIM signature",
     "Le destinataire a écrit auparavant à l’adresse de désabonnement ; ce message porte une "
     "signature DKIM"},
    {"timeline.objection.mailto", "Earlier, the recipient wrote to the unsubscribe address",
     "Le destinataire a écrit auparavant à l’adresse de désabonnement"},
    {"timeline.objection.reply", "Earlier, the recipient asked the sender by mail to stop",
     "Le destinataire a demandé auparavant par courriel à l’expéditeur de cesser"},
    {"timeline.objection.other_list",
     "Earlier, the recipient objected to another list of the sender",
     "Le destinataire s’est opposé auparavant à une autre liste de l’expéditeur"},
    {"timeline.objection.transactional",
     "Earlier, the recipient objected; this mail shows a transaction and no offer",
     "Le destinataire s’est opposé auparavant ; ce message fait état d’une opération, sans offre"},
    {"timeline.complaint.before",
     "Earlier, a feedback report (RFC 5965) on a mail to this recipient: a user report, no "
     "objection",
     "Auparavant, un rapport de signalement (RFC 5965) sur un message à ce destinataire : un "
     "signalement d’utilisateur, non une opposition"},
    {"timeline.optout_bounced",
     "A delivery report (RFC 3464) says that the unsubscribe address named takes no mail",
     "Un rapport de remise (RFC 3464) indique que l’adresse de désabonnement donnée ne reçoit pas "
     "de "
     "message"},
    {"timeline.recipient_unknown",
     "A delivery report (RFC 3464) says that this mailbox does not exist",
     "Un rapport de remise (RFC 3464) indique que cette boîte n’existe pas"},
    {"timeline.image_per_recipient",
     "Addresses of remote images differ from one recipient of the template to another",
     "Les adresses d’images distantes diffèrent d’un destinataire du gabarit à l’autre"},
    {"timeline.link_per_recipient",
     "Addresses of links differ from one recipient of the template to another",
     "Les adresses de liens diffèrent d’un destinataire du gabarit à l’autre"},
};

void find(const wording::MailReading&, const Limits&, FactSink&) {}

}  // namespace

extern const FactFamily timeline = {.id = "timeline", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
