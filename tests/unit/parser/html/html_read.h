// What the tests of HTML reading look at.
#pragma once

#include <string>
#include <string_view>

#include "parser/html/visible_text.h"

namespace constat::parser {

inline HtmlText read(std::string_view html, const Limits& limits = {}) {
  HtmlText out;
  read_html(html, limits, out);
  return out;
}

inline std::string visible(std::string_view html) { return read(html).text; }
inline std::string hidden(std::string_view html) { return read(html).hidden_text; }

}  // namespace constat::parser
