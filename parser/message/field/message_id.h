// Identifiers of Message-ID, In-Reply-To and References (RFC 5322 section 3.6.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace constat::parser::message {

// Appends what stands between brackets, white space inside removed. Phrases between identifiers
// (section 4.5.4) are passed over. Without any bracket: each word with an "@".
void append_message_ids(std::string_view value, std::vector<std::string>& out);

// The first identifier between brackets; without brackets the text, trimmed.
std::string single_message_id(std::string_view value);

}  // namespace constat::parser::message
