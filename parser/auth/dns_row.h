// One row of a DNS snapshot, from JSON or CSV.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/auth/dns_snapshot.h"

namespace constat::parser::auth {

// The columns of a row as written; "" where absent.
struct RowTexts {
  std::string name, type, status, data, ttl, observed_at, server, dnssec;
};

// What was read of a row: the row, or that it is of a type nobody asks for, or what is wrong.
struct RowReading {
  std::optional<DnsRow> row;
  std::string_view problem;  // "" when there is none
};

RowReading row_from_json(std::string_view line);
RowReading row_from(const RowTexts& texts);

// The columns of a CSV file (RFC 4180), by the names in its first line.
class CsvColumns {
 public:
  // False when the line does not name at least `name` and `type`.
  bool read(std::string_view header);
  RowReading row(std::string_view line) const;

 private:
  std::vector<std::string RowTexts::*> columns_;  // null: a column of another name
};

// "v=spf1 " "-all" -> v=spf1 -all (RFC 1035 section 5.1); text without quotes as it is. nullopt
// when a quote is not closed.
std::optional<std::string> joined_strings(std::string_view text);

}  // namespace constat::parser::auth
