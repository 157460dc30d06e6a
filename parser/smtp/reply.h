// A reply of the server: RFC 5321 section 4.2, one or several lines.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/smtp/line_splitter.h"

namespace constat::parser::smtp {

enum class ReplyClass : std::uint8_t { kNone, kPositive, kIntermediate, kTransient, kPermanent };
ReplyClass class_of(int code);  // anything but 2xx..5xx: kNone

// RFC 2034 and RFC 3463 section 2: class.subject.detail, as said, whether or not it fits the code.
struct EnhancedStatus {
  std::uint16_t subject = 0;
  std::uint16_t detail = 0;
  std::uint8_t status_class = 0;  // 2, 4 or 5; 0: the reply has none
  friend auto operator<=>(const EnhancedStatus&, const EnhancedStatus&) = default;
};
// From the start of a reply's text.
EnhancedStatus read_enhanced_status(std::string_view text);
std::string to_string(EnhancedStatus status);  // "2.1.5"; "" when there is none

struct ServerReply {
  int code = 0;
  std::string text;  // the lines without codes, joined by '\n', at most the assembler's cap
  bool offers_starttls = false;
  std::uint64_t offset = 0;  // of its first line in the server's stream
};

// One line of a reply. `code` 0: not a reply line.
struct ReplyLine {
  int code = 0;
  bool more = false;  // "250-"
  std::string_view text;
};
ReplyLine parse_reply_line(std::string_view line);

enum class LineFit : std::uint8_t { kReplyGoesOn, kReplyComplete, kCodeChanged, kNotAReply };

class ReplyAssembler {
 public:
  explicit ReplyAssembler(std::size_t text_cap) : text_cap_(text_cap) {}

  // kCodeChanged completes or continues the reply like the others; ask complete().
  LineFit add(const Line& line, std::uint64_t offset);
  bool complete() const { return complete_; }
  bool started() const { return started_; }
  const ServerReply& reply() const { return reply_; }
  void clear();

 private:
  std::size_t text_cap_;
  ServerReply reply_;
  bool started_ = false;
  bool complete_ = false;
};

}  // namespace constat::parser::smtp
