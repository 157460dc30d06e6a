// Addresses in attributes, as written and against <base href>.
#pragma once

#include <string>
#include <string_view>

namespace constat::parser {

// As written in an attribute: references resolved, control characters and spaces at both ends and
// tabs and line ends inside removed (https://url.spec.whatwg.org/#url-parsing).
std::string address_in(std::string_view attribute);

// What `address` means where `base` is declared (RFC 3986 section 5.2); "" when the base is no
// absolute address with a path.
std::string resolved_against(std::string_view base, std::string_view address);

// http:, https:, or relative to the scheme ("//host/...").
bool is_remote(std::string_view address);

}  // namespace constat::parser
