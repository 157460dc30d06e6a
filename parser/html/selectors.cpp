#include "parser/html/selectors.h"

#include <algorithm>

#include "parser/html/attributes.h"
#include "parser/html/characters.h"
#include "parser/html/css_values.h"
#include "parser/html/tokens.h"

namespace constat::parser {
namespace {

constexpr auto kNone = std::string_view::npos;
// Compounds and conditions of one selector; longer ones are not evaluated.
constexpr std::uint32_t kMostParts = 64;
// Specificity (Selectors 4 section 17): three numbers, none of which grows into the next.
constexpr std::uint32_t kOfId = 1 << 16;
constexpr std::uint32_t kOfClass = 1 << 8;
constexpr std::uint32_t kOfElement = 1;

bool is_name_character(char c) {
  return is_letter(c) || is_digit(c) || c == '-' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_word_of(std::string_view word, std::string_view list) {
  if (word.empty()) return false;
  for (std::size_t at = list.find(word); at != kNone; at = list.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || is_html_space(list[at - 1])) &&
        (end == list.size() || is_html_space(list[end]))) {
      return true;
    }
  }
  return false;
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), lower_letter);
  return lower;
}

bool compares(Test test, std::string_view value, std::string_view wanted) {
  switch (test) {
    case Test::kAttribute:
      return true;
    case Test::kEquals:
      return value == wanted;
    case Test::kHasWord:
      return is_word_of(wanted, value);
    case Test::kHasPrefix:
      return value.starts_with(wanted) &&
             (value.size() == wanted.size() || value[wanted.size()] == '-');
    case Test::kBegins:
      return !wanted.empty() && value.starts_with(wanted);
    case Test::kEnds:
      return !wanted.empty() && value.ends_with(wanted);
    case Test::kHolds:
      return !wanted.empty() && value.find(wanted) != kNone;
    default:
      return false;
  }
}

Test test_of(char operation) {
  switch (operation) {
    case '~':
      return Test::kHasWord;
    case '|':
      return Test::kHasPrefix;
    case '^':
      return Test::kBegins;
    case '$':
      return Test::kEnds;
    case '*':
      return Test::kHolds;
    default:
      return Test::kEquals;
  }
}

std::string_view without_quotes(std::string_view text) {
  const bool quoted =
      text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0];
  return quoted ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

std::string_view Selectors::kept(std::string_view text) {
  std::string scratch;
  const std::string_view unescaped = css_unescaped(text, scratch);
  return unescaped.data() == text.data() ? text : unescaped_.emplace_back(unescaped);
}

// The name at the beginning of `text`, escapes undone, which moves past it. "" when none stands
// there.
std::string_view Selectors::take_name(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() && (is_name_character(text[end]) || text[end] == '\\')) {
    end += text[end] == '\\' ? 2 : 1;
  }
  end = std::min(end, text.size());
  const bool number = !text.empty() && is_digit(text[0]);  // "50%" of @keyframes
  if (number) return {};
  // The white space that ends an escape of hexadecimal digits belongs to it.
  while (end < text.size() && text[end] == ' ' && text.substr(0, end).rfind('\\') != kNone &&
         end - text.substr(0, end).rfind('\\') < 7 && hex_value(text[end - 1]) >= 0) {
    ++end;
    while (end < text.size() && is_name_character(text[end])) ++end;
  }
  const std::string_view name = text.substr(0, end);
  text.remove_prefix(end);
  return kept(name);
}

// "name", "name=value", "name*='value' i". `inside`: between the brackets.
bool Selectors::read_attribute(std::string_view inside) {
  inside = css_trimmed(inside);
  Condition condition{Test::kAttribute, Element::kOther, take_name(inside), {}, false};
  if (condition.name.empty()) return false;
  inside = css_trimmed(inside);
  if (!inside.empty()) {
    const std::size_t equals = inside.find('=');
    if (equals > 1) return false;
    condition.test = test_of(inside[0]);
    inside = css_trimmed(inside.substr(equals + 1));
    const bool flagged = inside.size() > 2 && lower_letter(inside.back()) == 'i' &&
                         (is_html_space(inside[inside.size() - 2]) ||
                          inside[inside.size() - 2] == '"' || inside[inside.size() - 2] == '\'');
    if (flagged) inside = css_trimmed(inside.substr(0, inside.size() - 1));
    condition.any_case = flagged;
    condition.value = kept(without_quotes(inside));
  }
  conditions_.push_back(condition);
  return true;
}

bool Selectors::read_pseudo_class(std::string_view name) {
  if (equals_lower(name, "link") || equals_lower(name, "any-link")) {
    conditions_.push_back({Test::kLink, Element::kOther, {}, {}, false});
    return true;
  }
  if (!equals_lower(name, "root")) return false;
  conditions_.push_back({Test::kElement, Element::kHtml, {}, {}, false});
  return true;
}

// "p.a#b[c=d]" at the beginning of `text`, which moves past it.
bool Selectors::read_compound(std::string_view& text, std::uint32_t& specificity) {
  const auto first = static_cast<std::uint32_t>(conditions_.size());
  bool any = false;
  if (text.starts_with('*')) {
    text.remove_prefix(1);
    any = true;
  } else if (const std::string_view name = take_name(text); !name.empty()) {
    const Element element = element_named(name);
    const bool known = element != Element::kOther;
    conditions_.push_back({known ? Test::kElement : Test::kName, element, name, {}, false});
    specificity += kOfElement;
  }
  while (!text.empty() && conditions_.size() - first < kMostParts) {
    const char mark = text[0];
    if (mark != '.' && mark != '#' && mark != '[' && mark != ':') break;
    text.remove_prefix(1);
    specificity += mark == '#' ? kOfId : kOfClass;
    if (mark == '[') {
      const std::size_t close = css_length_before(text, "]");
      if (close >= text.size() || !read_attribute(text.substr(0, close))) return false;
      text.remove_prefix(close + 1);
      continue;
    }
    const std::string_view name = take_name(text);
    if (name.empty()) return false;
    if (mark == ':' && !read_pseudo_class(name)) return false;
    if (mark == ':') continue;
    const Test test = mark == '#' ? Test::kId : Test::kClass;
    conditions_.push_back({test, Element::kOther, name, {}, false});
  }
  const auto count = static_cast<std::uint32_t>(conditions_.size()) - first;
  if (count == 0 && !any) return false;
  compounds_.push_back({first, count, Joint::kInside});
  return true;
}

std::optional<Selector> Selectors::read(std::string_view text) {
  const std::size_t conditions = conditions_.size();
  const std::size_t compounds = compounds_.size();
  Selector selector;
  selector.first = static_cast<std::uint32_t>(compounds);
  Joint joint = Joint::kInside;
  text = css_trimmed(text);
  bool good = !text.empty();
  while (good && !text.empty()) {
    good = selector.count < kMostParts && read_compound(text, selector.specificity);
    if (!good) break;
    compounds_.back().joint = joint;
    ++selector.count;
    const std::string_view rest = css_trimmed(text);
    joint = rest.starts_with('>') ? Joint::kChild : Joint::kInside;
    const bool parted = joint == Joint::kChild || rest.size() < text.size() || rest.empty();
    text = joint == Joint::kChild ? css_trimmed(rest.substr(1)) : rest;
    good = parted && !(joint == Joint::kChild && text.empty());
  }
  if (good) return selector;
  conditions_.resize(conditions);
  compounds_.resize(compounds);
  return std::nullopt;
}

const Condition* Selectors::key_of(const Selector& selector) const {
  const Compound& compound = compounds_[selector.first + selector.count - 1];
  const Condition* best = nullptr;
  for (std::uint32_t index = 0; index < compound.count; ++index) {
    const Condition& condition = conditions_[compound.first + index];
    const auto rank = [](Test test) {
      if (test == Test::kId) return 3;
      if (test == Test::kClass) return 2;
      return test == Test::kElement || test == Test::kName ? 1 : 0;
    };
    if (rank(condition.test) > (best == nullptr ? 0 : rank(best->test))) best = &condition;
  }
  return best;
}

bool Selectors::holds(const Compound& compound, const Subject& subject,
                      std::uint64_t& steps) const {
  for (std::uint32_t index = 0; index < compound.count; ++index) {
    if (!holds(conditions_[compound.first + index], subject, steps)) return false;
  }
  return true;
}

bool Selectors::holds(const Condition& condition, const Subject& subject,
                      std::uint64_t& steps) const {
  // A step is a comparison of some bytes.
  constexpr std::size_t kBytesOfStep = 32;
  const bool reads_tag = condition.test >= Test::kLink;
  const std::size_t bytes = reads_tag                        ? subject.tag.size()
                            : condition.test == Test::kClass ? subject.classes.size()
                                                             : 0;
  const std::uint64_t cost = 1 + bytes / kBytesOfStep;
  if (steps < cost) {
    steps = 0;
    return false;
  }
  steps -= cost;
  switch (condition.test) {
    case Test::kElement:
      return subject.element == condition.element;
    case Test::kName:
      return same_name(subject.name, condition.name);
    case Test::kId:
      return subject.id == condition.name;
    case Test::kClass:
      return is_word_of(condition.name, subject.classes);
    default:
      break;
  }
  const bool link = condition.test == Test::kLink;
  if (link && subject.element != Element::kA && subject.element != Element::kArea) return false;
  std::string scratch;
  const auto value = attribute_named(subject.tag, link ? "href" : condition.name, scratch);
  if (!value || link) return value.has_value();
  if (condition.any_case) {
    return compares(condition.test, lowered(*value), lowered(condition.value));
  }
  return compares(condition.test, *value, condition.value);
}

}  // namespace constat::parser
