// Article L.34-5 CPCE, paragraph 1: a gate. It protects natural persons, subscribers or users; so
// the categories of the recipients' addresses say whether it may be concerned, not whether it was
// respected.
//
// "observed" reads: at least one recipient of the envelope has an address of a category that
// natural persons use. Such an address stands as context: it speaks neither for nor against the
// sender. A role address (info@, contact@) lies outside by the CNIL's doctrine and so stands for
// the sender. Unknown addresses alone decide nothing.

#include "classifier/criterion.h"
#include "classifier/wording/common_reasons.h"

namespace constat::classifier {
namespace {

constexpr Rule kRules[] = {
    {"recipient.role", Bearing::kFor},
    {"recipient.", Bearing::kContext},
};

constexpr Reason kOwn[] = {
    {"person_category",
     {"At least one address of the envelope belongs to a category that natural persons use; who "
      "reads the mailbox is not visible.",
      "Au moins une adresse de l’enveloppe relève d’une catégorie utilisée par des personnes "
      "physiques ; qui lit la boîte n’est pas visible."}},
    {"mixed_categories",
     {"The envelope holds addresses of categories that natural persons use, and role addresses; "
      "see the number of each.",
      "L’enveloppe contient des adresses de catégories utilisées par des personnes physiques et "
      "des adresses de fonction ; voir le nombre de chacune."}},
    {"role_addresses_only",
     {"All addresses of the envelope name a function.",
      "Toutes les adresses de l’enveloppe désignent une fonction."}},
    {"unknown_categories",
     {"The addresses show no category, or not all of them do, and none belongs to one that natural "
      "persons use.",
      "Les adresses n’indiquent pas toutes une catégorie, et aucune ne relève d’une catégorie "
      "utilisée par des personnes physiques."}},
};
constexpr auto kReasons = wording::with_common_reasons(kOwn);

struct Categories {
  bool person = false;
  bool role = false;
  bool unknown = false;
};

// Of the envelope only: To and Cc need not name who was mailed.
Categories categories_in(std::span<const Fact> facts) {
  Categories seen;
  for (const Fact& fact : facts) {
    if (fact.part != "envelope") continue;
    seen.person |= fact.id == "recipient.consumer" || fact.id == "recipient.named_at_organisation";
    seen.role |= fact.id == "recipient.role";
    seen.unknown |= fact.id == "recipient.unknown";
  }
  return seen;
}

State state(const parser::ParsedMail& mail, const Finding&, std::span<const Fact> facts,
            std::string& reason) {
  const Categories seen = categories_in(facts);
  if (seen.person) {
    reason = seen.role ? "mixed_categories" : "person_category";
    return State::kObserved;
  }
  if (!seen.role && !seen.unknown) {
    reason = mail.raw->has_envelope ? "envelope_incomplete" : "no_envelope";
    return State::kNotObservable;
  }
  reason = seen.unknown ? "unknown_categories" : "role_addresses_only";
  return seen.unknown ? State::kNotObservable : State::kNotObserved;
}

}  // namespace

extern const Criterion fr_l34_5_al1_recipient = {
    .id = "FR.L34-5.al1.recipient",
    .source = Source::kTexte,
    .version_date = "2020-07-26",
    .checked = "2026-11",
    .title = {"Recipient: a natural person, subscriber or user",
              "Destinataire : personne physique, abonné ou utilisateur"},
    .law = {"(translation) \"Direct marketing by means of an automated electronic communications "
            "system within the meaning of 6° of "
            "Article L. 32, a fax machine or electronic mail using the contact details of a "
            "natural person, subscriber or user, who has "
            "not previously expressed his consent to receive direct marketing by this means is "
            "prohibited.\"",
            "« Est interdite la prospection directe au moyen de système automatisé de "
            "communications électroniques au sens du 6° de "
            "l'article L. 32, d'un télécopieur ou de courriers électroniques utilisant les "
            "coordonnées d'une personne physique, abonné "
            "ou utilisateur, qui n'a pas exprimé préalablement son consentement à recevoir des "
            "prospections directes par ce moyen. »"},
    .question = {"Does the envelope hold an address of a category that natural persons use (public "
                 "mailbox provider, or the shape of a "
                 "person's name)?",
                 "L’enveloppe contient-elle une adresse d’une catégorie utilisée par des personnes "
                 "physiques (fournisseur ouvert au public, "
                 "ou forme d’un nom de personne) ?"},
    .never_visible =
        {"Who reads the mailbox, and in which capacity; whether that person consented.",
         "Qui lit la boîte, et en quelle qualité ; si cette personne a consenti."},
    .exhibit = {"Statement of the mailbox's holder; the operator's list of its own test mailboxes; "
                "consent register.",
                "Attestation du titulaire de la boîte ; liste des boîtes témoins de l’opérateur ; "
                "registre de consentement."},
    .rules = kRules,
    .reasons = kReasons,
    .needs = Needs::kEnvelope,
    .state = state,
    .note = {"A gate: it shows whether paragraph 1 may be concerned, not whether it was respected. "
             "By the CNIL's doctrine (secondary "
             "source) generic addresses of an organisation lie outside; paragraph 5 applies in all "
             "cases.",
             "Critère d’entrée : il montre si l’alinéa 1 peut être concerné, non s’il a été "
             "respecté. Selon la doctrine de la CNIL (source "
             "secondaire), les adresses génériques d’une organisation en sont exclues ; l’alinéa 5 "
             "s’applique dans tous les cas."},
};

}  // namespace constat::classifier
