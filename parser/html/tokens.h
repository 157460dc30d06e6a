// HTML cut into tokens: text, tags with their attributes, comments. No tree, no copy: a token is
// views into the HTML. Linear; nothing is an error, as in the standard.
//
// Source: https://html.spec.whatwg.org/#tokenization. References are left in place (references.h).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::parser {

enum class TokenKind : std::uint8_t {
  kText,
  kStartTag,
  kEndTag,
  kComment,  // also doctype, processing instruction, CDATA outside of SVG: nothing to read
};

struct Attribute {
  std::string_view name;   // as written
  std::string_view value;  // without quotes, references unresolved
};

struct Token {
  TokenKind kind = TokenKind::kText;
  std::string_view whole;  // all of it, '<' and '>' included
  std::string_view name;   // of a tag, as written
  std::vector<Attribute> attributes;
  bool self_closing = false;
};

class Tokenizer {
 public:
  // Keeps the first `attributes_kept` attributes of a tag; reads all.
  Tokenizer(std::string_view html, std::size_t attributes_kept)
      : html_(html), attributes_kept_(attributes_kept) {}

  // False at the end. `token` is overwritten, its memory reused.
  bool next(Token& token);

  // After the start tag of `name`: what comes up to its end tag is text whatever it looks like
  // (script, style, title, textarea ...). The next token is that text, unless there is none.
  void read_raw_text(std::string_view name) { raw_text_of_ = name; }

  // After <plaintext>: all the rest is text.
  void read_plain_text() { plain_ = true; }

  // Bytes read so far.
  std::size_t position() const { return at_; }

 private:
  std::size_t text_end(std::size_t from) const;
  std::size_t raw_text_end(std::string_view name) const;
  std::size_t comment_end(std::size_t from) const;
  void emit(TokenKind kind, std::size_t end, Token& token);
  bool markup(Token& token);
  bool tag(TokenKind kind, Token& token);
  std::size_t attribute(std::size_t at, Token& token) const;
  std::string_view value_at(std::size_t& at) const;
  std::size_t skip_spaces(std::size_t at) const;

  std::string_view html_;
  std::size_t attributes_kept_;
  std::size_t at_ = 0;
  std::string_view raw_text_of_;
  bool plain_ = false;
};

}  // namespace constat::parser
