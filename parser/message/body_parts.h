// The parts of a mail (RFC 2046) as a flat list with ranges. One scan over the bytes serves all
// nesting levels; levels are a stack of their own, multipart and attached message alike.
//
// - A boundary counts at the start of a line only, as the whole line but for padding, in headers of
//   parts too. The boundary of an outer multipart ends all inner ones (RFC 2046 section 5.1.2).
// - The line end before a boundary line belongs to the boundary, not to the part.
// - message/rfc822 and message/global are containers; base64 or quoted-printable ones, which
//   RFC 2046 section 5.2.1 forbids, stay leaves.
// - Preamble and epilogue belong to no part. A boundary line after the closing one starts a part
//   all the same, with kPartAfterClose, as a second reading.
// - Paths are IMAP's (RFC 3501 section 6.4.5). The multipart that is the body of a message, which
//   has no number of its own there, is "TEXT" or "3.TEXT".
// - What other programs may read differently is left to StructureDoubts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/limits.h"
#include "parser/message/boundary_stack.h"
#include "parser/message/defect_log.h"
#include "parser/message/field/content_type.h"
#include "parser/message/header_fields.h"
#include "parser/message/line_scanner.h"
#include "parser/message/recycler.h"
#include "parser/message/structure_doubts.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

// What was left unread although its bytes are there.
enum class Reading : std::uint8_t { kAll, kPartly };

// A stretch to be read again as the body of a multipart that is there already. `prefix`: of the
// paths of its parts; `depth`: levels above it.
struct Region {
  std::size_t part = 0;
  std::uint64_t begin = 0;
  std::string boundary;
  std::string prefix;
  std::size_t depth = 0;
  bool by_beginnings = false;  // lines that begin with a boundary are boundary lines
};

class BodyParts {
 public:
  // `doubts` may be null: then nothing is collected.
  BodyParts(const Limits& limits, LineScanner& lines, BoundaryStack& boundaries, HeaderText& text,
            StructureDoubts* doubts, DefectLog& defects)
      : limits_(limits),
        lines_(lines),
        boundaries_(boundaries),
        doubts_(doubts),
        defects_(defects),
        mime_(limits, text, defects) {}

  // `fields` are the top-level ones, `body` is where its body starts. Appends to `parts`.
  Reading read(const std::vector<HeaderField>& fields, std::uint64_t body, Recycler<Part>& spares,
               std::vector<Part>& parts);

  // To the end of the bytes of the LineScanner. Appends parts of a second reading; the multipart
  // itself stays as it is.
  Reading read_region(const Region& region, Recycler<Part>& spares, std::vector<Part>& parts);

  // Of the last reading: parts were left out because of a cap.
  bool cap_was_hit() const { return cap_hit_; }

  // One part: its header begins at `region.begin`.
  Reading read_lone_part(const Region& region, Recycler<Part>& spares, std::vector<Part>& parts);

 private:
  enum class Place : std::uint8_t { kPreamble, kParts, kEpilogue };
  enum class LevelKind : std::uint8_t { kMultipart, kMessage };
  struct Level {
    std::size_t part = 0;
    LevelKind kind = LevelKind::kMultipart;
    Place place = Place::kPreamble;
    DefaultType default_type = DefaultType::kText;
    bool in_boundary_stack = false;
    bool inside_attached_message = false;
    bool second_reading = false;
    bool doubted = false;  // a line that begins with its boundary was seen
    std::uint32_t children = 0;
    std::uint64_t outside_from = 0;  // where its preamble or epilogue begins
    std::string boundary;
    std::string prefix;  // of the paths of its children: "", "2.", "2.1."
  };
  // A part or message whose header was read. `number` 0: the body of a message.
  struct Entity {
    int parent = -1;
    std::string prefix;
    std::uint32_t number = 0;
    DefaultType default_type = DefaultType::kText;
    bool inside_attached_message = false;
    bool second_reading = false;
  };

  void start(Recycler<Part>& spares, std::vector<Part>& parts);
  void start_region(const Region& region, Recycler<Part>& spares, std::vector<Part>& parts);
  void scan();
  void add_entity(Entity entity, ByteRange header, std::uint64_t body,
                  const std::vector<HeaderField>* fields);
  std::size_t add_part(const Entity& entity, ByteRange header, std::uint64_t body);
  void describe(std::size_t index, const MimeFields& mime, std::size_t defects_before);
  bool open_multipart(std::size_t index, const Entity& entity, const MimeFields& mime);
  bool open_message(std::size_t index, const Entity& entity, const MimeFields& mime);
  bool depth_allows(std::size_t index);
  Level& push_level(std::size_t index, LevelKind kind, const Entity& entity, std::string prefix);
  HeaderBlock read_part_header(std::uint64_t begin);

  bool next_boundary(std::uint64_t from, Line& line, BoundaryMatch& match);
  bool is_boundary(const Line& line, BoundaryMatch& match);
  void doubt_lone_return(std::uint64_t dash);
  void doubt(const BoundaryMatch& match, OtherWay way, DefectKind why, ByteRange where);
  void doubt_own_boundary(const Level& level, std::uint64_t end);
  void on_boundary(const Line& line, const BoundaryMatch& match);
  void start_part(std::size_t level, const Line& boundary);
  // `by`: the boundary line that closes them; empty at the end of the mail.
  void close_levels_above(std::size_t count, std::uint64_t end, ByteRange by);
  void close_level(const Level& level, std::uint64_t end, ByteRange by);
  std::uint64_t end_body(std::size_t index, std::uint64_t end);

  const Limits& limits_;
  LineScanner& lines_;
  BoundaryStack& boundaries_;
  StructureDoubts* doubts_;
  DefectLog& defects_;
  MimeFieldReader mime_;

  // Of the mail being read.
  Recycler<Part>* spares_ = nullptr;
  std::vector<Part>* parts_ = nullptr;
  std::vector<Level> levels_;
  std::size_t depth_ = 0;        // levels in use
  std::size_t outer_depth_ = 0;  // of a region: levels above its own
  bool by_beginnings_ = false;
  bool lone_return_doubted_ = false;
  int leaf_ = -1;               // the part whose body is open
  std::uint64_t position_ = 0;  // a line start
  std::size_t fields_left_ = 0;
  std::vector<HeaderField> fields_;
  bool part_cap_hit_ = false;
  bool cap_hit_ = false;
  Reading reading_ = Reading::kAll;
};

}  // namespace constat::parser::message
