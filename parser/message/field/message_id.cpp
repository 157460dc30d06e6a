#include "parser/message/field/message_id.h"

#include <algorithm>

#include "core/json_writer.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

// RFC 5322 section 3.2.3, and bytes above 127 (RFC 6532).
bool is_atom_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 32 && byte != 127 &&
         std::string_view("()<>[]:;@\\,.\"").find(c) == std::string_view::npos;
}

// Words and dots in turn; a word is an atom or a quoted string.
bool is_dotted(std::string_view text) {
  bool word = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      if (word) return false;
      while (++i < text.size() && text[i] != '"') i += text[i] == '\\' ? 1 : 0;
      if (i >= text.size()) return false;
      word = true;
    } else if (text[i] == '.') {
      if (!word) return false;
      word = false;
    } else if (is_atom_byte(text[i])) {
      word = true;
    } else {
      return false;
    }
  }
  return word;
}

bool is_literal(std::string_view text) {
  return text.size() >= 2 && text.front() == '[' && text.back() == ']' &&
         text.find_first_of("[]\\", 1) == text.size() - 1;
}

bool is_identifier(std::string_view id) {
  const std::size_t at = id.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string_view right = id.substr(at + 1);
  return is_dotted(id.substr(0, at)) &&
         (is_literal(right) || (right.find('"') == std::string_view::npos && is_dotted(right)));
}

class IdentifierReader {
 public:
  IdentifierReader(std::string_view value, ByteRange where, const Limits& limits,
                   DefectLog& defects, std::vector<std::string>& out)
      : lexer_(value, limits.comment_depth),
        depth_(limits.comment_depth),
        where_(where),
        defects_(defects),
        out_(out) {}

  void read(IdentifierField field) {
    if (lexer_.text().find('<') == std::string_view::npos) {
      read_without_brackets(field);
      return;
    }
    std::size_t found = 0;
    while (true) {
      lexer_.skip_cfws();
      if (lexer_.at_end()) break;
      if (lexer_.peek() == '<') {
        read_bracket();
        ++found;
      } else {
        read_word(field);
      }
    }
    if (lexer_.broken() || (field == IdentifierField::kOne && found != 1)) odd_ = true;
    if (odd_) defects_.add(DefectKind::kIdentifierMalformed, where_);
  }

 private:
  // Ends at '>', at another '<' or at the end.
  void read_bracket() {
    lexer_.move_to(lexer_.position() + 1);
    const std::string_view content = lexer_.until_any("<>");
    if (lexer_.peek() == '>') {
      lexer_.move_to(lexer_.position() + 1);
    } else {
      odd_ = true;
    }
    const std::string id = without_spaces(content);
    if (!is_identifier(id)) odd_ = true;
    if (!id.empty()) out_.push_back(to_valid_utf8(id));
  }

  // Between brackets: a phrase of atoms, dots and quoted strings.
  void read_word(IdentifierField field) {
    if (field == IdentifierField::kOne) odd_ = true;
    std::string quoted;
    if (lexer_.quoted_string(quoted)) return;
    const char c = lexer_.peek();
    if (!is_atom_byte(c) && c != '.') odd_ = true;
    lexer_.move_to(lexer_.position() + 1);
    lexer_.until_any("<(\" \t\r\n,;:@[]>\\.");
  }

  void read_without_brackets(IdentifierField field) {
    defects_.add(DefectKind::kIdentifierMalformed, where_);
    if (field == IdentifierField::kOne) {
      const std::string id = without_spaces(lexer_.text());
      if (!id.empty()) out_.push_back(to_valid_utf8(id));
      return;
    }
    while (!lexer_.at_end()) {
      lexer_.skip_white_space();
      const std::string_view word = lexer_.until_any(" \t\r\n,");
      if (word.find('@') != std::string_view::npos) out_.push_back(to_valid_utf8(word));
      if (lexer_.peek() == ',') lexer_.move_to(lexer_.position() + 1);
    }
  }

  // White space belongs beside dots and "@" only.
  std::string without_spaces(std::string_view text) {
    std::string out;
    Lexer lexer(text, depth_);
    const auto is_joint = [](char c) { return c == '.' || c == '@'; };
    while (true) {
      const bool space = lexer.skip_cfws();
      if (lexer.at_end()) return out;
      if (space && !out.empty() && !is_joint(out.back()) && !is_joint(lexer.peek())) odd_ = true;
      const std::size_t begin = lexer.position();
      std::string quoted;
      if (!lexer.quoted_string(quoted)) lexer.move_to(begin + 1);
      for (const char c : lexer.between(begin, lexer.position())) {
        if (c != '\r' && c != '\n') out += c;
      }
    }
  }

  Lexer lexer_;
  std::size_t depth_;
  ByteRange where_;
  DefectLog& defects_;
  std::vector<std::string>& out_;
  bool odd_ = false;
};

}  // namespace

void append_message_ids(std::string_view value, ByteRange where, IdentifierField field,
                        const Limits& limits, DefectLog& defects, std::vector<std::string>& out) {
  IdentifierReader(value, where, limits, defects, out).read(field);
}

}  // namespace constat::parser::message
