// What passed between one sender and one person, told in the order of time: of each mail, what came
// before it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/timeline/delivery.h"
#include "classifier/timeline/pair_event.h"
#include "core/limits.h"

namespace constat::classifier {

class PairHistory {
 public:
  explicit PairHistory(const Limits& limits) : limits_(limits) {}

  // Events by time, deliveries among them.
  void note(PairEvent&& event);
  // What the events so far show of this delivery; then it is one of them.
  void add_facts(PairEvent&& delivery, std::vector<DeliveryFact>& facts);
  // An objection register has a row before this delivery: told once, with the later mails.
  void note_register_objection(const DeliveryFact& row, const PairEvent& delivery);

  struct Told {
    std::vector<Objection> objections, complaints, register_objections;
  };
  // And begins anew.
  Told take();

 private:
  struct Past {
    PairEvent event;
    Objection told;
  };
  struct Order {
    std::vector<std::string> sirens;
    PairEvent mail;
  };

  void add_objections(const PairEvent& delivery, std::vector<DeliveryFact>& facts);
  void add_order(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const;
  void add_first(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const;
  void add_thread(const PairEvent& delivery, std::vector<DeliveryFact>& facts) const;
  void remember(PairEvent&& delivery);
  void add_later(const PairEvent& delivery, Past& past) const;

  const Limits& limits_;
  std::vector<Past> objections_, complaints_;
  std::optional<Past> register_objection_;
  std::vector<PairEvent> threads_;
  std::vector<Order> orders_;
  std::optional<PairEvent> first_, confirmation_;
};

}  // namespace constat::classifier
