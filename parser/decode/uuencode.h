// Lines of uuencode (POSIX.1-2017): a length, then groups of four characters for three bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/digest.h"

namespace constat::parser {

enum class UuLine : std::uint8_t {
  kNone,     // no line of data
  kWhole,    // as long as it says
  kShort,    // characters are missing at its end, as where spaces were trimmed: read as spaces
  kNothing,  // a line of length 0, the last before "end"
};

// Which of these `line` is.
UuLine uu_line(std::string_view line);

// Adds the bytes of a line that is one of data; gives how many.
std::size_t decode_uu_line(std::string_view line, Sha256& out);

}  // namespace constat::parser
