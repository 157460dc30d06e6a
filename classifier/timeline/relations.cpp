#include "classifier/timeline/relations.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "classifier/records/header_record.h"
#include "classifier/records/organisational_domain.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

constexpr std::array<std::string_view, 3> kRoles = {"return_path", "signature", "unsubscribe"};

std::string domain_behind(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? "" : to_lower_ascii(address.substr(at + 1));
}

// The host of an http or https URI; the domain of the first address of a mailto.
std::string host_of(std::string_view uri) {
  if (const auto addresses = mailto_addresses(uri); !addresses.empty()) {
    return domain_behind(addresses.front());
  }
  const std::size_t begin = uri.find("://");
  if (begin == std::string_view::npos) return "";
  std::string_view host = uri.substr(begin + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const std::size_t user = host.rfind('@'); user != std::string_view::npos) {
    host.remove_prefix(user + 1);
  }
  return to_lower_ascii(host.substr(0, host.find(':')));
}

void add(Role role, const std::string& domain, const std::string& sender,
         std::set<std::pair<Role, std::string>>& found) {
  if (domain.empty()) return;
  std::string organisation = organisational_domain(domain);
  if (!organisation.empty() && organisation != sender) found.emplace(role, std::move(organisation));
}

}  // namespace

std::string_view name_of(Role role) { return kRoles[static_cast<std::size_t>(role)]; }

void Relations::add(const MailRecord& mail) {
  std::set<std::pair<Role, std::string>> found;
  const std::string& sender = mail.sender_domain;
  if (mail.mail_from) {
    classifier::add(Role::kReturnPath, domain_behind(*mail.mail_from), sender, found);
  }
  for (const std::string& uri : mail.header.list_unsubscribe) {
    classifier::add(Role::kUnsubscribe, host_of(uri), sender, found);
  }
  for (const parser::auth::Signature& signature : mail.authentication.signatures) {
    if (signature.kind != parser::auth::SignatureKind::kDkim) continue;
    classifier::add(Role::kSignature, to_lower_ascii(signature.domain), sender, found);
  }
  for (const auto& relation : found) ++mails_[relation];
}

std::vector<Relation> Relations::take() {
  std::vector<Relation> relations;
  for (const auto& [key, mails] : mails_) relations.push_back({key.first, key.second, mails, 0});
  mails_.clear();
  return relations;
}

void count_served(std::vector<Assessment>& assessments) {
  std::map<std::string, std::set<std::string>> served;
  for (const Assessment& sender : assessments) {
    for (const Relation& relation : sender.relations) {
      served[relation.domain].insert(sender.sender_domain);
    }
  }
  for (Assessment& sender : assessments) {
    for (Relation& relation : sender.relations) relation.serves = served[relation.domain].size();
  }
}

}  // namespace constat::classifier
