// What servers on the way say that they found: Authentication-Results (RFC 8601 section 2.2),
// ARC-Authentication-Results (RFC 8617 section 4.1.1), Received-SPF (RFC 7208 section 9.1). Claims
// of whoever wrote the field.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "core/limits.h"
#include "parser/auth/authentication.h"

namespace constat::parser::auth {

// nullopt for a field of another name.
std::optional<ClaimKind> claim_kind_of(std::string_view field_name);

// Reads the value of such a field; false where it does not follow its standard (what could be read
// stands in `out` all the same). At most `most` results are kept, the rest is counted. Linear.
bool read_claim(std::string_view value, ClaimKind kind, const Limits& limits, std::size_t most,
                Claim& out);

}  // namespace constat::parser::auth
