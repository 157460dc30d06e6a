// Reasons that any criterion may give for "not observable", and the joining of them to a
// criterion's own.
#pragma once

#include <array>
#include <cstddef>

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

}  // namespace constat::classifier::wording
