// The mbox format: mails one after the other, each behind a "From " line. There are several
// dialects (mboxo, mboxrd, mboxcl) and the file does not say which; RFC 4155 describes the common
// part.
#pragma once

#include <cstdint>
#include <string_view>

#include "capture/input.h"
#include "capture/mail/file_mail.h"

namespace constat::capture {

// "From " with a word and a date with month and year: "From a@b.example Thu Jan  1 00:00:00 1970".
bool is_mbox_separator(std::string_view line);

class MboxReader {
 public:
  MboxReader(const Limits& limits, InputFacts& facts, FileMail& mail)
      : limits_(limits), facts_(facts), mail_(mail) {}

  enum class More : std::uint8_t { kYes, kNo };
  // Reads whole lines of `window`, which stands at `offset` of the file; a line that fills the
  // whole window is read in parts. With kNo all of it. Returns how much was read.
  std::size_t read(std::string_view window, std::uint64_t offset, More more);
  void finish(Completeness completeness);

 private:
  void read_line(std::string_view line, std::uint64_t offset);
  void begin_mail();
  void flush();
  void note(DefectKind kind, ByteRange where);

  const Limits& limits_;
  InputFacts& facts_;
  FileMail& mail_;
  char line_end_ = '\0';  // '\n', or '\r' in a file of the old Macintosh kind; '\0' not known yet
  bool inside_line_ = false;
  bool after_empty_line_ = true;  // or at the start of the file
  bool in_mail_ = false;
  // Text not yet handed on: [run_, run_ + run_length_) of the present window.
  std::string_view run_;
  std::uint64_t run_offset_ = 0;
  // The empty line before a separator, or the last of the file, belongs to the format.
  std::string_view held_line_;
  std::uint64_t held_offset_ = 0;
};

}  // namespace constat::capture
