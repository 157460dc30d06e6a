// What a phrase of the tables stands for.
#pragma once

#include <cstddef>
#include <cstdint>

namespace constat::classifier::wording {

enum class Meaning : std::uint8_t {
  // Means to stop (stop_phrases.cpp)
  kStop,            // "unsubscribe", "ne plus recevoir"
  kStopReply,       // a whole instruction: "repondez stop"
  kAct,             // how to do it: "ecrivez a", "send an email"
  kNegationBefore,  // "you cannot" before kStop
  kNegationAfter,   // "n'est pas possible" after kStop
  kTagWord,         // "unsub" inside any word: a merge tag may stand around it
  // Names and mentions (legal_phrases.cpp)
  kSirenMark,    // "siren", "rcs", "immatriculee": a SIREN may follow
  kSiretMark,    // "siret"
  kRcs,          // "rcs": a town may follow
  kCapital,      // "au capital de"
  kSeat,         // "siege social"
  kFrenchForm,   // "sarl"
  kForeignForm,  // "ltd"
  kStreet,       // French way words: "rue"
  kStreetAfter,  // English ones, after the name: "street"
  kPostBox,      // "bp", "cs", "zone artisanale": an address without a way
  kCount_,
};
inline constexpr std::size_t kMeanings = static_cast<std::size_t>(Meaning::kCount_);

}  // namespace constat::classifier::wording
