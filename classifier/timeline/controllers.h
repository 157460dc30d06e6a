// Is a sender among the controllers that a row of a consent register names?
#pragma once

#include <string>
#include <string_view>

#include "classifier/timeline/pair_event.h"

namespace constat::classifier {

// The nine digits of a SIREN, or the first nine of a SIRET, spaces and points between them allowed;
// "" for anything else.
std::string siren_in(std::string_view text);

// `controllers`: names, domains or SIRENs, with ';', '|' or ',' between them. A row that names none
// says nothing against any sender. One fits by the SIREN of the mail, by the sender's domain, or by
// the display name of From (case, accents and further words make no difference: "Exemple SAS" and
// "Exemple").
bool is_among_controllers(std::string_view controllers, const PairEvent& delivery);

}  // namespace constat::classifier
