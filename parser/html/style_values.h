// The properties of CSS that can hide text, by name, and what their values come to.
// Sources: CSS 2.2 chapters 8 to 11; CSS Display 3, CSS Overflow 3, CSS Masking 1, CSS Transforms.
#pragma once

#include <string_view>

#include "parser/html/style.h"

namespace constat::parser {

struct PropertyName {
  std::string_view name;
  Property property;
  // kUnset for a value that is none of the property's. Null for those with a colour.
  StyleValue (*read)(std::string_view value);
};

// Null for every other property. Any case.
const PropertyName* property_named(std::string_view name);

// What "inherit", "initial", "unset" and "revert" come to; kUnset when `value` is none of them.
// The colour, where there is one, is unknown then or, of a background, transparent.
StyleValue wide_keyword(Property property, std::string_view value);

// Of one length: moved out of the window to the left or to the top.
StyleValue far_before(std::string_view value);

}  // namespace constat::parser
