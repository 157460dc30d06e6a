// The fixed wording in one language, filled in. What is filled in stays a span of its own, so that
// it is escaped and isolated wherever it stands in a sentence.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/catalogue/catalogue.h"
#include "report/document.h"

namespace constat::report {

class Wording {
 public:
  explicit Wording(Language language) : language_(language) {}
  Language language() const { return language_; }

  // As set: French gets its no-break spaces.
  std::string text(Key key) const;
  // {0}, {1} … replaced by the spans.
  Line line(Key key, const std::vector<Span>& fill = {}) const;
  // {0} is the number; "one|many" is chosen by it (French counts 0 as one).
  std::string counted(Key key, std::uint64_t count) const;
  // Between the quotation marks of the language.
  std::string quoted(std::string_view text) const;

  std::string number(std::uint64_t value) const;
  // The time as the language writes it; what cannot be read as one, as it stands.
  Span time(std::string_view rfc3339) const;
  std::string meaning(DefectKind kind) const;

 private:
  Language language_;
};

// French typography: no-break spaces before : ; ? ! » and after «.
std::string set_french(std::string_view text);

}  // namespace constat::report
