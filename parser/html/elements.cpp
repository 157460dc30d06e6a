#include "parser/html/elements.h"

#include <cstddef>

#include "parser/html/letter_table.h"

namespace constat::parser {
namespace {

struct Entry {
  std::string_view name;
};

constexpr Entry kEntries[] = {
    {""},
#define CONSTAT_ELEMENT(enumerator, name, traits) {name},
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

}  // namespace constat::parser
