// Header fields of a mail or of a part, in order, duplicates included (RFC 5322 section 2.2).
//
// Where the header ends:
// - at the first empty line; a line of white space only continues the field before it
// (section 4.2);
// - at a boundary line of an open multipart, or at the end of the bytes;
// - lines that are neither field, continuation nor empty are kHeaderFieldMalformed. The header goes
//   on when a field follows before the next empty line, boundary, line that looks like a boundary
//   ("--") or end; else the empty line was forgotten, kHeaderUnterminated, and the body starts at
//   the first of these lines. Both facts stay: the malformed line keeps its defect in either case,
//   and a header that went on is `doubtful`, since others would have started the body there.
// Where others would start the body (robustness X03) is `other_body`, kHeaderEndAmbiguous: at the
// first malformed line or line of white space that the header went on after; after the next empty
// line where the body starts at malformed lines.
// "Name :" with white space before the colon (section 4.5.1) is a field. A byte order mark (UTF-8)
// at the start of the mail, as some editors leave it in files, is passed over and noted.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/limits.h"
#include "parser/message/boundary_stack.h"
#include "parser/message/defect_log.h"
#include "parser/message/line_scanner.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

enum class HeaderEnd : std::uint8_t { kEmptyLine, kBoundary, kMalformedLine, kEndOfBytes };

struct HeaderBlock {
  ByteRange where;               // first field to the end of the last one
  std::uint64_t body = 0;        // where the body starts
  std::uint64_t decided_at = 0;  // how far it was looked to say so
  HeaderEnd end = HeaderEnd::kEndOfBytes;
  bool cut_by_cap = false;
  bool doubtful = false;  // went on after a malformed line
  // Where the body starts under the other reading, and the line that makes it one.
  std::optional<std::uint64_t> other_body;
  ByteRange other_line;
};

// Past the "From " and ">From " lines that mbox files and some relays put before a mail.
std::uint64_t after_mbox_lines(LineScanner& lines);

class HeaderFieldReader {
 public:
  // All must outlive the reader.
  HeaderFieldReader(const Limits& limits, LineScanner& lines, const BoundaryStack& boundaries,
                    DefectLog& defects)
      : limits_(limits), lines_(lines), boundaries_(boundaries), defects_(defects) {}

  // Appends to `fields`, at most until it holds `fields_cap`.
  HeaderBlock read(std::uint64_t begin, std::size_t fields_cap, std::vector<HeaderField>& fields);

 private:
  Line skip_continuations(Line line);
  bool is_boundary(const Line& line) const;
  void add_field(const Line& first, const Line& last, std::size_t name_length, std::size_t colon);
  bool header_goes_on_after(Line line);
  bool ends_at_malformed(const Line& line);
  void note_other_body(const Line& line, std::uint64_t body);
  void choose_other_body();

  const Limits& limits_;
  LineScanner& lines_;
  const BoundaryStack& boundaries_;
  DefectLog& defects_;
  std::vector<HeaderField>* fields_ = nullptr;
  std::size_t fields_cap_ = 0;
  HeaderBlock block_;
  // Where others may start the body: two places, since one may be where it starts.
  struct OtherBody {
    std::uint64_t body = 0;
    ByteRange line;
  };
  std::array<OtherBody, 2> others_;
  std::size_t candidates_ = 0;
  bool known_to_go_on_ = false;  // a field was seen ahead: malformed lines need no second look
};

}  // namespace constat::parser::message
