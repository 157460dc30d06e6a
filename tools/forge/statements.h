// The scenario language before it means anything: lines, quoted words, <<END texts and { blocks }.
//
// Blocks are not nested in the result: each statement says where the block that it opens ends, so
// that readers walk a flat list.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace constat::forge {

// "file:line: what is wrong; what to do" is how it is shown.
struct Problem {
  int line = 0;
  std::string message;
};

struct Statement {
  int line = 0;
  std::vector<std::string> words;  // unquoted; words[0] is the keyword
  bool has_text = false;
  std::string text;  // of <<END ... END, lines end in LF
  bool opens_block = false;
  std::size_t block_end =
      0;  // index after the last statement of the block; own index + 1 without one
};

struct Statements {
  std::vector<Statement> list;
  std::optional<Problem> problem;  // list is then what came before it
};

Statements split_statements(std::string_view source);

}  // namespace constat::forge
