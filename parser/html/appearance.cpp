#include "parser/html/appearance.h"

namespace constat::parser {
namespace {

Hidings display_of(const Style& style) {
  switch (style.value(Property::kDisplay)) {
    case StyleValue::kHides:
      return Hiding::kDisplay;
    case StyleValue::kHiddenAttribute:
      return Hiding::kHiddenAttribute;
    case StyleValue::kUnshownElement:
      return Hiding::kElement;
    default:
      return {};
  }
}

// Nothing of what overflows is shown, and there is room for nothing.
bool has_no_size(const Style& style) {
  if (!style.hides(Property::kOverflow)) return false;
  const auto is_nothing = [&style](Property property) {
    return style.hides(property) || style.value(property) == StyleValue::kSliver;
  };
  // A narrow column may hold the end of words; it needs to be no column at all.
  return is_nothing(Property::kHeight) || is_nothing(Property::kMaxHeight) ||
         style.hides(Property::kWidth) || style.hides(Property::kMaxWidth);
}

// position: absolute lets all four move it, position: relative too, but clip needs the first.
bool is_off_screen(const Style& style) {
  if (style.hides(Property::kMarginLeft) || style.hides(Property::kMarginTop)) return true;
  const StyleValue position = style.value(Property::kPosition);
  if (position != StyleValue::kHides && position != StyleValue::kApart) return false;
  return style.hides(Property::kLeft) || style.hides(Property::kRight) ||
         style.hides(Property::kTop);
}

Hidings removed_by(const Style& style) {
  Hidings removed = display_of(style);
  const auto add_if = [&removed](bool condition, Hiding hiding) {
    if (condition) removed |= hiding;
  };
  add_if(style.hides(Property::kContentVisibility), Hiding::kContentVisibility);
  add_if(style.hides(Property::kOpacity) || style.hides(Property::kFilter), Hiding::kOpacity);
  add_if(has_no_size(style), Hiding::kSize);
  add_if(is_off_screen(style), Hiding::kPosition);
  add_if(style.hides(Property::kTransform) || style.hides(Property::kTranslate) ||
             style.hides(Property::kScale),
         Hiding::kTransform);
  add_if(style.hides(Property::kClipPath) ||
             (style.hides(Property::kClip) && style.hides(Property::kPosition)),
         Hiding::kClip);
  add_if(style.hides(Property::kMsoHide), Hiding::kMsoHide);
  return removed;
}

// What an inherited property comes to: its own value, or that of the parent.
bool inherited(bool parent, const Style& style, Property property) {
  const StyleValue value = style.value(property);
  if (value == StyleValue::kUnset || value == StyleValue::kInherit) return parent;
  return value == StyleValue::kHides;
}

Color inherited(const Color& parent, const Style& style, Property property) {
  return style.value(property) == StyleValue::kSet ? style.color(property) : parent;
}

}  // namespace

Hidings Appearance::hidings() const {
  Hidings all = removed;
  if (invisible) all |= Hiding::kVisibility;
  if (tiny) all |= Hiding::kFontSize;
  if (indented) all |= Hiding::kTextIndent;
  const Color& seen = text_fill.kind == ColorKind::kUnset ? text : text_fill;
  if (seen.kind == ColorKind::kTransparent) all |= Hiding::kTransparentText;
  if (looks_like(seen, background)) all |= Hiding::kTextColor;
  return all;
}

Appearance appearance_inside(const Appearance& parent, const Style& style) {
  Appearance inside = parent;
  if (style.empty()) return inside;
  inside.removed |= removed_by(style);
  inside.invisible = inherited(parent.invisible, style, Property::kVisibility);
  inside.tiny = inherited(parent.tiny, style, Property::kFontSize);
  inside.indented = inherited(parent.indented, style, Property::kTextIndent);
  inside.text = inherited(parent.text, style, Property::kColor);
  inside.text_fill = inherited(parent.text_fill, style, Property::kTextFill);
  const Color background = style.color(Property::kBackgroundColor);
  if (style.color(Property::kBackgroundImage).kind == ColorKind::kUnknown) {
    inside.background = {ColorKind::kUnknown, 0};
  } else if (background.kind == ColorKind::kKnown || background.kind == ColorKind::kUnknown) {
    inside.background = background;
  }
  return inside;
}

bool hides_inside(const Appearance& parent, const Style& style) {
  return parent.hidings().empty() && !appearance_inside(parent, style).hidings().empty();
}

}  // namespace constat::parser
