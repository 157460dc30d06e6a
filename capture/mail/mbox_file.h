// The mbox format: mails one after the other, each behind a "From " line. There are several
// dialects and the file does not say which; RFC 4155 describes the common part.
//
// mboxo and mboxrd quote "From " lines of the text as ">From "; mboxcl and mboxcl2 give the length
// of each body in a Content-Length field, and mboxcl2 does not quote. That field is whatever the
// sender of a mail wrote in the other dialects, so it is followed only where it leads exactly to a
// separator or to the end of the file, at most ByteSource::kWindow ahead; separators that it passes
// over are noted as doubtful.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "capture/byte_source.h"
#include "capture/mail/file_mail.h"

namespace constat::capture {

class MboxReader {
 public:
  MboxReader(ByteSource& bytes, const Limits& limits, InputFacts& facts, FileMail& mail)
      : bytes_(bytes), limits_(limits), facts_(facts), mail_(mail) {}

  void read();

 private:
  enum class More : std::uint8_t { kYes, kNo };

  // Whole lines of `window`, which stands at the source's position; a line that fills the whole
  // window is read in parts. With kNo all of it. Stops at the start of a body whose length is
  // given. Returns how much was read.
  std::size_t read_lines(std::string_view window, More more);
  // `following` is what stands behind the line, as far as it is in the window.
  void read_line(std::string_view line, std::uint64_t offset, std::string_view following);
  void read_header_line(std::string_view line, std::uint64_t offset);
  // Whether the From line opens a mail; notes what is doubtful about it, and begins the mail.
  bool opens_mail(std::string_view line, std::uint64_t offset, std::string_view following);
  // At the start of a body whose length is given.
  void follow_length();
  bool leads_to_end(std::size_t length);
  void read_body(std::size_t length);

  void begin_mail(std::uint64_t& rule, std::uint64_t separator_offset);
  void end_mail(std::uint64_t offset, Completeness completeness);
  void add_text(std::string_view line, std::uint64_t offset);
  void flush();
  void release_held_line();
  void note(DefectKind kind, ByteRange where);

  struct Length {
    std::uint64_t bytes = 0;
    ByteRange field;
  };

  ByteSource& bytes_;
  const Limits& limits_;
  InputFacts& facts_;
  FileMail& mail_;
  char line_end_ = '\n';  // or '\r' in a file of the old Macintosh kind
  bool inside_line_ = false;
  bool after_empty_line_ = true;  // or at the start of the file
  bool in_mail_ = false;
  bool in_header_ = false;
  bool only_empty_lines_ = false;    // in the present mail, which no separator opened
  bool length_led_here_ = false;     // the next line is the separator that the length led to
  std::optional<Length> length_;     // given by the present header
  bool length_due_ = false;          // its body begins here
  std::optional<Length> unchecked_;  // too far ahead; `bytes` is the offset it leads to
  // Text not yet handed on, of the present window.
  std::string_view run_;
  std::uint64_t run_offset_ = 0;
  // The empty line before a separator, or the last of the file, belongs to the format.
  std::string_view held_line_;
  std::uint64_t held_offset_ = 0;
};

}  // namespace constat::capture
