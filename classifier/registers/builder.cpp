#include "classifier/registers/builder.h"

#include <algorithm>
#include <limits>

#include "classifier/registers/person.h"
#include "classifier/registers/times.h"

namespace constat::classifier {
namespace {

// Rows by which the number of all is estimated.
constexpr std::size_t kSample = 4096;

constexpr std::string_view kBlank = " \t\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

// By shape alone: one "@" with something on both sides, no white space, no other mark that would
// make it a list or a phrase.
bool is_address(std::string_view text) {
  const std::size_t at = text.rfind('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \t\r\n<>,;\"()") == std::string_view::npos;
}

void append_number(std::uint32_t number, std::string& out) {
  for (const unsigned shift : {24u, 16u, 8u, 0u}) out += static_cast<char>(number >> shift & 0xff);
}

}  // namespace

RegisterBuilder::RegisterBuilder(RegisterKind kind, std::string name,
                                 const Pseudonymiser& pseudonyms, const Limits& limits,
                                 std::uint64_t expected_bytes)
    : pseudonyms_(pseudonyms), limits_(limits), expected_bytes_(expected_bytes) {
  register_.exhibit_.kind = kind;
  register_.exhibit_.name = std::move(name);
  register_.details_.emplace_back();
}

void RegisterBuilder::on_column(std::string_view name) {
  Exhibit& exhibit = register_.exhibit_;
  ColumnMeaning meaning = meaning_of_column(exhibit.kind, name);
  const auto has_role = [&](const ColumnMeaning& other) { return other.role == meaning.role; };
  // A second column of the same role is kept beside it.
  const bool is_single =
      meaning.role != ColumnRole::kDetail && meaning.role != ColumnRole::kUnknown;
  if (is_single && std::any_of(meanings_.begin(), meanings_.end(), has_role)) {
    meaning = {ColumnRole::kUnknown, std::string(name)};
  }
  exhibit.columns.emplace_back(name);
  if (meaning.role == ColumnRole::kUnknown) exhibit.columns_unknown.emplace_back(name);
  has_address_ = has_address_ || meaning.role == ColumnRole::kAddress;
  register_.canonical_.push_back(meaning.canonical);
  meanings_.push_back(std::move(meaning));
}

bool RegisterBuilder::on_header() { return has_address_; }

void RegisterBuilder::on_unreadable(std::uint64_t line, RowProblem problem) {
  Exhibit& exhibit = register_.exhibit_;
  ++exhibit.rows;
  ++exhibit.left_out_by[static_cast<std::size_t>(problem)];
  if (exhibit.left_out.size() < limits_.register_problems) {
    exhibit.left_out.push_back({line, problem});
  }
}

void RegisterBuilder::on_row(std::uint64_t line, std::span<const Cell> cells) {
  RegisterRow row;
  details_.clear();
  address_seen_ = is_pseudonym_ = zone_missing_ = false;
  for (const Cell& cell : cells) {
    bytes_so_far_ += cell.value.size() + 1;
    if (const auto problem = take(cell, row)) return on_unreadable(line, *problem);
  }
  if (!address_seen_) return on_unreadable(line, RowProblem::kNoAddress);
  Exhibit& exhibit = register_.exhibit_;
  row.line = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(line, std::numeric_limits<std::uint32_t>::max()));
  row.details = details_index();
  ++exhibit.rows;
  ++exhibit.rows_read;
  if (is_pseudonym_) ++exhibit.pseudonyms;
  if (zone_missing_) ++exhibit.times_without_zone;
  if (row.time == kNoTime) ++exhibit.undated;
  if (register_.rows_.size() == kSample) make_room();
  register_.rows_.push_back(row);
}

// By the mean size of the first rows, and a quarter more: memory that no row comes to is not used.
void RegisterBuilder::make_room() {
  const std::uint64_t mean = std::max<std::uint64_t>(bytes_so_far_ / kSample, 1);
  register_.rows_.reserve(
      std::max<std::size_t>(kSample + 1, expected_bytes_ / mean + expected_bytes_ / mean / 4));
}

std::optional<RowProblem> RegisterBuilder::take(const Cell& cell, RegisterRow& row) {
  const std::string_view value = trimmed(cell.value);
  if (value.empty()) return std::nullopt;
  switch (meanings_[cell.column].role) {
    case ColumnRole::kAddress:
      return take_address(value, row);
    case ColumnRole::kTime:
      return take_time(value, row.time);
    case ColumnRole::kConfirmed:
      return take_time(value, row.confirmed);
    case ColumnRole::kEnded:
      return take_time(value, row.ended);
    case ColumnRole::kDetail:
    case ColumnRole::kUnknown:
      append_number(cell.column, details_);
      append_number(static_cast<std::uint32_t>(value.size()), details_);
      details_ += value;
  }
  return std::nullopt;
}

std::optional<RowProblem> RegisterBuilder::take_address(std::string_view value, RegisterRow& row) {
  address_seen_ = true;
  if (const auto person = person_of(value)) {
    is_pseudonym_ = true;
    row.person = *person;
    return std::nullopt;
  }
  if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
  if (!is_address(value)) return RowProblem::kAddressUnreadable;
  row.person = *person_of(pseudonyms_.of_address(value));
  return std::nullopt;
}

std::optional<RowProblem> RegisterBuilder::take_time(std::string_view value, std::int64_t& out) {
  const auto time = register_time(value);
  if (!time) return RowProblem::kTimeUnreadable;
  out = time->seconds;
  zone_missing_ = zone_missing_ || !time->zone_stated;
  return std::nullopt;
}

// Sets of values repeat: few forms, few wordings, few channels.
std::uint32_t RegisterBuilder::details_index() {
  if (details_.empty()) return 0;
  const auto found = known_details_.find(details_);
  if (found != known_details_.end()) return found->second;
  if (detail_bytes_ + details_.size() > limits_.register_detail_bytes) {
    ++register_.exhibit_.details_not_kept;
    return 0;
  }
  detail_bytes_ += details_.size();
  const auto index = static_cast<std::uint32_t>(register_.details_.size());
  known_details_.emplace(register_.details_.emplace_back(details_), index);
  return index;
}

Register RegisterBuilder::finish() {
  std::sort(register_.rows_.begin(), register_.rows_.end(),
            [](const RegisterRow& a, const RegisterRow& b) {
              if (a.person != b.person) return a.person < b.person;
              return a.time != b.time ? a.time < b.time : a.line < b.line;
            });
  return std::move(register_);
}

}  // namespace constat::classifier
