// The facts that bear on a criterion in one direction, by id: how many, and the first examples.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "classifier/assessment.h"
#include "classifier/timeline/delivery.h"

namespace constat::classifier {

// Takes the facts of one id in order; keeps the first three of different values, and others only to
// fill up.
class FactCollector {
 public:
  // `make`: the example, asked for only when it is kept. `unit`: which mail or delivery.
  void add(std::uint64_t unit, const std::string& value, const std::function<Example()>& make);
  FactTally take(const std::string& id);

 private:
  struct Placed {
    std::uint64_t place;
    Example example;
  };
  std::uint64_t last_unit_ = UINT64_MAX;
  std::uint64_t units_ = 0;
  std::uint64_t seen_ = 0;
  std::vector<Placed> different_, alike_;
};

class FactCollectors {
 public:
  // The facts of a finding (examine_delivery); `delivery` null: of the mail alone.
  void add(const MailRecord& mail, const Delivery* delivery,
           const std::vector<std::uint32_t>& indices);
  std::vector<FactTally> take();

 private:
  std::uint64_t unit_ = 0;
  std::map<std::string, FactCollector, std::less<>> by_id_;
};

}  // namespace constat::classifier
