#include "parser/message/field/message_id.h"

#include "core/json_writer.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

std::string without_white_space(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_white_space(c)) out += c;
  }
  return to_valid_utf8(out);
}

void append_if_any(std::string_view text, std::vector<std::string>& out) {
  std::string id = without_white_space(text);
  if (!id.empty()) out.push_back(std::move(id));
}

// Content of the first bracket at or after `position`, which moves behind it. The bracket ends at
// '>', at another '<' or at the end.
bool next_bracket(std::string_view value, std::size_t& position, std::string_view& content) {
  const std::size_t open = value.find('<', position);
  if (open == kNone) return false;
  std::size_t close = value.find_first_of("<>", open + 1);
  if (close == kNone) close = value.size();
  content = value.substr(open + 1, close - open - 1);
  position = close;
  return true;
}

}  // namespace

void append_message_ids(std::string_view value, std::vector<std::string>& out) {
  std::size_t position = 0;
  std::string_view content;
  bool any = false;
  while (next_bracket(value, position, content)) {
    append_if_any(content, out);
    any = true;
  }
  if (any) return;
  Lexer lexer(value, 0);
  while (!lexer.at_end()) {
    lexer.skip_white_space();
    const std::string_view word = lexer.until_any(" \t\r\n,");
    if (word.find('@') != kNone) append_if_any(word, out);
    if (lexer.peek() == ',') lexer.move_to(lexer.position() + 1);
  }
}

std::string single_message_id(std::string_view value) {
  std::size_t position = 0;
  std::string_view content;
  if (next_bracket(value, position, content)) return without_white_space(content);
  return without_white_space(value);
}

}  // namespace constat::parser::message
