// Per sender: counts and lists over its mails, in an order of their own.

#include <algorithm>
#include <set>

#include "classifier/assessment.h"
#include "classifier/timeline/criterion_tallies.h"
#include "classifier/timeline/mail_order.h"
#include "classifier/timeline/objections.h"
#include "core/pseudonym.h"

namespace constat::classifier {
namespace {

using Names = std::set<std::string>;

void add_if_any(const OptionalText& text, Names& names) {
  if (text && !text->empty()) names.insert(*text);
}

std::vector<std::string> sorted(const Names& names) { return {names.begin(), names.end()}; }

// The different names under which the mails of one sender appear.
struct Appearances {
  Names from_names, from_addresses, return_path_domains, list_ids, client_ips, sirens, recipients;

  void add(const MailRecord& mail) {
    for (const MailboxRecord& mailbox : mail.header.from) {
      add_if_any(mailbox.name, from_names);
      if (mailbox.address) add_if_any(to_lower_ascii(*mailbox.address), from_addresses);
    }
    if (mail.mail_from && mail.mail_from->find('@') != std::string::npos) {
      const std::string& path = *mail.mail_from;
      add_if_any(to_lower_ascii(std::string_view(path).substr(path.rfind('@') + 1)),
                 return_path_domains);
    }
    add_if_any(mail.header.list_id, list_ids);
    add_if_any(mail.client_ip, client_ips);
    for (const Fact& fact : mail.facts) {
      if (fact.id.ends_with(".siren")) add_if_any(fact.value, sirens);
    }
    for (const std::string& id : recipients_of(mail)) add_if_any(id, recipients);
  }

  void move_to(Assessment& assessment) const {
    assessment.from_names = sorted(from_names);
    assessment.from_addresses = sorted(from_addresses);
    assessment.return_path_domains = sorted(return_path_domains);
    assessment.list_ids = sorted(list_ids);
    assessment.client_ips = sorted(client_ips);
    assessment.sirens = sorted(sirens);
    assessment.distinct_recipients = recipients.size();
  }
};

void count_recipients(const MailRecord& mail, Assessment& assessment) {
  assessment.recipients += mail.recipients.size();
  assessment.recipients_not_kept += mail.recipients_not_kept;
  for (const RecipientRecord& recipient : mail.recipients) {
    ++assessment.recipient_outcomes[static_cast<std::size_t>(reached(mail, recipient))];
    ++assessment.recipient_categories[static_cast<std::size_t>(recipient.category)];
  }
}

void count(const MailRecord& mail, Assessment& assessment) {
  ++assessment.mails;
  ++assessment.completeness[static_cast<std::size_t>(mail.completeness)];
  if (mail.has_envelope) {
    ++assessment.mail_outcomes[static_cast<std::size_t>(mail.outcome)];
  } else {
    ++assessment.mails_without_envelope;
  }
  count_recipients(mail, assessment);
  if (mail.time.empty()) return;
  if (assessment.first_time.empty()) assessment.first_time = mail.time;
  assessment.last_time = mail.time;
}

// `mails` in order.
Assessment assess_sender(const std::string& sender_domain, const MailPointers& mails) {
  Assessment assessment;
  assessment.sender_domain = sender_domain;
  Appearances appearances;
  for (const MailRecord* mail : mails) {
    count(*mail, assessment);
    appearances.add(*mail);
  }
  appearances.move_to(assessment);
  assessment.criteria = tally_criteria(mails);
  return assessment;
}

}  // namespace

capture::Outcome reached(const MailRecord& mail, const RecipientRecord& recipient) {
  return recipient.outcome == capture::Outcome::kAccepted ? mail.outcome : recipient.outcome;
}

std::vector<Assessment> assess(const std::vector<MailRecord>& mails) {
  const UnsubscribeAddresses addresses = unsubscribe_addresses(mails);
  std::map<std::string, MailPointers> senders;
  for (const MailRecord& mail : mails) {
    if (!is_only_objection(mail, addresses)) senders[mail.sender_domain].push_back(&mail);
  }
  std::map<std::string, std::vector<Objection>> objections;
  for (Objection& objection : find_objections(mails)) {
    objections[objection.sender_domain].push_back(std::move(objection));
  }
  std::vector<Assessment> assessments;
  for (auto& [sender_domain, of_sender] : senders) {
    std::ranges::sort(of_sender, comes_before);
    assessments.push_back(assess_sender(sender_domain, of_sender));
    const auto found = objections.find(sender_domain);
    if (found != objections.end()) assessments.back().objections = std::move(found->second);
  }
  return assessments;
}

}  // namespace constat::classifier
