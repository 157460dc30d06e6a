// What one direction holds back. Does not exist while everything comes in order.
#pragma once

#include <map>

#include "capture/stream_events.h"
#include "capture/tcp/early_segments.h"
#include "capture/tcp/later_copies.h"

namespace constat::capture {

struct WaitingBytes {
  EarlySegments early;
  LaterCopies copies;
  std::multimap<std::int64_t, FrameRef> urgent;  // bytes to tell of once they were passed on
  std::size_t charged = 0;                       // to Ledger::early_bytes

  static constexpr std::size_t kUrgentCharge = 80;
  bool has_bytes() const { return !early.empty() || !copies.empty(); }
  bool empty() const { return !has_bytes() && urgent.empty(); }
  std::size_t charge() const {
    return early.charge() + copies.charge() + urgent.size() * kUrgentCharge;
  }
  FrameRef first_frame() const {
    return early.empty() ? copies.first_frame() : early.first().arrival.frame;
  }
};

}  // namespace constat::capture
