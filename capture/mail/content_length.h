// The Content-Length field of mbox files (mboxcl, mboxcl2): decimal bytes of the body.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace constat::capture {

// Of a whole header line with its line end; nothing when it is another field or no plain number.
std::optional<std::uint64_t> content_length(std::string_view line);

}  // namespace constat::capture
