// Domains of mailbox providers open to the public, and local parts that name a function.
#pragma once

#include <string_view>

namespace constat::classifier::wording {

// `domain` in lower case, without a final dot.
bool is_consumer_domain(std::string_view domain);
// `local` in lower case, without "+tag".
bool is_role_local_part(std::string_view local);

}  // namespace constat::classifier::wording
