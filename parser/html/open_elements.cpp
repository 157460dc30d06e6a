#include "parser/html/open_elements.h"

#include <algorithm>
#include <utility>

#include "parser/html/characters.h"
#include "parser/html/foreign.h"

namespace constat::parser {
namespace {

// Formatting elements that wait to be opened again; browsers keep three of a kind ("Noah's Ark
// clause"), this keeps so many of all kinds.
constexpr std::size_t kWaiting = 16;

bool is_cell(Element element) { return element == Element::kTd || element == Element::kTh; }

bool is_table_section(Element element) {
  return element == Element::kTbody || element == Element::kThead || element == Element::kTfoot ||
         element == Element::kCaption || element == Element::kColgroup || element == Element::kCol;
}

bool is_table_part(Element element) {
  return is_cell(element) || element == Element::kTr || is_table_section(element);
}

// Does its start tag "reconstruct the active formatting elements"?
bool stands_in_formatting(Element element) {
  switch (element) {
    case Element::kButton:
    case Element::kSelect:
    case Element::kObject:
    case Element::kApplet:
    case Element::kMarquee:
    case Element::kImg:
    case Element::kArea:
    case Element::kInput:
    case Element::kBr:
    case Element::kXmp:
      return true;
    default:
      return !has(element, Trait::kSpecial);
  }
}

}  // namespace

// The innermost element that matches, unless one that stops comes first.
template <typename Matches, typename Stops>
OpenElements::Index OpenElements::find(Matches matches, Stops stops) const {
  for (Index index = stack_.size(); index-- > 0;) {
    if (matches(stack_[index])) return index;
    if (stops(stack_[index])) break;
  }
  return kNotFound;
}

// In scope; for <p> in button scope, for <li> in list item scope.
OpenElements::Index OpenElements::find_in_scope(Element element) const {
  return find([element](const OpenElement& open) { return open.element == element; },
              [element](const OpenElement& open) {
                const bool list = open.element == Element::kUl || open.element == Element::kOl;
                return is_scope(open) || (element == Element::kLi && list) ||
                       (element == Element::kP && open.element == Element::kButton);
              });
}

OpenElements::Index OpenElements::innermost_table() const {
  return find([](const OpenElement& open) { return open.element == Element::kTable; },
              [](const OpenElement& open) { return open.element == Element::kTemplate; });
}

bool OpenElements::prepare(const Subject& subject) {
  const Element element = subject.element;
  if (innermost().inside != Markup::kHtml) {
    if (!breaks_out(subject)) return true;
    leave_foreign();
  }
  if (is_table_part(element)) return prepare_table_part(element);
  if (element == Element::kForm && std::exchange(in_form_, true)) return false;
  if (element == Element::kLi || element == Element::kDd || element == Element::kDt) {
    prepare_list_item(element);
  }
  if (has(element, Trait::kClosesP)) {
    const Index p = find_in_scope(Element::kP);
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
  if (element == Element::kA) close_formatting(element, Trait::kMarker);
  if (stands_in_formatting(element)) reopen_formatting();
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
        return is_special(open) && open.element != Element::kAddress &&
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

void OpenElements::leave_foreign() {
  const Index outer = find([](const OpenElement& open) { return open.inside == Markup::kHtml; },
                           [](const OpenElement&) { return false; });
  pop_through(outer == kNotFound ? 0 : outer + 1);
}

void OpenElements::open(OpenElement element) {
  if (stack_.size() >= depth_kept_) {
    ++too_deep_;
    note_closed(stack_.back());
    if (has(stack_.back().element, Trait::kMarker)) --markers_;
    stack_.pop_back();
  }
  const OpenElement& parent = innermost();
  place_in(parent.inside, element);
  if (parent.unread) element.unread = true;
  if (parent.white_space == WhiteSpace::kKept) element.white_space = WhiteSpace::kKept;
  if (has(element.element, Trait::kMarker)) ++markers_;
  stack_.push_back(std::move(element));
  refresh(stack_.size() - 1);
}

// Up to the HTML around it, the first of that name. False: it is an end tag of HTML.
bool OpenElements::close_foreign(std::string_view name) {
  if (equals_lower(name, "p") || equals_lower(name, "br")) {
    if (innermost().inside != Markup::kHtml) leave_foreign();
    return false;
  }
  for (Index index = stack_.size(); index-- > 0 && stack_[index].own != Markup::kHtml;) {
    if (!same_name(stack_[index].name, name)) continue;
    pop_through(index);
    return true;
  }
  return false;
}

void OpenElements::close(Element element, std::string_view name) {
  if (innermost().own != Markup::kHtml && close_foreign(name)) return;
  if (element == Element::kBody || element == Element::kHtml) return;
  if (is_table_part(element) || element == Element::kTable) return close_table_part(element);
  if (has(element, Trait::kFormatting)) return close_formatting(element, Trait::kScope);
  if (element == Element::kForm) return close_form();
  if (has(element, Trait::kHeading)) {
    const Index heading =
        find([](const OpenElement& open) { return has(open.element, Trait::kHeading); }, is_scope);
    if (heading != kNotFound) pop_through(heading);
    return;
  }
  if (has(element, Trait::kSpecial)) {
    const Index index = find_in_scope(element);
    if (index != kNotFound) pop_through(index);
    return;
  }
  close_ordinary(element, name);
}

// What is open inside of a form stays open, and inside of it.
void OpenElements::close_form() {
  in_form_ = false;
  const Index form = find_in_scope(Element::kForm);
  if (form == kNotFound) return;
  note_closed(stack_[form]);
  stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(form));
}

// "Any other end tag".
void OpenElements::close_ordinary(Element element, std::string_view name) {
  const Index index = find(
      [element, name](const OpenElement& open) {
        return open.element == element &&
               (element != Element::kOther || same_name(open.name, name));
      },
      is_special);
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
  markers_ = 0;
  while (!waiting_.empty()) forget_waiting(waiting_.size() - 1);
}

// The nearest of that name, waiting or open, unless an element with the trait `border` comes first.
void OpenElements::close_formatting(Element element, Trait border) {
  for (std::size_t index = waiting_.size(); index-- > 0;) {
    if (waiting_[index].markers != markers_) break;
    if (waiting_[index].element.element == element) return forget_waiting(index);
  }
  const Index index = find([element](const OpenElement& open) { return open.element == element; },
                           [border](const OpenElement& open) { return has(open.element, border); });
  if (index != kNotFound) adopt(index);
}

// What the "adoption agency algorithm" leaves open: blocks inside the formatting element go on
// without it, as does formatting around them; ordinary elements inside it are closed.
void OpenElements::adopt(Index formatting) {
  Index last_block = formatting;
  for (Index index = formatting + 1; index < stack_.size(); ++index) {
    if (is_special(stack_[index])) last_block = index;
  }
  if (last_block == formatting) return pop_through(formatting);
  if (last_block + 1 < stack_.size()) pop_through(last_block + 1, Keep::kAll);
  Index kept = formatting;
  for (Index index = formatting; index < stack_.size(); ++index) {
    const bool goes_on = index > formatting && (is_special(stack_[index]) ||
                                                has(stack_[index].element, Trait::kFormatting));
    if (!goes_on) {
      note_closed(stack_[index]);
    } else if (kept++ != index) {
      stack_[kept - 1] = std::move(stack_[index]);
    }
  }
  stack_.resize(kept);
  refresh(formatting);
}

void OpenElements::reopen_formatting() {
  const Element innermost_element = innermost().element;
  if (waiting_.empty() || innermost_element == Element::kTable ||
      innermost_element == Element::kTr || is_table_section(innermost_element)) {
    return;
  }
  std::size_t first = waiting_.size();
  while (first > 0 && waiting_[first - 1].markers == markers_) --first;
  for (std::size_t index = first; index < waiting_.size(); ++index) {
    open(std::move(waiting_[index].element));
  }
  waiting_.resize(first);
}

// Closes the element at `index` and all inside it. Formatting that its own end tag did not close
// waits to be opened again, unless a marker (a cell, a caption) lies around it.
void OpenElements::pop_through(Index index, Keep keep) {
  keep_formatting(keep == Keep::kAll ? index : index + 1, index);
  while (stack_.size() > index) {
    note_closed(stack_.back());
    if (has(stack_.back().element, Trait::kMarker)) --markers_;
    stack_.pop_back();
  }
  while (!waiting_.empty() && waiting_.back().markers > markers_) {
    forget_waiting(waiting_.size() - 1);
  }
}

// Moves the formatting elements from `from` on to those that wait, in front of the ones that were
// inside of them. `popped`: all from there on is about to be closed.
void OpenElements::keep_formatting(Index from, Index popped) {
  std::size_t markers = markers_;
  bool crosses_marker = false;
  for (Index inner = popped; inner < stack_.size(); ++inner) {
    if (has(stack_[inner].element, Trait::kMarker)) --markers;
  }
  scratch_.clear();
  for (Index inner = popped; inner < stack_.size() && !crosses_marker; ++inner) {
    crosses_marker = has(stack_[inner].element, Trait::kMarker);
    if (inner < from || !has(stack_[inner].element, Trait::kFormatting)) continue;
    scratch_.push_back({stack_[inner], markers});
    stack_[inner].opens = Opens::kNothing;  // the link goes on
  }
  if (scratch_.empty()) return;
  const auto place = std::find_if(waiting_.begin(), waiting_.end(),
                                  [markers](const Waiting& one) { return one.markers >= markers; });
  waiting_.insert(place, scratch_.begin(), scratch_.end());
  while (waiting_.size() > kWaiting) forget_waiting(0);
}

void OpenElements::forget_waiting(std::size_t index) {
  const Opens opens = waiting_[index].element.opens;
  if (opens != Opens::kNothing) closed_.push_back({Border::kNone, false, opens});
  waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(index));
}

void OpenElements::note_closed(const OpenElement& element) {
  closed_.push_back({element.border, element.appearance.takes_no_room(), element.opens});
}

Appearance OpenElements::appearance_at(Index index, Element element) const {
  const OpenElement& parent = index == 0 ? outside_ : stack_[index - 1];
  Appearance around = parent.appearance;
  if (parent.closed_details && element != Element::kSummary) {
    around.removed |= Hiding::kClosedDetails;
  }
  return around;
}

Appearance OpenElements::appearance_around(Element element) const {
  return appearance_at(stack_.size(), element);
}

void OpenElements::refresh(Index from) {
  for (Index index = from; index < stack_.size(); ++index) {
    OpenElement& open = stack_[index];
    open.appearance = appearance_inside(appearance_at(index, open.element), open.style);
  }
}

}  // namespace constat::parser
