// Article L.34-5 CPCE, paragraph 5, first sentence: contact details to ask that it stop. Any means
// counts; the text asks for neither a link nor a header.

#include "classifier/criterion.h"
#include "classifier/wording/common_reasons.h"

namespace constat::classifier {
namespace {

constexpr Rule kRules[] = {
    {"optout.header.mailto", Bearing::kFor},
    {"optout.header.https", Bearing::kFor},
    {"optout.header.http", Bearing::kFor},
    {"optout.header.one_click", Bearing::kFor},
    {"optout.body.link", Bearing::kFor},
    {"optout.body.mailto", Bearing::kFor},
    {"optout.body.wording", Bearing::kFor},
    {"identity.postal_address", Bearing::kFor},
    {"identity.phone", Bearing::kFor},
    {"identity.contact_email", Bearing::kFor},
    {"identity.reply_address", Bearing::kFor},
    {"optout.header.merge_tag", Bearing::kAgainst},
    {"optout.body.merge_tag", Bearing::kAgainst},
    {"optout.body.link_without_target", Bearing::kAgainst},
    {"optout.body.hidden_link", Bearing::kAgainst},
    {"identity.no_reply_from", Bearing::kAgainst, When::kNothingFor},
    {"identity.no_reply_reply_to", Bearing::kAgainst, When::kNothingFor},
    {"optout.body.premium_number", Bearing::kAgainst, When::kNothingFor},
    {"optout.header.other", Bearing::kContext},
    {"optout.header.malformed", Bearing::kContext},
    {"optout.header.one_click_without_https", Bearing::kContext},
    {"optout.body.mention", Bearing::kContext},
    {"optout.body.negated", Bearing::kContext},
};

constexpr Reason kOwn[] = {
    {"none_found",
     {"No means was found in the header and the text parts read.",
      "Aucun moyen n’a été trouvé dans l’en-tête et les parties texte lues."}},
    {"only_facts_against",
     {"Only facts that are not consistent with the rule were found.",
      "Seuls des éléments non concordants avec la règle ont été trouvés."}},
    {"reply_address_only",
     {"The only means found is the address that a reply goes to; the texts name none.",
      "Le seul moyen trouvé est l’adresse à laquelle parvient une réponse ; les textes n’en "
      "indiquent aucun."}},
};
constexpr auto kReasons = wording::with_common_reasons(kOwn);

State state(const parser::ParsedMail&, const Finding& sorted, std::span<const Fact> facts,
            std::string& reason) {
  return wording::state_of_named(sorted, facts, "identity.reply_address", "reply_address_only",
                                 reason);
}

}  // namespace

extern const Criterion fr_l34_5_al5_contact = {
    .id = "FR.L34-5.al5.contact",
    .source = Source::kTexte,
    .version_date = "2020-07-26",
    .checked = "2026-11",
    .title = {"Contact details to ask that the mails stop",
              "Coordonnées permettant de demander que les communications cessent"},
    .law = {"(translation) \"In all cases, it is prohibited to send, for purposes of direct "
            "marketing, messages by means of an automated "
            "electronic communications system within the meaning of 6° of Article L. 32, fax "
            "machines and electronic mail, without "
            "indicating valid contact details to which the recipient may usefully send a request "
            "that these communications cease, "
            "without costs other than those of sending it.\"",
            "« Dans tous les cas, il est interdit d'émettre, à des fins de prospection directe, "
            "des messages au moyen de système "
            "automatisé de communications électroniques au sens du 6° de l'article L. 32, "
            "télécopieurs et courriers électroniques, sans "
            "indiquer de coordonnées valables auxquelles le destinataire puisse utilement "
            "transmettre une demande tendant à obtenir que "
            "ces communications cessent sans frais autres que ceux liés à la transmission de "
            "celle-ci. »"},
    .question = {"Does the mail name a means, of any kind, to which a request to stop can be sent?",
                 "Le message indique-t-il un moyen, quel qu’il soit, d’adresser une demande "
                 "d’opposition ?"},
    .never_visible =
        {"Whether the means works, and whether a request sent there is acted upon (\"usefully\").",
         "Si le moyen fonctionne, et si une demande qui y est adressée est suivie d’effet (« "
         "utilement »)."},
    .exhibit = {"Dated test log of the means; delivery failures of requests; a formal record made "
                "on a test mailbox.",
                "Journal daté d’essais du moyen ; avis de non-remise de demandes ; constat sur une "
                "boîte témoin."},
    .rules = kRules,
    .reasons = kReasons,
    .needs = Needs::kHeaderAndText,
    .state = state,
    .note = {"The text requires neither a link nor a header: any means counts.",
             "Le texte n’exige ni lien ni en-tête : tout moyen compte."},
};

}  // namespace constat::classifier
