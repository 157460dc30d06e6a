// The elements of HTML that matter for reading text, and what the standard says of each.
// Source: https://html.spec.whatwg.org/#parsing-main-inbody and #rendering (default styles).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace constat::parser {

enum class Element : std::uint8_t {
  kOther,
#define CONSTAT_ELEMENT(enumerator, name, traits) enumerator,
#include "parser/html/elements.inc"
#undef CONSTAT_ELEMENT
};

enum class Trait : std::uint16_t {
  kNone = 0,
  kVoid = 1 << 0,        // has no end tag
  kBlock = 1 << 1,       // begins and ends a line
  kCell = 1 << 2,        // set apart from its neighbours on the same line
  kClosesP = 1 << 3,     // its start tag ends an open <p>
  kSpecial = 1 << 4,     // an end tag of another element does not reach past it
  kFormatting = 1 << 5,  // <b>, <a> ...: may end out of order and goes on in the next block
  kMarker = 1 << 6,      // formatting does not cross it
  kScope = 1 << 7,       // most end tags do not cross it
  kRawText = 1 << 8,     // what is inside is not markup
  kUnread = 1 << 9,      // what is inside is not text
  kUnshown = 1 << 10,    // display: none unless a style says otherwise
  kHeading = 1 << 11,
};

constexpr Trait operator|(Trait left, Trait right) {
  return static_cast<Trait>(static_cast<std::uint16_t>(left) | static_cast<std::uint16_t>(right));
}

// kOther for every name not in elements.inc. Any case.
Element element_named(std::string_view name);

// What <div>, <p>, <ul> and their like have in common.
inline constexpr Trait kSectioning = Trait::kBlock | Trait::kClosesP | Trait::kSpecial;

// By Element.
inline constexpr Trait kTraits[] = {
    Trait::kNone,
#define CONSTAT_ELEMENT(enumerator, name, traits) traits,
#include "parser/html/elements.inc"
#undef CONSTAT_ELEMENT
};

inline bool has(Element element, Trait trait) {
  return (static_cast<std::uint16_t>(kTraits[static_cast<std::size_t>(element)]) &
          static_cast<std::uint16_t>(trait)) != 0;
}

}  // namespace constat::parser
