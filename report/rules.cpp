#include "report/rules.h"

#include <algorithm>

#include "report/wording.h"

namespace constat::report {

using classifier::Language;

const classifier::Criterion* rule(std::string_view criterion_id) {
  return classifier::criterion_named(criterion_id);
}

std::string set_text(const classifier::Text& text, Language language) {
  return language == Language::kFrench ? set_french(text.fr) : std::string(text.en);
}

std::string fact_label(std::string_view fact_id, Language language) {
  const classifier::FactKind* const kind = classifier::fact_kind(fact_id);
  if (kind == nullptr) return {};
  return set_text({kind->label_en, kind->label_fr}, language);
}

std::string reason_text(const classifier::Criterion& criterion, std::string_view key,
                        Language language) {
  for (const classifier::Reason& reason : criterion.reasons) {
    if (reason.key == key) return set_text(reason.text, language);
  }
  return {};
}

RulePack rule_pack() {
  RulePack pack;
  for (const classifier::Criterion* criterion : classifier::criteria()) {
    ++pack.criteria;
    pack.checked.emplace_back(criterion->checked);
  }
  std::sort(pack.checked.begin(), pack.checked.end());
  pack.checked.erase(std::unique(pack.checked.begin(), pack.checked.end()), pack.checked.end());
  return pack;
}

}  // namespace constat::report
