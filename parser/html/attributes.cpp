#include "parser/html/attributes.h"

#include "parser/html/characters.h"
#include "parser/html/letter_table.h"
#include "parser/html/references.h"

namespace constat::parser {
namespace {

struct Slot {
  std::string_view name;
  std::optional<std::string_view> Attributes::*value;
};

constexpr Slot kSlots[] = {
    {"action", &Attributes::action},
    {"alt", &Attributes::alt},
    {"aria-label", &Attributes::aria_label},
    {"background", &Attributes::background},
    {"bgcolor", &Attributes::bgcolor},
    {"class", &Attributes::classes},
    {"color", &Attributes::color},
    {"formaction", &Attributes::formaction},
    {"height", &Attributes::height},
    {"hidden", &Attributes::hidden},
    {"href", &Attributes::href},
    {"id", &Attributes::id},
    {"media", &Attributes::media},
    {"name", &Attributes::name},
    {"open", &Attributes::open},
    {"src", &Attributes::src},
    {"style", &Attributes::style},
    {"text", &Attributes::text},
    {"title", &Attributes::title},
    {"type", &Attributes::type},
    {"value", &Attributes::value},
    {"width", &Attributes::width},
    {"xlink:href", &Attributes::xlink_href},
};
constexpr LetterTable kTable(kSlots);
static_assert(kTable.sorted());

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

}  // namespace

Style default_style(Element element, const Attributes& attributes) {
  Style style;
  const bool closed_dialog = element == Element::kDialog && !attributes.open;
  const bool unshown = has(element, Trait::kUnshown) && element != Element::kDialog;
  if (closed_dialog || unshown) style.set(Property::kDisplay, StyleValue::kUnshownElement);
  if (attributes.hidden) style.set(Property::kDisplay, StyleValue::kHiddenAttribute);
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
  return style;
}

Attributes attributes_of(const Token& tag) {
  Attributes attributes;
  for (const Attribute& attribute : tag.attributes) {
    const Slot* slot = kTable.find(attribute.name);
    if (slot == nullptr) continue;
    auto& value = attributes.*slot->value;
    if (!value) value = attribute.value;
  }
  return attributes;
}

std::optional<std::string_view> attribute_named(std::string_view start_tag, std::string_view name,
                                                std::string& scratch) {
  std::size_t at = 0;
  while (const std::optional<Attribute> attribute = next_attribute(start_tag, at)) {
    if (same_name(attribute->name, name)) return attribute_text(attribute->value, scratch);
  }
  return std::nullopt;
}

}  // namespace constat::parser
