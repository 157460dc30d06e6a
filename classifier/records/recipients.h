// Recipients and mailboxes as records: pseudonym, category, and the address where it may be told.
#pragma once

#include <string_view>
#include <vector>

#include "capture/raw_mail.h"
#include "classifier/mail_record.h"
#include "classifier/records/telling.h"
#include "core/pseudonym.h"
#include "parser/parsed_mail.h"

namespace constat::classifier {

std::vector<RecipientRecord> recipient_records(const std::vector<capture::Recipient>& recipients,
                                               const Pseudonymiser& pseudonyms, Telling& telling);

// Mailboxes of one field. Below `from`, or where the address is masked, only the pseudonym is left,
// and `name` is noted as withheld.
std::vector<MailboxRecord> mailbox_records(const parser::AddressList& list, std::string_view name,
                                           Disclosure from, const Pseudonymiser& pseudonyms,
                                           Telling& telling);

// After the last '@', lower case, no final dot; "" when there is none.
std::string domain_of(std::string_view address);

}  // namespace constat::classifier
