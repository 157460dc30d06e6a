#include "parser/html/style.h"

#include <bit>
#include <string>

#include "parser/html/characters.h"
#include "parser/html/css_values.h"
#include "parser/html/style_values.h"

namespace constat::parser {
namespace {

constexpr Color kNothing{ColorKind::kTransparent, 0};
constexpr Color kSomething{ColorKind::kUnknown, 0};

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

bool has_color(Property property) { return static_cast<std::size_t>(property) >= kFirstColored; }

}  // namespace

void Style::read(std::string_view css) {
  std::string name_unescaped;
  std::string value_unescaped;
  const bool escaped = css.find('\\') != std::string_view::npos;
  while (!css.empty()) {
    const std::size_t length = css_length_before(css, ";");
    const std::string_view declaration = css.substr(0, length);
    css.remove_prefix(length < css.size() ? length + 1 : length);
    const std::size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = css_trimmed(declaration.substr(0, colon));
    const std::string_view value = declaration.substr(colon + 1);
    if (!escaped) {
      declare(name, value);
    } else {
      declare(css_unescaped(name, name_unescaped), css_unescaped(value, value_unescaped));
    }
  }
}

void Style::declare(std::string_view name, std::string_view value) {
  const PropertyName* property = property_named(name);
  if (property == nullptr) return;
  value = css_trimmed(value);
  const Weight weight = take_important(value) ? Weight::kImportant : Weight::kNormal;
  const StyleValue keyword = wide_keyword(property->property, value);
  if (keyword != StyleValue::kUnset) {
    const bool behind = property->property == Property::kBackgroundColor ||
                        property->property == Property::kBackgroundImage;
    const bool inherits = keyword == StyleValue::kInherit;
    lay(property->property, {keyword, behind ? kNothing : inherits ? Color{} : kSomething}, weight);
  } else if (property->property == Property::kBackgroundImage) {
    const bool all = equals_lower(name, "background");
    declare_background(value, all ? Layers::kAll : Layers::kImages, weight);
  } else if (equals_lower(name, "margin")) {
    declare_margin(value, weight);
  } else if (has_color(property->property)) {
    const Color color = css_color(value);
    if (color.kind != ColorKind::kUnset) lay(property->property, {StyleValue::kSet, color}, weight);
  } else {
    const StyleValue meaning = property->read(value);
    if (meaning != StyleValue::kUnset) lay(property->property, {meaning}, weight);
  }
}

void Style::declare_background(std::string_view value, Layers layers, Weight weight) {
  Color image = kNothing;
  Color color = kNothing;
  while (!value.empty()) {
    const std::string_view word = next_css_word(value);
    const Color found = paints(word) ? Color{} : css_color(word);
    if (paints(word)) image = kSomething;
    if (found.kind != ColorKind::kUnset) color = found;
  }
  lay(Property::kBackgroundImage, {StyleValue::kSet, image}, weight);
  if (layers == Layers::kImages) return;
  lay(Property::kBackgroundColor, {StyleValue::kSet, color}, weight);
}

// One to four lengths: top, right, bottom, left; what is missing is as its opposite.
void Style::declare_margin(std::string_view value, Weight weight) {
  StyleValue top = StyleValue::kUnset;
  StyleValue left = StyleValue::kUnset;
  for (int index = 0; index < 4 && !value.empty(); ++index) {
    const std::string_view word = next_css_word(value);
    if (word.empty()) break;
    if (index == 0) top = far_before(word);
    if (index != 2) left = far_before(word);
  }
  if (top == StyleValue::kUnset) return;
  lay(Property::kMarginTop, {top}, weight);
  lay(Property::kMarginLeft, {left}, weight);
}

void Style::set(Property property, StyleValue value, Color color) {
  lay(property, {value, color}, Weight::kNormal);
}

void Style::apply(const Style& stronger) {
  for (std::uint32_t rest = stronger.declared_; rest != 0; rest &= rest - 1) {
    const auto index = static_cast<std::size_t>(std::countr_zero(rest));
    const auto property = static_cast<Property>(index);
    const bool important = (stronger.important_ >> index & 1) != 0;
    lay(property,
        {stronger.values_[index], has_color(property) ? stronger.color(property) : Color{}},
        important ? Weight::kImportant : Weight::kNormal);
  }
}

void Style::keep_what_shows() {
  for (std::size_t index = 0; index < kProperties; ++index) {
    const StyleValue value = values_[index];
    const bool shows = index < kFirstColored && value != StyleValue::kHides &&
                       value != StyleValue::kSliver && value != StyleValue::kInherit;
    if (shows) continue;
    values_[index] = StyleValue::kUnset;
    declared_ &= ~(std::uint32_t{1} << index);
  }
}

void Style::lay(Property property, const Declared& declared, Weight weight) {
  const auto index = static_cast<std::size_t>(property);
  const std::uint32_t bit = std::uint32_t{1} << index;
  const bool important = weight == Weight::kImportant;
  if (!important && (important_ & bit) != 0) return;
  declared_ |= bit;
  important_ = important ? important_ | bit : important_;
  values_[index] = declared.value;
  if (has_color(property)) colors_[index - kFirstColored] = declared.color;
}

}  // namespace constat::parser
