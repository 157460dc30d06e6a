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

// "display font_size".
inline std::string names_of(Hidings hidings) {
  std::string names;
  hidings.for_each([&names](Hiding hiding) {
    if (!names.empty()) names += ' ';
    names += name_of(hiding);
  });
  return names;
}

// "display|opacity": of each run of hidden text.
inline std::string hidden_by(std::string_view html) {
  std::string all;
  for (const HiddenRun& run : read(html).hidden_runs) {
    if (!all.empty()) all += '|';
    all += names_of(run.by);
  }
  return all;
}

}  // namespace constat::parser
