#include "classifier/timeline/criterion_tallies.h"

#include <utility>

namespace constat::classifier {

CriterionTally CriterionTallies::Gathered::take(const std::string& id, Scope scope) {
  tally.criterion = id;
  tally.scope = scope;
  tally.for_facts = for_facts.take();
  tally.against_facts = against_facts.take();
  tally.context_facts = context_facts.take();
  return std::move(tally);
}

void CriterionTallies::add_delivery(const Criterion& criterion, const MailRecord& mail,
                                    const Delivery& delivery, Gathered& gathered) const {
  const DeliveryFinding found = examine_delivery(criterion, mail, delivery, registers_);
  const Finding& finding = found.finding;
  ++gathered.tally.states[static_cast<std::size_t>(finding.state)];
  if (found.exhibit) ++gathered.tally.exhibits[static_cast<std::size_t>(*found.exhibit)];
  if (!finding.reason.empty()) ++gathered.tally.reasons[finding.reason];
  gathered.for_facts.add(mail, &delivery, finding.for_facts);
  gathered.against_facts.add(mail, &delivery, finding.against_facts);
  gathered.context_facts.add(mail, &delivery, finding.context_facts);
}

void CriterionTallies::add(const MailRecord& mail, const std::vector<Delivery>& deliveries) {
  for (const Criterion* criterion : criteria()) {
    if (criterion->scope != Scope::kDelivery) continue;
    Gathered& gathered = gathered_[std::string(criterion->id)];
    for (const Delivery& delivery : deliveries) add_delivery(*criterion, mail, delivery, gathered);
  }
  for (const Finding& finding : mail.findings) {
    const Criterion* criterion = criterion_named(finding.criterion);
    if (criterion != nullptr && criterion->scope == Scope::kDelivery) continue;
    Gathered& gathered = gathered_[finding.criterion];
    ++gathered.tally.states[static_cast<std::size_t>(finding.state)];
    if (!finding.reason.empty()) ++gathered.tally.reasons[finding.reason];
    gathered.for_facts.add(mail, nullptr, finding.for_facts);
    gathered.against_facts.add(mail, nullptr, finding.against_facts);
    gathered.context_facts.add(mail, nullptr, finding.context_facts);
  }
}

std::vector<CriterionTally> CriterionTallies::take() {
  std::vector<CriterionTally> tallies;
  for (const Criterion* criterion : criteria()) {
    const std::string id(criterion->id);
    tallies.push_back(gathered_[id].take(id, criterion->scope));
    gathered_.erase(id);
  }
  for (auto& [id, rest] : gathered_) tallies.push_back(rest.take(id, Scope::kMail));
  gathered_.clear();
  return tallies;
}

}  // namespace constat::classifier
