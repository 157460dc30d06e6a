// Article L.34-5 CPCE, paragraph 4: a refusal offered in each mail, express, simple and free, where
// the exception for existing customers is relied on.

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
    {"optout.header.merge_tag", Bearing::kAgainst},
    {"optout.body.merge_tag", Bearing::kAgainst},
    {"optout.body.link_without_target", Bearing::kAgainst},
    {"optout.body.hidden_link", Bearing::kAgainst},
    {"optout.body.premium_number", Bearing::kAgainst, When::kNothingFor},
    {"optout.header.other", Bearing::kContext},
    {"optout.header.malformed", Bearing::kContext},
    {"optout.header.one_click_without_https", Bearing::kContext},
    {"optout.body.mention", Bearing::kContext},
    {"optout.body.negated", Bearing::kContext},
    {"identity.reply_address", Bearing::kContext},
};

constexpr Reason kOwn[] = {
    {"none_found",
     {"No offer to refuse further mails was found in the header and the text parts read.",
      "Aucune faculté d’opposition n’a été trouvée dans l’en-tête et les parties texte lues."}},
    {"only_facts_against",
     {"Only facts that are not consistent with the rule were found.",
      "Seuls des éléments non concordants avec la règle ont été trouvés."}},
    {"header_only",
     {"The offer stands in the header only; whether the recipient is shown it depends on the mail "
      "program.",
      "La faculté d’opposition figure dans le seul en-tête ; son affichage dépend du logiciel du "
      "destinataire."}},
};
constexpr auto kReasons = wording::with_common_reasons(kOwn);

State state(const parser::ParsedMail&, const Finding& sorted, std::span<const Fact> facts,
            std::string& reason) {
  return wording::state_of_named(sorted, facts, "optout.header.", "header_only", reason);
}

}  // namespace

extern const Criterion fr_l34_5_al4_refusal_each_message = {
    .id = "FR.L34-5.al4.refusal_each_message",
    .source = Source::kTexte,
    .version_date = "2020-07-26",
    .checked = "2026-11",
    .title = {"Possibility to object offered in each mail",
              "Possibilité de s’opposer offerte dans chaque message"},
    .law = {"(translation) \"However, direct marketing by electronic mail is authorised if the "
            "recipient's contact details were collected "
            "from him, in accordance with the provisions of Act No. 78-17 of 6 January 1978 on "
            "information technology, data files and "
            "civil liberties, on the occasion of a sale or a provision of services, if the direct "
            "marketing concerns similar products or "
            "services provided by the same natural or legal person, and if the recipient is "
            "offered, expressly and unambiguously, the "
            "possibility of objecting, without costs other than those of sending the refusal, and "
            "in a simple manner, to the use of his "
            "contact details at the time when they are collected and each time that a direct "
            "marketing electronic mail is addressed to "
            "him in case he has not refused such use from the outset.\"",
            "« Toutefois, la prospection directe par courrier électronique est autorisée si les "
            "coordonnées du destinataire ont été "
            "recueillies auprès de lui, dans le respect des dispositions de la loi n° 78-17 du 6 "
            "janvier 1978 relative à l'informatique, "
            "aux fichiers et aux libertés, à l'occasion d'une vente ou d'une prestation de "
            "services, si la prospection directe concerne "
            "des produits ou services analogues fournis par la même personne physique ou morale, "
            "et si le destinataire se voit offrir, de "
            "manière expresse et dénuée d'ambiguïté, la possibilité de s'opposer, sans frais, "
            "hormis ceux liés à la transmission du "
            "refus, et de manière simple, à l'utilisation de ses coordonnées au moment où elles "
            "sont recueillies et chaque fois qu'un "
            "courrier électronique de prospection lui est adressé au cas où il n'aurait pas refusé "
            "d'emblée une telle exploitation. »"},
    .question =
        {"Does the mail offer, in its header or in any text part, a way to refuse further mails?",
         "Le message offre-t-il, dans son en-tête ou dans une partie texte, une façon de refuser "
         "d’autres envois ?"},
    .never_visible = {"Whether the link works, asks for a login or leads to other steps; whether "
                      "the exception for customers applies at all.",
                      "Si le lien fonctionne, demande une connexion ou mène à d’autres étapes ; si "
                      "l’exception relative aux clients s’applique."},
    .exhibit = {"A formal record of the steps to unsubscribe, made on a test mailbox.",
                "Constat du parcours de désabonnement sur une boîte témoin."},
    .rules = kRules,
    .reasons = kReasons,
    .needs = Needs::kHeaderAndText,
    .state = state,
};

}  // namespace constat::classifier
