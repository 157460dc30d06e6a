// Encoded words for header text that is not ASCII (RFC 2047); mimetic has none.
#pragma once

#include <string>
#include <string_view>

namespace constat::forge {

// ASCII text stays as it is. Anything else becomes =?utf-8?Q?...?= words of 75 characters at most,
// separated by one space, never cut inside a character.
std::string encode_header_text(std::string_view utf8);

// The same for the display name of "Name <address>"; the address is left alone. A plain name with
// characters special in RFC 5322 section 3.2.3 is quoted.
std::string encode_mailbox(std::string_view mailbox);

// "offres@ferme.example" of "La Ferme <offres@ferme.example>" or of the address alone.
std::string_view address_of(std::string_view mailbox);
// "ferme.example"; "" when there is no @.
std::string_view domain_of(std::string_view address);

}  // namespace constat::forge
