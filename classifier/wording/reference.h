// Numbers that name one thing: an order, an invoice, a parcel.
#pragma once

#include <optional>
#include <string_view>

#include "classifier/wording/span.h"

namespace constat::classifier::wording {

// The number behind a mark that ends at `end`: "commande no 2026-004512", "order #A12-998877",
// "invoice: 10445". Between them stand at most words such as "number", "no", "ref" and signs. It
// has four characters at least, three of them digits, and is no year, date or amount of money.
std::optional<Span> reference_after(std::string_view folded, std::size_t end);

}  // namespace constat::classifier::wording
