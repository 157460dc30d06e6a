// The file of a DNS snapshot, line by line.

#include <algorithm>

#include "parser/auth/dns_row.h"
#include "parser/auth/dns_snapshot.h"

namespace constat::parser::auth {
namespace {

class SnapshotReader {
 public:
  SnapshotReader(const Limits& limits, ReadSnapshot& out) : limits_(limits), out_(out) {}

  // False when the first line that counts is neither form.
  bool take(std::string_view line, ByteRange where) {
    ++line_;
    if (line.empty() || line.starts_with('#')) return true;
    if (form_ == Form::kUnknown && !line.starts_with('{')) {
      form_ = Form::kCsv;
      return columns_.read(line);
    }
    if (form_ == Form::kUnknown) form_ = Form::kJson;
    take_row(line, where);
    return true;
  }

  void finish() { out_.snapshot = DnsSnapshot(std::move(rows_)); }

 private:
  enum class Form : std::uint8_t { kUnknown, kJson, kCsv };

  void take_row(std::string_view line, ByteRange where) {
    if (line.size() > limits_.dns_row_bytes) return leave_out("longer than the cap", where);
    RowReading reading = form_ == Form::kJson ? row_from_json(line) : columns_.row(line);
    if (!reading.problem.empty()) return leave_out(reading.problem, where);
    ++out_.rows;
    if (!reading.row) return;
    if (rows_.size() < limits_.dns_records) {
      rows_.push_back(std::move(*reading.row));
    } else {
      note(DefectKind::kDnsLimit, "more records than the cap", where);
    }
  }
  void leave_out(std::string_view reason, ByteRange where) {
    note(DefectKind::kDnsRowMalformed, reason, where);
  }
  void note(DefectKind kind, std::string_view reason, ByteRange where) {
    if (out_.defects.size() == limits_.input_defects) {
      ++out_.defects_not_kept;
      return;
    }
    out_.defects.push_back({kind, where});
    out_.notes.push_back({line_, reason});
  }

  const Limits& limits_;
  ReadSnapshot& out_;
  Form form_ = Form::kUnknown;
  CsvColumns columns_;
  std::vector<DnsRow> rows_;
  std::uint64_t line_ = 0;
};

}  // namespace

absl::StatusOr<ReadSnapshot> read_dns_snapshot(std::string_view text, const Limits& limits) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  ReadSnapshot read;
  SnapshotReader reader(limits, read);
  std::size_t begin = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string_view line = text.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!reader.take(line, {begin, line.size()})) {
      return absl::InvalidArgumentError(
          "neither JSON Lines nor CSV whose first line names the columns name, type, data, ttl, "
          "observed_at, server, dnssec, status");
    }
    begin = end + 1;
  }
  reader.finish();
  return read;
}

}  // namespace constat::parser::auth
