#include "classifier/registers/csv.h"

#include <algorithm>
#include <array>

namespace constat::classifier {

char separator_of(std::string_view header_line) {
  constexpr std::array<char, 3> kSeparators = {',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : header_line) {
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < kSeparators.size(); ++i) {
      if (!quoted && c == kSeparators[i]) ++counts[i];
    }
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kSeparators[static_cast<std::size_t>(most - counts.begin())];
}

// A quote opens a quoted cell only at the cell's start; inside, two stand for one.
CsvRow::Extent CsvRow::extent_of(std::string_view bytes) const {
  Extent extent;
  bool quoted = false;
  bool cell_start = true;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '\n') ++extent.lines;
    if (quoted) {
      if (c != '"') continue;
      const bool doubled = at + 1 < bytes.size() && bytes[at + 1] == '"';
      if (doubled) {
        ++at;
      } else {
        quoted = false;
      }
      continue;
    }
    if (c == '\n') {
      extent.end = End::kOfRow;
      extent.bytes = at + 1;
      return extent;
    }
    quoted = c == '"' && cell_start;
    cell_start = c == separator_;
  }
  extent.end = quoted ? End::kQuoteOpen : End::kOfBytes;
  extent.bytes = bytes.size();
  return extent;
}

const std::vector<std::string_view>& CsvRow::split(std::string_view row) {
  cells_.clear();
  unquoted_.clear();
  std::size_t begin = 0;
  for (;;) {
    std::size_t at = begin;
    if (at < row.size() && row[at] == '"') {
      for (++at; at < row.size(); ++at) {
        if (row[at] != '"') continue;
        if (at + 1 < row.size() && row[at + 1] == '"') {
          ++at;
        } else {
          break;
        }
      }
    }
    at = std::min(row.find(separator_, at), row.size());
    cells_.push_back(unquote(row.substr(begin, at - begin)));
    if (at == row.size()) return cells_;
    begin = at + 1;
  }
}

// What follows the closing quote, against RFC 4180, is kept as it stands.
std::string_view CsvRow::unquote(std::string_view cell) {
  if (cell.empty() || cell.front() != '"') return cell;
  const std::string_view inner = cell.substr(1);
  const std::size_t first = inner.find('"');
  if (first == inner.size() - 1 && first != std::string_view::npos) return inner.substr(0, first);
  std::string& out = unquoted_.emplace_back();
  bool open = true;
  for (std::size_t at = 0; at < inner.size(); ++at) {
    if (inner[at] != '"' || !open) {
      out += inner[at];
    } else if (at + 1 < inner.size() && inner[at + 1] == '"') {
      out += '"';
      ++at;
    } else {
      open = false;
    }
  }
  return out;
}

}  // namespace constat::classifier
