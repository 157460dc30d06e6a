// The header under the other reading of line ends, in which a CR alone ends a line (robustness
// X16).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/limits.h"
#include "parser/message/header_fields.h"
#include "parser/message/second_readings.h"

namespace constat::parser::message {

// `fields` and `block` are the first reading, which begins at `begin`. Adds a reading where the
// fields or the end of the header differ; linear in the header.
void read_header_by_returns(const Limits& limits, std::string_view mail, std::uint64_t begin,
                            const std::vector<HeaderField>& fields, const HeaderBlock& block,
                            SecondReadings& readings);

}  // namespace constat::parser::message
