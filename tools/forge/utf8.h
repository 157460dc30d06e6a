// The few things the generator must know of UTF-8 (RFC 3629). Scenario texts are taken to be UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace constat::forge {

bool is_ascii(std::string_view text);

// True when every character is below U+0100 and the text is well-formed as far as that needs.
bool fits_latin1(std::string_view utf8);

// ISO 8859-1 bytes; '?' for what it does not have.
std::string to_latin1(std::string_view utf8);

// Bytes of the character that starts here: 1 to 4; 1 for a byte that starts none.
std::size_t character_length(std::string_view utf8);

}  // namespace constat::forge
