// Received fields (RFC 5321 section 4.4; RFC 5322 section 3.6.7): clauses and date, as those who
// wrote them claim.
//
// What programs really write is read: several words after "with", comments anywhere, clauses in any
// order, lines of local submission without "from". kReceivedMalformed is what RFC 5322 does not
// allow (no date, or one that cannot be read; a comment that is not closed) or what contradicts
// itself (a clause twice, a clause without a value, "from" without "by").
#pragma once

#include <string_view>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

// `where` is the value's range in the mail.
TraceField read_received(std::string_view value, ByteRange where, const Limits& limits,
                         HeaderText& text, DefectLog& defects);

}  // namespace constat::parser::message
