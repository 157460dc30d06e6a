// The clock that timers run on: capture time, but never back and never in leaps.
#pragma once

#include <cstdint>

#include "core/capture_time.h"

namespace constat::capture {

// Timestamps may step back or jump (NTP, one bogus frame in 2106). A step back adds nothing, and
// neither does a leap of more than a minute, so that no jump makes every timer run out at once.
// Only memory depends on this clock running on time.
class CaptureClock {
 public:
  // Nanoseconds; begins at 0, never falls.
  std::int64_t now() const { return now_; }

  void advance(CaptureTime time) {
    if (!time.known()) return;
    if (!latest_.known()) latest_ = time;
    // Times are at most 2^63 ns apart from zero: halves keep the difference from overflowing.
    const std::int64_t half_step = time.nanoseconds / 2 - latest_.nanoseconds / 2;
    if (half_step > kLeap / 2 || half_step < -kLeap / 2) {
      latest_ = time;
    } else if (time > latest_) {
      now_ += time.nanoseconds - latest_.nanoseconds;
      latest_ = time;
    }
  }

 private:
  static constexpr std::int64_t kLeap = 60'000'000'000;
  std::int64_t now_ = 0;
  CaptureTime latest_;
};

}  // namespace constat::capture
