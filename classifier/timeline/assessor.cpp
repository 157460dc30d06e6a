#include "classifier/timeline/assessor.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "classifier/timeline/campaign_key.h"
#include "classifier/timeline/criterion_tallies.h"
#include "classifier/timeline/mail_trace.h"
#include "classifier/timeline/relations.h"
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
  Names from_names, from_addresses, return_path_domains, list_ids, client_ips, sirens;
  // By name: eight bytes for each of what may be millions.
  absl::flat_hash_set<std::uint64_t> recipients;

  void add(const MailRecord& mail, const std::vector<Delivery>& deliveries) {
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
    for (const Delivery& delivery : deliveries) {
      if (!delivery.person.empty()) recipients.insert(short_name(delivery.person));
    }
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

class Campaigns {
 public:
  explicit Campaigns(const Limits& limits) : limits_(limits) {}
  void add(const MailRecord& mail, std::size_t deliveries) {
    const std::string key = campaign_key(mail);
    auto found = by_key_.find(key);
    if (found == by_key_.end()) {
      if (by_key_.size() == limits_.campaigns) {
        ++not_kept_;
        return;
      }
      found = by_key_.emplace(key, Campaign{key, 0, 0, mail.time, mail.time}).first;
    }
    Campaign& campaign = found->second;
    ++campaign.mails;
    campaign.deliveries += deliveries;
    if (campaign.first_time.empty()) campaign.first_time = mail.time;
    if (!mail.time.empty()) campaign.last_time = mail.time;
  }
  void move_to(Assessment& assessment) {
    for (auto& [key, campaign] : by_key_) assessment.campaigns.push_back(std::move(campaign));
    std::ranges::stable_sort(assessment.campaigns, {}, &Campaign::first_time);
    assessment.campaigns_not_kept = not_kept_;
  }

 private:
  const Limits& limits_;
  std::map<std::string, Campaign> by_key_;
  std::uint64_t not_kept_ = 0;
};

void count_recipients(const MailRecord& mail, const std::vector<Delivery>& deliveries,
                      Assessment& assessment) {
  assessment.recipients += mail.recipients.size();
  assessment.recipients_not_kept += mail.recipients_not_kept;
  for (const RecipientRecord& recipient : mail.recipients) {
    ++assessment.recipient_outcomes[static_cast<std::size_t>(reached(mail, recipient))];
    ++assessment.recipient_categories[static_cast<std::size_t>(recipient.category)];
  }
  assessment.deliveries += deliveries.size();
  for (const Delivery& delivery : deliveries) {
    ++assessment.deliveries_by_category[static_cast<std::size_t>(delivery.category)]
                                       [static_cast<std::size_t>(delivery.outcome)];
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
  if (mail.time.empty()) return;
  if (assessment.first_time.empty()) assessment.first_time = mail.time;
  assessment.last_time = mail.time;
}

// To the assessments of their senders, in their order.
void hand_out(const std::vector<Objection>& told, std::vector<Objection> Assessment::*place,
              std::vector<Assessment>& assessments) {
  for (const Objection& one : told) {
    const auto found =
        std::ranges::lower_bound(assessments, one.sender_domain, {}, &Assessment::sender_domain);
    if (found != assessments.end() && found->sender_domain == one.sender_domain) {
      ((*found).*place).push_back(one);
    }
  }
}

}  // namespace

class Assessor::Sender {
 public:
  Sender(const std::string& domain, const Limits& limits, const Registers& registers)
      : campaigns_(limits), tallies_(registers) {
    assessment_.sender_domain = domain;
  }
  const std::string& domain() const { return assessment_.sender_domain; }

  void add(const MailRecord& mail, const std::vector<Delivery>& deliveries) {
    count(mail, assessment_);
    count_recipients(mail, deliveries, assessment_);
    appearances_.add(mail, deliveries);
    relations_.add(mail);
    campaigns_.add(mail, deliveries.size());
    tallies_.add(mail, deliveries);
  }

  Assessment take() {
    appearances_.move_to(assessment_);
    campaigns_.move_to(assessment_);
    assessment_.relations = relations_.take();
    assessment_.criteria = tallies_.take();
    return std::move(assessment_);
  }

 private:
  Assessment assessment_;
  Appearances appearances_;
  Relations relations_;
  Campaigns campaigns_;
  CriterionTallies tallies_;
};

Assessor::Assessor(const Limits& limits, const Registers& registers)
    : limits_(limits), registers_(registers) {}
Assessor::~Assessor() = default;

void Assessor::finish_sender() {
  if (sender_) assessments_.push_back(sender_->take());
  sender_.reset();
}

void Assessor::add(const MailRecord& mail, const std::vector<Delivery>& deliveries) {
  if (!sender_ || sender_->domain() != mail.sender_domain) {
    finish_sender();
    sender_ = std::make_unique<Sender>(mail.sender_domain, limits_, registers_);
  }
  sender_->add(mail, deliveries);
}

std::vector<Assessment> Assessor::take(const SecondPhase::Told& told) {
  finish_sender();
  count_served(assessments_);
  hand_out(told.objections, &Assessment::objections, assessments_);
  hand_out(told.complaints, &Assessment::complaints, assessments_);
  hand_out(told.register_objections, &Assessment::register_objections, assessments_);
  return std::move(assessments_);
}

}  // namespace constat::classifier
