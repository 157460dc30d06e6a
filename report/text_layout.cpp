#include "report/text_layout.h"

#include <algorithm>

#include "core/limits.h"
#include "report/excerpt.h"

namespace constat::report {
namespace {

std::string flat_span(const Span& span, const Wording& wording) {
  switch (span.kind) {
    case Span::Kind::kSeen:
      return excerpt(span.text, Limits{}.quote_bytes);
    case Span::Kind::kQuote:
      return wording.quoted(excerpt(span.text, Limits{}.quote_bytes));
    case Span::Kind::kCode:
      return printable(span.text);
    case Span::Kind::kBreak:
      return " ";
    case Span::Kind::kWords:
    case Span::Kind::kStrong:
      break;
  }
  return span.text;
}

// Bytes of the first `width` columns; at least one character.
std::size_t bytes_of_columns(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  std::size_t columns = 0;
  while (bytes < text.size()) {
    const CodePoint point = decode_utf8(text.substr(bytes));
    columns += columns_of(text.substr(bytes, point.bytes));
    if (columns > width && bytes != 0) break;
    bytes += point.bytes;
  }
  return bytes;
}

using Cells = std::vector<std::vector<std::string>>;

Cells flat_cells(const Table& table, const Wording& wording) {
  Cells cells;
  for (const auto& row : table.rows) {
    cells.emplace_back();
    for (const Line& cell : row) cells.back().push_back(flat(cell, wording));
  }
  return cells;
}

std::vector<std::size_t> natural_widths(const Table& table, const Cells& cells) {
  std::vector<std::size_t> widths;
  for (const Table::Column& column : table.columns) widths.push_back(columns_of(column.head));
  for (const auto& row : cells) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
      widths[i] = std::max(widths[i], columns_of(row[i]));
    }
  }
  return widths;
}

void append_row(const std::vector<std::string>& row, const Table& table,
                const std::vector<std::size_t>& widths, std::string& out) {
  std::string line;
  for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) {
    const bool numeric = table.columns[i].align == Table::Align::kNumber;
    line += "  ";
    line += numeric ? pad_left(row[i], widths[i]) : pad_right(row[i], widths[i]);
  }
  while (line.ends_with(' ')) line.pop_back();
  out += line + "\n";
}

void append_stacked(const Cells& cells, const Table& table, const Wording& wording,
                    std::size_t width, std::string& out) {
  for (const auto& row : cells) {
    append_wrapped(row.empty() ? "" : row[0], "  ", width, out);
    for (std::size_t i = 1; i < row.size() && i < table.columns.size(); ++i) {
      const Line head = wording.line(Key::kColon, {words(table.columns[i].head)});
      append_wrapped(flat(head, wording) + " " + row[i], "      ", width, out);
    }
  }
}

}  // namespace

std::string flat(const Line& line, const Wording& wording) {
  std::string out;
  for (const Span& span : line) out += flat_span(span, wording);
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    std::string_view word = text.substr(0, space);
    text = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    std::size_t columns = columns_of(word);
    if (used != 0 && used + 1 + columns > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used != 0) lines.back() += ' ', ++used;
    while (columns > width) {
      const std::size_t bytes = bytes_of_columns(word, width);
      if (bytes == word.size()) break;
      lines.back() += word.substr(0, bytes);
      lines.emplace_back();
      word.remove_prefix(bytes);
      columns = columns_of(word);
    }
    lines.back() += word;
    used += columns;
  }
  return lines;
}

std::string pad_right(std::string text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  if (columns < width) text.append(width - columns, ' ');
  return text;
}

std::string pad_left(const std::string& text, std::size_t width) {
  const std::size_t columns = columns_of(text);
  return columns < width ? std::string(width - columns, ' ') + text : text;
}

void append_wrapped(std::string_view text, std::string_view first, std::size_t width,
                    std::string& out) {
  const std::size_t indent = columns_of(first);
  const std::size_t room = width > indent + 10 ? width - indent : 10;
  bool begun = false;
  for (const std::string& line : wrap(text, room)) {
    out += begun ? std::string(indent, ' ') : std::string(first);
    out += line + "\n";
    begun = true;
  }
}

void append_table(const Table& table, const Wording& wording, std::size_t width, std::string& out) {
  if (!table.caption.empty()) out += table.caption + "\n";
  const Cells cells = flat_cells(table, wording);
  const std::vector<std::size_t> widths = natural_widths(table, cells);
  std::size_t total = 0;
  for (const std::size_t column : widths) total += column + 2;
  if (total > width) return append_stacked(cells, table, wording, width, out);
  const bool named_by_caption = !table.caption.empty() && table.columns.size() == 2;
  if (!named_by_caption) {
    std::vector<std::string> heads;
    for (const Table::Column& column : table.columns) heads.push_back(column.head);
    append_row(heads, table, widths, out);
  }
  for (const auto& row : cells) append_row(row, table, widths, out);
}

}  // namespace constat::report
