// The words a server says when the scenario gives only a code (RFC 5321 section 4.2.3, RFC 3463).
#pragma once

#include <string>

#include "tools/forge/scenario.h"

namespace constat::forge {

// "550 5.1.1 ..."; "" when the answer is that none comes.
std::string recipient_reply(const Answer& answer);
std::string data_reply(const Answer& answer, std::uint64_t ordinal);
std::string auth_reply(const Answer& answer);

}  // namespace constat::forge
