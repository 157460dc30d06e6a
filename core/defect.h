// What is wrong with the bytes that were read, and where. A defect never stops reading: bad input
// is data (a Defect), bad luck is an error (absl::Status), bad code is an assert.
//
// Kinds are listed in core/defect_kinds.inc, one line each, with the meaning a reader needs and the
// standard it comes from. The name printed in records is the snake_case one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat {

enum class DefectKind : std::uint8_t {
#define CONSTAT_DEFECT(enumerator, name, meaning) enumerator,
#include "core/defect_kinds.inc"
#undef CONSTAT_DEFECT
};

// `where` counts in the bytes of whatever holds the defect: the input file, one side of a session,
// or the mail; the holder says which.
struct Defect {
  DefectKind kind;
  ByteRange where;
  friend constexpr auto operator<=>(const Defect&, const Defect&) = default;
};

using Defects = std::vector<Defect>;

// "bare_lf"; lives as long as the program.
std::string_view name_of(DefectKind kind);
std::string_view meaning_of(DefectKind kind);
std::optional<DefectKind> defect_kind_named(std::string_view name);

}  // namespace constat
