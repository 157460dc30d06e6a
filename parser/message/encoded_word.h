// Text of header fields: unfolding, encoded words (RFC 2047, language of RFC 2231 section 5), bytes
// above 127 without a declared character set.
//
// Adjacent encoded words of one character set are joined before decoding, since a character may be
// split between them (RFC 2047 section 5 forbids it, mail has it). What is not an encoded word
// stays as written, with kEncodedWordMalformed where one was meant.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/source_map.h"
#include "parser/message/defect_log.h"

namespace constat::parser::message {

// Length of the strict encoded word at `position`, 0 when there is none. Bounded by the next four
// question marks.
std::size_t encoded_word_length(std::string_view text, std::size_t position);

class HeaderText {
 public:
  explicit HeaderText(DefectLog& defects) : defects_(defects) {}

  // Appends `value` as UTF-8, unfolded, white space around it removed. Defects are put at `where`.
  void append_text(std::string_view value, ByteRange where, std::string& out);

  // Appends bytes of a declared character set, or of none ("": UTF-8 where valid, else
  // windows-1252).
  void append_bytes(std::string_view bytes, std::string_view charset, ByteRange where,
                    std::string& out);

 private:
  struct Word {
    std::string_view charset;
    std::string_view content;
    std::size_t end = 0;
    char encoding = 'Q';
  };
  enum class Found : std::uint8_t { kWord, kBroken, kNothing };
  Found word_at(std::string_view text, std::size_t position, Word& word);
  void decode_word(const Word& word, ByteRange where);
  void flush(ByteRange where, std::string& out);
  void append_literal(std::string_view literal, ByteRange where, std::string& out);

  DefectLog& defects_;
  std::string unfolded_;
  std::string pending_;  // bytes of words not yet turned into text
  std::string pending_charset_;
  bool has_pending_ = false;
  std::size_t next_end_ = 0;  // of unfolded_: the next "?=" known
  SourceMap map_;
  Defects found_;
};

}  // namespace constat::parser::message
