// From a template to the bytes of one mail, built with mimetic: header, multipart structure,
// transfer encodings. Nothing reads a clock or a random source; boundaries, identifiers and
// attachments come from the seed.
//
// mimetic is worked around where it would write something else than asked: field values carry no
// line break, a folded line goes on with a space, quoted-printable is encoded word by word (its
// encoder escapes every blank and line end after the first non-ASCII byte), and no helper that
// draws a boundary from the clock is used.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "core/capture_time.h"
#include "tools/forge/random.h"
#include "tools/forge/scenario.h"

namespace constat::forge {

using Values = std::map<std::string, std::string>;

// Puts the value for each {name} that `values` knows; anything else in braces stays (CSS,
// {{merge}}).
std::string fill_in(std::string_view text, const Values& values);

// The bytes as they are handed to DATA: lines end in CRLF, dots not yet stuffed. `recipients` is
// the To field when the template names none. Takes what it needs from `random`.
std::string build_mail(const Template& mail, const Values& values, std::string_view recipients,
                       CaptureTime sent, Random& random);

// "Mon, 02 Mar 2026 09:00:00 +0100" (RFC 5322 section 3.3); zone "+hhmm".
std::string mail_date(CaptureTime time, std::string_view zone);

}  // namespace constat::forge
