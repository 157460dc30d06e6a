#include "classifier/timeline/mail_trace.h"

#include <cassert>
#include <cstring>
#include <set>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "classifier/timeline/objections.h"
#include "core/digest.h"

namespace constat::classifier {
namespace {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  void number(std::uint64_t value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }

 private:
  std::string& out_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    assert(bytes_.size() >= sizeof value);
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
    return value;
  }
  std::string text() {
    const std::uint64_t length = number();
    assert(bytes_.size() >= length);
    std::string value(bytes_.substr(0, length));
    bytes_.remove_prefix(length);
    return value;
  }

 private:
  std::string_view bytes_;
};

// Eight bytes of a digest: enough to narrow down which mails are looked at again, where a rare
// equality of two names costs time only.
std::uint64_t short_name(std::string_view text) {
  std::uint64_t name = 0;
  std::memcpy(&name, sha256(text).bytes.data(), sizeof name);
  return name;
}

using ShortNames = absl::flat_hash_set<std::uint64_t>;

ShortNames unsubscribe_names(const ForEachTrace& for_each_trace) {
  ShortNames names;
  for_each_trace([&](std::string_view trace) {
    const MailRecord mail = mail_from_trace(trace);
    for (const std::string& id : mail.header.unsubscribe_mailto_ids) names.insert(short_name(id));
  });
  return names;
}

// The mails to an unsubscribe address, the addresses they were sent to, and who sent them.
struct Asking {
  std::set<std::string> mails, addresses, persons;
};

Asking find_asking(const ForEachTrace& for_each_trace) {
  Asking asking;
  const ShortNames names = unsubscribe_names(for_each_trace);
  if (names.empty()) return asking;
  for_each_trace([&](std::string_view trace) {
    const MailRecord mail = mail_from_trace(trace);
    bool asks = false;
    for (const std::string& recipient : recipients_of(mail)) {
      if (!names.contains(short_name(recipient))) continue;
      asks = true;
      asking.addresses.insert(recipient);
    }
    if (!asks) return;
    asking.mails.insert(mail.id);
    if (!mail.header.from.empty()) asking.persons.insert(mail.header.from.front().id);
  });
  return asking;
}

}  // namespace

void append_trace(const MailRecord& mail, std::string& out) {
  Writer writer(out);
  for (const std::string* text : {&mail.id, &mail.input, &mail.time, &mail.sender_domain}) {
    writer.text(*text);
  }
  writer.number(mail.first_frame);
  writer.number(last_frame_in_input(mail));
  writer.number(mail.has_envelope ? 1 : 0);
  writer.number(mail.recipients_not_kept);
  writer.number(static_cast<std::uint64_t>(mail.outcome));
  writer.text(mail.header.from.empty() ? std::string() : mail.header.from.front().id);
  const auto& unsubscribe = mail.header.unsubscribe_mailto_ids;
  writer.number(unsubscribe.size());
  for (const std::string& id : unsubscribe) writer.text(id);
  if (mail.has_envelope) {
    writer.number(mail.recipients.size());
    for (const RecipientRecord& recipient : mail.recipients) {
      writer.text(recipient.id);
      writer.number(static_cast<std::uint64_t>(recipient.outcome));
    }
  } else {
    const std::vector<std::string> recipients = recipients_of(mail);
    writer.number(recipients.size());
    for (const std::string& id : recipients) {
      writer.text(id);
      writer.number(0);
    }
  }
}

MailRecord mail_from_trace(std::string_view trace) {
  Reader reader(trace);
  MailRecord mail;
  for (std::string* text : {&mail.id, &mail.input, &mail.time, &mail.sender_domain}) {
    *text = reader.text();
  }
  mail.first_frame = reader.number();
  mail.last_frame = reader.number();
  mail.has_envelope = reader.number() != 0;
  mail.recipients_not_kept = reader.number();
  mail.outcome = static_cast<capture::Outcome>(reader.number());
  mail.header.from.resize(1);
  mail.header.from.front().id = reader.text();
  if (mail.header.from.front().id.empty()) mail.header.from.clear();
  mail.header.unsubscribe_mailto_ids.resize(reader.number());
  for (std::string& id : mail.header.unsubscribe_mailto_ids) id = reader.text();
  for (std::uint64_t left = reader.number(); left > 0; --left) {
    std::string id = reader.text();
    const auto outcome = static_cast<capture::Outcome>(reader.number());
    if (mail.has_envelope) {
      mail.recipients.emplace_back().id = std::move(id);
      mail.recipients.back().outcome = outcome;
    } else {
      mail.header.to.emplace_back().id = std::move(id);
    }
  }
  return mail;
}

std::vector<Objection> find_objections(const ForEachTrace& for_each_trace) {
  const Asking asking = find_asking(for_each_trace);
  if (asking.mails.empty()) return {};
  std::vector<MailRecord> mails;
  std::set<std::pair<std::string, std::string>> named;  // address and sender, once
  for_each_trace([&](std::string_view trace) {
    MailRecord mail = mail_from_trace(trace);
    bool takes_part = asking.mails.contains(mail.id);
    for (const std::string& id : mail.header.unsubscribe_mailto_ids) {
      if (asking.addresses.contains(id) && named.emplace(id, mail.sender_domain).second) {
        takes_part = true;
      }
    }
    for (const std::string& recipient : recipients_of(mail)) {
      if (takes_part) break;
      takes_part = asking.persons.contains(recipient);
    }
    if (takes_part) mails.push_back(std::move(mail));
  });
  return find_objections(mails);
}

}  // namespace constat::classifier
