#include "parser/html/open_elements.h"

#include <algorithm>

#include "parser/html/characters.h"

namespace constat::parser {
namespace {

// Formatting elements that go on after the block that held them; browsers keep three of a kind
// ("Noah's Ark clause"), this keeps so many of all kinds.
constexpr std::size_t kReopened = 16;

bool is_cell(Element element) { return element == Element::kTd || element == Element::kTh; }

bool is_table_section(Element element) {
  return element == Element::kTbody || element == Element::kThead || element == Element::kTfoot ||
         element == Element::kCaption || element == Element::kColgroup || element == Element::kCol;
}

bool is_table_part(Element element) {
  return is_cell(element) || element == Element::kTr || is_table_section(element);
}

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return lower_letter(a) == lower_letter(b); });
}

}  // namespace

bool Appearance::hidden() const {
  if (removed || invisible || tiny || text.kind == ColorKind::kTransparent) return true;
  return text.kind == ColorKind::kKnown && text == background;
}

Appearance appearance_inside(const Appearance& parent, const Style& style) {
  Appearance inside = parent;
  if (style.empty()) return inside;
  const bool cut = style.hides(Property::kOverflow) &&
                   (style.hides(Property::kHeight) || style.hides(Property::kMaxHeight));
  const StyleValue position = style.value(Property::kPosition);
  const bool placed = position == StyleValue::kHides;
  const bool moved = placed || position == StyleValue::kApart;
  const bool away = style.hides(Property::kTextIndent) || (moved && style.hides(Property::kLeft)) ||
                    (placed && style.hides(Property::kClip));
  inside.removed = parent.removed || cut || away || style.hides(Property::kDisplay) ||
                   style.hides(Property::kOpacity) || style.hides(Property::kMsoHide);
  if (style.value(Property::kVisibility) != StyleValue::kUnset) {
    inside.invisible = style.hides(Property::kVisibility);
  }
  if (style.value(Property::kFontSize) != StyleValue::kUnset) {
    inside.tiny = style.hides(Property::kFontSize);
  }
  const Color text = style.color(Property::kColor);
  if (text.kind != ColorKind::kUnset) inside.text = text;
  const Color background = style.color(Property::kBackgroundColor);
  if (style.color(Property::kBackgroundImage).kind == ColorKind::kUnknown) {
    inside.background = {ColorKind::kUnknown, 0};
  } else if (background.kind == ColorKind::kKnown || background.kind == ColorKind::kUnknown) {
    inside.background = background;
  }
  return inside;
}

// The innermost element that matches, unless one that stops comes first.
template <typename Matches, typename Stops>
OpenElements::Index OpenElements::find(Matches matches, Stops stops) const {
  for (Index index = stack_.size(); index-- > 0;) {
    if (matches(stack_[index])) return index;
    if (stops(stack_[index])) break;
  }
  return kNotFound;
}

OpenElements::Index OpenElements::find_in_scope(Element element, Element also_stops) const {
  return find([element](const OpenElement& open) { return open.element == element; },
              [also_stops](const OpenElement& open) {
                return has(open.element, Trait::kScope) ||
                       (also_stops != Element::kOther && open.element == also_stops);
              });
}

OpenElements::Index OpenElements::innermost_table() const {
  return find([](const OpenElement& open) { return open.element == Element::kTable; },
              [](const OpenElement& open) { return open.element == Element::kTemplate; });
}

bool OpenElements::prepare(Element element) {
  if (innermost().foreign) leave_foreign(element);
  if (is_table_part(element)) return prepare_table_part(element);
  if (element == Element::kLi || element == Element::kDd || element == Element::kDt) {
    prepare_list_item(element);
  }
  if (has(element, Trait::kClosesP)) {
    const Index p = find_in_scope(Element::kP, Element::kButton);
    if (p != kNotFound) pop_through(p);
  }
  const Element top = innermost().element;
  if (has(element, Trait::kHeading) && has(top, Trait::kHeading)) pop_through(stack_.size() - 1);
  const bool option = element == Element::kOption || element == Element::kOptgroup;
  if (option && top == Element::kOption) pop_through(stack_.size() - 1);
  if (element == Element::kButton) {
    const Index button = find_in_scope(Element::kButton);
    if (button != kNotFound) pop_through(button);
  }
  if (element == Element::kA) {
    const Index a = find([](const OpenElement& open) { return open.element == Element::kA; },
                         [](const OpenElement& open) { return has(open.element, Trait::kMarker); });
    if (a != kNotFound) remove(a);
  }
  return true;
}

void OpenElements::prepare_list_item(Element element) {
  const Index item = find(
      [element](const OpenElement& open) {
        return element == Element::kLi
                   ? open.element == Element::kLi
                   : open.element == Element::kDd || open.element == Element::kDt;
      },
      [](const OpenElement& open) {
        return has(open.element, Trait::kSpecial) && open.element != Element::kAddress &&
               open.element != Element::kDiv && open.element != Element::kP;
      });
  if (item != kNotFound) pop_through(item);
}

// A cell closes an open cell, a row an open row, a section all of them; of the innermost table.
bool OpenElements::prepare_table_part(Element element) {
  const Index table = innermost_table();
  if (table == kNotFound) return false;
  for (Index index = table + 1; index < stack_.size(); ++index) {
    const Element open = stack_[index].element;
    const bool closes = is_cell(open) || open == Element::kCaption ||
                        (open == Element::kTr && !is_cell(element)) ||
                        (is_table_section(open) && is_table_section(element));
    if (!closes) continue;
    pop_through(index);
    break;
  }
  return true;
}

// Most elements of HTML end an SVG image they stand in.
void OpenElements::leave_foreign(Element element) {
  const bool stays = element == Element::kOther || element == Element::kA ||
                     element == Element::kSvg || element == Element::kMath ||
                     element == Element::kFont || has(element, Trait::kRawText);
  if (stays) return;
  const Index outer = find([](const OpenElement& open) { return !open.foreign; },
                           [](const OpenElement&) { return false; });
  pop_through(outer == kNotFound ? 0 : outer + 1);
}

void OpenElements::open(OpenElement element) {
  if (stack_.size() >= depth_kept_) {
    ++too_deep_;
    note_closed(stack_.back());
    stack_.pop_back();
  }
  const OpenElement& parent = innermost();
  const bool integration = same_name(element.name, "foreignObject");
  element.foreign = !integration && (parent.foreign || element.element == Element::kSvg ||
                                     element.element == Element::kMath);
  if (parent.white_space == WhiteSpace::kKept) element.white_space = WhiteSpace::kKept;
  stack_.push_back(std::move(element));
  refresh(stack_.size() - 1);
}

void OpenElements::close(Element element, std::string_view name) {
  if (element == Element::kBody || element == Element::kHtml) return;
  if (is_table_part(element) || element == Element::kTable) return close_table_part(element);
  if (has(element, Trait::kFormatting) || element == Element::kForm) {
    const Index index = find_in_scope(element);
    if (index != kNotFound) remove(index);
    return;
  }
  if (has(element, Trait::kHeading)) {
    const Index heading =
        find([](const OpenElement& open) { return has(open.element, Trait::kHeading); },
             [](const OpenElement& open) { return has(open.element, Trait::kScope); });
    if (heading != kNotFound) pop_through(heading);
    return;
  }
  if (has(element, Trait::kSpecial)) {
    const Element also_stops = element == Element::kP ? Element::kButton : Element::kOther;
    const Index index = find_in_scope(element, also_stops);
    if (index != kNotFound) pop_through(index);
    return;
  }
  close_ordinary(element, name);
}

// "Any other end tag".
void OpenElements::close_ordinary(Element element, std::string_view name) {
  const Index index = find(
      [element, name](const OpenElement& open) {
        return open.element == element &&
               (element != Element::kOther || same_name(open.name, name));
      },
      [](const OpenElement& open) { return has(open.element, Trait::kSpecial); });
  if (index != kNotFound) pop_through(index);
}

void OpenElements::close_table_part(Element element) {
  const Index table = innermost_table();
  if (table == kNotFound) return;
  if (element == Element::kTable) return pop_through(table);
  for (Index index = table + 1; index < stack_.size(); ++index) {
    if (stack_[index].element == element) return pop_through(index);
  }
}

void OpenElements::close_all() {
  while (!stack_.empty()) {
    note_closed(stack_.back());
    stack_.pop_back();
  }
}

// Closes the element at `index` and all inside it. Formatting that its own end tag did not close
// goes on, unless a marker (a cell, a caption) lies around it.
void OpenElements::pop_through(Index index) {
  reopened_.clear();
  bool kept = true;
  for (Index inner = index; inner < stack_.size(); ++inner) {
    kept = kept && !has(stack_[inner].element, Trait::kMarker);
    if (kept && inner > index && has(stack_[inner].element, Trait::kFormatting)) {
      reopened_.push_back(stack_[inner]);
    }
  }
  if (reopened_.size() > kReopened) {
    reopened_.erase(reopened_.begin(), reopened_.end() - static_cast<std::ptrdiff_t>(kReopened));
  }
  // There is at most one link at a time: the start tag of the next ends it.
  const bool link_goes_on = std::any_of(reopened_.begin(), reopened_.end(),
                                        [](const OpenElement& element) { return element.link; });
  while (stack_.size() > index) {
    OpenElement& top = stack_.back();
    top.link = top.link && !link_goes_on;
    note_closed(top);
    stack_.pop_back();
  }
  for (OpenElement& element : reopened_) {
    stack_.push_back(std::move(element));
    refresh(stack_.size() - 1);
  }
}

// Takes one element out from under those inside it.
void OpenElements::remove(Index index) {
  note_closed(stack_[index]);
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(index));
  refresh(index);
}

void OpenElements::note_closed(const OpenElement& element) {
  closed_.push_back({element.border, element.appearance.removed, element.link});
}

void OpenElements::refresh(Index from) {
  for (Index index = from; index < stack_.size(); ++index) {
    const Appearance& parent = index == 0 ? outside_.appearance : stack_[index - 1].appearance;
    stack_[index].appearance = appearance_inside(parent, stack_[index].style);
  }
}

}  // namespace constat::parser
