// What the report asks of the classifier's catalogue, in one place: texts of criteria, labels of
// facts. An id that is not in the catalogue (a record of another version) is shown as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "classifier/criterion.h"

namespace constat::report {

// Null when there is none.
const classifier::Criterion* rule(std::string_view criterion_id);

// A text of the catalogue, as the language sets it.
std::string set_text(const classifier::Text& text, classifier::Language language);

std::string fact_label(std::string_view fact_id, classifier::Language language);

// "" when the criterion has no such reason.
std::string reason_text(const classifier::Criterion& criterion, std::string_view key,
                        classifier::Language language);

struct RulePack {
  std::size_t criteria = 0;
  std::vector<std::string> checked;  // dates, sorted, each once
};
RulePack rule_pack();

}  // namespace constat::report
