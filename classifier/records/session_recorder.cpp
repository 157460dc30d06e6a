// One SMTP session as a SessionRecord.

#include "classifier/records/correspondents.h"
#include "classifier/records/fact_frames.h"
#include "classifier/records/mail_recorder.h"
#include "classifier/records/recipients.h"
#include "classifier/records/telling.h"

namespace constat::classifier {
namespace {

// The addresses leave the facts; what may be told of them is in the recipient records.
void mask_transaction(parser::smtp::Transaction& transaction, const Pseudonymiser& pseudonyms,
                      Disclosure disclosure, SessionRecord& record,
                      std::vector<std::string>& withheld) {
  Telling telling(disclosure, AddressMask(pseudonyms, disclosure < Disclosure::kHeaders
                                                          ? masked_addresses(transaction)
                                                          : std::vector<std::string>()));
  record.recipients.push_back(recipient_records(transaction.recipients, pseudonyms, telling));
  transaction.mail_from = telling.word("transactions.mail_from", transaction.mail_from);
  for (capture::Recipient& recipient : transaction.recipients) {
    recipient.address = pseudonyms.of_address(recipient.address);
  }
  for (std::string& name : telling.withheld()) {
    constexpr std::string_view kEnvelope = "envelope.";
    withheld.push_back(name.starts_with(kEnvelope) ? "transactions." + name.substr(kEnvelope.size())
                                                   : std::move(name));
  }
}

}  // namespace

SessionRecord record_session(const parser::smtp::SessionFacts& session,
                             const Pseudonymiser& pseudonyms, Disclosure disclosure,
                             const std::vector<std::string>& input_names) {
  SessionRecord record;
  record.facts = session;
  record.input = name_at(input_names, session.input);
  if (session.last_frame.frame != 0 && session.last_frame.input != session.input) {
    record.last_input = name_at(input_names, session.last_frame.input);
  }
  record.recipients.reserve(session.transactions.size());
  std::vector<std::string> withheld;
  for (parser::smtp::Transaction& transaction : record.facts.transactions) {
    mask_transaction(transaction, pseudonyms, disclosure, record, withheld);
  }
  Telling telling(disclosure, AddressMask(pseudonyms, {}));
  for (std::string& helo : record.facts.helo) helo = telling.word("helo", helo);
  if (!telling.allows(Disclosure::kFacts)) record.facts.helo.clear();
  for (const std::string& name : withheld) telling.note_withheld(name);
  record.withheld = telling.withheld();
  return record;
}

}  // namespace constat::classifier
