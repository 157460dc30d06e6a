// Time as the capture says it. Nothing that becomes evidence reads the wall clock.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace constat {

// Nanoseconds since 1970-01-01T00:00:00Z. kUnknown where the input has no time (an .eml file).
struct CaptureTime {
  static constexpr std::int64_t kUnknownValue = INT64_MIN;
  std::int64_t nanoseconds = kUnknownValue;

  static constexpr CaptureTime unknown() { return {}; }
  constexpr bool known() const { return nanoseconds != kUnknownValue; }
  friend constexpr auto operator<=>(CaptureTime, CaptureTime) = default;
};

// "2026-03-01T08:00:00.000000000Z" (RFC 3339, always nine digits); "" when unknown.
std::string to_rfc3339(CaptureTime time);

// Inverse of to_rfc3339 for UTC texts; unknown when the text is not one.
CaptureTime capture_time_from_rfc3339(std::string_view text);

}  // namespace constat
