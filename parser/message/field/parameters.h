// Parameters of MIME fields: "; name=value" (RFC 2045 section 5.1), continuations and character
// sets (RFC 2231). A parameter that cannot be read is skipped and reading goes on. Of duplicates
// the first wins. Each deviation is kParameterMalformed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "parser/message/defect_log.h"
#include "parser/message/encoded_word.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {

class ParameterList {
 public:
  ParameterList(const Limits& limits, DefectLog& defects) : limits_(limits), defects_(defects) {}

  // Reads from the lexer's position to its end; `offset` is where its text stands in the mail.
  void read(Lexer& lexer, std::uint64_t offset);

  // The value's bytes, RFC 2231 joined and unescaped but not turned into UTF-8; false when absent.
  // Where both forms stand, the plain one counts.
  bool bytes_of(std::string_view name, std::string& out) const;

  // As UTF-8, where both forms stand the RFC 2231 one counts (RFC 6266 section 4.3). Encoded words
  // in the plain form are decoded: RFC 2047 forbids them there, senders write them.
  bool text_of(std::string_view name, HeaderText& text, std::string& out) const;

 private:
  static constexpr int kWhole = -1;  // not a section of a continued value
  struct Parameter {
    std::string_view name;
    int section = kWhole;
    bool extended = false;              // "name*": percent-encoded
    std::size_t value = 0, length = 0;  // in values_
    ByteRange where;
  };
  void read_one(Lexer& lexer, std::uint64_t offset);
  bool read_value(Lexer& lexer);
  bool split_name(std::string_view written, Parameter& parameter) const;
  void sort_and_note_duplicates();
  const Parameter* plain(std::string_view name) const;
  bool joined(std::string_view name, std::string& out, std::string& charset) const;
  std::string_view value_of(const Parameter& parameter) const {
    return std::string_view(values_).substr(parameter.value, parameter.length);
  }

  const Limits& limits_;
  DefectLog& defects_;
  std::vector<Parameter> parameters_;  // sorted by name, then section, then position
  std::string values_;
};

}  // namespace constat::parser::message
