// What the registers say of one delivery: rows of its recipient, before or after the mail. The ids
// and values are those of delivery.h.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "classifier/timeline/delivery.h"
#include "classifier/timeline/pair_event.h"

namespace constat::classifier {

// The rows of one person in all registers.
class PersonRows {
 public:
  explicit PersonRows(const Registers& registers) : registers_(registers) {}
  void look_up(const std::string& person);
  // `delivery` must be to that person.
  void add_facts(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const;

 private:
  Registers registers_;
  std::span<const RegisterRow> consent_, objection_, sales_, complaints_, mailboxes_;
};

}  // namespace constat::classifier
