// Selectors of style sheets as far as a stack of open elements can answer them: names of elements,
// classes, ids, attributes, :link and :root, joined by "inside of" (a space) and "child of" (>).
// What asks for siblings, places among them or states of the pointer is not evaluated.
// Source: Selectors 4 (https://www.w3.org/TR/selectors-4/).
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/html/elements.h"

namespace constat::parser {

// An element, as selectors see it.
struct Subject {
  Element element = Element::kOther;
  std::string_view name;  // as written
  std::string_view id;
  std::string_view classes;
  std::string_view tag;  // the whole start tag
};

enum class Test : std::uint8_t {
  kElement,  // by number
  kName,     // of an element that has none
  kId,
  kClass,
  kLink,
  kAttribute,  // is there
  kEquals,
  kHasWord,
  kHasPrefix,  // up to a '-' or the end
  kBegins,
  kEnds,
  kHolds,
};

struct Condition {
  Test test = Test::kElement;
  Element element = Element::kOther;
  std::string_view name;   // of the attribute; or the element's name, id, class
  std::string_view value;  // of the attribute
  bool any_case = false;   // [a=b i]
};

enum class Joint : std::uint8_t { kInside, kChild };

// "p.a#b": all conditions hold of one element.
struct Compound {
  std::uint32_t first = 0;  // of the conditions
  std::uint32_t count = 0;
  Joint joint = Joint::kInside;  // to the compound before it
};

// On which screens the rule holds.
enum class Medium : std::uint8_t { kEvery, kSome };

struct Selector {
  std::uint32_t first = 0;  // of the compounds, in the order written
  std::uint32_t count = 0;
  std::uint32_t specificity = 0;
  Medium medium = Medium::kEvery;
};

// Keeps what selectors consist of.
class Selectors {
 public:
  // Nothing when it cannot be evaluated or is none. Views into `text` are kept.
  std::optional<Selector> read(std::string_view text);

  // By what the last compound is best found: an id, else a class, else an element or its name;
  // null when it holds of many.
  const Condition* key_of(const Selector& selector) const;

  // Of an element inside of `around`, outermost first. Takes the work done off `steps`; false when
  // there are none left.
  template <typename OpenElements>
  bool matches(const Selector& selector, const Subject& subject, const OpenElements& around,
               std::uint64_t& steps) const;

 private:
  bool read_compound(std::string_view& text, std::uint32_t& specificity);
  bool read_attribute(std::string_view inside);
  bool read_pseudo_class(std::string_view name);
  std::string_view take_name(std::string_view& text);
  std::string_view kept(std::string_view text);
  bool holds(const Condition& condition, const Subject& subject, std::uint64_t& steps) const;
  bool holds(const Compound& compound, const Subject& subject, std::uint64_t& steps) const;

  std::vector<Condition> conditions_;
  std::vector<Compound> compounds_;
  std::deque<std::string> unescaped_;
};

// A run of compounds joined by '>' matches as a whole or not at all; the nearest place where it
// does leaves the most room for what stands before it.
template <typename OpenElements>
bool Selectors::matches(const Selector& selector, const Subject& subject,
                        const OpenElements& around, std::uint64_t& steps) const {
  const std::size_t last = selector.first + selector.count - 1;
  if (!holds(compounds_[last], subject, steps)) return false;
  std::size_t compound = last;
  std::size_t above = around.size();  // the elements that are left to ask
  std::size_t run = last;             // the last compound of the run being matched ...
  std::size_t run_above = above;      // ... and where it was found
  while (compound > selector.first) {
    const bool child = compounds_[compound].joint == Joint::kChild;
    if (child && above > 0 && holds(compounds_[compound - 1], around[above - 1], steps)) {
      --compound;
      --above;
      continue;
    }
    if (child && run == last) return false;
    run = child ? run : compound - 1;
    above = child ? run_above : above;
    while (above > 0 && !holds(compounds_[run], around[above - 1], steps)) --above;
    if (above == 0) return false;
    run_above = --above;
    compound = run;
  }
  return true;
}

}  // namespace constat::parser
