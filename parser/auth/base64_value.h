// base64 as tags of signatures and keys have it (RFC 6376 section 2.10): folding white space
// anywhere, nothing else between.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace constat::parser::auth {

// nullopt where another character stands, or where bits are left over. Missing padding is accepted.
std::optional<std::string> base64_value(std::string_view text);

}  // namespace constat::parser::auth
