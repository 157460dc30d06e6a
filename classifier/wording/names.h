// Who is named in a text, and where to reach them: organisations by their legal form, postal
// addresses, the sender's own name. Part of facts/identity and facts/legal_mentions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "classifier/wording/mail_reading.h"

namespace constat::classifier::wording {

// Something found, at a range of the folded text, in the words of the original.
struct Named {
  ByteRange where;
  std::string words;
};

// A hit of kFrenchForm or kForeignForm that is one: abbreviations are written as such ("SA", not
// "sa").
bool is_legal_form(const ReadText& text, const Hit& form);

// "Exemple SAS", "SARL Dupont et Fils", "Example Ltd": the form with the capitalised words beside
// it.
std::optional<Named> organisation_at(const ReadText& text, const Hit& form);

// From the number before a way (or the box) to the town behind the postal code: France, Great
// Britain, USA.
std::vector<Named> postal_addresses(const ReadText& text);

// First place where `label` is named, letter case, spaces, hyphens and apostrophes aside:
// "ma-boutique" is found in "Ma Boutique".
std::optional<Named> find_name(const ReadText& text, std::string_view label);

// The capitalised words that start at or after folded position `at` (separators ' ', '-', ':', ','
// skipped), at most `most`; small words between them are kept ("Saint-Denis de la Reunion").
std::optional<Named> capitalised_after(const ReadText& text, std::size_t at, std::size_t most);

}  // namespace constat::classifier::wording
