#include "capture/packet/pcapng_time.h"

#include <limits>

namespace constat::capture {
namespace {

constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;

struct Span {
  std::uint64_t seconds;
  std::uint64_t nanoseconds;  // below 10^9
};

constexpr std::uint64_t power_of_ten(unsigned exponent) {
  std::uint64_t power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

Span from_decimal(std::uint64_t units, unsigned exponent) {
  if (exponent <= 9) {
    const std::uint64_t per_second = power_of_ten(exponent);
    return {units / per_second, units % per_second * power_of_ten(9 - exponent)};
  }
  // 10^19 is the largest power of ten below 2^64.
  if (exponent > 9 + 19) return {0, 0};
  const std::uint64_t nanoseconds = units / power_of_ten(exponent - 9);
  return {nanoseconds / kNanosecondsPerSecond, nanoseconds % kNanosecondsPerSecond};
}

// floor(units * 10^9 / 2^exponent) without 128-bit integers: the product is high * 2^32 + low.
Span from_binary(std::uint64_t units, unsigned exponent) {
  const std::uint64_t seconds = exponent < 64 ? units >> exponent : 0;
  const std::uint64_t rest = exponent < 64 ? units - (seconds << exponent) : units;
  const std::uint64_t low = (rest & 0xFFFFFFFF) * kNanosecondsPerSecond;
  if (exponent < 32) return {seconds, low >> exponent};
  const std::uint64_t high = (rest >> 32) * kNanosecondsPerSecond + (low >> 32);
  return {seconds, exponent - 32 < 64 ? high >> (exponent - 32) : 0};
}

}  // namespace

CaptureTime to_capture_time(std::uint64_t units, const TimeScale& scale) {
  const unsigned exponent = scale.resolution & 0x7Fu;
  const Span span = (scale.resolution & 0x80u) != 0 ? from_binary(units, exponent)
                                                    : from_decimal(units, exponent);
  constexpr std::int64_t kMost =
      std::numeric_limits<std::int64_t>::max() / static_cast<std::int64_t>(kNanosecondsPerSecond);
  // The sum modulo 2^64, read as signed, is the true sum unless that does not fit.
  const auto seconds =
      static_cast<std::int64_t>(span.seconds + static_cast<std::uint64_t>(scale.offset_seconds));
  const bool large = span.seconds >= std::uint64_t{1} << 63;
  const bool negative = scale.offset_seconds < 0;
  const bool fits = large ? negative && seconds >= 0 : negative || seconds >= 0;
  if (!fits || seconds >= kMost || seconds <= -kMost) return CaptureTime::unknown();
  return {seconds * static_cast<std::int64_t>(kNanosecondsPerSecond) +
          static_cast<std::int64_t>(span.nanoseconds)};
}

}  // namespace constat::capture
