// All fixed wording of the reports, in both languages. A key stands once in keys.inc and once, at
// the same place, in en.cpp and fr.cpp; a missing or displaced entry does not compile.
//
// {0}, {1} … are filled in. "one|many" entries are chosen by a count. Words: see tests/lint.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "classifier/criterion.h"
#include "core/defect.h"

namespace constat::report {

enum class Key : std::uint16_t {
#define CONSTAT_KEY(key) key,
#include "report/catalogue/keys.inc"
#undef CONSTAT_KEY
  kCount_
};
inline constexpr std::size_t kKeyCount = static_cast<std::size_t>(Key::kCount_);

struct Entry {
  Key key;
  std::string_view text;
};
using Entries = std::array<Entry, kKeyCount>;

constexpr bool complete(const Entries& entries) {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (static_cast<std::size_t>(entries[i].key) != i || entries[i].text.empty()) return false;
  }
  return true;
}

std::string_view english(Key key);
std::string_view french(Key key);

// The meaning of a defect; the English one is core's.
std::string_view french(DefectKind kind);

}  // namespace constat::report
