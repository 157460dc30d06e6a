// Date and time of a header field, RFC 5322 sections 3.3 and 4.3, to RFC 3339 with the offset as
// sent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace constat::parser::message {

enum class DateForm : std::uint8_t { kAsStandard, kDeviates, kUnreadable };

struct ReadDate {
  std::string rfc3339;  // "" when unreadable; offset "-00:00" where none is known (RFC 3339 4.3)
  DateForm form = DateForm::kUnreadable;
};

ReadDate read_date(std::string_view value, std::size_t comment_depth);

}  // namespace constat::parser::message
