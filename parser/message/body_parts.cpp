#include "parser/message/body_parts.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "parser/decode/decode.h"

namespace constat::parser::message {
namespace {

void reset(Part& part) {
  // The strings and the vector keep their memory.
  Part fresh;
  fresh.path.swap(part.path);
  fresh.fields.swap(part.fields);
  fresh.path.clear();
  fresh.fields.clear();
  part = std::move(fresh);
}

bool is_message(const MimeFields& mime) {
  return mime.type == "message" && (mime.subtype == "rfc822" || mime.subtype == "global");
}

bool has_text(std::string_view boundary) {
  return boundary.find_first_not_of(" \t") != std::string_view::npos;
}

}  // namespace

void BodyParts::describe(std::size_t index, const MimeFields& mime, std::size_t defects_before) {
  Part& part = (*parts_)[index];
  part.type = mime.type;
  part.subtype = mime.subtype;
  part.charset = mime.charset;
  part.encoding = mime.encoding;
  part.filename = mime.filename;
  part.other_filenames = mime.other_filenames;
  part.disposition = mime.disposition;
  if (transfer_encoding_named(mime.encoding) == TransferEncoding::kUnknown) {
    defects_.add(DefectKind::kTransferEncodingUnknown, mime.transfer_encoding);
  }
  if (doubts_ != nullptr && !part.second_reading) {
    doubts_->read_fields(mime, index, defects_before);
  }
}

std::size_t BodyParts::add_part(const Entity& entity, ByteRange header, std::uint64_t body) {
  Part& part = spares_->append(*parts_);
  reset(part);
  part.parent = entity.parent;
  part.header = header;
  part.body = {body, 0};
  part.inside_attached_message = entity.inside_attached_message;
  part.second_reading = entity.second_reading;
  return parts_->size() - 1;
}

bool BodyParts::depth_allows(std::size_t index) {
  if (outer_depth_ + depth_ < limits_.mime_depth) return true;
  defects_.add(DefectKind::kDepthLimit, {(*parts_)[index].body.offset, 0});
  cap_hit_ = true;
  reading_ = Reading::kPartly;
  return false;
}

BodyParts::Level& BodyParts::push_level(std::size_t index, LevelKind kind, const Entity& entity,
                                        std::string prefix) {
  if (depth_ == levels_.size()) levels_.emplace_back();
  Level& level = levels_[depth_++];
  level = {};
  level.part = index;
  level.kind = kind;
  level.inside_attached_message = entity.inside_attached_message;
  level.second_reading = entity.second_reading;
  level.outside_from = (*parts_)[index].body.offset;
  level.prefix = std::move(prefix);
  (*parts_)[index].is_container = true;
  return level;
}

bool BodyParts::open_multipart(std::size_t index, const Entity& entity, const MimeFields& mime) {
  Part& part = (*parts_)[index];
  if (!has_text(mime.boundary)) {
    defects_.add(DefectKind::kBoundaryMissing, mime.content_type);
    reading_ = Reading::kPartly;
    return false;
  }
  if (!is_standard_boundary(mime.boundary)) {
    defects_.add(DefectKind::kBoundaryMalformed, mime.content_type);
  }
  if (!depth_allows(index)) return false;
  const bool is_message_body = entity.number == 0;
  part.path = entity.prefix + (is_message_body ? "TEXT" : std::to_string(entity.number));
  Level& level = push_level(index, LevelKind::kMultipart, entity,
                            is_message_body ? entity.prefix : part.path + ".");
  if (mime.subtype == "digest") level.default_type = DefaultType::kDigest;
  level.in_boundary_stack = true;
  level.boundary = mime.boundary;
  boundaries_.push(depth_ - 1, mime.boundary);
  return true;
}

bool BodyParts::open_message(std::size_t index, const Entity& entity, const MimeFields& mime) {
  const TransferEncoding encoding = transfer_encoding_named(mime.encoding);
  if (encoding == TransferEncoding::kBase64 || encoding == TransferEncoding::kQuotedPrintable) {
    return false;
  }
  if (!depth_allows(index)) return false;
  Level& level = push_level(index, LevelKind::kMessage, entity, (*parts_)[index].path + ".");
  level.inside_attached_message = true;
  return true;
}

HeaderBlock BodyParts::read_part_header(std::uint64_t begin) {
  fields_.clear();
  const std::size_t cap = std::min(limits_.header_fields, fields_left_);
  HeaderFieldReader reader(limits_, lines_, boundaries_, defects_);
  const HeaderBlock block = reader.read(begin, cap, fields_);
  fields_left_ -= fields_.size();
  return block;
}

// Adds the part and, while it is an attached message, the part that is the body of that message.
void BodyParts::add_entity(Entity entity, ByteRange header, std::uint64_t body,
                           const std::vector<HeaderField>* fields) {
  while (true) {
    const std::size_t index = add_part(entity, header, body);
    const std::size_t defects_before = defects_.kept();
    const MimeFields& mime = mime_.read(*fields, entity.default_type);
    describe(index, mime, defects_before);
    Part& part = (*parts_)[index];
    part.path = entity.prefix + std::to_string(std::max(entity.number, 1u));
    if (fields == &fields_) part.fields.assign(fields_.begin(), fields_.end());
    position_ = body;
    if (mime.type == "multipart" && open_multipart(index, entity, mime)) return;
    if (!is_message(mime) || !open_message(index, entity, mime)) {
      leaf_ = static_cast<int>(index);
      return;
    }
    if (parts_->size() >= limits_.mime_parts) {
      defects_.add(DefectKind::kPartLimit, {body, 0});
      part_cap_hit_ = cap_hit_ = true;
      reading_ = Reading::kPartly;
      return;
    }
    const HeaderBlock block = read_part_header(body);
    header = block.where;
    body = block.body;
    fields = &fields_;
    entity = {static_cast<int>(index), levels_[depth_ - 1].prefix, 0, DefaultType::kText, true,
              entity.second_reading};
  }
}

// Gives the end; a part whose header ran up to the boundary line is empty and ends there.
std::uint64_t BodyParts::end_body(std::size_t index, std::uint64_t end) {
  ByteRange& body = (*parts_)[index].body;
  end = std::max(end, body.offset);
  body.length = end - body.offset;
  return end;
}

// Another reading goes on behind the boundary further out, when that of this one comes again.
void BodyParts::doubt_own_boundary(const Level& level, std::uint64_t end) {
  if (doubts_ == nullptr || level.second_reading) return;
  OtherStructure other;
  other.way = OtherWay::kOwnBoundary;
  other.why = DefectKind::kBoundaryNotClosed;
  other.where = {end, 0};
  other.part = level.part;
  other.boundary = level.boundary;
  doubts_->add(std::move(other));
}

void BodyParts::close_level(const Level& level, std::uint64_t end, ByteRange by) {
  if (level.kind != LevelKind::kMultipart) return;
  if (level.place != Place::kEpilogue) {
    defects_.add(DefectKind::kBoundaryNotClosed, {end, 0});
    // Not one boundary line: its text stands where no reader looks.
    const bool empty = (*parts_)[level.part].body.empty();
    if (level.place == Place::kPreamble && !empty) reading_ = Reading::kPartly;
    if (!by.empty()) doubt_own_boundary(level, end);
  } else if (doubts_ != nullptr && !level.second_reading) {
    doubts_->read_outside(level.part, level.outside_from, end);
  }
}

// Keeps the outer `count` levels.
void BodyParts::close_levels_above(std::size_t count, std::uint64_t end, ByteRange by) {
  if (leaf_ >= 0) end = end_body(static_cast<std::size_t>(leaf_), end);
  leaf_ = -1;
  while (depth_ > count) {
    const Level& level = levels_[--depth_];
    end = end_body(level.part, end);
    close_level(level, end, by);
    if (level.in_boundary_stack) boundaries_.pop();
  }
}

void BodyParts::doubt(const BoundaryMatch& match, OtherWay way, DefectKind why, ByteRange where) {
  const Level& level = levels_[match.level];
  if (doubts_ == nullptr || level.second_reading) return;
  OtherStructure other;
  other.way = way;
  other.why = why;
  other.where = where;
  other.part = level.part;
  other.boundary = level.boundary;
  doubts_->add(std::move(other));
}

// Is there a boundary line for those who end lines at a lone CR?
void BodyParts::doubt_lone_return(std::uint64_t dash) {
  if (lone_return_doubted_ || doubts_ == nullptr) return;
  const std::string_view bytes = lines_.bytes();
  const std::string_view line = bytes.substr(dash, bytes.find_first_of("\r\n", dash) - dash);
  const BoundaryMatch match = boundaries_.match(line);
  if (match.kind == BoundaryKind::kNone) return;
  lone_return_doubted_ = true;
  doubt(match, OtherWay::kLoneReturns, DefectKind::kBareCr, {dash, line.size()});
}

bool BodyParts::is_boundary(const Line& line, BoundaryMatch& match) {
  const std::string_view text = lines_.text_of(line);
  match = boundaries_.match(text);
  if (match.kind != BoundaryKind::kNone) return true;
  const BoundaryMatch beginning = boundaries_.beginning_of(text);
  if (beginning.kind == BoundaryKind::kNone) return false;
  if (by_beginnings_) {
    match = beginning;
    return true;
  }
  if (!std::exchange(levels_[beginning.level].doubted, true)) {
    doubt(beginning, OtherWay::kBeginnings, DefectKind::kBoundaryAmbiguous,
          {line.begin, line.end - line.begin});
  }
  return false;
}

// The next boundary line at or after the line start `from`.
bool BodyParts::next_boundary(std::uint64_t from, Line& line, BoundaryMatch& match) {
  const std::string_view bytes = lines_.bytes();
  while (from < bytes.size() && !boundaries_.empty()) {
    const void* found = std::memchr(bytes.data() + from, '-', bytes.size() - from);
    if (found == nullptr) return false;
    const auto dash = static_cast<std::uint64_t>(static_cast<const char*>(found) - bytes.data());
    const char before = dash == 0 ? '\n' : bytes[dash - 1];
    const bool line_starts = dash == 0 || lines_.ends_line(before);
    if ((!line_starts && before != '\r') || bytes.substr(dash, 2) != "--") {
      from = std::min(bytes.find_first_not_of('-', dash), bytes.size());
      continue;
    }
    from = dash + 2;
    if (line_starts) {
      line = lines_.line_at(dash);
      if (is_boundary(line, match)) return true;
      from = line.next;
    }
    if (lines_.ends() == LineEnds::kFeed) doubt_lone_return(dash);
  }
  return false;
}

void BodyParts::start_part(std::size_t index, const Line& boundary) {
  Level& level = levels_[index];
  if (level.place == Place::kEpilogue) {
    const ByteRange where{boundary.begin, boundary.end - boundary.begin};
    defects_.add(DefectKind::kPartAfterClose, where);
    doubt({BoundaryKind::kDelimiter, index}, OtherWay::kAfterClose, DefectKind::kPartAfterClose,
          where);
    level.second_reading = true;
    reading_ = Reading::kPartly;
  } else if (level.place == Place::kPreamble && doubts_ != nullptr && !level.second_reading) {
    doubts_->read_outside(level.part, level.outside_from, boundary.begin);
  }
  level.place = Place::kParts;
  if (parts_->size() >= limits_.mime_parts) {
    if (!part_cap_hit_) {
      defects_.add(DefectKind::kPartLimit, {boundary.begin, boundary.end - boundary.begin});
    }
    part_cap_hit_ = cap_hit_ = true;
    reading_ = Reading::kPartly;
    return;
  }
  ++level.children;
  Entity entity{
      static_cast<int>(level.part),  level.prefix,        level.children, level.default_type,
      level.inside_attached_message, level.second_reading};
  const HeaderBlock block = read_part_header(boundary.next);
  // An attached message is not the sender's own words: what its headers leave open changes nothing.
  if ((block.cut_by_cap || block.doubtful) && !entity.inside_attached_message) {
    reading_ = Reading::kPartly;
  }
  add_entity(std::move(entity), block.where, block.body, &fields_);
}

void BodyParts::on_boundary(const Line& line, const BoundaryMatch& match) {
  const std::uint64_t end = lines_.end_before(line.begin);
  close_levels_above(match.level + 1, end, {line.begin, line.end - line.begin});
  position_ = line.next;
  if (match.kind == BoundaryKind::kDelimiter) {
    start_part(match.level, line);
    return;
  }
  Level& level = levels_[match.level];
  level.place = Place::kEpilogue;
  level.outside_from = line.next;
  // A further boundary line of this text is meant for the multipart further out.
  if (boundaries_.innermost_hides_another()) {
    boundaries_.pop();
    level.in_boundary_stack = false;
  }
}

void BodyParts::start(Recycler<Part>& spares, std::vector<Part>& parts) {
  spares_ = &spares;
  parts_ = &parts;
  depth_ = 0;
  outer_depth_ = 0;
  leaf_ = -1;
  part_cap_hit_ = cap_hit_ = false;
  by_beginnings_ = false;
  lone_return_doubted_ = false;
  reading_ = Reading::kAll;
  boundaries_.clear();
  if (doubts_ != nullptr) doubts_->clear();
  // Fields of all parts together: a few for each part there may be.
  fields_left_ = limits_.header_fields + 4 * limits_.mime_parts;
}

void BodyParts::scan() {
  Line line;
  BoundaryMatch match;
  while (next_boundary(position_, line, match)) on_boundary(line, match);
  close_levels_above(0, lines_.bytes().size(), {});
}

Reading BodyParts::read(const std::vector<HeaderField>& fields, std::uint64_t body,
                        Recycler<Part>& spares, std::vector<Part>& parts) {
  start(spares, parts);
  add_entity({}, {}, body, &fields);
  scan();
  return reading_;
}

void BodyParts::start_region(const Region& region, Recycler<Part>& spares,
                             std::vector<Part>& parts) {
  start(spares, parts);
  outer_depth_ = region.depth;
  by_beginnings_ = region.by_beginnings;
  Entity entity;
  entity.inside_attached_message = parts[region.part].inside_attached_message;
  entity.second_reading = true;
  Level& level = push_level(region.part, LevelKind::kMultipart, entity, region.prefix);
  if (parts[region.part].subtype == "digest") level.default_type = DefaultType::kDigest;
  level.boundary = region.boundary;
  level.in_boundary_stack = true;
  boundaries_.push(0, region.boundary);
  position_ = region.begin;
}

Reading BodyParts::read_region(const Region& region, Recycler<Part>& spares,
                               std::vector<Part>& parts) {
  const ByteRange body = parts[region.part].body;
  const bool is_container = parts[region.part].is_container;
  start_region(region, spares, parts);
  scan();
  parts[region.part].body = body;
  parts[region.part].is_container = is_container;
  return reading_;
}

Reading BodyParts::read_lone_part(const Region& region, Recycler<Part>& spares,
                                  std::vector<Part>& parts) {
  const ByteRange body = parts[region.part].body;
  start_region(region, spares, parts);
  levels_[0].in_boundary_stack = false;
  boundaries_.pop();
  levels_[0].place = Place::kParts;
  start_part(0, {region.begin, region.begin, region.begin});
  scan();
  parts[region.part].body = body;
  return reading_;
}

}  // namespace constat::parser::message
