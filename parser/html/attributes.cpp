#include "parser/html/attributes.h"

#include <string>

#include "parser/html/characters.h"
#include "parser/html/references.h"

namespace constat::parser {
namespace {

struct Slot {
  std::string_view name;
  std::optional<std::string_view> Attributes::*value;
};

constexpr Slot kSlots[] = {
    {"alt", &Attributes::alt},         {"background", &Attributes::background},
    {"bgcolor", &Attributes::bgcolor}, {"class", &Attributes::classes},
    {"color", &Attributes::color},     {"hidden", &Attributes::hidden},
    {"href", &Attributes::href},       {"id", &Attributes::id},
    {"open", &Attributes::open},       {"src", &Attributes::src},
    {"style", &Attributes::style},     {"text", &Attributes::text},
};

bool takes_background(Element element) {
  switch (element) {
    case Element::kBody:
    case Element::kTable:
    case Element::kTbody:
    case Element::kThead:
    case Element::kTfoot:
    case Element::kTr:
    case Element::kTd:
    case Element::kTh:
      return true;
    default:
      return false;
  }
}

void set_color(Property property, std::string_view value, Style& style) {
  const Color color = attribute_color(value);
  if (color.kind != ColorKind::kUnset) style.set(property, StyleValue::kSet, color);
}

// What HTML itself says, before any style sheet of the mail.
void set_defaults(Element element, const Attributes& attributes, Style& style) {
  const bool closed_dialog = element == Element::kDialog && !attributes.open;
  const bool unshown = has(element, Trait::kUnshown) && element != Element::kDialog;
  if (attributes.hidden || closed_dialog || unshown) {
    style.set(Property::kDisplay, StyleValue::kHides);
  }
  // A link has the colour of links, which is not said here.
  if (element == Element::kA && attributes.href) {
    style.set(Property::kColor, StyleValue::kSet, {ColorKind::kUnknown, 0});
  }
  if (takes_background(element)) {
    if (attributes.bgcolor) set_color(Property::kBackgroundColor, *attributes.bgcolor, style);
    if (attributes.background && !attributes.background->empty()) {
      style.set(Property::kBackgroundImage, StyleValue::kSet, {ColorKind::kUnknown, 0});
    }
  }
  if (element == Element::kFont && attributes.color) {
    set_color(Property::kColor, *attributes.color, style);
  }
  if (element == Element::kBody && attributes.text) {
    set_color(Property::kColor, *attributes.text, style);
  }
}

}  // namespace

Attributes attributes_of(const Token& tag) {
  Attributes attributes;
  for (const Attribute& attribute : tag.attributes) {
    for (const Slot& slot : kSlots) {
      if (!equals_lower(attribute.name, slot.name)) continue;
      auto& value = attributes.*slot.value;
      if (!value) value = attribute.value;
      break;
    }
  }
  return attributes;
}

Style style_of(Element element, const Attributes& attributes, const StyleSheet& sheet,
               std::string& scratch) {
  Style style;
  set_defaults(element, attributes, style);
  sheet.apply(element, attributes.id.value_or(std::string_view()),
              attributes.classes.value_or(std::string_view()), style);
  if (attributes.style) {
    Style own;
    own.read(attribute_text(*attributes.style, scratch));
    style.apply(own);
  }
  return style;
}

}  // namespace constat::parser
