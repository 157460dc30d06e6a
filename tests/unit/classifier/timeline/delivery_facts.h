// The second phase over a few mails, for tests: what it finds of each delivery.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "classifier/timeline/mail_trace.h"
#include "classifier/timeline/second_phase.h"
#include "tests/unit/classifier/timeline/sender_mails.h"

namespace constat::classifier {

// By mail and delivery, in the order of `mails`.
class FoundOf {
 public:
  explicit FoundOf(const std::vector<MailRecord>& mails, const Registers& registers = {},
                   const Limits& limits = {})
      : phase_(limits, registers) {
    std::vector<RecordSpool> traces;
    traces.emplace_back(limits.timeline_bytes);
    std::vector<std::pair<std::string, std::size_t>> order;
    for (const MailRecord& mail : mails) {
      std::string bytes;
      append_trace(trace_of(mail), bytes);
      order.emplace_back(sender_order(mail).bytes(), order.size());
      traces.front().add(order.back().first, bytes);
    }
    status_ = phase_.run(traces);
    std::ranges::sort(order);
    deliveries_.resize(mails.size());
    only_objections_.resize(mails.size());
    FoundFacts facts = phase_.facts();
    for (const auto& [key, place] : order) {
      FoundFacts::OfMail found = facts.take(mails[place]);
      deliveries_[place] = std::move(found.deliveries);
      only_objections_[place] = found.is_only_objection;
    }
  }

  const absl::Status& status() const { return status_; }
  const SecondPhase::Told& told() const { return phase_.told(); }
  bool is_only_objection(std::size_t mail) const { return only_objections_.at(mail); }
  const std::vector<Delivery>& deliveries(std::size_t mail) const { return deliveries_.at(mail); }

  // "id" or "id=value" of each fact that begins with `prefix`.
  std::vector<std::string> facts(std::size_t mail, std::string_view prefix,
                                 std::size_t delivery = 0) const {
    std::vector<std::string> told;
    for (const DeliveryFact& fact : deliveries_.at(mail).at(delivery).facts) {
      if (!fact.id.starts_with(prefix)) continue;
      told.push_back(fact.id + (fact.value.empty() ? "" : "=" + fact.value));
    }
    return told;
  }
  DeliveryFact fact(std::size_t mail, std::string_view id, std::size_t delivery = 0) const {
    for (const DeliveryFact& one : deliveries_.at(mail).at(delivery).facts) {
      if (one.id == id) return one;
    }
    return {};
  }

 private:
  SecondPhase phase_;
  absl::Status status_;
  std::vector<std::vector<Delivery>> deliveries_;
  std::vector<bool> only_objections_;
};

inline MailRecord with_fact(MailRecord mail, std::string id, std::string value = "") {
  mail.facts.push_back({std::move(id), std::move(value), "1", {}, ""});
  return mail;
}

// A mail of `author` to an address of a sender.
inline MailRecord letter_of(const std::string& author, int number, const std::string& address,
                            int minute) {
  return objection_of(author, number, address, minute);
}

}  // namespace constat::classifier
