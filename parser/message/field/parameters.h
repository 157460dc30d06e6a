// Parameters of MIME fields: "; name=value" (RFC 2045 section 5.1), continuations and character
// sets (RFC 2231). A parameter that cannot be read is skipped and reading goes on. Of duplicates
// the first wins; the others are further readings. Each deviation is kParameterMalformed.
#pragma once

#include <cstdint>
#include <span>
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

  // Appends what other programs may read for the name, and bytes_of() does not give: duplicates,
  // the RFC 2231 form beside a plain one, the last of two equal sections, encoded words decoded
  // (robustness X04 to X06). Each once, at most kMostReadings in `out`.
  void other_bytes_of(std::string_view name, HeaderText& text, std::vector<std::string>& out) const;

  // As UTF-8, each reading once, the one that counts first: where both forms stand the RFC 2231 one
  // counts (RFC 6266 section 4.3). Encoded words in the plain form are decoded: RFC 2047 forbids
  // them there, senders write them.
  void texts_of(std::string_view name, HeaderText& text, std::vector<std::string>& out) const;

  static constexpr std::size_t kMostReadings = 16;

 private:
  static constexpr int kWhole = -1;                  // not a section of a continued value
  enum class Take : std::uint8_t { kFirst, kLast };  // of equal sections
  struct Parameter {
    std::string_view name;
    int section = kWhole;
    bool extended = false;              // "name*": percent-encoded
    std::size_t value = 0, length = 0;  // in values_
    ByteRange where;
  };
  void read_one(Lexer& lexer, std::uint64_t offset);
  bool read_value(Lexer& lexer);
  bool read_loose_value(Lexer& lexer);
  void sort();
  void note_odd_sections(std::size_t first, std::size_t last);
  bool is_well_extended(const Parameter& parameter) const;
  // Those of the name; sorted.
  std::span<const Parameter> named(std::string_view name) const;
  bool joined(std::span<const Parameter> named, Take take, std::string& out,
              std::string& charset) const;
  std::string_view value_of(const Parameter& parameter) const {
    return std::string_view(values_).substr(parameter.value, parameter.length);
  }

  const Limits& limits_;
  DefectLog& defects_;
  std::vector<Parameter> parameters_;  // sorted by name, then section, then position
  std::string values_;
};

// Appends a reading that is not there yet, up to ParameterList::kMostReadings.
void add_once(std::string reading, std::vector<std::string>& out);

}  // namespace constat::parser::message
