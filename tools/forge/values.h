// The small values of the scenario language: numbers, durations, times, addresses with a port.
// Each reader gives nothing when the word is not one.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/capture_time.h"
#include "core/ip_address.h"

namespace constat::forge {

// Decimal digits only.
std::optional<std::uint64_t> number_from(std::string_view word);

// "1460", "20k" (1024), "3M".
std::optional<std::uint64_t> size_from(std::string_view word);

// "250us", "20ms", "5s", "10m", "1h30m", "3d": nanoseconds.
std::optional<std::int64_t> duration_from(std::string_view word);

// "2026-03-02T08:00:00Z", or "+5s" after `base`.
std::optional<CaptureTime> time_from(std::string_view word, CaptureTime base);

// "192.0.2.10:40001", "[2001:db8::1]:25".
std::optional<Endpoint> endpoint_from(std::string_view word);

// A reply code of RFC 5321 section 4.2.1 (200 to 599), or "none" (0).
std::optional<int> reply_code_from(std::string_view word);

}  // namespace constat::forge
