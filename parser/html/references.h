// Character references: "&eacute;", "&#233;", "&#xe9;", and the old ones without semicolon.
// Source: https://html.spec.whatwg.org/#character-reference-state and #named-character-references.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace constat::parser {

enum class ReferencePlace : std::uint8_t { kText, kAttribute };

struct Reference {
  std::size_t length = 0;  // bytes of the source; 0: the '&' is an ordinary character
  char32_t first = 0;
  char32_t second = 0;  // 0: none
};

// `text` begins with '&'. In an attribute "&copy=" and "&copyx" are not references, so that
// "?a=1&copy=2" stays what it was.
Reference reference_at(std::string_view text, ReferencePlace place);

// The value of an attribute with its references resolved; `scratch` holds it if there were any.
std::string_view attribute_text(std::string_view value, std::string& scratch);

}  // namespace constat::parser
