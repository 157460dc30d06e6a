// Times of register rows: RFC 3339, or its date alone, or date and time without a zone.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace constat::classifier {

struct RegisterTime {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z
  bool zone_stated = true;   // else read as UTC
};

// "2026-03-01T08:00:00Z", "2026-03-01 08:00:00.5+01:00", "2026-03-01T08:00", "2026-03-01". A date
// alone is its first second, zone not stated. None for anything else: days before months and months
// before days cannot be told apart.
std::optional<RegisterTime> register_time(std::string_view text);

}  // namespace constat::classifier
