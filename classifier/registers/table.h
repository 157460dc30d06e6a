// Rows of a table in CSV (RFC 4180; separated by comma, semicolon or tab, as the header line shows)
// or JSON Lines (one object a line). Which of the two is told by the first byte.
//
// Nothing is guessed: a row that cannot be read is reported with the number of its first line, and
// reading goes on at the next line.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "capture/byte_source.h"
#include "classifier/registers/register.h"
#include "core/limits.h"

namespace constat::classifier {

struct Cell {
  std::uint32_t column = 0;
  std::string_view value;  // valid during the call; UTF-8 as in the file
};

class TableSink {
 public:
  virtual ~TableSink() = default;
  // Columns are numbered in the order of these calls, all of a CSV file before its first row.
  virtual void on_column(std::string_view name) = 0;
  // False ends the reading: the columns of a CSV file do not serve.
  virtual bool on_header() = 0;
  virtual void on_row(std::uint64_t line, std::span<const Cell> cells) = 0;
  virtual void on_unreadable(std::uint64_t line, RowProblem problem) = 0;
};

TableFormat recognise_table(capture::ByteSource& bytes);
void read_table(capture::ByteSource& bytes, TableFormat format, const Limits& limits,
                TableSink& sink);

}  // namespace constat::classifier
