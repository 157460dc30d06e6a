// SVG and MathML inside HTML, as far as it decides where text stands: which start tags end them,
// and where HTML stands in them. https://html.spec.whatwg.org/#parsing-main-inforeign
#pragma once

#include "parser/html/open_elements.h"

namespace constat::parser {

// Does its start tag end the SVG or MathML it stands in? Others belong to it.
bool breaks_out(const Subject& subject);

// Says of an element what it belongs to and what stands in it.
void place_in(Markup around, OpenElement& element);

// In the sense of the standard; the places where HTML stands in SVG and MathML ("integration
// points") are both special and the border of scopes.
bool is_special(const OpenElement& open);
bool is_scope(const OpenElement& open);

}  // namespace constat::parser
