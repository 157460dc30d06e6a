// Over the mails of one sender: for each criterion, how many mails or deliveries in which state,
// and which facts bear on it. No total over criteria exists.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/timeline/delivery.h"
#include "classifier/timeline/fact_collector.h"

namespace constat::classifier {

class CriterionTallies {
 public:
  explicit CriterionTallies(const Registers& registers) : registers_(registers) {}

  // Mails in order.
  void add(const MailRecord& mail, const std::vector<Delivery>& deliveries);
  // Every criterion of the registry, in its order, then those that only the records know (made by
  // another version), by id. Begins anew.
  std::vector<CriterionTally> take();

 private:
  struct Gathered {
    CriterionTally tally;
    FactCollectors for_facts, against_facts, context_facts;
    CriterionTally take(const std::string& id, Scope scope);
  };
  void add_delivery(const Criterion& criterion, const MailRecord& mail, const Delivery& delivery,
                    Gathered& gathered) const;

  Registers registers_;
  std::map<std::string, Gathered, std::less<>> gathered_;
};

}  // namespace constat::classifier
