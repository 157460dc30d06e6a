// Timestamps of a pcapng interface (draft-ietf-opsawg-pcapng section 4.2: if_tsresol, if_tsoffset).
#pragma once

#include <cstdint>

#include "core/capture_time.h"

namespace constat::capture {

struct TimeScale {
  // if_tsresol: the low seven bits are a negative power, of ten or, with the top bit, of two.
  std::uint8_t resolution = 6;
  std::int64_t offset_seconds = 0;  // if_tsoffset
};

// Rounded down to nanoseconds; unknown when the moment cannot be told in 64 bits of them (that is,
// before 1677 or after 2262).
CaptureTime to_capture_time(std::uint64_t units, const TimeScale& scale);

}  // namespace constat::capture
