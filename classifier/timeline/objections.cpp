// Objections by mail (RFC 2369 section 3.2: a mail to the mailto address of List-Unsubscribe), and
// what the same sender sent to the same person afterwards, on the capture clock.

#include "classifier/timeline/objections.h"

#include <algorithm>

#include "classifier/timeline/mail_order.h"
#include "core/capture_time.h"

namespace constat::classifier {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

// sender domain, person -> the mails to that person, in order.
using MailsToPerson = std::map<std::pair<std::string, std::string>, MailPointers>;

// How many senders share each address that this mail was sent to, by sender.
std::map<std::string, std::uint64_t> senders_addressed(const MailRecord& mail,
                                                       const UnsubscribeAddresses& addresses) {
  std::map<std::string, std::uint64_t> senders;
  for (const std::string& recipient : recipients_of(mail)) {
    const auto found = addresses.find(recipient);
    if (found == addresses.end()) continue;
    const std::uint64_t shared_by = found->second.size();
    for (const std::string& sender : found->second) {
      if (sender == mail.sender_domain) continue;
      // The address that names the fewest senders tells the most.
      const auto [place, is_new] = senders.emplace(sender, shared_by);
      if (!is_new) place->second = std::min(place->second, shared_by);
    }
  }
  return senders;
}

Objection objection_of(const MailRecord& mail, const std::string& sender, std::uint64_t shared_by) {
  Objection objection;
  objection.mail = mail.id;
  objection.time = mail.time;
  objection.input = mail.input;
  objection.first_frame = mail.first_frame;
  objection.last_frame = last_frame_in_input(mail);
  if (!mail.header.from.empty()) objection.person = mail.header.from.front().id;
  objection.sender_domain = sender;
  objection.channel = "list_unsubscribe_mailto";
  objection.accepted = mail.has_envelope && mail.outcome == capture::Outcome::kAccepted;
  objection.address_shared_by = shared_by;
  return objection;
}

capture::Outcome outcome_for(const MailRecord& mail, const std::string& person) {
  capture::Outcome outcome = capture::Outcome::kNotObserved;
  for (const RecipientRecord& recipient : mail.recipients) {
    if (recipient.id != person) continue;
    outcome = reached(mail, recipient);
    if (outcome == capture::Outcome::kAccepted) break;
  }
  return outcome;
}

void add_later_mails(const MailPointers& mails, Objection& objection) {
  const CaptureTime asked = capture_time_from_rfc3339(objection.time);
  if (!asked.known()) return;
  for (const MailRecord* mail : mails) {
    const CaptureTime sent = capture_time_from_rfc3339(mail->time);
    if (!sent.known() || sent <= asked || mail->id == objection.mail) continue;
    const std::int64_t elapsed = (sent.nanoseconds - asked.nanoseconds) / kNanosecondsPerSecond;
    objection.later.push_back({mail->id, mail->time, mail->input, mail->first_frame,
                               last_frame_in_input(*mail), elapsed,
                               outcome_for(*mail, objection.person)});
  }
}

// Only what the objections ask for is indexed.
MailsToPerson mails_to_persons(const std::vector<MailRecord>& mails,
                               const std::vector<Objection>& objections) {
  std::set<std::string> persons;
  MailsToPerson index;
  for (const Objection& objection : objections) {
    if (objection.person.empty()) continue;
    persons.insert(objection.person);
    index.try_emplace({objection.sender_domain, objection.person});
  }
  if (index.empty()) return index;
  for (const MailRecord& mail : mails) {
    for (const std::string& recipient : recipients_of(mail)) {
      if (!persons.contains(recipient)) continue;
      const auto found = index.find({mail.sender_domain, recipient});
      if (found == index.end()) continue;
      if (found->second.empty() || found->second.back() != &mail) found->second.push_back(&mail);
    }
  }
  for (auto& [key, found] : index) std::ranges::sort(found, comes_before);
  return index;
}

}  // namespace

UnsubscribeAddresses unsubscribe_addresses(const std::vector<MailRecord>& mails) {
  UnsubscribeAddresses addresses;
  for (const MailRecord& mail : mails) {
    for (const std::string& id : mail.header.unsubscribe_mailto_ids) {
      addresses[id].insert(mail.sender_domain);
    }
  }
  return addresses;
}

std::vector<std::string> recipients_of(const MailRecord& mail) {
  std::vector<std::string> ids;
  if (mail.has_envelope) {
    for (const RecipientRecord& recipient : mail.recipients) ids.push_back(recipient.id);
    return ids;
  }
  for (const auto* list : {&mail.header.to, &mail.header.cc, &mail.header.bcc}) {
    for (const MailboxRecord& mailbox : *list) ids.push_back(mailbox.id);
  }
  return ids;
}

bool is_only_objection(const MailRecord& mail, const UnsubscribeAddresses& addresses) {
  const std::vector<std::string> recipients = recipients_of(mail);
  return !recipients.empty() && mail.recipients_not_kept == 0 &&
         std::ranges::all_of(recipients, [&](const std::string& recipient) {
           const auto found = addresses.find(recipient);
           return found != addresses.end() && !found->second.contains(mail.sender_domain);
         });
}

std::vector<Objection> find_objections(const std::vector<MailRecord>& mails) {
  const UnsubscribeAddresses addresses = unsubscribe_addresses(mails);
  if (addresses.empty()) return {};
  MailPointers ordered;
  for (const MailRecord& mail : mails) ordered.push_back(&mail);
  std::ranges::sort(ordered, comes_before);
  std::vector<Objection> objections;
  for (const MailRecord* mail : ordered) {
    for (const auto& [sender, shared_by] : senders_addressed(*mail, addresses)) {
      objections.push_back(objection_of(*mail, sender, shared_by));
    }
  }
  const MailsToPerson index = mails_to_persons(mails, objections);
  for (Objection& objection : objections) {
    const auto found = index.find({objection.sender_domain, objection.person});
    if (found != index.end()) add_later_mails(found->second, objection);
  }
  return objections;
}

}  // namespace constat::classifier
