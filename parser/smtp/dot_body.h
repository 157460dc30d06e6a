// The content that follows DATA: dots undone, the end of data found (RFC 5321 sections 4.1.1.4 and
// 4.5.2). Only CRLF.CRLF ends it, unless the client ends its command lines in LF throughout. Every
// other dot line that some server may take for the end leaves kEndOfDataAmbiguous (CVE-2023-51764).
//
// Incremental: the result does not depend on how the bytes were cut.
#pragma once

#include <cstdint>
#include <string_view>

#include "parser/smtp/mail_content.h"

namespace constat::parser::smtp {

enum class LineEnds : std::uint8_t { kCrLfOnly, kLfToo };

class DotBody {
 public:
  // Where reading starts: at the start of a line, or in the middle of one (after a gap).
  enum class Entry : std::uint8_t { kLineStart, kInsideLine };

  explicit DotBody(MailContent& content) : content_(content) {}

  void start(LineEnds line_ends, Entry entry);
  // After a gap: what stood before is not known.
  void resume(Entry entry);

  // Reads from `bytes`, which stand at `offset` of the client's stream and came in one piece, up to
  // the end of data at most. Returns how many bytes were taken.
  std::size_t read(std::string_view bytes, std::uint64_t offset, const Provenance& from);
  bool ended() const { return state_ == State::kEnded; }

 private:
  enum class State : std::uint8_t {
    kStart,      // at the start of a line
    kText,       // inside a line
    kCr,         // after CR
    kBareLf,     // after LF without CR
    kDot,        // a dot at the start of a line: held back
    kDotCr,      // ".\r" at the start of a line: held back
    kOddDot,     // a dot after a bare CR or LF
    kOddDotNul,  // NUL after a dot line's dot
    kEnded,
  };

  void step(char c);
  void step_text(char c);
  void step_after_cr(char c);
  void step_after_dot(char c);
  void step_after_dot_cr(char c);
  std::size_t text_run(std::size_t from);
  void emit(char c);  // one byte at position at_
  void flush();
  void bare_lf();
  enum class DotPlace : std::uint8_t { kKept, kUndone };
  void hold_odd_dot(DotPlace place);
  void ambiguous() { content_.note_odd_dot(odd_dot_); }
  // Position in the mail of the next byte that is emitted.
  std::uint64_t mail_position() const { return content_.size() + pass_->run_length; }

  MailContent& content_;
  LineEnds line_ends_ = LineEnds::kCrLfOnly;
  State state_ = State::kStart;
  OddDot odd_dot_;      // of kDot, kOddDot and kOddDotNul
  Provenance held_cr_;  // of the CR held back in kDotCr

  // One call of read(): the bytes, the one being looked at, and the run not yet handed on. It lives
  // on the stack, because a million bodies may be open at once.
  struct Pass {
    std::string_view bytes;
    std::uint64_t offset = 0;
    Provenance from;
    std::size_t at = 0;
    std::size_t run_start = 0;
    std::size_t run_length = 0;
  };
  Pass* pass_ = nullptr;  // during read()
};

}  // namespace constat::parser::smtp
