// The elements that are open at a place of the HTML, and what that makes of the text there: the
// stack of open elements of the standard without a tree. It follows the rules that move text in or
// out of an element: optional end tags, scopes, formatting that ends out of order or goes on in
// the next block (https://html.spec.whatwg.org/#parsing-main-inbody).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/html/appearance.h"
#include "parser/html/elements.h"
#include "parser/html/folded_text.h"
#include "parser/html/selectors.h"
#include "parser/html/style.h"

namespace constat::parser {

enum class Border : std::uint8_t { kNone, kSpace, kLine };

// HTML, or one of the languages that may stand in it.
enum class Markup : std::uint8_t { kHtml, kSvg, kMathMl };

// What the end of an element ends.
enum class Opens : std::uint8_t { kNothing, kAnchor, kForm, kButton };

// Foreign elements are kOther, whatever their name, but for the <svg> or <math> around them.
struct OpenElement : Subject {
  Style style;
  Border border = Border::kNone;  // at its end
  WhiteSpace white_space = WhiteSpace::kFolded;
  Markup own = Markup::kHtml;     // what it belongs to ...
  Markup inside = Markup::kHtml;  // ... and what stands in it: HTML again in <foreignObject>
  Opens opens = Opens::kNothing;
  bool closed_details = false;  // only the <summary> in it is shown
  bool unread = false;          // what stands in it is not text (SVG's <style>, <title>)
  Appearance appearance;
};

// What an operation closed, innermost first.
struct ClosedElement {
  Border border;
  bool no_room;
  Opens opens;
};

class OpenElements {
 public:
  // Beyond `depth_kept` a new element takes the place of the innermost, as in browsers.
  explicit OpenElements(std::size_t depth_kept) : depth_kept_(depth_kept) {}

  // Closes what the start tag closes. False: it is passed over here (<td> outside of a table,
  // <form> in a form).
  bool prepare(const Subject& subject);

  // Before text: opens again the formatting that the end of a block closed before its own end tag.
  void reopen_formatting();

  // Puts an element on the stack; its appearance is worked out here.
  void open(OpenElement element);

  // What the end of the innermost ends.
  void let_end(Opens opens) { stack_.back().opens = opens; }

  // The end tag.
  void close(Element element, std::string_view name);

  void close_all();

  // Inside of everything: the defaults.
  const OpenElement& innermost() const { return stack_.empty() ? outside_ : stack_.back(); }

  // How what stands in the innermost looks: text, or an element.
  Appearance appearance_around(Element element) const;
  Hidings hidings_of_text() const { return appearance_around(Element::kOther).hidings(); }

  const std::vector<OpenElement>& all() const { return stack_; }

  // What the last calls closed; the caller clears it.
  std::vector<ClosedElement>& closed() { return closed_; }

  std::uint64_t too_deep() const { return too_deep_; }

 private:
  using Index = std::size_t;
  static constexpr Index kNotFound = static_cast<Index>(-1);

  template <typename Matches, typename Stops>
  Index find(Matches matches, Stops stops) const;
  Index find_in_scope(Element element) const;
  Index innermost_table() const;

  void prepare_list_item(Element element);
  bool prepare_table_part(Element element);
  void leave_foreign();
  bool close_foreign(std::string_view name);
  void close_formatting(Element element, Trait border);
  void adopt(Index formatting);
  void close_form();
  void close_ordinary(Element element, std::string_view name);
  void close_table_part(Element element);
  // kInner: the element at the index itself has had its end tag. kAll: neither has.
  enum class Keep : std::uint8_t { kInner, kAll };
  void pop_through(Index index, Keep keep = Keep::kInner);
  void keep_formatting(Index from, Index popped);
  void forget_waiting(std::size_t index);
  void note_closed(const OpenElement& element);
  Appearance appearance_at(Index index, Element element) const;
  void refresh(Index from);

  // A formatting element that is to be opened again, inside of so many open markers (cells ...).
  struct Waiting {
    OpenElement element;
    std::size_t markers;
  };

  std::size_t depth_kept_;
  std::vector<OpenElement> stack_;
  std::vector<Waiting> waiting_;  // the tail of the "list of active formatting elements"
  std::vector<Waiting> scratch_;
  std::size_t markers_ = 0;  // in the stack
  std::vector<ClosedElement> closed_;
  std::uint64_t too_deep_ = 0;
  bool in_form_ = false;  // the "form element pointer"
  OpenElement outside_;
};

}  // namespace constat::parser
