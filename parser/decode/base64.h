// base64 (RFC 2045 section 6.8).
#pragma once

#include <string_view>

#include "parser/decode/capped_bytes.h"

namespace constat::parser {

// White space may stand anywhere. Everything else that is not in the alphabet is skipped; that,
// padding in the wrong place or missing, data after padding and a lone last character are noted
// as one kBase64Malformed at the first place. Decoders that stop at the first '=' (RFC 2045 allows
// both) are told of by CappedBytes::may_end_here().
void decode_base64(std::string_view encoded, CappedBytes& out);

}  // namespace constat::parser
