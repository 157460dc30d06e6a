#include "parser/auth/sources.h"

namespace constat::parser::auth {

Alignment alignment_of(std::string_view from_domain, std::string_view other,
                       const Sources& sources) {
  if (from_domain.empty() || other.empty()) return Alignment::kNotEvaluated;
  if (dns_name(from_domain) == dns_name(other)) return Alignment::kSame;
  if (sources.organisational_domain == nullptr) return Alignment::kNotEvaluated;
  return sources.organisational_domain(from_domain) == sources.organisational_domain(other)
             ? Alignment::kSameOrganisation
             : Alignment::kDifferent;
}

}  // namespace constat::parser::auth
