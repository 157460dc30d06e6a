// What the columns of registers are called: canonical names and the names in use for them, English
// and French. docs/registers.md lists them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "classifier/registers/register.h"

namespace constat::classifier {

enum class ColumnRole : std::uint8_t { kAddress, kTime, kConfirmed, kEnded, kDetail, kUnknown };

struct ColumnMeaning {
  ColumnRole role = ColumnRole::kUnknown;
  std::string canonical;  // of kUnknown: the name as it stands
};

// Case, accents, spaces, hyphens, French articles and a byte order mark make no difference.
ColumnMeaning meaning_of_column(RegisterKind kind, std::string_view name);

}  // namespace constat::classifier
