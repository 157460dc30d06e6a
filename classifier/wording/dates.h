// Dates as people write them, in eight languages: "12/03/2024", "2024-03-12", "12 mars 2024",
// "March 12th, 2024".
#pragma once

#include <optional>
#include <string>

#include "classifier/wording/mail_reading.h"
#include "classifier/wording/span.h"

namespace constat::classifier::wording {

// How days and months are ordered where both are numbers: as the language of the words around has
// it. In English both orders are in use: a date that could be either is none.
enum class DateOrder : std::uint8_t { kDayFirst, kEither };

struct FoundDate {
  std::string iso;  // "2024-03-12"
  Span where;
};

// The first date in the span. Years 1970 to 2099; days that the month has.
std::optional<FoundDate> date_in(const ReadText& text, Span span, DateOrder order);

}  // namespace constat::classifier::wording
