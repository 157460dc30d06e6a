// Amounts of money as mails write them: "49,90 EUR", "1 299 euros", "$19.99", "49 e 90" with signs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace constat::classifier::wording {

struct Money {
  std::string amount;    // "1299.90": digits, a point before the cents
  std::string currency;  // ISO 4217: "EUR"
  ByteRange where;       // in the folded text, sign included
};

// The amount whose first digit stands at `digit`; nothing where no currency is written beside it.
std::optional<Money> money_at(std::string_view folded, std::size_t digit);

// The end of the number that starts at `digit`, currency or not: where to look on.
std::size_t number_end(std::string_view folded, std::size_t digit);

}  // namespace constat::classifier::wording
