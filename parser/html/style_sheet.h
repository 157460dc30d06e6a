// The rules of <style> elements that can be applied without a tree: selectors that are a tag, a
// class, an id, or a tag with a class or an id. Rules inside @media and every other at-rule are
// passed over: they hide for some screens only. Source: CSS Syntax 3 section 5, CSS Cascade 4.
//
// Keys are views into the HTML, which must live as long as this.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "parser/html/elements.h"
#include "parser/html/style.h"

namespace constat::parser {

class StyleSheet {
 public:
  void clear();

  // Adds the rules of one <style> element, up to `rules_kept` in all.
  void read(std::string_view css, std::size_t rules_kept);

  // Lays the rules that match an element over `style`, in the order of the cascade. `classes` is
  // the value of its class attribute.
  void apply(Element element, std::string_view id, std::string_view classes, Style& style) const;

  bool empty() const { return rules_.empty(); }
  std::uint64_t rules_not_kept() const { return rules_not_kept_; }

 private:
  enum class Selects : std::uint8_t { kTag, kClass, kId };
  struct Key {
    Selects selects;
    Element element;  // kOther: any
    std::string_view name;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Rule {
    std::uint64_t order = 0;  // of the last rule with this selector
    Style style;
  };
  struct Match {
    int specificity;
    std::uint64_t order;
    const Style* style;
  };

  // Reads the rule or at-rule that begins at `from`; returns where the next one may begin.
  std::size_t read_statement(std::string_view css, std::size_t from, std::size_t rules_kept);
  void read_rule(std::string_view selectors, std::string_view declarations, std::size_t rules_kept);
  void find(const Key& key, std::vector<Match>& matches) const;

  std::map<Key, Rule> rules_;
  std::uint64_t order_ = 0;
  std::uint64_t rules_not_kept_ = 0;
  mutable std::vector<Match> matches_;
};

}  // namespace constat::parser
