// Tokens of structured header fields: white space and comments (RFC 5322 section 3.2.2), quoted
// strings (3.2.4), atoms. Reads raw values: line ends inside are white space. Linear: after the
// first comment or quoted string that is never closed, the opening character counts as text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace constat::parser::message {

inline bool is_white_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class Lexer {
 public:
  Lexer(std::string_view text, std::size_t comment_depth)
      : text_(text), depth_cap_(comment_depth) {}

  bool at_end() const { return position_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[position_]; }
  std::size_t position() const { return position_; }
  void move_to(std::size_t position) { position_ = position; }
  std::string_view text() const { return text_; }
  std::string_view between(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin);
  }

  // True when something was skipped. A comment is kept for comment().
  bool skip_cfws();
  bool skip_white_space();
  // At "(": passes one comment; false (nothing moved) when it is never closed.
  bool skip_comment();
  // Content of the last non-empty comment since clear_comment(), inner parentheses included.
  std::string_view comment() const { return comment_; }
  void clear_comment() { comment_ = {}; }

  // At '"': appends the content with quoting undone and moves past it; false (nothing moved) when
  // the string is never closed.
  bool quoted_string(std::string& out);

  // Moves to the next of `stops` or the end; gives what was passed.
  std::string_view until_any(std::string_view stops);

  // A comment or quoted string was not closed, or comments were nested beyond the cap.
  bool broken() const { return unclosed_comment_ || unclosed_quote_ || too_deep_; }

 private:
  std::string_view text_;
  std::size_t depth_cap_;
  std::size_t position_ = 0;
  std::string_view comment_;
  bool unclosed_comment_ = false;
  bool unclosed_quote_ = false;
  bool too_deep_ = false;
};

}  // namespace constat::parser::message
