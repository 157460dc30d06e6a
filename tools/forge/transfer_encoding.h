// Content-Transfer-Encoding of a body (RFC 2045 section 6), with mimetic's codecs. Lines of the
// result end in LF.
#pragma once

#include <string>
#include <string_view>

#include "tools/forge/scenario.h"

namespace constat::forge {

std::string_view name_of(Encoding encoding);  // "quoted-printable"

// `text` has lines ending in LF; base64 encodes them as CRLF (RFC 2049 section 4 (2)).
std::string transfer_encode(const std::string& text, Encoding encoding);

// Lines of 76 characters.
std::string encode_base64(const std::string& bytes);

}  // namespace constat::forge
