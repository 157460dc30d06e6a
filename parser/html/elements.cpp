#include "parser/html/elements.h"

#include <cstddef>

#include "parser/html/letter_table.h"

namespace constat::parser {
namespace {

// What <div>, <p>, <ul> and their like have in common.
constexpr Trait kSectioning = Trait::kBlock | Trait::kClosesP | Trait::kSpecial;

struct Entry {
  std::string_view name;
  Trait traits;
};

constexpr Entry kEntries[] = {
    {"", Trait::kNone},
#define CONSTAT_ELEMENT(enumerator, name, traits) {name, traits},
#include "parser/html/elements.inc"
#undef CONSTAT_ELEMENT
};

constexpr LetterTable kTable(kEntries);
static_assert(kTable.sorted());

}  // namespace

Element element_named(std::string_view name) {
  const Entry* entry = name.empty() ? nullptr : kTable.find(name);
  return entry == nullptr ? Element::kOther : static_cast<Element>(entry - kEntries);
}

std::uint16_t traits_of(Element element) {
  return static_cast<std::uint16_t>(kEntries[static_cast<std::size_t>(element)].traits);
}

}  // namespace constat::parser
