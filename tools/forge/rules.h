// How a block of statements is read: one row per keyword, with the line that is shown when the
// arguments do not fit. The rows are the grammar; docs/forge.md lists the same ones.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tools/forge/statements.h"

namespace constat::forge {

// One statement in its list, so that a reader can go into the block that it opens.
struct Place {
  const std::vector<Statement>& list;
  std::size_t index;

  const Statement& statement() const { return list[index]; }
  const std::string& word(std::size_t i) const { return statement().words[i]; }
  std::size_t words() const { return statement().words.size(); }
};

// What a row's reader says: nothing when all is well; line 0 means "this statement", and an empty
// message "the arguments do not fit".
using Trouble = std::optional<Problem>;

enum class Shape : std::uint8_t { kLine, kBlock, kText };

template <typename T>
struct Rule {
  std::string_view keyword;
  std::string_view usage;  // a line as it should be written
  std::size_t least = 0;   // arguments
  std::size_t most = 0;
  Shape shape = Shape::kLine;
  Trouble (*read)(const Place&, T&) = nullptr;
};

inline Trouble wrong_arguments() { return Problem{0, ""}; }
inline Trouble wrong(std::string message) { return Problem{0, std::move(message)}; }

inline Shape shape_of(const Statement& statement) {
  if (statement.opens_block) return Shape::kBlock;
  return statement.has_text ? Shape::kText : Shape::kLine;
}

template <typename T>
std::string keywords_of(std::span<const Rule<T>> rules) {
  std::string out;
  for (const Rule<T>& rule : rules) {
    if (!out.empty()) out += ", ";
    out += rule.keyword;
  }
  return out;
}

template <typename T>
Trouble read_statement(const Place& place, std::span<const Rule<T>> rules, std::string_view where,
                       T& into) {
  const Statement& statement = place.statement();
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule<T>& candidate) {
    return candidate.keyword == statement.words[0];
  });
  if (rule == rules.end()) {
    return Problem{statement.line, "'" + statement.words[0] + "' is not known in " +
                                       std::string(where) + "; write one of " + keywords_of(rules)};
  }
  const std::size_t arguments = statement.words.size() - 1;
  Trouble trouble;
  if (arguments < rule->least || arguments > rule->most || shape_of(statement) != rule->shape) {
    trouble = wrong_arguments();
  } else {
    trouble = rule->read(place, into);
  }
  if (!trouble || trouble->line != 0) return trouble;
  const std::string what = trouble->message.empty()
                               ? "'" + statement.words[0] + "' does not read like this"
                               : trouble->message;
  return Problem{statement.line, what + "; write: " + std::string(rule->usage)};
}

// Reads statements [first, end) of the list, each with its block. Stops at the first trouble.
template <typename T>
Trouble read_statements(const std::vector<Statement>& list, std::size_t first, std::size_t end,
                        std::span<const Rule<T>> rules, std::string_view where, T& into) {
  for (std::size_t index = first; index < end; index = list[index].block_end) {
    if (Trouble trouble = read_statement<T>(Place{list, index}, rules, where, into)) return trouble;
  }
  return std::nullopt;
}

template <typename T>
Trouble read_block(const Place& place, std::span<const Rule<T>> rules, std::string_view where,
                   T& into) {
  return read_statements<T>(place.list, place.index + 1, place.statement().block_end, rules, where,
                            into);
}

// The value that stands beside `word` in a table, if any.
template <typename V, std::size_t N>
std::optional<V> choice(std::string_view word, const std::pair<std::string_view, V> (&table)[N]) {
  for (const auto& [name, value] : table) {
    if (name == word) return value;
  }
  return std::nullopt;
}

}  // namespace constat::forge
