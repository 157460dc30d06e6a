// The attributes of a start tag that matter for reading text. The first of a name counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parser/html/elements.h"
#include "parser/html/style.h"
#include "parser/html/style_sheet.h"
#include "parser/html/tokens.h"

namespace constat::parser {

// Values as written; nothing when the attribute is not there.
struct Attributes {
  std::optional<std::string_view> alt, background, bgcolor, classes, color, hidden, href, id, open,
      src, style, text;
};

Attributes attributes_of(const Token& tag);

// What applies to the element: the defaults and old attributes of HTML, below the rules of the
// sheet, below the style attribute.
Style style_of(Element element, const Attributes& attributes, const StyleSheet& sheet,
               std::string& scratch);

}  // namespace constat::parser
