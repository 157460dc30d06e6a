// Bytes of an input made fit to be shown: valid UTF-8 of which nothing is active on a terminal or
// in a page, and nothing is invisible.
//
//   control, bidirectional and other invisible characters   \u{202E}
//   bytes that are not UTF-8                                 \xFF
//   a backslash that would look like one of the two          \u{5C}
//
// so that every escape in a report is ours, and can be undone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace constat::report {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  // 1 when not valid
  bool valid = false;
};
// The code point at the start of `text` (Unicode 15, table 3-7); `text` is not empty.
CodePoint decode_utf8(std::string_view text);

std::string printable(std::string_view bytes);

// printable(), of the first `bytes` bytes or fewer: never cuts inside a character. What was left
// out is said: "… [+9760]".
std::string excerpt(std::string_view text, std::size_t bytes);

// Runs of spaces, tabs and line ends become one space, as a quotation on one line needs.
std::string on_one_line(std::string_view text);

// & < > " as entities: for text and for attributes between double quotes.
std::string escape_html(std::string_view text);

// One word for a POSIX shell; $'…' where the name holds bytes that must not be shown.
std::string shell_word(std::string_view text);

// Columns on a terminal: code points that are not combining marks. East Asian width is ignored.
std::size_t columns_of(std::string_view utf8);

}  // namespace constat::report
