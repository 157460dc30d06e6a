// RFC 3339 in UTC, without the C library's calendar (no locale, no time zone, any year).
#include "core/capture_time.h"

#include <array>
#include <cstdio>

namespace constat {
namespace {

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;
constexpr std::int64_t kSecondsPerDay = 86'400;

struct Civil {
  std::int64_t year;
  int month;
  int day;
};

// Days since 1970-01-01 to a proleptic Gregorian date, and back (H. Hinnant,
// "chrono-Compatible Low-Level Date Algorithms").
Civil civil_from_days(std::int64_t days) {
  days += 719'468;
  const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

std::int64_t days_from_civil(Civil civil) {
  const std::int64_t year = civil.year - (civil.month <= 2 ? 1 : 0);
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t shifted_month = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const std::int64_t day_of_year = (153 * shifted_month + 2) / 5 + civil.day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
         719'468;
}

bool read_digits(std::string_view text, std::size_t offset, std::size_t count,
                 std::int64_t& value) {
  value = 0;
  for (std::size_t index = offset; index < offset + count; ++index) {
    if (text[index] < '0' || text[index] > '9') return false;
    value = value * 10 + (text[index] - '0');
  }
  return true;
}

// ".123" → 123000000; nothing → 0; false when it is not a fraction.
bool read_fraction(std::string_view fraction, std::int64_t& nanoseconds) {
  nanoseconds = 0;
  if (fraction.empty()) return true;
  if (fraction[0] != '.' || fraction.size() == 1 || fraction.size() > 10) return false;
  if (!read_digits(fraction, 1, fraction.size() - 1, nanoseconds)) return false;
  for (std::size_t digits = fraction.size() - 1; digits < 9; ++digits) nanoseconds *= 10;
  return true;
}

}  // namespace

std::string to_rfc3339(CaptureTime time) {
  if (!time.known()) return {};
  std::int64_t seconds = time.nanoseconds / kNanosecondsPerSecond;
  std::int64_t nanoseconds = time.nanoseconds % kNanosecondsPerSecond;
  if (nanoseconds < 0) {
    nanoseconds += kNanosecondsPerSecond;
    --seconds;
  }
  std::int64_t days = seconds / kSecondsPerDay;
  std::int64_t rest = seconds % kSecondsPerDay;
  if (rest < 0) {
    rest += kSecondsPerDay;
    --days;
  }
  const Civil civil = civil_from_days(days);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%04lld-%02d-%02dT%02lld:%02lld:%02lld.%09lldZ",
                static_cast<long long>(civil.year), civil.month, civil.day,
                static_cast<long long>(rest / 3600), static_cast<long long>(rest / 60 % 60),
                static_cast<long long>(rest % 60), static_cast<long long>(nanoseconds));
  return text.data();
}

CaptureTime capture_time_from_rfc3339(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (text.size() < kShape.size() + 1 || text.back() != 'Z') return CaptureTime::unknown();
  for (const std::size_t mark : {4u, 7u, 10u, 13u, 16u}) {
    if (text[mark] != kShape[mark]) return CaptureTime::unknown();
  }
  std::int64_t year, month, day, hour, minute, second, nanoseconds;
  const bool read = read_digits(text, 0, 4, year) && read_digits(text, 5, 2, month) &&
                    read_digits(text, 8, 2, day) && read_digits(text, 11, 2, hour) &&
                    read_digits(text, 14, 2, minute) && read_digits(text, 17, 2, second) &&
                    read_fraction(text.substr(19, text.size() - 20), nanoseconds);
  if (!read || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 ||
      second > 60) {
    return CaptureTime::unknown();
  }
  // Years whose nanoseconds fit into 64 bits.
  if (year < 1678 || year > 2261) return CaptureTime::unknown();
  const std::int64_t days = days_from_civil({year, static_cast<int>(month), static_cast<int>(day)});
  const std::int64_t seconds = days * kSecondsPerDay + hour * 3600 + minute * 60 + second;
  return {seconds * kNanosecondsPerSecond + nanoseconds};
}

}  // namespace constat
