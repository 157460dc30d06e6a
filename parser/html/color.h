// Colours of CSS and of the old attributes (bgcolor, color), as far as they can be compared.
// Source: CSS Color 4 sections 4 to 6;
// https://html.spec.whatwg.org/#rules-for-parsing-a-legacy-colour-value.
#pragma once

#include <cstdint>
#include <string_view>

namespace constat::parser {

enum class ColorKind : std::uint8_t {
  kUnset,
  kKnown,        // `rgb` holds it
  kTransparent,  // fully, as far as can be seen
  kUnknown,      // painted, it is not said or not known in which colour: an image, a gradient
};

struct Color {
  ColorKind kind = ColorKind::kUnset;
  std::uint32_t rgb = 0;  // 0xRRGGBB
  friend bool operator==(const Color&, const Color&) = default;
};

// Both known, and equal or too near to each other to be told apart.
bool looks_like(const Color& text, const Color& background);

// A CSS value: "#fff", "white", "rgb(255, 255, 255)", "transparent". kUnset for "inherit" and what
// is no colour at all.
Color css_color(std::string_view value);

// The value of a bgcolor or color attribute, where '#' may be missing.
Color attribute_color(std::string_view value);

}  // namespace constat::parser
