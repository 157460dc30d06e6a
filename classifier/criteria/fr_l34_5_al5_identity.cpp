// Article L.34-5 CPCE, paragraph 5, second sentence: the person on whose behalf the mail is sent. A
// routing provider's domain that differs from the advertiser's is normal and bears on nothing.

#include "classifier/criterion.h"
#include "classifier/wording/common_reasons.h"

namespace constat::classifier {
namespace {

constexpr Rule kRules[] = {
    {"identity.from_name", Bearing::kFor},
    {"identity.from_domain_in_body", Bearing::kFor},
    {"identity.organisation_named", Bearing::kFor},
    {"legal.siren", Bearing::kFor},
    {"legal.rcs", Bearing::kFor},
    {"identity.from_missing", Bearing::kAgainst},
    {"identity.from_name_with_other_domain", Bearing::kAgainst},
    {"identity.from", Bearing::kContext},
    {"identity.several_from", Bearing::kContext},
    {"identity.reply_to", Bearing::kContext},
    {"identity.return_path", Bearing::kContext},
    {"identity.postal_address", Bearing::kContext},
    {"identity.phone", Bearing::kContext},
    {"identity.contact_email", Bearing::kContext},
    {"legal.siren_invalid", Bearing::kContext},
    {"legal.vat", Bearing::kContext},
    {"legal.vat_invalid", Bearing::kContext},
    {"legal.form", Bearing::kContext},
    {"legal.capital", Bearing::kContext},
    {"legal.seat", Bearing::kContext},
};

constexpr Reason kOwn[] = {
    {"none_found",
     {"No name of a person or organisation was found in From and in the text parts read.",
      "Aucun nom de personne ou d’organisation n’a été trouvé dans From ni dans les parties texte "
      "lues."}},
    {"only_facts_against",
     {"Only facts that are not consistent with the rule were found.",
      "Seuls des éléments non concordants avec la règle ont été trouvés."}},
    {"display_name_only",
     {"The only name found is the display name of From; the text parts read confirm it by no "
      "mention.",
      "Le seul nom trouvé est le nom affiché dans From ; aucune mention des parties texte lues ne "
      "le recoupe."}},
};
constexpr auto kReasons = wording::with_common_reasons(kOwn);

State state(const parser::ParsedMail&, const Finding& sorted, std::span<const Fact> facts,
            std::string& reason) {
  return wording::state_of_named(sorted, facts, "identity.from_name", "display_name_only", reason);
}

}  // namespace

extern const Criterion fr_l34_5_al5_identity = {
    .id = "FR.L34-5.al5.identity",
    .source = Source::kTexte,
    .version_date = "2020-07-26",
    .checked = "2026-11",
    .title = {"Identity of the person on whose behalf the mail is sent",
              "Identité de la personne pour le compte de laquelle la communication est émise"},
    .law = {"(translation) \"It is also prohibited to conceal the identity of the person on whose "
            "behalf the communication is sent and to "
            "state a subject unrelated to the service offered.\"",
            "« Il est également interdit de dissimuler l'identité de la personne pour le compte de "
            "laquelle la communication est émise "
            "et de mentionner un objet sans rapport avec la prestation ou le service proposé. »"},
    .question = {"Does the mail name somebody on whose behalf it is sent, in From, in a text part "
                 "or in its legal mentions?",
                 "Le message nomme-t-il une personne pour le compte de laquelle il est émis, dans "
                 "From, une partie texte ou ses mentions légales ?"},
    .never_visible = {"Who ordered the campaign, and whether the person named is that person.",
                      "Qui a commandé la campagne, et si la personne nommée est celle-là."},
    .exhibit =
        {"Extract of the company register; contract between advertiser and routing provider.",
         "Extrait du registre des sociétés ; contrat entre l’annonceur et le routeur."},
    .rules = kRules,
    .reasons = kReasons,
    .needs = Needs::kHeaderAndText,
    .state = state,
    .note = {"A routing provider's domain that differs from the advertiser's is normal.",
             "Il est habituel que le domaine du routeur diffère de celui de l’annonceur."},
};

}  // namespace constat::classifier
