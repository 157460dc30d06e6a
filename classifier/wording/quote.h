// Words taken out of a text for people to read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace constat::classifier::wording {

// The line of `text` around `range`, at most `cap` bytes, cut between words and between characters;
// a cut is shown by U+2026. White space and control characters become single spaces.
std::string quote_around(std::string_view text, ByteRange range, std::size_t cap);

// `text` on one line: white space and control characters become single spaces, none at the ends.
std::string one_line(std::string_view text);

// At most `cap` bytes, cut between characters, with U+2026 where something was cut.
std::string cut_to(std::string text, std::size_t cap);

}  // namespace constat::classifier::wording
