// URIs of List-* fields (RFC 2369), the identifier of List-Id (RFC 2919) and the one-click field
// (RFC 8058). All URIs are kept, whatever stands between them; each deviation has a defect of its
// own kind, where it stands.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

// `where` is the value's range in the mail; `field` its ordinal among fields of the name. Comments
// and white space between URIs are passed over. White space inside brackets is removed. Without
// brackets, words that start with a URI scheme are taken. "NO" of List-Post (RFC 2369 section 3.4)
// is neither a URI nor a deviation.
void append_list_uris(std::string_view value, ByteRange where, std::uint32_t field,
                      const Limits& limits, DefectLog& defects, std::vector<ListUri>& out);

// The identifier of a List-Id field: what stands in the last brackets; without brackets the text.
std::string list_identifier(std::string_view value, ByteRange where, const Limits& limits,
                            HeaderText& text, DefectLog& defects);

// RFC 8058 section 3.1 allows this one text.
bool is_one_click(std::string_view decoded_value);

}  // namespace constat::parser::message
