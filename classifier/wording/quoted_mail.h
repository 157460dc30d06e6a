// Where a reply's own words end and the mail it answers is quoted below them.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "classifier/wording/phrases.h"

namespace constat::classifier::wording {

// The first position of `folded` from which on the words are those of the mail that is answered:
// the line "X wrote:", "Le 3 mars, X a ecrit :", "-----Original Message-----". The end where there
// is none. `hits`: those of Meaning::kQuotedMail.
std::size_t own_words_end(std::string_view folded, std::span<const Hit> hits);

}  // namespace constat::classifier::wording
