// Whose addresses are masked.

#include "classifier/records/correspondents.h"

#include <algorithm>
#include <array>
#include <set>

#include "classifier/recipient_category.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

// Fields that agents write at delivery. Received is read by its "for" clause alone (RFC 5321
// section 4.4).
constexpr std::array<std::string_view, 9> kDeliveryFields = {
    "delivered-to",  "x-original-to",  "envelope-to",    "x-envelope-to", "x-rcpt-to",
    "apparently-to", "x-forwarded-to", "x-delivered-to", "resent-to"};

bool separates(char character) {
  return static_cast<unsigned char>(character) <= ' ' ||
         std::string_view("<>(),;\"").find(character) != std::string_view::npos;
}

void add_addresses_in(std::string_view text, std::vector<std::string>& out) {
  for (std::size_t begin = 0; begin < text.size();) {
    if (separates(text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.size() && !separates(text[end])) ++end;
    const std::string_view word = text.substr(begin, end - begin);
    if (word.find('@') != std::string_view::npos) out.emplace_back(word);
    begin = end;
  }
}

// The word after each "for" that stands alone.
void add_received_for(std::string_view value, std::vector<std::string>& out) {
  const std::string folded = to_lower_ascii(value);
  for (std::size_t at = folded.find("for"); at != std::string::npos;
       at = folded.find("for", at + 3)) {
    const bool alone =
        at > 0 && separates(folded[at - 1]) && at + 3 < folded.size() && separates(folded[at + 3]);
    if (!alone) continue;
    std::size_t begin = at + 3;
    while (begin < folded.size() && separates(folded[begin]) && folded[begin] != ';') ++begin;
    std::size_t end = begin;
    while (end < folded.size() && !separates(folded[end])) ++end;
    add_addresses_in(value.substr(begin, end - begin), out);
  }
}

bool bears_list_field(const parser::ParsedMail& mail) {
  return std::ranges::any_of(mail.fields, [](const parser::HeaderField& field) {
    const std::string name = to_lower_ascii(field.name);
    return name.starts_with("list-") || name == "precedence" || name == "feedback-id";
  });
}

bool is_at_open_provider(std::string_view address) {
  return categorise(address) == RecipientCategory::kConsumer;
}

std::vector<std::string> authors_of(const parser::ParsedMail& mail) {
  std::vector<std::string> authors;
  const auto& header = mail.header;
  for (const auto* list : {&header.from, &header.sender, &header.reply_to, &header.return_path}) {
    for (const parser::Mailbox& mailbox : list->mailboxes) authors.push_back(mailbox.address);
  }
  if (!mail.raw->mail_from.empty()) authors.push_back(mail.raw->mail_from);
  return authors;
}

}  // namespace

std::vector<std::string> addresses_of_delivery(const parser::HeaderField& field) {
  std::vector<std::string> addresses;
  const std::string name = to_lower_ascii(field.name);
  if (name == "received") {
    add_received_for(field.value, addresses);
  } else if (std::ranges::find(kDeliveryFields, name) != kDeliveryFields.end()) {
    add_addresses_in(field.value, addresses);
  }
  return addresses;
}

std::vector<std::string> masked_addresses(const parser::ParsedMail& mail) {
  std::vector<std::string> masked;
  for (const capture::Recipient& recipient : mail.raw->recipients) {
    masked.push_back(recipient.address);
  }
  for (const parser::HeaderField& field : mail.fields) {
    std::ranges::move(addresses_of_delivery(field), std::back_inserter(masked));
  }
  const std::vector<std::string> authors = authors_of(mail);
  std::set<std::string> own;
  for (const std::string& author : authors) own.insert(to_lower_ascii(author));
  for (const auto* list : {&mail.header.to, &mail.header.cc, &mail.header.bcc}) {
    for (const parser::Mailbox& mailbox : list->mailboxes) {
      if (!own.contains(to_lower_ascii(mailbox.address))) masked.push_back(mailbox.address);
    }
  }
  if (!bears_list_field(mail)) {
    std::ranges::copy_if(authors, std::back_inserter(masked), is_at_open_provider);
  }
  return masked;
}

std::vector<MaskedName> masked_names(const parser::ParsedMail& mail, const AddressMask& mask,
                                     std::size_t cap) {
  const parser::Header& header = mail.header;
  std::set<std::string> told;
  std::vector<MaskedName> names;
  const auto add = [&](const parser::Mailbox& mailbox) {
    const bool is_new = names.size() < cap && !mailbox.name.empty() && !told.contains(mailbox.name);
    if (is_new && mask.touches(mailbox.address)) names.push_back({mailbox.name, mailbox.address});
  };
  for (const auto* list : {&header.from, &header.sender, &header.reply_to}) {
    for (const parser::Mailbox& mailbox : list->mailboxes) {
      if (!mask.touches(mailbox.address)) told.insert(mailbox.name);
    }
  }
  for (const auto* list :
       {&header.from, &header.sender, &header.reply_to, &header.to, &header.cc, &header.bcc}) {
    for (const parser::Mailbox& mailbox : list->mailboxes) {
      if (names.size() == cap) return names;
      add(mailbox);
    }
  }
  return names;
}

std::vector<std::string> masked_addresses(const parser::smtp::Transaction& transaction) {
  std::vector<std::string> masked;
  for (const capture::Recipient& recipient : transaction.recipients) {
    masked.push_back(recipient.address);
  }
  if (is_at_open_provider(transaction.mail_from)) masked.push_back(transaction.mail_from);
  return masked;
}

}  // namespace constat::classifier
