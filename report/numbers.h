// Numbers, dates and durations as each language writes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "classifier/criterion.h"

namespace constat::report {

// "1,234" / "1 234" (narrow no-break space, as French typography has it).
std::string number(std::uint64_t value, classifier::Language language);

// "1 March 2026, 08:00:00 UTC" / "1er mars 2026 à 08:00:00 UTC". Fractions of a second are left
// out, they stay in the records. "" when the text is not a UTC RFC 3339 time.
std::string date_time(std::string_view rfc3339, classifier::Language language);

// "2020-07-26" or "2026-11": "26 July 2020", "November 2026". Any other text comes back as it is.
std::string date(std::string_view iso, classifier::Language language);

// "3 d 4 h 5 min 6 s" / "3 j 4 h 5 min 6 s", without its leading zero units.
std::string elapsed(std::int64_t seconds, classifier::Language language);

}  // namespace constat::report
