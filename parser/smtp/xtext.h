// xtext, in which parameter values are written: RFC 3461 section 4.
#pragma once

#include <string>
#include <string_view>

namespace constat::parser::smtp {

// "+XX" becomes the byte XX. False where a plus is not followed by two hexadecimal digits; it then
// stands for itself.
bool decode_xtext(std::string_view text, std::string& decoded);

std::string to_upper_ascii(std::string_view text);

}  // namespace constat::parser::smtp
