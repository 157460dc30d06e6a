// One SMTP session as a SessionRecord.

#include <utility>

#include "classifier/records/correspondents.h"
#include "classifier/records/fact_frames.h"
#include "classifier/records/mail_recorder.h"
#include "classifier/records/recipients.h"
#include "classifier/records/telling.h"
#include "parser/smtp/parameters.h"
#include "parser/smtp/xtext.h"

namespace constat::classifier {
namespace {

// Parameters of one command that are looked at.
constexpr std::size_t kParameters = 64;

OptionalText told(Telling& telling, std::string_view name, std::optional<std::string_view> text,
                  Disclosure from) {
  if (!text) return std::nullopt;
  std::string decoded;
  parser::smtp::decode_xtext(*text, decoded);
  return telling.text(name, decoded, from);
}

RecipientDetailRecord detail_record(std::size_t index, std::string_view argument,
                                    const Pseudonymiser& pseudonyms, Telling& telling) {
  RecipientDetailRecord record;
  record.index = index;
  record.argument = telling.text_if_any("transactions.recipient_details.argument", argument,
                                        Disclosure::kHeaders);
  const auto said =
      parser::smtp::read_rcpt_parameters(parser::smtp::parse_parameters(argument, kParameters));
  record.notify =
      told(telling, "transactions.recipient_details.notify", said.notify, Disclosure::kFacts);
  record.original_type = told(telling, "transactions.recipient_details.original_type",
                              said.original_type, Disclosure::kFacts);
  if (said.original_recipient && !said.original_recipient->empty()) {
    std::string address;
    parser::smtp::decode_xtext(*said.original_recipient, address);
    record.original_recipient_id = pseudonyms.of_address(address);
  }
  return record;
}

// The arguments leave the facts, like the addresses in them.
EnvelopeDetailRecord take_details(parser::smtp::Transaction& transaction,
                                  const Pseudonymiser& pseudonyms, Telling& telling) {
  EnvelopeDetailRecord record;
  const std::string argument = std::exchange(transaction.mail_argument, {});
  record.argument =
      telling.text_if_any("transactions.mail_argument", argument, Disclosure::kHeaders);
  const auto said =
      parser::smtp::read_mail_parameters(parser::smtp::parse_parameters(argument, kParameters));
  record.size = said.size;
  record.size_unreadable = said.size_unreadable;
  record.smtputf8 = said.smtputf8;
  record.body = told(telling, "transactions.parameters.body", said.body, Disclosure::kFacts);
  record.ret = told(telling, "transactions.parameters.ret", said.ret, Disclosure::kFacts);
  record.envid = told(telling, "transactions.parameters.envid", said.envid, Disclosure::kHeaders);
  record.auth = told(telling, "transactions.parameters.auth", said.auth, Disclosure::kHeaders);
  for (std::size_t index = 0; index < transaction.details.size(); ++index) {
    parser::smtp::RecipientDetail& detail = transaction.details[index];
    const bool any =
        !detail.argument.empty() || detail.status.status_class != 0 || detail.final_reply != 0;
    if (!any) continue;
    record.recipients.push_back(detail_record(index, detail.argument, pseudonyms, telling));
    detail.argument.clear();
  }
  return record;
}

// LOGIN and IDENT name a person's account or a mail elsewhere.
void mask_claim(parser::smtp::Claim& claim, Telling& telling) {
  if (!telling.allows(Disclosure::kFacts)) claim.attributes.clear();
  for (parser::smtp::ClaimAttribute& attribute : claim.attributes) {
    const bool personal = attribute.name == "LOGIN" || attribute.name == "IDENT";
    attribute.name = telling.word("claims.name", attribute.name);
    attribute.value = telling.word("claims.value", attribute.value,
                                   personal ? Disclosure::kHeaders : Disclosure::kFacts);
  }
}

void mask_words(std::string_view name, std::vector<std::string>& words, Telling& telling) {
  for (std::string& word : words) word = telling.word(name, word);
  if (!telling.allows(Disclosure::kFacts)) words.clear();
}

// The addresses leave the facts; what may be told of them is in the recipient records.
void mask_transaction(parser::smtp::Transaction& transaction, const Pseudonymiser& pseudonyms,
                      Disclosure disclosure, SessionRecord& record,
                      std::vector<std::string>& withheld) {
  Telling telling(disclosure, AddressMask(pseudonyms, disclosure < Disclosure::kHeaders
                                                          ? masked_addresses(transaction)
                                                          : std::vector<std::string>()));
  record.recipients.push_back(recipient_records(transaction.recipients, pseudonyms, telling));
  record.details.push_back(take_details(transaction, pseudonyms, telling));
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
  mask_words("helo", record.facts.helo, telling);
  mask_words("capabilities", record.facts.capabilities, telling);
  for (parser::smtp::Tunnel& tunnel : record.facts.tunnels) {
    tunnel.host = telling.word("tunnels.host", tunnel.host);
  }
  for (parser::smtp::Claim& claim : record.facts.claims) mask_claim(claim, telling);
  for (const std::string& name : withheld) telling.note_withheld(name);
  record.withheld = telling.withheld();
  return record;
}

}  // namespace constat::classifier
