// Which mails are objections sent to an unsubscribe address, and to whom they object.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "classifier/assessment.h"

namespace constat::classifier {

// Unsubscribe address ("p:…") -> sender domains whose mails name it.
using UnsubscribeAddresses = std::map<std::string, std::set<std::string>, std::less<>>;
UnsubscribeAddresses unsubscribe_addresses(const std::vector<MailRecord>& mails);

// The pseudonyms a mail was sent to: of its envelope; without an envelope, of To, Cc and Bcc.
std::vector<std::string> recipients_of(const MailRecord& mail);

// Does the mail go to unsubscribe addresses of others, and to nobody else?
bool is_only_objection(const MailRecord& mail, const UnsubscribeAddresses& addresses);

}  // namespace constat::classifier
