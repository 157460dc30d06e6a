// The header of a mail as a record.

#include "classifier/records/header_record.h"

#include <algorithm>
#include <set>

#include "classifier/records/recipients.h"

namespace constat::classifier {
namespace {

using Texts = std::vector<parser::DecodedText>;

OptionalText first_of(const Texts& texts, std::string_view name, Telling& telling,
                      Disclosure from = Disclosure::kFacts) {
  if (texts.empty()) return std::nullopt;
  return telling.text(name, texts.front().text, from);
}

void tell_all(const std::vector<parser::ListUri>& uris, std::string_view name, Telling& telling,
              std::vector<std::string>& out) {
  for (const parser::ListUri& uri : uris) {
    if (auto told = telling.text(name, uri.uri)) out.push_back(std::move(*told));
  }
}

void tell_all(const std::vector<std::string>& texts, std::string_view name, Telling& telling,
              std::vector<std::string>& out) {
  for (const std::string& text : texts) {
    if (auto told = telling.text(name, text)) out.push_back(std::move(*told));
  }
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::string undo_percent(std::string_view text) {
  std::string out;
  for (std::size_t position = 0; position < text.size(); ++position) {
    const bool encoded = text[position] == '%' && position + 2 < text.size() &&
                         hex_value(text[position + 1]) >= 0 && hex_value(text[position + 2]) >= 0;
    if (!encoded) {
      out += text[position];
      continue;
    }
    out += static_cast<char>(hex_value(text[position + 1]) * 16 + hex_value(text[position + 2]));
    position += 2;
  }
  return out;
}

std::vector<std::string> unsubscribe_ids(const std::vector<parser::ListUri>& uris,
                                         const Pseudonymiser& pseudonyms) {
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const parser::ListUri& uri : uris) {
    for (const std::string& address : mailto_addresses(uri.uri)) {
      std::string id = pseudonyms.of_address(address);
      if (seen.insert(id).second) ids.push_back(std::move(id));
    }
  }
  return ids;
}

// `for` with several addresses parts them by ", ".
std::vector<std::string> person_ids(std::string_view addresses, const Pseudonymiser& pseudonyms) {
  std::vector<std::string> ids;
  while (!addresses.empty()) {
    const std::size_t end = std::min(addresses.find(", "), addresses.size());
    ids.push_back(pseudonyms.of_address(addresses.substr(0, end)));
    addresses.remove_prefix(std::min(end + 2, addresses.size()));
  }
  return ids;
}

TraceRecord trace_record(const parser::TraceField& trace, const Pseudonymiser& pseudonyms,
                         Telling& telling) {
  constexpr std::string_view kName = "header.received";
  TraceRecord record;
  record.from = telling.word(kName, trace.from);
  record.by = telling.word(kName, trace.by);
  record.with = telling.word(kName, trace.with);
  record.id = telling.word(kName, trace.id);
  record.date = telling.word(kName, trace.date);
  record.from_info =
      telling.text_if_any("header.received.from_info", trace.from_info, Disclosure::kHeaders);
  record.recipient_ids = person_ids(trace.recipient, pseudonyms);
  return record;
}

std::string unfold(std::string_view value) {
  std::string out;
  out.reserve(value.size());
  for (const char character : value) {
    if (character != '\r' && character != '\n') out += character;
  }
  const std::size_t begin = out.find_first_not_of(" \t");
  return begin == std::string::npos ? std::string() : out.substr(begin);
}

}  // namespace

std::vector<std::string> mailto_addresses(std::string_view uri) {
  constexpr std::string_view kScheme = "mailto:";
  if (!equals_ignoring_case(uri.substr(0, kScheme.size()), kScheme)) return {};
  uri.remove_prefix(kScheme.size());
  uri = uri.substr(0, uri.find_first_of("?#"));
  std::vector<std::string> addresses;
  while (!uri.empty()) {
    const std::size_t comma = std::min(uri.find(','), uri.size());
    std::string address = undo_percent(uri.substr(0, comma));
    if (address.find('@') != std::string::npos) addresses.push_back(std::move(address));
    uri.remove_prefix(std::min(comma + 1, uri.size()));
  }
  return addresses;
}

HeaderRecord header_record(const parser::Header& header, const Pseudonymiser& pseudonyms,
                           Telling& telling) {
  const auto mailboxes = [&](const parser::AddressList& list, std::string_view name,
                             Disclosure from) {
    return mailbox_records(list, name, from, pseudonyms, telling);
  };
  HeaderRecord record;
  record.from = mailboxes(header.from, "header.from", Disclosure::kFacts);
  record.sender = mailboxes(header.sender, "header.sender", Disclosure::kFacts);
  record.reply_to = mailboxes(header.reply_to, "header.reply_to", Disclosure::kFacts);
  record.to = mailboxes(header.to, "header.to", Disclosure::kHeaders);
  record.cc = mailboxes(header.cc, "header.cc", Disclosure::kHeaders);
  record.bcc = mailboxes(header.bcc, "header.bcc", Disclosure::kHeaders);
  record.to_count = header.to.count;
  record.subject = first_of(header.subject, "header.subject", telling, Disclosure::kHeaders);
  record.date = telling.text_if_any("header.date", header.date);
  record.message_id = first_of(header.message_id, "header.message_id", telling);
  record.list_id = first_of(header.list_id, "header.list_id", telling);
  record.list_unsubscribe_post =
      first_of(header.list_unsubscribe_post, "header.list_unsubscribe_post", telling);
  record.mailer = first_of(header.mailer, "header.mailer", telling);
  record.auto_submitted = first_of(header.auto_submitted, "header.auto_submitted", telling);
  record.precedence = first_of(header.precedence, "header.precedence", telling);
  record.feedback_id = first_of(header.feedback_id, "header.feedback_id", telling);
  record.cfbl_address = first_of(header.cfbl_address, "header.cfbl_address", telling);
  tell_all(header.list_unsubscribe, "header.list_unsubscribe", telling, record.list_unsubscribe);
  tell_all(header.list_help, "header.list_help", telling, record.list_help);
  tell_all(header.list_subscribe, "header.list_subscribe", telling, record.list_subscribe);
  tell_all(header.list_post, "header.list_post", telling, record.list_post);
  tell_all(header.list_owner, "header.list_owner", telling, record.list_owner);
  tell_all(header.list_archive, "header.list_archive", telling, record.list_archive);
  record.unsubscribe_mailto_ids = unsubscribe_ids(header.list_unsubscribe, pseudonyms);
  tell_all(header.in_reply_to, "header.in_reply_to", telling, record.in_reply_to);
  tell_all(header.references, "header.references", telling, record.references);
  for (const parser::TraceField& trace : header.received) {
    record.received.push_back(trace_record(trace, pseudonyms, telling));
  }
  record.received_count = header.received_count;
  return record;
}

std::vector<std::pair<std::string, std::string>> field_records(
    const std::vector<parser::HeaderField>& fields, Telling& telling) {
  std::vector<std::pair<std::string, std::string>> records;
  for (const parser::HeaderField& field : fields) {
    auto value = telling.text("fields", unfold(field.value), Disclosure::kHeaders);
    if (!value) break;
    records.emplace_back(telling.word("fields", field.name), std::move(*value));
  }
  return records;
}

}  // namespace constat::classifier
