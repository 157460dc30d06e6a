// The rules of <style> elements, as far as the open elements tell whether they hold (selectors.h),
// and the cascade: origin, importance, specificity, order (CSS Cascade 4 section 6).
//
// Rules inside @media hold on some screens only. Nobody knows on which one a mail is read: what
// such a rule hides is seen elsewhere, so only what it shows is kept. @supports, @layer and
// @container are taken for the same; other at-rules say nothing of text.
//
// Keys are views into the HTML, which must live as long as this.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "parser/html/elements.h"
#include "parser/html/open_elements.h"
#include "parser/html/selectors.h"
#include "parser/html/style.h"

namespace constat::parser {

class StyleSheet {
 public:
  // Keeps so many selectors, and compares so often to find those that match.
  StyleSheet(std::size_t rules_kept, std::uint64_t steps)
      : rules_kept_(rules_kept), steps_(steps), steps_left_(steps) {}

  // Adds the rules of one <style> element; `medium` is what its own attribute says.
  void read(std::string_view css, Medium medium);

  // Lays the rules that match an element inside of `around` over `style`, in the order of the
  // cascade. kSome: also those of some screens.
  void apply(const Subject& subject, const std::vector<OpenElement>& around, Medium medium,
             Style& style);

  bool holds_on_some_screens() const { return some_screens_; }
  std::size_t size() const { return rules_.size(); }
  std::uint64_t rules_not_kept() const { return rules_not_kept_; }
  bool out_of_steps() const { return steps_left_ == 0; }

  // Before the same elements are styled again.
  void start_again() { steps_left_ = steps_; }

 private:
  // Rules by what their last compound is best found by.
  using Bucket = std::vector<std::uint32_t>;
  struct Rule {
    Selector selector;
    std::uint32_t style = 0;  // index
  };

  std::size_t open_at_rule(std::string_view css, std::size_t from, std::vector<Medium>& around);
  std::size_t read_rule(std::string_view css, std::size_t from, Medium medium);
  void add_rule(std::string_view selectors, std::string_view declarations, Medium medium);
  Bucket& bucket_of(const Selector& selector);
  void match(const Bucket& bucket, const Subject& subject, const std::vector<OpenElement>& around,
             Medium medium);
  void match_named(const std::map<std::string_view, Bucket>& buckets, std::string_view name,
                   const Subject& subject, const std::vector<OpenElement>& around, Medium medium);

  std::size_t rules_kept_;
  std::uint64_t steps_;
  std::uint64_t steps_left_;
  Selectors selectors_;
  std::vector<Rule> rules_;  // in order
  std::vector<Style> styles_;
  Bucket for_any_;
  std::vector<Bucket> by_element_;
  std::map<std::string_view, Bucket> by_class_;
  std::map<std::string_view, Bucket> by_id_;
  bool some_screens_ = false;
  std::uint64_t rules_not_kept_ = 0;
  std::vector<std::uint32_t> matches_;
};

// What a list of media queries (CSS Media Queries 4 section 3) comes to for a mail on a screen.
enum class MediaList : std::uint8_t { kEvery, kSome, kNoScreen };
MediaList media_in(std::string_view queries);

}  // namespace constat::parser
