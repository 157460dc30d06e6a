// What all flows of one reassembler share: the limits, the counters, and the memory in use.
#pragma once

#include <cstddef>

#include "capture/input.h"
#include "core/limits.h"

namespace constat::capture {

struct Ledger {
  explicit Ledger(const Limits& bounds) : limits(bounds) {}
  explicit Ledger(Limits&& temporary) = delete;

  const Limits& limits;
  StreamCounts counts;
  std::size_t early_bytes = 0;   // held back by all flows, with the overhead
  std::size_t recent_bytes = 0;  // held by all RecentBytes
};

}  // namespace constat::capture
