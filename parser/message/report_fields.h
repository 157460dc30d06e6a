// The text of a report part as groups of "Name: value" fields, an empty line between groups (RFC
// 3464 section 2.1, RFC 5965 section 3).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::parser::message {

struct ReportField {
  std::string name;   // lower case
  std::string value;  // unfolded, trimmed
  ByteRange where;    // in the text, line end included
  std::uint32_t group = 0;
};

struct ReportFields {
  std::vector<ReportField> fields;
  // Lines that are neither a field, nor the continuation of one, nor empty.
  std::vector<ByteRange> odd_lines;
};

ReportFields read_report_fields(std::string_view text);

}  // namespace constat::parser::message
