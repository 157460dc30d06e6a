// Turns the tables of classifier/wording/data into rows of C++, when the program is built.
// usage: compile_phrases OUT TABLE.tsv...
//
// A line is a comment ("# ...") or "phrase TAB meaning TAB language TAB source [TAB value]".
// Phrases are folded here; one that two languages share is kept once, as of no certain language.
// Whatever else is odd stops the build with the file and the line.

#include <cstdio>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classifier/wording/fold.h"

namespace {

using constat::classifier::wording::fold;

struct MeaningName {
  std::string_view name;
  std::string_view enumerator;
};
constexpr MeaningName kMeaningNames[] = {
#define CONSTAT_MEANING(enumerator, name, table) {name, #enumerator},
#include "classifier/wording/meanings.inc"
#undef CONSTAT_MEANING
};

constexpr std::string_view kLanguages[] = {"de", "en", "es", "fr", "it", "mul", "nl", "pl", "pt"};

struct Row {
  std::string phrase, enumerator, language, value;
};

using Rows = std::vector<Row>;
// Folded phrase and meaning -> row.
using Known = std::map<std::pair<std::string, std::string>, std::size_t>;

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::size_t begin = 0;
  for (std::size_t tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t', begin)) {
    columns.push_back(line.substr(begin, tab - begin));
    begin = tab + 1;
  }
  columns.push_back(line.substr(begin));
  return columns;
}

std::string_view enumerator_of(std::string_view name) {
  for (const MeaningName& one : kMeaningNames) {
    if (one.name == name) return one.enumerator;
  }
  return "";
}

bool is_language(std::string_view code) {
  for (const std::string_view one : kLanguages) {
    if (one == code) return true;
  }
  return false;
}

// What is odd about the line; "" when nothing is.
std::string take_line(const std::string& line, Rows& rows, Known& known) {
  const std::vector<std::string> columns = columns_of(line);
  if (columns.size() != 4 && columns.size() != 5) return "a line has 4 or 5 columns";
  Row row{fold(columns[0]), std::string(enumerator_of(columns[1])), columns[2],
          columns.size() == 5 ? columns[4] : std::string()};
  if (row.enumerator.empty()) return "no such meaning: " + columns[1];
  if (!is_language(row.language)) return "no such language: " + row.language;
  if (columns[3].empty()) return "no source";
  if (row.phrase.find_first_not_of("* ") == std::string::npos) return "no phrase";
  if (row.phrase.front() == ' ' || row.phrase.back() == ' ') return "white space at the ends";
  if (row.phrase.find('\n') != std::string::npos) return "a line end";
  const auto [place, is_new] = known.try_emplace({row.phrase, row.enumerator}, rows.size());
  if (is_new) {
    rows.push_back(std::move(row));
    return "";
  }
  Row& first = rows[place->second];
  if (first.value != row.value) return "said before, with another value";
  if (first.language == row.language) return "said before";
  first.language = "mul";
  return "";
}

bool take_file(const char* name, Rows& rows, Known& known) {
  std::ifstream in(name);
  if (!in) return std::fprintf(stderr, "%s: cannot be read\n", name), false;
  bool good = true;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line == "#" || line.starts_with("# ")) continue;
    const std::string odd = take_line(line, rows, known);
    if (odd.empty()) continue;
    std::fprintf(stderr, "%s:%d: %s: %s\n", name, number, odd.c_str(), line.c_str());
    good = false;
  }
  return good;
}

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += std::string("\\") + c;
    } else if (byte < 0x80) {
      out += c;
    } else {  // octal: three digits end it, whatever follows
      char escape[5];
      std::snprintf(escape, sizeof escape, "\\%03o", byte);
      out += escape;
    }
  }
  return out + "\"";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return std::fprintf(stderr, "usage: compile_phrases OUT TABLE.tsv...\n"), 2;
  Rows rows;
  Known known;
  bool good = true;
  for (int i = 2; i < argc; ++i) good = take_file(argv[i], rows, known) && good;
  if (!good) return 1;
  std::ofstream out(argv[1]);
  out << "// Written by cmake/compile_phrases.cpp from classifier/wording/data. Do not edit.\n";
  for (const Row& row : rows) {
    out << "{" << literal(row.phrase) << ", Meaning::" << row.enumerator << ", "
        << literal(row.value) << ", \"" << row.language << "\"},\n";
  }
  out.close();
  return out ? 0 : 1;
}
