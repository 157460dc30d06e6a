// Mails in, sender by sender; an Assessment a sender out. Only what is counted of the sender at
// hand is held, and the assessments that are done.
#pragma once

#include <memory>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/timeline/delivery.h"
#include "classifier/timeline/second_phase.h"
#include "core/limits.h"

namespace constat::classifier {

class Assessor {
 public:
  // The registers and limits must outlive this.
  Assessor(const Limits& limits, const Registers& registers);
  ~Assessor();

  // In sender_order(); without those that are objections and no more (FoundFacts::OfMail).
  void add(const MailRecord& mail, const std::vector<Delivery>& deliveries);
  // Once, last.
  std::vector<Assessment> take(const SecondPhase::Told& told);

 private:
  class Sender;
  void finish_sender();

  const Limits& limits_;
  Registers registers_;
  std::unique_ptr<Sender> sender_;
  std::vector<Assessment> assessments_;
};

}  // namespace constat::classifier
