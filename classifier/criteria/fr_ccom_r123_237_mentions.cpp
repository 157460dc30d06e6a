// Article R.123-237 of the commercial code: the mentions on a business's letters. "observed" needs
// both SIREN and RCS with its town; the others are shown where they stand.

#include <algorithm>

#include "classifier/criterion.h"
#include "classifier/wording/common_reasons.h"

namespace constat::classifier {
namespace {

constexpr Rule kRules[] = {
    {"legal.siren", Bearing::kFor},
    {"legal.rcs", Bearing::kFor},
    {"legal.form", Bearing::kFor},
    {"legal.seat", Bearing::kFor},
    {"legal.capital", Bearing::kFor},
    {"legal.siren_invalid", Bearing::kAgainst},
    {"legal.vat", Bearing::kContext},
    {"legal.vat_invalid", Bearing::kContext},
    {"identity.organisation_named", Bearing::kContext},
};

constexpr Reason kOwn[] = {
    {"none_found",
     {"None of the mentions was found in the text parts read.",
      "Aucune des mentions n’a été trouvée dans les parties texte lues."}},
    {"only_facts_against",
     {"Only facts that are not consistent with the rule were found.",
      "Seuls des éléments non concordants avec la règle ont été trouvés."}},
    {"some_mentions",
     {"Some mentions were found; SIREN and RCS with its town were not both found in the text parts "
      "read.",
      "Certaines mentions ont été trouvées ; le SIREN et le RCS suivi de la ville n’ont pas été "
      "trouvés ensemble dans les parties texte lues."}},
};
constexpr auto kReasons = wording::with_common_reasons(kOwn);

State state(const parser::ParsedMail&, const Finding& sorted, std::span<const Fact> facts,
            std::string& reason) {
  const auto stands = [&](std::string_view id) {
    return std::any_of(sorted.for_facts.begin(), sorted.for_facts.end(),
                       [&](std::uint32_t i) { return facts[i].id == id; });
  };
  const bool both = stands("legal.siren") && stands("legal.rcs");
  if (!sorted.for_facts.empty() && !sorted.against_facts.empty()) return State::kDiscordant;
  if (both) return State::kObserved;
  reason = "none_found";
  if (!sorted.against_facts.empty()) reason = "only_facts_against";
  if (!sorted.for_facts.empty()) reason = "some_mentions";
  return State::kNotObserved;
}

}  // namespace

extern const Criterion fr_ccom_r123_237_mentions = {
    .id = "FR.CCom.R123-237.mentions",
    .source = Source::kTexte,
    .version_date = "",
    .checked = "2026-11",
    .title = {"Mentions on business correspondence", "Mentions sur la correspondance commerciale"},
    .law = {"(summary, not the words of the article) The unique identification number (SIREN), the "
            "letters RCS with the town of the registry, the "
            "seat; for companies also their form and capital.",
            "(résumé, et non les termes de l’article) Le numéro unique d’identification (SIREN), "
            "la mention RCS suivie de la ville du greffe, "
            "le siège ; pour les sociétés, aussi la forme et le capital."},
    .question = {"Which of these mentions stand in the text parts read?",
                 "Lesquelles de ces mentions figurent dans les parties texte lues ?"},
    .never_visible = {"Whether the sender must bear these mentions (foreign or exempt sender), and "
                      "whether they are those of the sender.",
                      "Si l’émetteur est tenu à ces mentions (émetteur étranger ou dispensé), et "
                      "si elles sont bien les siennes."},
    .exhibit = {"Extract of the company register.", "Extrait du registre du commerce."},
    .rules = kRules,
    .reasons = kReasons,
    .needs = Needs::kHeaderAndText,
    .state = state,
    .note = {"Known from a secondary source; the article itself was not read again at the source, "
             "nor its version date.",
             "Connu par une source secondaire ; l’article lui-même et la date de sa version n’ont "
             "pas été relus à la source."},
};

}  // namespace constat::classifier
