// Recipients and mailboxes as records.

#include "classifier/records/recipients.h"

#include "classifier/recipient_category.h"

namespace constat::classifier {

std::string domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos) return {};
  std::string domain = to_lower_ascii(address.substr(at + 1));
  while (!domain.empty() && domain.back() == '.') domain.pop_back();
  return domain;
}

std::vector<RecipientRecord> recipient_records(const std::vector<capture::Recipient>& recipients,
                                               const Pseudonymiser& pseudonyms, Telling& telling) {
  std::vector<RecipientRecord> records;
  records.reserve(recipients.size());
  for (const capture::Recipient& recipient : recipients) {
    RecipientRecord& record = records.emplace_back();
    record.id = pseudonyms.of_address(recipient.address);
    record.address =
        telling.text_if_any("envelope.recipients.address", recipient.address, Disclosure::kHeaders);
    record.domain = telling.text_if_any("envelope.recipients.domain", domain_of(recipient.address));
    record.category = categorise(recipient.address);
    record.reply = recipient.reply;
    record.outcome = recipient.outcome;
  }
  return records;
}

std::vector<MailboxRecord> mailbox_records(const parser::AddressList& list, std::string_view name,
                                           Disclosure from, const Pseudonymiser& pseudonyms,
                                           Telling& telling) {
  std::vector<MailboxRecord> records;
  records.reserve(list.mailboxes.size());
  for (const parser::Mailbox& mailbox : list.mailboxes) {
    const Disclosure level = telling.hides(mailbox.address) ? Disclosure::kHeaders : from;
    MailboxRecord& record = records.emplace_back();
    record.name = telling.text_if_any(name, mailbox.name, level);
    record.address = telling.text_if_any(name, mailbox.address, level);
    record.id = pseudonyms.of_address(mailbox.address);
  }
  return records;
}

}  // namespace constat::classifier
