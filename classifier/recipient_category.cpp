#include "classifier/recipient_category.h"

#include <algorithm>

#include "classifier/wording/addresses.h"
#include "classifier/wording/mailbox_domains.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// Two or three names of two letters or more, parted by '.', '-' or '_': "jeanne.martin",
// "jean-paul.martin". A single letter is an initial: too little to tell.
bool is_shaped_like_name(std::string_view local) {
  std::size_t names = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i <= local.size(); ++i) {
    if (i < local.size() && is_letter(local[i])) {
      ++length;
      continue;
    }
    const bool parted = i == local.size() || local[i] == '.' || local[i] == '-' || local[i] == '_';
    if (!parted || length < 2) return false;
    ++names;
    length = 0;
  }
  return names == 2 || names == 3;
}

// "service-client", "info.paris", "rh2": the first or last word names a function.
bool names_function(std::string_view local) {
  while (!local.empty() && local.back() >= '0' && local.back() <= '9') local.remove_suffix(1);
  if (wording::is_role_local_part(local)) return true;
  const std::size_t first = local.find_first_of(".-_");
  if (first == std::string_view::npos) return false;
  const std::size_t last = local.find_last_of(".-_");
  return wording::is_role_local_part(local.substr(0, first)) ||
         wording::is_role_local_part(local.substr(last + 1));
}

}  // namespace

std::string_view name_of(RecipientCategory category) {
  switch (category) {
    case RecipientCategory::kConsumer:
      return "consumer";
    case RecipientCategory::kRole:
      return "role";
    case RecipientCategory::kNamedAtOrganisation:
      return "named_at_organisation";
    case RecipientCategory::kUnknown:
      break;
  }
  return "unknown";
}

RecipientCategory categorise(std::string_view address) {
  const std::string lower = to_lower_ascii(address);
  std::string_view domain = wording::domain_of(lower);
  if (domain.ends_with('.')) domain.remove_suffix(1);
  std::string_view local = wording::local_part_of(lower);
  local = local.substr(0, local.find('+'));
  // RFC 5321 section 4.5.1: "Postmaster" may stand without a domain.
  if (domain.empty())
    return lower == "postmaster" ? RecipientCategory::kRole : RecipientCategory::kUnknown;
  if (wording::is_consumer_domain(domain)) return RecipientCategory::kConsumer;
  if (names_function(local)) return RecipientCategory::kRole;
  if (is_shaped_like_name(local)) return RecipientCategory::kNamedAtOrganisation;
  return RecipientCategory::kUnknown;
}

}  // namespace constat::classifier
