#include "parser/html/style_values.h"

#include <algorithm>

#include "parser/html/characters.h"
#include "parser/html/css_values.h"
#include "parser/html/letter_table.h"

namespace constat::parser {
namespace {

// Text moved this far out of its place is out of every window, in CSS pixels. To the left and to
// the top nothing can be scrolled to; to the right windows are wide.
constexpr double kOffScreen = -999;
constexpr double kOffScreenRight = 5000;
// Text of this size cannot be read, nor a line of this height, in CSS pixels.
constexpr double kUnreadable = 1;
// A size relative to the text around it that is as small as nothing.
constexpr double kUnreadablePart = 0.05;

StyleValue hides_if(bool condition) { return condition ? StyleValue::kHides : StyleValue::kShows; }

// The number a value consists of or begins with, also inside of calc().
CssNumber number_of(std::string_view value) {
  if (starts_with_lower(value, "calc(")) value = css_trimmed(value.substr(5));
  return css_number(value);
}

// In CSS pixels (CSS Values 3 section 5.2); font-relative units as if of 16 pixels.
double pixels(const CssNumber& number) {
  struct Unit {
    std::string_view name;
    double pixels;
  };
  constexpr Unit kUnits[] = {{"px", 1},    {"pt", 4.0 / 3}, {"pc", 16}, {"in", 96},
                             {"cm", 37.8}, {"mm", 3.78},    {"em", 16}, {"rem", 16},
                             {"ex", 8},    {"ch", 8},       {"vw", 10}, {"vh", 10}};
  for (const Unit& unit : kUnits) {
    if (equals_lower(number.unit, unit.name)) return number.value * unit.pixels;
  }
  return number.value;
}

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
  for (const std::string_view other : {"table-row-group", "table-header-group", "run-in", "ruby",
                                       "table-footer-group", "table-column", "-webkit-flex"}) {
    if (equals_lower(value, other)) return StyleValue::kShows;
  }
  return StyleValue::kUnset;
}

StyleValue visibility(std::string_view value) {
  if (equals_lower(value, "hidden") || equals_lower(value, "collapse")) return StyleValue::kHides;
  return equals_lower(value, "visible") ? StyleValue::kShows : StyleValue::kUnset;
}

StyleValue content_visibility(std::string_view value) {
  return hides_if(equals_lower(value, "hidden"));
}

// A size relative to the parent's (em, %, larger) leaves hidden what was hidden.
StyleValue font_size(std::string_view value) {
  const CssNumber number = number_of(value);
  if (number.length == 0) {
    const bool absolute = starts_with_lower(value, "x") || equals_lower(value, "small") ||
                          equals_lower(value, "medium") || equals_lower(value, "large");
    return absolute ? StyleValue::kShows : StyleValue::kUnset;
  }
  if (number.value <= 0) return number.value < 0 ? StyleValue::kUnset : StyleValue::kHides;
  const bool percent = number.unit == "%";
  if (percent || equals_lower(number.unit, "em") || equals_lower(number.unit, "ex")) {
    const double part = percent ? number.value / 100 : number.value;
    return part <= kUnreadablePart ? StyleValue::kHides : StyleValue::kUnset;
  }
  if (number.unit.empty()) return StyleValue::kUnset;
  return hides_if(pixels(number) <= kUnreadable);
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

// A number without a unit, other than 0, is no length.
StyleValue extent(std::string_view value) {
  const CssNumber number = number_of(value);
  if (number.length == 0) return StyleValue::kShows;
  if (number.value == 0) return StyleValue::kHides;
  if (number.value < 0 || number.unit.empty()) return StyleValue::kUnset;
  const bool sliver = number.unit != "%" && pixels(number) <= kUnreadable;
  return sliver ? StyleValue::kSliver : StyleValue::kShows;
}

StyleValue opacity(std::string_view value) {
  const CssNumber number = number_of(value);
  return hides_if(number.length > 0 && number.value <= 0);
}

// "opacity(0)", "alpha(opacity=0)".
StyleValue filter(std::string_view value) {
  for (std::size_t at = 0; at < value.size(); ++at) {
    const std::string_view rest = value.substr(at);
    if (!starts_with_lower(rest, "opacity(") && !starts_with_lower(rest, "opacity=")) continue;
    const CssNumber number = css_number(rest.substr(8));
    return hides_if(number.length > 0 && number.value <= 0);
  }
  return StyleValue::kShows;
}

StyleValue text_indent(std::string_view value) { return far_before(value); }

StyleValue sideways(std::string_view value) {
  const CssNumber number = number_of(value);
  if (number.length == 0 || number.unit == "%") return StyleValue::kShows;
  return hides_if(pixels(number) <= kOffScreen || pixels(number) >= kOffScreenRight);
}

StyleValue overflow(std::string_view value) {
  while (!value.empty()) {
    const std::string_view word = next_css_word(value);
    if (equals_lower(word, "hidden") || equals_lower(word, "clip")) return StyleValue::kHides;
  }
  return StyleValue::kShows;
}

StyleValue position(std::string_view value) {
  if (equals_lower(value, "relative") || equals_lower(value, "sticky")) return StyleValue::kApart;
  return hides_if(equals_lower(value, "absolute") || equals_lower(value, "fixed"));
}

StyleValue scale(std::string_view value) {
  while (!value.empty()) {
    const CssNumber number = css_number(next_css_word(value));
    if (number.length > 0 && number.value == 0) return StyleValue::kHides;
  }
  return StyleValue::kShows;
}

StyleValue translate(std::string_view value) {
  while (!value.empty()) {
    if (sideways(next_css_word(value)) == StyleValue::kHides) return StyleValue::kHides;
  }
  return StyleValue::kShows;
}

// "translateX(-9999px)", "scale(0)", one after another.
StyleValue transform(std::string_view value) {
  for (std::size_t open = value.find('('); open != std::string_view::npos; open = value.find('(')) {
    const std::string_view name = css_trimmed(value.substr(0, open));
    const std::size_t close = std::min(value.find(')', open), value.size());
    std::string_view arguments = value.substr(open + 1, close - open - 1);
    value.remove_prefix(std::min(close + 1, value.size()));
    const bool scales = starts_with_lower(name, "scale");
    if (!scales && !starts_with_lower(name, "translate")) continue;
    while (!arguments.empty()) {
      const std::size_t comma = std::min(arguments.find(','), arguments.size());
      const std::string_view one = css_trimmed(arguments.substr(0, comma));
      arguments.remove_prefix(std::min(comma + 1, arguments.size()));
      if ((scales ? scale(one) : sideways(one)) == StyleValue::kHides) return StyleValue::kHides;
    }
  }
  return StyleValue::kShows;
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

// "inset(50%)", "circle(0)", "polygon(0 0, 0 0, 0 0)": a shape without an inside.
StyleValue clip_path(std::string_view value) {
  const std::size_t open = value.find('(');
  if (open == std::string_view::npos) return StyleValue::kShows;
  const std::string_view shape = value.substr(0, open);
  std::string_view arguments = css_trimmed(value.substr(open + 1));
  const CssNumber first = css_number(arguments);
  if (first.length == 0) return StyleValue::kShows;
  if (equals_lower(shape, "inset")) return hides_if(first.unit == "%" && first.value >= 50);
  if (equals_lower(shape, "circle")) return hides_if(first.value == 0);
  if (!equals_lower(shape, "polygon")) return StyleValue::kShows;
  while (!arguments.empty() && arguments[0] != ')') {
    const CssNumber number = css_number(arguments);
    if (number.length > 0 && number.value != 0) return StyleValue::kShows;
    arguments.remove_prefix(number.length > 0 ? number.length : 1);
  }
  return StyleValue::kHides;
}

StyleValue mso_hide(std::string_view value) { return hides_if(equals_lower(value, "all")); }

constexpr PropertyName kNames[] = {
    {"-webkit-text-fill-color", Property::kTextFill, nullptr},
    {"background", Property::kBackgroundImage, nullptr},
    {"background-color", Property::kBackgroundColor, nullptr},
    {"background-image", Property::kBackgroundImage, nullptr},
    {"clip", Property::kClip, clip},
    {"clip-path", Property::kClipPath, clip_path},
    {"color", Property::kColor, nullptr},
    {"content-visibility", Property::kContentVisibility, content_visibility},
    {"display", Property::kDisplay, display},
    {"filter", Property::kFilter, filter},
    {"font", Property::kFontSize, font},
    {"font-size", Property::kFontSize, font_size},
    {"height", Property::kHeight, extent},
    {"left", Property::kLeft, sideways},
    {"margin", Property::kMarginLeft, far_before},
    {"margin-left", Property::kMarginLeft, far_before},
    {"margin-top", Property::kMarginTop, far_before},
    {"max-height", Property::kMaxHeight, extent},
    {"max-width", Property::kMaxWidth, extent},
    {"mso-hide", Property::kMsoHide, mso_hide},
    {"opacity", Property::kOpacity, opacity},
    {"overflow", Property::kOverflow, overflow},
    {"overflow-x", Property::kOverflow, overflow},
    {"overflow-y", Property::kOverflow, overflow},
    {"position", Property::kPosition, position},
    {"right", Property::kRight, sideways},
    {"scale", Property::kScale, scale},
    {"text-indent", Property::kTextIndent, text_indent},
    {"top", Property::kTop, far_before},
    {"transform", Property::kTransform, transform},
    {"translate", Property::kTranslate, translate},
    {"visibility", Property::kVisibility, visibility},
    {"width", Property::kWidth, extent},
};
constexpr LetterTable kTable(kNames);
static_assert(kTable.sorted());

}  // namespace

StyleValue far_before(std::string_view value) {
  const CssNumber number = number_of(value);
  return hides_if(number.length > 0 && number.unit != "%" && pixels(number) <= kOffScreen);
}

const PropertyName* property_named(std::string_view name) {
  return name.empty() ? nullptr : kTable.find(name);
}

StyleValue wide_keyword(Property property, std::string_view value) {
  const bool inherits = equals_lower(value, "inherit");
  const bool unset = equals_lower(value, "unset");
  const bool initial = equals_lower(value, "initial") || starts_with_lower(value, "revert");
  if (!inherits && !unset && !initial) return StyleValue::kUnset;
  switch (property) {
    case Property::kVisibility:
    case Property::kFontSize:
    case Property::kTextIndent:
      return initial ? StyleValue::kShows : StyleValue::kInherit;
    case Property::kColor:
    case Property::kTextFill:
      return initial ? StyleValue::kSet : StyleValue::kInherit;
    case Property::kBackgroundColor:
    case Property::kBackgroundImage:
      return StyleValue::kSet;
    case Property::kDisplay:
      return StyleValue::kInline;
    default:
      return StyleValue::kShows;
  }
}

}  // namespace constat::parser
