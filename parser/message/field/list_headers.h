// URIs of List-* fields (RFC 2369) and the one-click field (RFC 8058). All URIs are kept, whatever
// stands between them; deviations are kListHeaderMalformed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

// `where` is the value's range in the mail; `field` its ordinal among fields of the name. Comments
// and white space between URIs are passed over. White space inside brackets is removed. Without
// brackets, words that start with a URI scheme are taken.
void append_list_uris(std::string_view value, ByteRange where, std::uint32_t field,
                      const Limits& limits, DefectLog& defects, std::vector<ListUri>& out);

// RFC 8058 section 3.1 allows this one text.
bool is_one_click(std::string_view decoded_value);

}  // namespace constat::parser::message
