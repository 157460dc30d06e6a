// HTML cut into tokens: text, tags with their attributes, comments. No tree, no copy: a token is
// views into the HTML. Linear; nothing is an error, as in the standard.
//
// Source: https://html.spec.whatwg.org/#tokenization. References are left in place (references.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::parser {

enum class TokenKind : std::uint8_t {
  kText,
  kStartTag,
  kEndTag,
  kComment,  // also doctype, processing instruction, CDATA outside of SVG: nothing to read
  kCdata,    // a CDATA section in SVG or MathML: text in which nothing is a reference
};

// What the innermost open element belongs to: only in SVG and MathML are there CDATA sections.
enum class Content : std::uint8_t { kHtml, kForeign };

struct Attribute {
  std::string_view name;   // as written
  std::string_view value;  // without quotes, references unresolved
};

struct Token {
  TokenKind kind = TokenKind::kText;
  std::string_view whole;  // all of it, '<' and '>' included
  std::string_view text;   // of kText all, of kCdata what is between the brackets
  std::string_view name;   // of a tag, as written
  std::vector<Attribute> attributes;
  bool self_closing = false;
};

// The next attribute of a start tag, in the order written; nothing behind the last. `at`: 0 at
// first.
std::optional<Attribute> next_attribute(std::string_view start_tag, std::size_t& at);

class Tokenizer {
 public:
  // Keeps the first `attributes_kept` attributes of a tag; reads all.
  Tokenizer(std::string_view html, std::size_t attributes_kept)
      : html_(html), attributes_kept_(attributes_kept) {}

  // False at the end. `token` is overwritten, its memory reused.
  bool next(Token& token, Content inside = Content::kHtml);

  // After the start tag of `name`: what comes up to its end tag is text whatever it looks like
  // (script, style, title, textarea ...). The next token is that text, unless there is none.
  void read_raw_text(std::string_view name) { raw_text_of_ = name; }

  // After <plaintext>: all the rest is text.
  void read_plain_text() { plain_ = true; }

  // Bytes read so far.
  std::size_t position() const { return at_; }

  std::uint64_t attributes_not_kept() const { return attributes_not_kept_; }

 private:
  std::size_t text_end(std::size_t from) const;
  std::size_t raw_text_end(std::string_view name) const;
  std::size_t comment_end(std::size_t from) const;
  void emit(TokenKind kind, std::size_t end, Token& token);
  bool markup(Content inside, Token& token);
  void cdata(Token& token);
  bool tag(TokenKind kind, Token& token);

  std::string_view html_;
  std::size_t attributes_kept_;
  std::size_t at_ = 0;
  std::string_view raw_text_of_;
  bool plain_ = false;
  std::uint64_t attributes_not_kept_ = 0;
};

}  // namespace constat::parser
