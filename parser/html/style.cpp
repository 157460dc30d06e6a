#include "parser/html/style.h"

#include <iterator>

#include "parser/html/characters.h"
#include "parser/html/css_values.h"

namespace constat::parser {
namespace {

// Text moved this far out of its place is out of every window, in CSS pixels.
constexpr double kOffScreen = -999;
// Text of this size cannot be read, in CSS pixels.
constexpr double kUnreadable = 1;

StyleValue hides_if(bool condition) { return condition ? StyleValue::kHides : StyleValue::kShows; }

StyleValue display(std::string_view value) {
  if (equals_lower(value, "none")) return StyleValue::kHides;
  if (equals_lower(value, "inline") || equals_lower(value, "contents")) return StyleValue::kInline;
  if (starts_with_lower(value, "inline-") || equals_lower(value, "table-cell")) {
    return StyleValue::kApart;
  }
  for (const std::string_view block : {"block", "list-item", "table", "flex", "grid", "table-row",
                                       "flow-root", "table-caption", "-webkit-box"}) {
    if (equals_lower(value, block)) return StyleValue::kBlock;
  }
  return StyleValue::kUnset;
}

StyleValue visibility(std::string_view value) {
  if (equals_lower(value, "hidden") || equals_lower(value, "collapse")) return StyleValue::kHides;
  return equals_lower(value, "visible") ? StyleValue::kShows : StyleValue::kUnset;
}

// A size relative to the parent's (em, %, larger) leaves hidden what was hidden.
StyleValue font_size(std::string_view value) {
  const CssNumber number = css_number(value);
  if (number.length == 0) {
    const bool absolute = starts_with_lower(value, "x") || equals_lower(value, "small") ||
                          equals_lower(value, "medium") || equals_lower(value, "large") ||
                          equals_lower(value, "initial");
    return absolute ? StyleValue::kShows : StyleValue::kUnset;
  }
  if (number.value <= 0) return hides_if(number.value == 0);
  if (equals_lower(number.unit, "px")) return hides_if(number.value <= kUnreadable);
  const bool relative = equals_lower(number.unit, "em") || number.unit == "%" ||
                        equals_lower(number.unit, "ex") || number.unit.empty();
  return relative ? StyleValue::kUnset : StyleValue::kShows;
}

// "italic 700 12px/1.5 Arial", "0/0 a": the size is the first number with a unit, or a zero.
StyleValue font(std::string_view value) {
  while (!value.empty()) {
    const std::string_view word = next_css_word(value);
    const CssNumber number = css_number(word);
    if (number.length > 0 && (!number.unit.empty() || number.value == 0)) return font_size(word);
  }
  return StyleValue::kUnset;
}

StyleValue zero(std::string_view value) {
  const CssNumber number = css_number(value);
  if (number.length > 0) return hides_if(number.value == 0);
  return StyleValue::kShows;
}

StyleValue off_screen(std::string_view value) {
  const CssNumber number = css_number(value);
  return hides_if(number.length > 0 && number.value <= kOffScreen && number.unit != "%");
}

StyleValue overflow(std::string_view value) {
  return hides_if(starts_with_lower(value, "hidden") || starts_with_lower(value, "clip"));
}

StyleValue position(std::string_view value) {
  if (equals_lower(value, "relative")) return StyleValue::kApart;
  return hides_if(equals_lower(value, "absolute") || equals_lower(value, "fixed"));
}

// "rect(0 0 0 0)", "rect(1px, 1px, 1px, 1px)": a rectangle without width and height.
StyleValue clip(std::string_view value) {
  if (!starts_with_lower(value, "rect(")) return StyleValue::kShows;
  value.remove_prefix(5);
  double first = 0;
  int count = 0;
  while (!value.empty() && value[0] != ')') {
    const CssNumber number = css_number(value);
    if (number.length == 0 && is_letter(value[0])) return StyleValue::kShows;  // auto
    if (number.length > 0 && count == 0) first = number.value;
    if (number.length > 0 && number.value != first) return StyleValue::kShows;
    count += number.length > 0 ? 1 : 0;
    value.remove_prefix(number.length > 0 ? number.length : 1);
  }
  return hides_if(count == 4);
}

StyleValue mso_hide(std::string_view value) { return hides_if(equals_lower(value, "all")); }

struct Reading {
  std::string_view name;
  Property property;
  StyleValue (*read)(std::string_view value);
};

constexpr Reading kReadings[] = {
    {"display", Property::kDisplay, display},
    {"visibility", Property::kVisibility, visibility},
    {"font-size", Property::kFontSize, font_size},
    {"font", Property::kFontSize, font},
    {"opacity", Property::kOpacity, zero},
    {"height", Property::kHeight, zero},
    {"max-height", Property::kMaxHeight, zero},
    {"overflow", Property::kOverflow, overflow},
    {"overflow-y", Property::kOverflow, overflow},
    {"text-indent", Property::kTextIndent, off_screen},
    {"left", Property::kLeft, off_screen},
    {"position", Property::kPosition, position},
    {"clip", Property::kClip, clip},
    {"mso-hide", Property::kMsoHide, mso_hide},
};
constexpr std::size_t kLongestName = 16;  // background-color, background-image

bool paints(std::string_view word) {
  return starts_with_lower(word, "url(") || word.find("gradient(") != std::string_view::npos ||
         starts_with_lower(word, "image");
}

// Takes "!important" off the end.
bool take_important(std::string_view& value) {
  const std::size_t mark = value.rfind('!');
  if (mark == std::string_view::npos) return false;
  if (!equals_lower(css_trimmed(value.substr(mark + 1)), "important")) return false;
  value = css_trimmed(value.substr(0, mark));
  return true;
}

}  // namespace

void Style::read(std::string_view css) {
  while (!css.empty()) {
    const std::size_t length = css_length_before(css, ";");
    const std::string_view declaration = css.substr(0, length);
    css.remove_prefix(length < css.size() ? length + 1 : length);
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = css_trimmed(declaration.substr(0, colon));
    if (name.size() <= kLongestName) declare(name, css_trimmed(declaration.substr(colon + 1)));
  }
}

void Style::declare(std::string_view name, std::string_view value) {
  const bool important = take_important(value);
  for (const Reading& reading : kReadings) {
    if (!equals_lower(name, reading.name)) continue;
    const StyleValue meaning = reading.read(value);
    if (meaning != StyleValue::kUnset) lay(reading.property, {meaning, important, {}});
    return;
  }
  const auto lay_color = [&](Property property, Color color) {
    if (color.kind != ColorKind::kUnset) lay(property, {StyleValue::kSet, important, color});
  };
  if (equals_lower(name, "color")) return lay_color(Property::kColor, css_color(value));
  if (equals_lower(name, "background-color")) {
    return lay_color(Property::kBackgroundColor, css_color(value));
  }
  const bool all = equals_lower(name, "background");
  if (!all && !equals_lower(name, "background-image")) return;
  Color image{ColorKind::kTransparent, 0};
  Color color{ColorKind::kTransparent, 0};
  while (!value.empty()) {
    const std::string_view word = next_css_word(value);
    const Color found = paints(word) ? Color{} : css_color(word);
    if (paints(word)) image = {ColorKind::kUnknown, 0};
    if (found.kind != ColorKind::kUnset) color = found;
  }
  lay_color(Property::kBackgroundImage, image);
  if (all) lay_color(Property::kBackgroundColor, color);
}

void Style::set(Property property, StyleValue value, Color color) {
  lay(property, {value, false, color});
}

void Style::apply(const Style& stronger) {
  if (stronger.empty()) return;
  for (std::size_t index = 0; index < kProperties; ++index) {
    const Declaration& declaration = stronger.declarations_[index];
    if (declaration.value != StyleValue::kUnset) lay(static_cast<Property>(index), declaration);
  }
}

void Style::lay(Property property, const Declaration& declaration) {
  Declaration& held = declarations_[static_cast<std::size_t>(property)];
  if (held.important && !declaration.important) return;
  if (held.value == StyleValue::kUnset) ++declared_;
  held = declaration;
}

}  // namespace constat::parser
