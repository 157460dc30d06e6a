// The attributes of a start tag that matter for reading text. The first of a name counts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parser/html/elements.h"
#include "parser/html/style.h"
#include "parser/html/tokens.h"

namespace constat::parser {

// Values as written; nothing when the attribute is not there.
struct Attributes {
  std::optional<std::string_view> action, alt, aria_label, background, bgcolor, classes, color,
      formaction, height, hidden, href, id, media, name, open, src, style, text, title, type, value,
      width, xlink_href;
};

Attributes attributes_of(const Token& tag);

// The first attribute of that name of a start tag, references resolved, maybe into `scratch`.
std::optional<std::string_view> attribute_named(std::string_view start_tag, std::string_view name,
                                                std::string& scratch);

// What HTML itself says of an element, before any style sheet: its default style and the old
// attributes.
Style default_style(Element element, const Attributes& attributes);

}  // namespace constat::parser
