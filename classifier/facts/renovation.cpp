// Words of the three fields in which consumers may not be prospected by e-mail outside of a
// contract in progress (CConso L.223-8, since 2 July 2025), and mentions of such a contract.

#include "classifier/fact.h"
#include "classifier/wording/mail_reading.h"
#include "classifier/wording/phrase_facts.h"

namespace constat::classifier {
namespace {

using wording::Meaning;

constexpr FactKind kKinds[] = {
    {"renovation.energy", "Words about saving energy in a home",
     "Mots sur les économies d’énergie dans le logement", Sensitivity::kContent},
    {"renovation.renewable", "Words about producing renewable energy",
     "Mots sur la production d’énergie renouvelable", Sensitivity::kContent},
    {"renovation.adaptation", "Words about adapting a home to age or disability",
     "Mots sur l’adaptation du logement à l’âge ou au handicap", Sensitivity::kContent},
    {"renovation.contract", "Words about a contract in progress", "Mots sur un contrat en cours",
     Sensitivity::kContent},
};

void find(const wording::MailReading& reading, const Limits& limits, FactSink& facts) {
  for (const wording::ReadText& text : reading.all()) {
    wording::tell_wordings(text, Meaning::kEnergySaving, "renovation.energy", limits, facts);
    wording::tell_wordings(text, Meaning::kRenewable, "renovation.renewable", limits, facts);
    wording::tell_wordings(text, Meaning::kAdaptation, "renovation.adaptation", limits, facts);
    wording::tell_wordings(text, Meaning::kRunningContract, "renovation.contract", limits, facts);
  }
}

}  // namespace

extern const FactFamily renovation = {.id = "renovation", .kinds = kKinds, .find = find};

}  // namespace constat::classifier
