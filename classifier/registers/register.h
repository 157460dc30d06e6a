// Registers: exhibits from outside that are supplied with a run (consent, objection, sales,
// complaints, mailboxes of the operator's own). A row is a statement by whoever produced the file,
// never something that constat saw; absence of a row is absence of a row, no more.
//
//   CSV or JSON Lines --> read_register() --> Register: what is known of the file, rows by person
//
// Addresses stand in a register as pseudonyms only (core/pseudonym.h), made while the file is read.
// Memory: 48 bytes a row, and each different set of other columns once.
// Threads: a Register that was read may be asked by several at once.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "capture/byte_source.h"
#include "classifier/registers/register_kind.h"
#include "core/digest.h"
#include "core/limits.h"
#include "core/pseudonym.h"

namespace constat::classifier {

// Why a row was left out; with the number of its first line.
enum class RowProblem : std::uint8_t {
  kNoAddress,          // the cell is empty or absent
  kAddressUnreadable,  // neither an address nor a pseudonym
  kTimeUnreadable,     // not RFC 3339, nor a date, nor a date and time
  kTooManyCells,       // more than the header names
  kQuoteNotClosed,     // RFC 4180 section 2
  kNotAnObject,        // a line of JSON Lines
  kTooLong,            // Limits::register_row_bytes
  kTooManyColumns,     // Limits::register_columns
  kCount_,
};
std::string_view name_of(RowProblem problem);

struct RowLeftOut {
  std::uint64_t line = 0;  // from 1
  RowProblem problem = RowProblem::kNoAddress;
  friend bool operator==(const RowLeftOut&, const RowLeftOut&) = default;
};

enum class TableFormat : std::uint8_t { kCsv, kJsonLines };
std::string_view name_of(TableFormat format);

// What is known of the file, for the report: an exhibit is never used without it.
struct Exhibit {
  RegisterKind kind = RegisterKind::kConsent;
  std::string name;  // as given on the command line
  std::uint64_t bytes = 0;
  Digest sha256;
  TableFormat format = TableFormat::kCsv;
  // Its standing, as stated by who supplies it; "" when not stated (see standing.h).
  std::string producer, mandate, produced_at;
  std::vector<std::string> columns;          // as named in the file
  std::vector<std::string> columns_unknown;  // of them, those without a meaning of their own; kept
  std::uint64_t rows = 0;                    // rows == rows read + sum of left_out_by
  std::uint64_t rows_read = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(RowProblem::kCount_)> left_out_by{};
  std::vector<RowLeftOut> left_out;      // the first Limits::register_problems
  std::uint64_t pseudonyms = 0;          // addresses that were pseudonyms already
  std::uint64_t undated = 0;             // rows without a time
  std::uint64_t times_without_zone = 0;  // read as UTC
  std::uint64_t details_not_kept = 0;    // rows whose other columns exceeded the cap
  bool cut_short = false;                // the file ended before its end (damaged, changed)
  std::uint64_t left_out_total() const;
};

// Seconds since 1970-01-01T00:00:00Z.
inline constexpr std::int64_t kNoTime = INT64_MIN;

struct RegisterRow {
  std::array<std::uint8_t, 16> person{};  // first 128 bits of the pseudonym
  std::int64_t time = kNoTime;       // of the consent, objection, sale, complaint; since when a
                                     // mailbox is the operator's
  std::int64_t confirmed = kNoTime;  // of a consent: its confirmation
  std::int64_t ended = kNoTime;      // of a consent: its withdrawal; of a mailbox: until when
  std::uint32_t line = 0;            // from 1; UINT32_MAX beyond
  std::uint32_t details = 0;         // index of Register::details
};
static_assert(sizeof(RegisterRow) == 48);

class Register {
 public:
  const Exhibit& exhibit() const { return exhibit_; }
  std::size_t size() const { return rows_.size(); }
  // Of one person ("p:…"), by (time, line). Empty for anything that is no pseudonym.
  std::span<const RegisterRow> rows_of(std::string_view pseudonym) const;
  // Name and value of the other columns of the row, those that are not empty, in the file's order.
  // Names that have a meaning are the canonical ones ("source", "siren", …).
  std::vector<std::pair<std::string_view, std::string_view>> details_of(
      const RegisterRow& row) const;
  // The value of one such column; "" when it has none.
  std::string_view detail(const RegisterRow& row, std::string_view canonical_name) const;
  std::size_t memory() const;

 private:
  friend class RegisterBuilder;
  Exhibit exhibit_;
  std::vector<RegisterRow> rows_;  // by (person, time, line)
  // Each different set once: (column, value) after (column, value), as made by RegisterBuilder. The
  // first is the empty one.
  std::deque<std::string> details_;
  std::vector<std::string> canonical_;  // by column
};

// Errors: the file cannot be read, or no column names the address; one line with the remedy.
absl::StatusOr<Register> read_register(RegisterKind kind, const std::string& path,
                                       const Pseudonymiser& pseudonyms, const Limits& limits);
// The same from a source that is open; `name` stands in the exhibit and in errors.
absl::StatusOr<Register> read_register(RegisterKind kind, const std::string& name,
                                       capture::ByteSource& bytes, const Pseudonymiser& pseudonyms,
                                       const Limits& limits);

}  // namespace constat::classifier
