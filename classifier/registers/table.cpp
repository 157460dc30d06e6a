#include "classifier/registers/table.h"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <vector>

#include "classifier/registers/csv.h"

namespace constat::classifier {
namespace {

namespace json = boost::json;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// Rows are looked for in stretches of this size.
constexpr std::size_t kStretch = 1024 * 1024;

std::string_view without_line_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Cuts the source into lines of JSON or rows of CSV; both may be longer than a stretch.
class CsvTable {
 public:
  CsvTable(capture::ByteSource& bytes, const Limits& limits, TableSink& sink)
      : bytes_(bytes), limits_(limits), sink_(sink) {}

  void read() {
    if (bytes_.peek(kByteOrderMark.size()) == kByteOrderMark) bytes_.skip(kByteOrderMark.size());
    if (!read_header()) return;
    while (read_stretch()) {
    }
  }

 private:
  bool read_header() {
    const std::string_view seen = bytes_.peek(kStretch);
    const std::string_view first = seen.substr(0, std::min(seen.find('\n'), seen.size()));
    row_ = CsvRow(separator_of(first));
    const CsvRow::Extent extent = row_.extent_of(seen);
    for (const std::string_view name : row_.split(without_line_end(seen.substr(0, extent.bytes)))) {
      ++columns_;
      sink_.on_column(name);
    }
    line_ += std::max<std::uint64_t>(extent.lines, 1);
    bytes_.skip(extent.bytes);
    return sink_.on_header();
  }

  bool read_stretch() {
    const std::string_view seen = bytes_.peek(kStretch);
    const bool is_last = seen.size() < kStretch;
    std::size_t at = 0;
    while (at < seen.size()) {
      const std::size_t read = read_row(seen.substr(at), is_last);
      if (read == 0) break;
      at += read;
    }
    bytes_.skip(at);
    return at > 0;
  }

  // Of the row that begins `seen`, how many bytes it took; 0: more of it must be seen.
  std::size_t read_row(std::string_view seen, bool is_last) {
    const std::string_view within = seen.substr(0, limits_.register_row_bytes);
    const CsvRow::Extent extent = row_.extent_of(within);
    if (extent.end != CsvRow::End::kOfRow) {
      const bool is_cut = within.size() == seen.size() && !is_last;
      if (is_cut) return 0;
      if (extent.end == CsvRow::End::kQuoteOpen)
        return skip_line(seen, RowProblem::kQuoteNotClosed);
      if (within.size() < seen.size()) return skip_line(seen, RowProblem::kTooLong);
    }
    const std::string_view row = without_line_end(seen.substr(0, extent.bytes));
    if (!row.empty()) hand_over(row);
    line_ += std::max<std::uint64_t>(extent.lines, 1);
    return extent.bytes;
  }

  // Reading goes on at the next line. What is left of a line longer than a stretch is read as a row
  // of its own and most likely left out.
  std::size_t skip_line(std::string_view seen, RowProblem problem) {
    sink_.on_unreadable(line_++, problem);
    const std::size_t end = seen.find('\n');
    return end == std::string_view::npos ? seen.size() : end + 1;
  }

  void hand_over(std::string_view row) {
    const std::vector<std::string_view>& values = row_.split(row);
    if (values.size() > columns_) return sink_.on_unreadable(line_, RowProblem::kTooManyCells);
    cells_.clear();
    for (std::uint32_t i = 0; i < values.size(); ++i) cells_.push_back({i, values[i]});
    sink_.on_row(line_, cells_);
  }

  capture::ByteSource& bytes_;
  const Limits& limits_;
  TableSink& sink_;
  CsvRow row_{','};
  std::vector<Cell> cells_;
  std::size_t columns_ = 0;
  std::uint64_t line_ = 1;
};

class JsonLines {
 public:
  JsonLines(capture::ByteSource& bytes, const Limits& limits, TableSink& sink)
      : bytes_(bytes), limits_(limits), sink_(sink) {}

  void read() {
    if (bytes_.peek(kByteOrderMark.size()) == kByteOrderMark) bytes_.skip(kByteOrderMark.size());
    for (;;) {
      const std::string_view seen = bytes_.peek(kStretch);
      if (seen.empty()) return;
      const bool is_last = seen.size() < kStretch;
      std::size_t at = 0;
      for (std::size_t end = 0; (end = seen.find('\n', at)) != std::string_view::npos;
           at = end + 1) {
        read_line(without_line_end(seen.substr(at, end - at)));
      }
      const bool rest_is_whole = is_last || at == 0;  // at 0: a line longer than a stretch
      if (rest_is_whole && at < seen.size()) {
        read_line(seen.substr(at));
        at = seen.size();
      }
      bytes_.skip(at);
    }
  }

 private:
  void read_line(std::string_view line) {
    const std::uint64_t number = ++line_;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
    if (line.size() > limits_.register_row_bytes)
      return sink_.on_unreadable(number, RowProblem::kTooLong);
    boost::system::error_code error;
    json::monotonic_resource memory(buffer_, sizeof buffer_);
    const json::value value = json::parse(line, error, &memory);
    if (error || !value.is_object()) {
      return sink_.on_unreadable(number, RowProblem::kNotAnObject);
    }
    hand_over(number, value.as_object());
  }

  void hand_over(std::uint64_t line, const json::object& object) {
    cells_.clear();
    texts_.clear();
    texts_.reserve(object.size());  // views below stay valid
    for (const auto& [key, value] : object) {
      if (value.is_null()) continue;
      const auto column = column_of(key);
      if (!column) return sink_.on_unreadable(line, RowProblem::kTooManyColumns);
      if (value.is_string()) {
        cells_.push_back({*column, value.as_string()});
      } else {
        texts_.push_back(json::serialize(value));
        cells_.push_back({*column, texts_.back()});
      }
    }
    sink_.on_row(line, cells_);
  }

  std::optional<std::uint32_t> column_of(std::string_view name) {
    const auto found = columns_.find(name);
    if (found != columns_.end()) return found->second;
    if (columns_.size() >= limits_.register_columns) return std::nullopt;
    const auto column = static_cast<std::uint32_t>(columns_.size());
    columns_.emplace(name, column);
    sink_.on_column(name);
    return column;
  }

  capture::ByteSource& bytes_;
  const Limits& limits_;
  TableSink& sink_;
  std::map<std::string, std::uint32_t, std::less<>> columns_;
  std::vector<Cell> cells_;
  std::vector<std::string> texts_;
  std::uint64_t line_ = 0;
  unsigned char buffer_[8192];
};

}  // namespace

TableFormat recognise_table(capture::ByteSource& bytes) {
  std::string_view head = bytes.peek(4096);
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  const bool is_object = first != std::string_view::npos && head[first] == '{';
  return is_object ? TableFormat::kJsonLines : TableFormat::kCsv;
}

void read_table(capture::ByteSource& bytes, TableFormat format, const Limits& limits,
                TableSink& sink) {
  if (format == TableFormat::kJsonLines) {
    JsonLines(bytes, limits, sink).read();
  } else {
    CsvTable(bytes, limits, sink).read();
  }
}

}  // namespace constat::classifier
