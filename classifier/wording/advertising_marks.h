// "Publicite", "[Ad]", "Anzeige:" where a mail calls itself an advertisement.
#pragma once

#include <optional>

#include "classifier/wording/mail_reading.h"

namespace constat::classifier::wording {

// In a subject, or in the first block of a text: the mark in brackets, at the start and set apart
// by
// ':', '-', '|' or a line end, or, of several words, anywhere.
std::optional<Hit> advertising_mark(const ReadText& text);

}  // namespace constat::classifier::wording
