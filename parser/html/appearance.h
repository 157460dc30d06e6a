// How text inside an element looks, as far as it decides whether it is seen.
#pragma once

#include "parser/html/color.h"
#include "parser/html/hiding.h"
#include "parser/html/style.h"

namespace constat::parser {

struct Appearance {
  Hidings removed;         // hold for all inside: display: none, opacity: 0 and the like
  bool invisible = false;  // visibility
  bool tiny = false;       // font-size
  bool indented = false;   // text-indent
  Color text;
  Color text_fill;  // in place of `text` where it is set
  Color background;

  // Nothing of it takes room, whatever is inside.
  bool takes_no_room() const { return !removed.empty(); }
  Hidings hidings() const;
};

// Of what is inside an element of this style, which stands inside `parent`.
Appearance appearance_inside(const Appearance& parent, const Style& style);

// Does the style hide what would be seen without it?
bool hides_inside(const Appearance& parent, const Style& style);

}  // namespace constat::parser
