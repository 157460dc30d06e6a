#include "classifier/registers/register.h"

#include <algorithm>
#include <filesystem>
#include <numeric>

#include "classifier/registers/builder.h"
#include "classifier/registers/person.h"
#include "classifier/registers/standing.h"
#include "classifier/registers/table.h"

namespace constat::classifier {
namespace {

constexpr std::array<std::string_view, 5> kKinds = {"consent", "objection", "sales", "complaints",
                                                    "mailboxes"};
constexpr std::array<std::string_view, static_cast<std::size_t>(RowProblem::kCount_)> kProblems = {
    "no_address",       "address_unreadable", "time_unreadable", "too_many_cells",
    "quote_not_closed", "not_an_object",      "too_long",        "too_many_columns"};

std::uint32_t number_at(std::string_view text, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    number = number << 8 | static_cast<unsigned char>(text[at + i]);
  }
  return number;
}

absl::StatusOr<Register> read(RegisterBuilder builder, capture::ByteSource& bytes,
                              const Limits& limits) {
  const TableFormat format = recognise_table(bytes);
  read_table(bytes, format, limits, builder);
  if (!bytes.status().ok()) return bytes.status();
  Exhibit& exhibit = builder.exhibit();
  if (!builder.has_address()) {
    return absl::InvalidArgumentError(
        exhibit.name + ": no column of this " + std::string(name_of(exhibit.kind)) +
        " register names the address; call it \"address\", \"email\" or \"courriel\" in the "
        "first line");
  }
  const bool cut_short = bytes.cut_short();
  capture::InputFacts facts;
  bytes.finish(facts);
  exhibit.format = format;
  exhibit.bytes = facts.bytes;
  exhibit.sha256 = facts.sha256;
  exhibit.cut_short = cut_short || !facts.defects.empty();
  return builder.finish();
}

}  // namespace

std::string_view name_of(RegisterKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<RegisterKind> register_kind_named(std::string_view name) {
  const auto found = std::find(kKinds.begin(), kKinds.end(), name);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<RegisterKind>(found - kKinds.begin());
}

std::string_view name_of(RowProblem problem) {
  return kProblems[static_cast<std::size_t>(problem)];
}

std::string_view name_of(TableFormat format) {
  return format == TableFormat::kCsv ? "csv" : "json_lines";
}

std::uint64_t Exhibit::left_out_total() const {
  return std::accumulate(left_out_by.begin(), left_out_by.end(), std::uint64_t{0});
}

std::optional<std::array<std::uint8_t, 16>> person_of(std::string_view pseudonym) {
  constexpr std::size_t kLength = 2 + 26;
  if (pseudonym.size() != kLength || !pseudonym.starts_with("p:")) return std::nullopt;
  std::array<std::uint8_t, 16> person{};
  std::uint32_t bits = 0;
  unsigned held = 0;
  std::size_t out = 0;
  for (const char c : pseudonym.substr(2)) {
    const bool is_letter = c >= 'a' && c <= 'z';
    if (!is_letter && (c < '2' || c > '7')) return std::nullopt;
    bits = bits << 5 | static_cast<std::uint32_t>(is_letter ? c - 'a' : c - '2' + 26);
    held += 5;
    if (held < 8 || out == person.size()) continue;
    held -= 8;
    person[out++] = static_cast<std::uint8_t>(bits >> held & 0xff);
  }
  return person;
}

std::span<const RegisterRow> Register::rows_of(std::string_view pseudonym) const {
  const auto person = person_of(pseudonym);
  if (!person) return {};
  const auto first = std::lower_bound(
      rows_.begin(), rows_.end(), *person,
      [](const RegisterRow& row, const auto& wanted) { return row.person < wanted; });
  auto end = first;
  while (end != rows_.end() && end->person == *person) ++end;
  return std::span(rows_).subspan(static_cast<std::size_t>(first - rows_.begin()),
                                  static_cast<std::size_t>(end - first));
}

std::vector<std::pair<std::string_view, std::string_view>> Register::details_of(
    const RegisterRow& row) const {
  std::vector<std::pair<std::string_view, std::string_view>> out;
  const std::string_view all = details_[row.details];
  for (std::size_t at = 0; at < all.size();) {
    const std::uint32_t column = number_at(all, at);
    const std::uint32_t length = number_at(all, at + 4);
    out.emplace_back(canonical_[column], all.substr(at + 8, length));
    at += 8 + length;
  }
  return out;
}

std::string_view Register::detail(const RegisterRow& row, std::string_view canonical_name) const {
  for (const auto& [name, value] : details_of(row)) {
    if (name == canonical_name) return value;
  }
  return {};
}

std::size_t Register::memory() const {
  std::size_t bytes = rows_.capacity() * sizeof(RegisterRow);
  for (const std::string& details : details_) bytes += sizeof details + details.capacity();
  return bytes;
}

absl::StatusOr<Register> read_register(RegisterKind kind, const std::string& name,
                                       capture::ByteSource& bytes, const Pseudonymiser& pseudonyms,
                                       const Limits& limits) {
  return read(RegisterBuilder(kind, name, pseudonyms, limits, 0), bytes, limits);
}

absl::StatusOr<Register> read_register(RegisterKind kind, const std::string& path,
                                       const Pseudonymiser& pseudonyms, const Limits& limits) {
  auto source = capture::open_file(path, limits);
  if (!source.ok()) return source.status();
  std::error_code unknown;
  const std::uint64_t size = std::filesystem::file_size(path, unknown);
  RegisterBuilder builder(kind, path, pseudonyms, limits, unknown ? 0 : size);
  if (auto status = read_standing(path, builder.exhibit()); !status.ok()) return status;
  return read(std::move(builder), **source, limits);
}

}  // namespace constat::classifier
