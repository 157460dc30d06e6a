// Addresses and words of links.
#pragma once

#include <string>
#include <string_view>

namespace constat::parser {

// An address as written in an attribute: references resolved, control characters and spaces at
// both ends and tabs and line ends inside removed (https://url.spec.whatwg.org/#url-parsing).
std::string address_in(std::string_view attribute);

// http:, https:, or relative to the scheme ("//host/...").
bool is_remote(std::string_view address);

// White space folded to single spaces, none at the ends.
std::string folded_words(std::string_view text);

}  // namespace constat::parser
