// Article L.34-5 CPCE, paragraph 5, end: the subject's relation to the service offered. The
// relation is for the judge: the subject is quoted, facts are shown, and the state is never
// anything but "not observable". In particular it is not "not observed": that would say that the
// relation had been looked for.

#include <algorithm>

#include "classifier/criterion.h"
#include "classifier/wording/common_reasons.h"

namespace constat::classifier {
namespace {

constexpr Rule kRules[] = {
    {"thread.prefix_without_reference", Bearing::kAgainst},
    {"thread.", Bearing::kContext},
    {"subject.", Bearing::kContext},
};

constexpr Reason kOwn[] = {
    {"relation_not_examined",
     {"The subject is quoted for the reader; its relation to the service offered is not examined.",
      "L’objet est cité pour le lecteur ; son rapport avec le service proposé n’est pas examiné."}},
    {"prefix_without_reference",
     {"The subject starts like that of a reply or a forwarded mail and the header refers to no "
      "earlier mail; the relation "
      "to the service offered is not examined.",
      "L’objet commence comme celui d’une réponse ou d’un transfert et l’en-tête ne renvoie à "
      "aucun message antérieur ; le rapport "
      "avec le service proposé n’est pas examiné."}},
};
constexpr auto kReasons = wording::with_common_reasons(kOwn);

State state(const parser::ParsedMail& mail, const Finding& sorted, std::span<const Fact>,
            std::string& reason) {
  reason = !sorted.against_facts.empty() ? "prefix_without_reference" : "relation_not_examined";
  if (mail.header_incomplete && mail.header.subject.empty()) reason = "header_incomplete";
  return State::kNotObservable;
}

}  // namespace

extern const Criterion fr_l34_5_al5_subject = {
    .id = "FR.L34-5.al5.subject",
    .source = Source::kTexte,
    .version_date = "2020-07-26",
    .checked = "2026-11",
    .title = {"Subject related to the service offered",
              "Objet en rapport avec la prestation ou le service proposé"},
    .law = {"(translation) \"It is also prohibited to conceal the identity of the person on whose "
            "behalf the communication is sent and to "
            "state a subject unrelated to the service offered.\"",
            "« Il est également interdit de dissimuler l'identité de la personne pour le compte de "
            "laquelle la communication est émise "
            "et de mentionner un objet sans rapport avec la prestation ou le service proposé. »"},
    .question = {"Which subject does the mail bear, and does it present itself as a reply without "
                 "being one by its header?",
                 "Quel objet le message porte-t-il, et se présente-t-il comme une réponse sans "
                 "l’être d’après son en-tête ?"},
    .never_visible =
        {"The relation between subject and service: it is for the judge and is never concluded "
         "here.",
         "Le rapport entre l’objet et le service : il relève du juge et n’est jamais conclu ici."},
    .exhibit = {"The mail itself, subject and text side by side.",
                "Le message lui-même, objet et texte en regard."},
    .rules = kRules,
    .reasons = kReasons,
    .needs = Needs::kHeader,
    .state = state,
};

}  // namespace constat::classifier
