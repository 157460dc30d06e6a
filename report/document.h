// What a report says, before it is set as HTML or as text: blocks of spans. The sections write it
// once; the two renderers only decide how it looks.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "classifier/criterion.h"

namespace constat::report {

using classifier::Language;

struct Span {
  enum class Kind : std::uint8_t {
    kWords,   // ours
    kStrong,  // ours
    kSeen,    // read in the input: escaped, isolated, cut to length
    kQuote,   // the same, between quotation marks
    kCode,    // an identifier, a digest
    kBreak,   // a new line on a page, a space in running text
  };
  Kind kind = Kind::kWords;
  std::string text;
};
using Line = std::vector<Span>;

inline Span words(std::string text) { return {Span::Kind::kWords, std::move(text)}; }
inline Span strong(std::string text) { return {Span::Kind::kStrong, std::move(text)}; }
inline Span seen(std::string text) { return {Span::Kind::kSeen, std::move(text)}; }
inline Span quote(std::string text) { return {Span::Kind::kQuote, std::move(text)}; }
inline Span code(std::string text) { return {Span::Kind::kCode, std::move(text)}; }
inline Span line_break() { return {Span::Kind::kBreak, {}}; }

struct Heading {
  int level = 2;       // 2..4
  std::string number;  // "2.1"
  std::string anchor;  // "s2-1"
  Line text;
};

enum class Tone : std::uint8_t { kPlain, kNotice, kAlert, kQuiet };
struct Paragraph {
  Line text;
  Tone tone = Tone::kPlain;
};

struct Bullets {
  std::vector<Line> items;
};

// Name and what stands for it, one line each.
struct Terms {
  struct Row {
    Line name;
    std::vector<Line> values;
  };
  std::vector<Row> rows;
};

struct Table {
  enum class Align : std::uint8_t { kText, kNumber };
  struct Column {
    std::string head;
    Align align = Align::kText;
  };
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<Line>> rows;  // the first cell names the row
};

// Small tables that may stand beside each other.
struct Tables {
  std::vector<Table> tables;
};

// Words that are not ours: a law, a mail.
struct Quotation {
  std::string text;
  Line source;
};

// One place where a fact was seen.
struct Exhibit {
  Line what;
  std::string quote;  // "" for none
  std::vector<Line> trace;
  std::vector<std::string> commands;  // for a shell
};

struct FactColumn {
  struct Entry {
    Line label;
    std::string tally;
    std::vector<Exhibit> exhibits;
  };
  std::string title;
  std::string gloss;  // what the title means
  std::string empty;  // printed when there is no entry
  std::vector<Entry> entries;
};

// Always both, whatever they hold.
struct FactColumns {
  FactColumn for_facts;
  FactColumn against_facts;
};

struct Command {
  std::string text;
};

// Sections of the report, by number and name; `anchor` is the heading's.
struct Contents {
  struct Entry {
    std::string number;
    std::string anchor;
    Line text;
  };
  std::string title;
  std::vector<Entry> entries;
};

using Block = std::variant<Heading, Paragraph, Bullets, Terms, Tables, Quotation, FactColumns,
                           FactColumn, Command, Contents>;

struct Document {
  Language language = Language::kEnglish;
  std::string title;
  std::string program_version;
  std::vector<Block> blocks;
};

}  // namespace constat::report
