// Mailbox providers and role names: data/mailboxes.tsv.

#include "classifier/wording/mailbox_domains.h"

#include <algorithm>
#include <vector>

#include "classifier/wording/tables.h"

namespace constat::classifier::wording {
namespace {

std::vector<std::string_view> sorted_names(Meaning meaning) {
  std::vector<std::string_view> names;
  for (const Phrase& phrase : all_phrases()) {
    if (phrase.meaning == meaning) names.push_back(phrase.text);
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

bool is_consumer_domain(std::string_view domain) {
  static const std::vector<std::string_view> kDomains = sorted_names(Meaning::kConsumerDomain);
  return std::ranges::binary_search(kDomains, domain);
}

bool is_role_local_part(std::string_view local) {
  static const std::vector<std::string_view> kRoles = sorted_names(Meaning::kRoleName);
  return std::ranges::binary_search(kRoles, local);
}

}  // namespace constat::classifier::wording
