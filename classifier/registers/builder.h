// Makes a Register of the rows of a table.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "classifier/registers/columns.h"
#include "classifier/registers/register.h"
#include "classifier/registers/table.h"

namespace constat::classifier {

class RegisterBuilder final : public TableSink {
 public:
  // `pseudonyms` and `limits` must outlive the builder. `expected_bytes` of the file, 0 when not
  // known: room for all rows is made at once, as growing would need twice as much for a moment.
  RegisterBuilder(RegisterKind kind, std::string name, const Pseudonymiser& pseudonyms,
                  const Limits& limits, std::uint64_t expected_bytes);

  void on_column(std::string_view name) override;
  bool on_header() override;
  void on_row(std::uint64_t line, std::span<const Cell> cells) override;
  void on_unreadable(std::uint64_t line, RowProblem problem) override;

  bool has_address() const { return has_address_; }
  Exhibit& exhibit() { return register_.exhibit_; }
  // Sorts the rows. Call once, last.
  Register finish();

 private:
  // Fills in what the cell says; a problem where it cannot be read.
  std::optional<RowProblem> take(const Cell& cell, RegisterRow& row);
  std::optional<RowProblem> take_address(std::string_view value, RegisterRow& row);
  std::optional<RowProblem> take_time(std::string_view value, std::int64_t& out);
  std::uint32_t details_index();
  void make_room();

  const Pseudonymiser& pseudonyms_;
  const Limits& limits_;
  Register register_;
  std::vector<ColumnMeaning> meanings_;  // by column
  absl::flat_hash_map<std::string_view, std::uint32_t> known_details_;
  std::size_t detail_bytes_ = 0;
  std::uint64_t expected_bytes_;
  std::uint64_t bytes_so_far_ = 0;
  // Of the row being read.
  std::string details_;
  bool has_address_ = false;
  bool address_seen_ = false;
  bool is_pseudonym_ = false;
  bool zone_missing_ = false;
};

}  // namespace constat::classifier
