// Reasons that any criterion may give for "not observable", the joining of them to a criterion's
// own, and the state that several criteria come to in the same way.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "classifier/criterion.h"

namespace constat::classifier::wording {

inline constexpr Reason kCommonReasons[] = {
    {"header_incomplete",
     {"Part of the header was not captured or lies beyond a cap; absence cannot be stated of it.",
      "Une partie de l’en-tête n’a pas été captée ou dépasse un plafond ; aucune absence ne peut y "
      "être constatée."}},
    {"body_incomplete",
     {"Part of the text was not captured or lies beyond a cap; absence cannot be stated of it.",
      "Une partie du texte n’a pas été captée ou dépasse un plafond ; aucune absence ne peut y "
      "être constatée."}},
    {"encrypted_body",
     {"The body is encrypted; it was not read.",
      "Le corps du message est chiffré ; il n’a pas été lu."}},
    {"image_only",
     {"The body consists of images with next to no text; images are not read.",
      "Le corps du message est fait d’images, presque sans texte ; les images ne sont pas lues."}},
    {"no_readable_text",
     {"The body has no text part; other kinds of content are not read.",
      "Le corps du message n’a pas de partie texte ; les autres contenus ne sont pas lus."}},
    {"not_decoded",
     {"The file is a mail in UTF-16; its bytes were kept and not decoded.",
      "Le fichier est un message en UTF-16 ; ses octets ont été conservés et non décodés."}},
    {"no_envelope",
     {"No SMTP envelope was seen for this mail.",
      "Aucune enveloppe SMTP n’a été observée pour ce message."}},
    {"envelope_incomplete",
     {"Part of the SMTP envelope was not captured.",
      "Une partie de l’enveloppe SMTP n’a pas été captée."}},
};

template <std::size_t N>
constexpr std::array<Reason, N + std::size(kCommonReasons)> with_common_reasons(
    const Reason (&own)[N]) {
  std::array<Reason, N + std::size(kCommonReasons)> all{};
  for (std::size_t i = 0; i < N; ++i) all[i] = own[i];
  for (std::size_t i = 0; i < std::size(kCommonReasons); ++i) all[N + i] = kCommonReasons[i];
  return all;
}

// The state of a criterion that asks for something a mail names: facts for it, facts against it.
// Where every fact for it is `weakest` (a prefix where that ends in '.', as in Rule), the reason
// `weakest_reason` says so.
inline State state_of_named(const Finding& sorted, std::span<const Fact> facts,
                            std::string_view weakest, std::string_view weakest_reason,
                            std::string& reason) {
  if (sorted.for_facts.empty()) {
    reason = sorted.against_facts.empty() ? "none_found" : "only_facts_against";
    return State::kNotObserved;
  }
  const bool weakest_only = std::ranges::all_of(sorted.for_facts, [&](std::uint32_t index) {
    const std::string& id = facts[index].id;
    return weakest.ends_with('.') ? id.starts_with(weakest) : id == weakest;
  });
  if (weakest_only) reason = weakest_reason;
  return sorted.against_facts.empty() ? State::kObserved : State::kDiscordant;
}

}  // namespace constat::classifier::wording
