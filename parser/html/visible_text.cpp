#include "parser/html/visible_text.h"

#include "parser/html/html_reader.h"
#include "parser/html/style_sheet.h"

namespace constat::parser {

void HtmlText::clear() {
  text.clear();
  map.clear();
  hidden_text.clear();
  hidden_map.clear();
  hidden_runs.clear();
  links.clear();
  links_not_kept = 0;
  base.clear();
  images = remote_images = 0;
  images_elsewhere.clear();
  beyond_caps = {};
  token_cap_hit = style_cap_hit = false;
  elements_too_deep = attributes_not_kept = style_rules_not_kept = 0;
}

// A style sheet holds of all elements, those before it too: where one came late, all is read once
// more.
void read_html(std::string_view html, const Limits& limits, HtmlText& out) {
  out.clear();
  StyleSheet sheet(limits.html_style_rules, limits.html_style_steps);
  HtmlReader first(html, limits, Sheets::kRead, sheet, out);
  first.run();
  if (!first.sheet_came_late()) return;
  out.clear();
  sheet.start_again();
  HtmlReader second(html, limits, Sheets::kKnown, sheet, out);
  second.run();
}

}  // namespace constat::parser
