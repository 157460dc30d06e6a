#include "parser/html/style_sheet.h"

#include <algorithm>
#include <tuple>

#include "parser/html/characters.h"
#include "parser/html/css_values.h"

namespace constat::parser {
namespace {

bool is_name_character(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_name_character);
}

// Past the '}' that closes a block whose content begins at `from`; blocks may stand inside it.
std::size_t block_end(std::string_view css, std::size_t from) {
  std::size_t depth = 1;
  std::size_t at = from;
  while (at < css.size()) {
    at += css_length_before(css.substr(at), "{}");
    if (at >= css.size()) break;
    const char brace = css[at++];
    if (brace == '{') {
      ++depth;
    } else if (--depth == 0) {
      break;
    }
  }
  return at;
}

}  // namespace

void StyleSheet::clear() {
  rules_.clear();
  order_ = rules_not_kept_ = 0;
}

void StyleSheet::read(std::string_view css, std::size_t rules_kept) {
  std::size_t at = 0;
  while (at < css.size()) {
    const std::string_view rest = css.substr(at);
    if (is_html_space(rest[0]) || rest[0] == '}' || rest[0] == ';') {
      ++at;
    } else if (rest.starts_with("/*")) {
      at = std::min(css.find("*/", at + 2), css.size() - 2) + 2;
    } else if (rest.starts_with("<!--")) {
      at += 4;
    } else if (rest.starts_with("-->")) {
      at += 3;
    } else {
      at = read_statement(css, at, rules_kept);
    }
  }
}

std::size_t StyleSheet::read_statement(std::string_view css, std::size_t from,
                                       std::size_t rules_kept) {
  const bool at_rule = css[from] == '@';
  const std::size_t open = from + css_length_before(css.substr(from), at_rule ? "{;" : "{");
  if (open >= css.size()) return css.size();
  if (css[open] == ';') return open + 1;
  const std::size_t after = block_end(css, open + 1);
  const bool closed = after > open + 1 && css[after - 1] == '}';
  const std::size_t end = closed ? after - 1 : after;
  if (!at_rule) {
    read_rule(css.substr(from, open - from), css.substr(open + 1, end - open - 1), rules_kept);
  }
  return after;
}

void StyleSheet::read_rule(std::string_view selectors, std::string_view declarations,
                           std::size_t rules_kept) {
  Style style;
  style.read(declarations);
  if (style.empty()) return;
  ++order_;
  while (!selectors.empty()) {
    const std::size_t length = css_length_before(selectors, ",");
    const std::string_view selector = css_trimmed(selectors.substr(0, length));
    selectors.remove_prefix(std::min(length + 1, selectors.size()));
    const std::size_t mark = std::min(selector.find_first_of(".#"), selector.size());
    const std::string_view tag = selector.substr(0, mark);
    const Element element = element_named(tag);
    if (!tag.empty() && tag != "*" && element == Element::kOther) continue;
    Key key{Selects::kTag, element, {}};
    if (mark < selector.size()) {
      key.selects = selector[mark] == '.' ? Selects::kClass : Selects::kId;
      key.name = selector.substr(mark + 1);
      if (!is_name(key.name)) continue;
    } else if (element == Element::kOther) {
      continue;
    }
    const auto found = rules_.find(key);
    if (found == rules_.end() && rules_.size() >= rules_kept) {
      ++rules_not_kept_;
      continue;
    }
    Rule& rule = found == rules_.end() ? rules_[key] : found->second;
    rule.order = order_;
    rule.style.apply(style);
  }
}

void StyleSheet::find(const Key& key, std::vector<Match>& matches) const {
  const auto found = rules_.find(key);
  if (found == rules_.end()) return;
  const int specificity =
      2 * static_cast<int>(key.selects) + (key.element == Element::kOther ? 0 : 1);
  matches.push_back({specificity, found->second.order, &found->second.style});
}

void StyleSheet::apply(Element element, std::string_view id, std::string_view classes,
                       Style& style) const {
  if (rules_.empty()) return;
  matches_.clear();
  const auto find_both = [&](Selects selects, std::string_view name) {
    find({selects, Element::kOther, name}, matches_);
    if (element != Element::kOther) find({selects, element, name}, matches_);
  };
  if (element != Element::kOther) find({Selects::kTag, element, {}}, matches_);
  std::size_t at = 0;
  while (at < classes.size()) {
    std::size_t end = at;
    while (end < classes.size() && !is_html_space(classes[end])) ++end;
    if (end > at) find_both(Selects::kClass, classes.substr(at, end - at));
    at = end + 1;
  }
  if (!id.empty()) find_both(Selects::kId, id);
  std::stable_sort(matches_.begin(), matches_.end(), [](const Match& left, const Match& right) {
    return std::tie(left.specificity, left.order) < std::tie(right.specificity, right.order);
  });
  for (const Match& match : matches_) style.apply(*match.style);
}

}  // namespace constat::parser
