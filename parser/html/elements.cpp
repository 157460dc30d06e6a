#include "parser/html/elements.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "parser/html/characters.h"

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

constexpr bool by_name(const Entry& left, const Entry& right) { return left.name < right.name; }
static_assert(std::is_sorted(std::begin(kEntries), std::end(kEntries), by_name));

constexpr std::size_t longest_name() {
  std::size_t longest = 0;
  for (const Entry& entry : kEntries) longest = std::max(longest, entry.name.size());
  return longest;
}

// The entries of names that begin with each letter.
constexpr std::array<std::uint8_t, 27> make_first_entries() {
  std::array<std::uint8_t, 27> first{};
  for (std::size_t letter = 0; letter < first.size(); ++letter) {
    std::size_t index = 1;
    while (index < std::size(kEntries) &&
           static_cast<std::size_t>(kEntries[index].name[0] - 'a') < letter) {
      ++index;
    }
    first[letter] = static_cast<std::uint8_t>(index);
  }
  return first;
}
constexpr auto kFirstEntries = make_first_entries();

}  // namespace

Element element_named(std::string_view name) {
  if (name.empty() || name.size() > longest_name() || !is_letter(name[0])) return Element::kOther;
  const auto letter = static_cast<std::size_t>(lower_letter(name[0]) - 'a');
  for (std::size_t index = kFirstEntries[letter]; index < kFirstEntries[letter + 1]; ++index) {
    if (equals_lower(name, kEntries[index].name)) return static_cast<Element>(index);
  }
  return Element::kOther;
}

std::uint16_t traits_of(Element element) {
  return static_cast<std::uint16_t>(kEntries[static_cast<std::size_t>(element)].traits);
}

}  // namespace constat::parser
