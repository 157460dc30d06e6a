// Identifiers of Message-ID, In-Reply-To and References (RFC 5322 section 3.6.4; obsolete forms:
// 4.5.4). What deviates is read all the same and is kIdentifierMalformed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"

namespace constat::parser::message {

enum class IdentifierField : std::uint8_t {
  kOne,     // Message-ID
  kPhrases  // References, In-Reply-To: words may stand between identifiers
};

// Appends what stands between brackets; white space and comments inside are removed. Without any
// bracket: each word with an "@", of Message-ID the whole text. `where` is the value's range.
void append_message_ids(std::string_view value, ByteRange where, IdentifierField field,
                        const Limits& limits, DefectLog& defects, std::vector<std::string>& out);

}  // namespace constat::parser::message
