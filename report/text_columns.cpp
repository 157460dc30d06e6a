// The two columns of facts, and under them the places where they were seen.
#include <algorithm>
#include <span>

#include "core/limits.h"
#include "report/excerpt.h"
#include "report/text_layout.h"

namespace constat::report {
namespace {

constexpr std::size_t kSideBySideFrom = 90;
constexpr std::string_view kBetween = "   ";
// The terminal shows the first example of a fact and where it stands; the page and the JSON report
// show up to three, with every digest.
constexpr std::size_t kExamplesOfAFact = 1;

std::span<const Exhibit> shown_exhibits(const FactColumn::Entry& entry) {
  return std::span(entry.exhibits).first(std::min(kExamplesOfAFact, entry.exhibits.size()));
}

// The lines of one column; exhibits are numbered on from `next`.
std::vector<std::string> column_lines(const FactColumn& column, const Wording& wording,
                                      std::size_t width, std::size_t& next) {
  std::vector<std::string> lines = wrap(column.title + " (" + column.gloss + ")", width);
  lines.emplace_back(width, '-');
  if (column.entries.empty()) lines.push_back(column.empty);
  for (const FactColumn::Entry& entry : column.entries) {
    std::string text = flat(entry.label, wording) + " — " + entry.tally;
    for (std::size_t i = 0; i < shown_exhibits(entry).size(); ++i) {
      text += " [" + std::to_string(next++) + "]";
    }
    bool begun = false;
    for (std::string& line : wrap(text, width - 2)) {
      lines.push_back((begun ? "  " : "· ") + std::move(line));
      begun = true;
    }
  }
  return lines;
}

void append_side_by_side(const std::vector<std::string>& left,
                         const std::vector<std::string>& right, std::size_t width,
                         std::string& out) {
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    std::string line = "  " + pad_right(i < left.size() ? left[i] : std::string(), width);
    line += std::string(kBetween) + (i < right.size() ? right[i] : std::string());
    while (line.ends_with(' ')) line.pop_back();
    out += line + "\n";
  }
}

void append_exhibit(const Exhibit& exhibit, std::size_t number, const Wording& wording,
                    std::size_t width, std::string& out) {
  std::string mark = "  [" + std::to_string(number) + "] ";
  const std::string indent(mark.size(), ' ');
  const auto line = [&](const std::string& text) {
    append_wrapped(text, mark, width, out);
    mark = indent;
  };
  if (!exhibit.what.empty()) line(flat(exhibit.what, wording));
  if (!exhibit.quote.empty()) {
    // Every line carries the mark of a quotation.
    const std::string shown = excerpt(exhibit.quote, Limits{}.quote_bytes);
    const std::size_t room = width > indent.size() + 12 ? width - indent.size() - 2 : 10;
    for (const std::string& part : wrap(shown, room)) {
      out += mark + "> " + part + "\n";
      mark = indent;
    }
  }
  if (!exhibit.trace.empty()) line(flat(exhibit.trace.front(), wording));
  // On one line whatever the width, so that it can be copied.
  for (const std::string& command : exhibit.commands) {
    out += mark + command + "\n";
    mark = indent;
  }
}

}  // namespace

void append_fact_columns(const std::vector<const FactColumn*>& columns, const Wording& wording,
                         std::size_t width, std::string& out) {
  const bool beside = columns.size() == 2 && width >= kSideBySideFrom;
  const std::size_t room = beside ? (width - 2 - kBetween.size()) / 2 : width - 2;
  std::size_t next = 1;
  std::vector<std::vector<std::string>> lines;
  for (const FactColumn* column : columns) {
    lines.push_back(column_lines(*column, wording, room, next));
  }
  if (beside) {
    append_side_by_side(lines[0], lines[1], room, out);
  } else {
    for (const auto& column : lines) {
      for (const std::string& line : column) out += "  " + line + "\n";
    }
  }
  std::size_t number = 1;
  for (const FactColumn* column : columns) {
    for (const FactColumn::Entry& entry : column->entries) {
      for (const Exhibit& exhibit : shown_exhibits(entry)) {
        if (number == 1) out += "\n";
        append_exhibit(exhibit, number++, wording, width, out);
      }
    }
  }
}

}  // namespace constat::report
