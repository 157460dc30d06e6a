// Lines that tell a mail or an mbox from other text: for recognition and for the mail door.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace constat::capture {

// A field of RFC 5322 section 3.6, RFC 2045, or one that mail systems write; "Name: ..." alone is
// not enough, for a URL and many a text have it.
bool is_header_field(std::string_view line);

// The same for a name of any kind: visible characters up to a colon (RFC 5322 section 2.2).
bool is_field_like(std::string_view line);

// mboxrd(5), RFC 4155: "From ", the envelope sender, a date with month, time and year:
// "From a@b.example Thu Jan  1 00:00:00 1970". The sender is whatever stands before the date.
// With or without its line end; a CR or LF inside makes it more than one line.
bool is_mbox_separator(std::string_view line);

// Text in UTF-16 of either order, by a byte order mark or by every second byte being NUL: its
// characters below 128 one by one, others as '?'. Nothing when `head` is not such text.
std::optional<std::string> undo_utf16(std::string_view head);

}  // namespace constat::capture
