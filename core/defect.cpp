#include "core/defect.h"

#include <array>
#include <cassert>

namespace constat {
namespace {

struct Entry {
  std::string_view name;
  std::string_view meaning;
};

constexpr Entry kEntries[] = {
#define CONSTAT_DEFECT(enumerator, name, meaning) {name, meaning},
#include "core/defect_kinds.inc"
#undef CONSTAT_DEFECT
};

const Entry& entry(DefectKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  assert(index < std::size(kEntries));
  return kEntries[index];
}

}  // namespace

std::string_view name_of(DefectKind kind) { return entry(kind).name; }

std::string_view meaning_of(DefectKind kind) { return entry(kind).meaning; }

std::optional<DefectKind> defect_kind_named(std::string_view name) {
  for (std::size_t index = 0; index < std::size(kEntries); ++index) {
    if (kEntries[index].name == name) return static_cast<DefectKind>(index);
  }
  return std::nullopt;
}

}  // namespace constat
