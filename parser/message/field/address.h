// Address lists: RFC 5322 section 3.4 and the obsolete forms of section 4.4, and what mail really
// holds. Everything that names an address is kept; deviations are kAddressMalformed.
//
// - several mailboxes without a comma between them, and names without quotes or brackets, are told
//   apart by their "@";
// - a semicolon outside of a group separates;
// - the name of "a@b (Name)" is the comment, when there is no display name;
// - encoded words are decoded in names only, never inside an address (there they are
//   kEncodedWordMalformed, RFC 2047 section 5), and what they decode to is never read as an
//   address.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "parser/message/field/lexer.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

enum class EmptyPath : std::uint8_t { kMalformed, kAllowed };  // "<>" of Return-Path

class AddressReader {
 public:
  AddressReader(const Limits& limits, HeaderText& text, DefectLog& defects)
      : limits_(limits), text_(text), defects_(defects) {}

  // Appends the mailboxes of one field; `offset` is where `value` stands in the mail.
  void read(std::string_view value, std::uint64_t offset, EmptyPath empty_path, AddressList& list);

 private:
  enum class Kind : std::uint8_t { kWord, kQuoted, kLiteral, kDot, kAt, kOther };
  struct Token {
    Kind kind;
    bool space_before;
    std::size_t begin, end;               // in the value
    std::size_t content, content_length;  // of a quoted string, in contents_
  };
  struct Span {
    std::size_t first, last;  // tokens [first, last)
  };

  bool read_token(Lexer& lexer);
  void read_item(Lexer& lexer);
  void read_angle(Lexer& lexer);
  void start_group(std::size_t colon);
  void finish_item(std::size_t end);
  void finish_bracketed();
  void finish_bare();
  std::size_t count(Kind kind, std::size_t first) const;
  Span address_around(std::size_t at, std::size_t from) const;
  bool is_addr_spec(Span tokens) const;
  bool is_atom(const Token& token) const;
  void note_encoded_words(Span tokens);
  void add(Span name, std::string address, ByteRange where);

  std::string name_of(Span name, ByteRange where);
  std::string written(Span tokens) const;
  std::string readable(std::string text, ByteRange where);
  std::string_view text_of(const Token& token) const {
    return value_.substr(token.begin, token.end - token.begin);
  }
  ByteRange range_of(Span tokens) const;
  void note(ByteRange where) { defects_.add(DefectKind::kAddressMalformed, where); }

  const Limits& limits_;
  HeaderText& text_;
  DefectLog& defects_;

  // Of the field being read.
  std::uint32_t field_ = 0;
  std::string_view value_;
  std::uint64_t offset_ = 0;
  EmptyPath empty_path_ = EmptyPath::kMalformed;
  AddressList* list_ = nullptr;
  std::uint64_t kept_ = 0;
  bool cap_noted_ = false;
  bool in_group_ = false;
  std::string group_;

  // Of the item being read.
  std::vector<Token> tokens_;
  std::string contents_;
  bool bracketed_ = false;
  bool odd_ = false;                             // something in this item is not as RFC 5322 has it
  std::size_t angle_begin_ = 0, angle_end_ = 0;  // brackets included
  std::string angle_address_;
  std::string_view comment_;
};

}  // namespace constat::parser::message
