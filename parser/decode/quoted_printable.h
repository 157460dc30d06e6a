// quoted-printable (RFC 2045 section 6.7).
#pragma once

#include <string_view>

#include "parser/decode/capped_bytes.h"

namespace constat::parser {

// Line ends may be CRLF, LF or CR and are kept as they are; white space before them is removed,
// also where it follows the '=' of a soft break. Lower-case digits are read. They, which rule (1)
// forbids, and what section 6.7 notes (2) and (3) do not allow are noted as one
// kQuotedPrintableMalformed at the first place: '=' without two digits stays as it is; a last '='
// is a soft break to nothing, since the line end after it belongs to the boundary. Bytes above 126
// are kept.
void decode_quoted_printable(std::string_view encoded, CappedBytes& out);

}  // namespace constat::parser
