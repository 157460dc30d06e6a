#include "parser/message/field/lexer.h"

#include <algorithm>

namespace constat::parser::message {

bool Lexer::skip_white_space() {
  const std::size_t before = position_;
  while (!at_end() && is_white_space(text_[position_])) ++position_;
  return position_ != before;
}

bool Lexer::skip_cfws() {
  const std::size_t before = position_;
  do {
    skip_white_space();
  } while (peek() == '(' && skip_comment());
  return position_ != before;
}

// Nesting is a counter; beyond the cap the comment is still passed, and said to be broken.
bool Lexer::skip_comment() {
  if (unclosed_comment_) return false;
  std::size_t depth = 0;
  for (std::size_t i = position_; i < text_.size(); ++i) {
    const char c = text_[i];
    if (c == '\\') {
      ++i;
    } else if (c == '(') {
      ++depth;
      if (depth > depth_cap_) too_deep_ = true;
    } else if (c == ')' && --depth == 0) {
      if (i > position_ + 1) comment_ = between(position_ + 1, i);
      position_ = i + 1;
      return true;
    }
  }
  unclosed_comment_ = true;
  return false;
}

bool Lexer::quoted_string(std::string& out) {
  if (peek() != '"' || unclosed_quote_) return false;
  std::size_t end = position_ + 1;
  while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
  if (end >= text_.size()) {
    unclosed_quote_ = true;
    return false;
  }
  for (std::size_t i = position_ + 1; i < end; ++i) {
    if (text_[i] == '\r' || text_[i] == '\n') continue;  // folding
    if (text_[i] == '\\' && i + 1 < end) ++i;
    out += text_[i];
  }
  position_ = end + 1;
  return true;
}

std::string_view Lexer::until_any(std::string_view stops) {
  const std::size_t begin = position_;
  position_ = std::min(text_.find_first_of(stops, begin), text_.size());
  return between(begin, position_);
}

}  // namespace constat::parser::message
