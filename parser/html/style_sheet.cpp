#include "parser/html/style_sheet.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

#include "parser/html/characters.h"
#include "parser/html/css_values.h"

namespace constat::parser {
namespace {

constexpr auto kNone = std::string_view::npos;
// At-rules inside of each other; deeper ones are passed over.
constexpr std::size_t kMostBlocks = 32;

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

// What stands between rules. Returns its length, 0 when none stands at the beginning.
std::size_t length_between(std::string_view css) {
  if (is_html_space(css[0]) || css[0] == ';') return 1;
  if (css.starts_with("<!--")) return 4;
  if (css.starts_with("-->")) return 3;
  if (!css.starts_with("/*")) return 0;
  return std::min(css.find("*/", 2), css.size() - 2) + 2;
}

// Mail programs mark the body in these ways when they change a mail to dark colours.
bool is_mark_of_program(std::string_view compound) {
  return starts_with_lower(compound, "[data-ogs") || starts_with_lower(compound, "[data-outlook") ||
         starts_with_lower(compound, "[owa");
}

MediaList media_of(std::string_view query) {
  query = css_trimmed(query);
  if (query.empty() || equals_lower(query, "all") || equals_lower(query, "screen") ||
      equals_lower(query, "only screen")) {
    return MediaList::kEvery;
  }
  if (starts_with_lower(query, "only ")) query = css_trimmed(query.substr(5));
  const bool elsewhere = starts_with_lower(query, "print") || starts_with_lower(query, "speech") ||
                         starts_with_lower(query, "not all") ||
                         starts_with_lower(query, "not screen");
  return elsewhere ? MediaList::kNoScreen : MediaList::kSome;
}

}  // namespace

MediaList media_in(std::string_view queries) {
  MediaList all = MediaList::kNoScreen;
  do {
    const std::size_t length = css_length_before(queries, ",");
    const MediaList one = media_of(queries.substr(0, length));
    if (one == MediaList::kEvery) return one;
    if (one == MediaList::kSome) all = one;
    queries.remove_prefix(std::min(length + 1, queries.size()));
  } while (!queries.empty());
  return all;
}

void StyleSheet::read(std::string_view css, Medium medium) {
  std::vector<Medium> around{medium};  // of the at-rules that are open
  std::size_t at = 0;
  while (at < css.size()) {
    const std::size_t between = length_between(css.substr(at));
    if (between > 0) {
      at += between;
    } else if (css[at] == '}') {
      if (around.size() > 1) around.pop_back();
      ++at;
    } else if (css[at] == '@') {
      at = open_at_rule(css, at, around);
    } else {
      at = read_rule(css, at, around.back());
    }
  }
}

// Returns where to read on: inside its block when its rules count, else behind it.
std::size_t StyleSheet::open_at_rule(std::string_view css, std::size_t from,
                                     std::vector<Medium>& around) {
  const std::size_t open = from + css_length_before(css.substr(from), "{;");
  if (open >= css.size()) return css.size();
  if (css[open] == ';') return open + 1;
  const std::string_view prelude = css.substr(from + 1, open - from - 1);
  MediaList list = MediaList::kNoScreen;
  if (starts_with_lower(prelude, "media")) list = media_in(prelude.substr(5));
  if (starts_with_lower(prelude, "supports") || starts_with_lower(prelude, "layer") ||
      starts_with_lower(prelude, "container")) {
    list = MediaList::kSome;
  }
  if (list == MediaList::kNoScreen || around.size() > kMostBlocks) return block_end(css, open + 1);
  around.push_back(list == MediaList::kSome ? Medium::kSome : around.back());
  return open + 1;
}

std::size_t StyleSheet::read_rule(std::string_view css, std::size_t from, Medium medium) {
  const std::size_t open = from + css_length_before(css.substr(from), "{}");
  if (open >= css.size() || css[open] == '}') return open;
  const std::size_t after = block_end(css, open + 1);
  const bool closed = after > open + 1 && css[after - 1] == '}';
  const std::size_t end = closed ? after - 1 : after;
  add_rule(css.substr(from, open - from), css.substr(open + 1, end - open - 1), medium);
  return after;
}

void StyleSheet::add_rule(std::string_view selectors, std::string_view declarations,
                          Medium medium) {
  Style style;
  style.read(declarations);
  Style showing = style;
  showing.keep_what_shows();
  std::optional<std::uint32_t> kept_style, kept_showing;
  while (!selectors.empty()) {
    const std::size_t length = css_length_before(selectors, ",");
    std::string_view text = css_trimmed(selectors.substr(0, length));
    selectors.remove_prefix(std::min(length + 1, selectors.size()));
    const bool marked = is_mark_of_program(text);
    if (marked) text = css_trimmed(text.substr(std::min(text.find(']') + 1, text.size())));
    const bool some = marked || medium == Medium::kSome;
    const Style& kept = some ? showing : style;
    if (kept.empty()) continue;
    if (rules_.size() >= rules_kept_) {
      ++rules_not_kept_;
      continue;
    }
    std::optional<Selector> selector = selectors_.read(text);
    if (!selector) continue;
    selector->medium = some ? Medium::kSome : Medium::kEvery;
    some_screens_ = some_screens_ || some;
    std::optional<std::uint32_t>& place = some ? kept_showing : kept_style;
    if (!place) {
      place = static_cast<std::uint32_t>(styles_.size());
      styles_.push_back(kept);
    }
    bucket_of(*selector).push_back(static_cast<std::uint32_t>(rules_.size()));
    rules_.push_back({*selector, *place});
  }
}

// Names of elements that have no number may be written in any case: they are asked of all.
StyleSheet::Bucket& StyleSheet::bucket_of(const Selector& selector) {
  const Condition* condition = selectors_.key_of(selector);
  if (condition == nullptr) return for_any_;
  switch (condition->test) {
    case Test::kId:
      return by_id_[condition->name];
    case Test::kClass:
      return by_class_[condition->name];
    case Test::kElement:
      by_element_.resize(std::size(kTraits));
      return by_element_[static_cast<std::size_t>(condition->element)];
    default:
      return for_any_;
  }
}

void StyleSheet::match(const Bucket& bucket, const Subject& subject,
                       const std::vector<OpenElement>& around, Medium medium) {
  for (const std::uint32_t index : bucket) {
    if (steps_left_ == 0) return;
    --steps_left_;
    const Selector& selector = rules_[index].selector;
    if (selector.medium == Medium::kSome && medium == Medium::kEvery) continue;
    if (selectors_.matches(selector, subject, around, steps_left_)) matches_.push_back(index);
  }
}

void StyleSheet::match_named(const std::map<std::string_view, Bucket>& buckets,
                             std::string_view name, const Subject& subject,
                             const std::vector<OpenElement>& around, Medium medium) {
  const auto found = buckets.find(name);
  if (found != buckets.end()) match(found->second, subject, around, medium);
}

void StyleSheet::apply(const Subject& subject, const std::vector<OpenElement>& around,
                       Medium medium, Style& style) {
  if (rules_.empty() || steps_left_ == 0) return;
  matches_.clear();
  match(for_any_, subject, around, medium);
  if (!by_element_.empty()) {
    match(by_element_[static_cast<std::size_t>(subject.element)], subject, around, medium);
  }
  for (std::size_t at = by_class_.empty() ? kNone : 0; at < subject.classes.size();) {
    std::size_t end = at;
    while (end < subject.classes.size() && !is_html_space(subject.classes[end])) ++end;
    if (end > at) {
      match_named(by_class_, subject.classes.substr(at, end - at), subject, around, medium);
    }
    at = end + 1;
  }
  if (!subject.id.empty()) match_named(by_id_, subject.id, subject, around, medium);
  const auto rank = [this](std::uint32_t rule) {
    return std::tuple(rules_[rule].selector.specificity, rule);
  };
  std::sort(matches_.begin(), matches_.end(),
            [&](std::uint32_t left, std::uint32_t right) { return rank(left) < rank(right); });
  for (const std::uint32_t rule : matches_) style.apply(styles_[rules_[rule].style]);
}

}  // namespace constat::parser
