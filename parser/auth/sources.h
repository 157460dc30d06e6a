// Where names are looked up: what a run was given. Everything referred to must outlive the parsers.
#pragma once

#include <string>
#include <string_view>

#include "parser/auth/dns_snapshot.h"

namespace constat::parser::auth {

struct Sources {
  const DnsSnapshot* dns = nullptr;  // null: none was given
  // The name one label below a public suffix; null: relaxed alignment is not evaluated.
  std::string (*organisational_domain)(std::string_view domain) = nullptr;
};

// RFC 7489 section 3.1; kNotEvaluated where one is "".
Alignment alignment_of(std::string_view from_domain, std::string_view other,
                       const Sources& sources);

}  // namespace constat::parser::auth
