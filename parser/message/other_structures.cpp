#include "parser/message/other_structures.h"

#include <algorithm>
#include <tuple>

namespace constat::parser::message {
namespace {

// Where a part stands; of two readings the same leaf when equal.
std::tuple<ByteRange, ByteRange> place_of(const Part& part) { return {part.header, part.body}; }

void set_first(SecondReading& both, const DigestedBytes& bytes) {
  both.first_bytes = bytes.bytes;
  both.first = bytes.sha256;
}
void set_second(SecondReading& both, const DigestedBytes& bytes) {
  both.second_bytes = bytes.bytes;
  both.second = bytes.sha256;
}

// The first reading notes the other kinds.
bool is_noted_here(DefectKind kind) {
  return kind == DefectKind::kBoundaryAmbiguous || kind == DefectKind::kPartOutside ||
         kind == DefectKind::kTransferEncodingAmbiguous;
}

bool would_be_read(const Part& part) {
  return part.type == "text" && (part.subtype == "plain" || part.subtype == "html") &&
         !part.is_container && !part.inside_attached_message && part.disposition != "attachment";
}

}  // namespace

// The part indices below a multipart stand right after it.
OtherStructures::Range OtherStructures::first_parts_below(std::size_t part) const {
  std::size_t end = part + 1;
  while (end < first_parts_ && (*parts_)[end].parent >= static_cast<int>(part)) ++end;
  return {part + 1, end};
}

// Over the digests of the leaves, in order; of a multipart without parts over nothing.
DigestedBytes OtherStructures::digest_of(Range range, bool with_second_readings) {
  DigestedBytes all;
  Sha256 sha256;
  for (std::size_t i = range.first; i < range.second; ++i) {
    Part& part = (*parts_)[i];
    if (part.is_container || (part.second_reading && !with_second_readings)) continue;
    decoder_.hash(part, static_cast<int>(i));
    all.bytes += part.decoded_bytes;
    sha256.update({reinterpret_cast<const char*>(part.decoded_sha256.bytes.data()),
                   part.decoded_sha256.bytes.size()});
  }
  all.sha256 = sha256.finish();
  return all;
}

// "2.~1." of part "2", "~1." of "TEXT"; the number counts the readings of that part.
std::string OtherStructures::next_prefix(std::size_t part) {
  auto found = std::find_if(read_again_.begin(), read_again_.end(),
                            [part](const auto& entry) { return entry.first == part; });
  if (found == read_again_.end()) found = read_again_.insert(found, {part, 0});
  const std::string& path = (*parts_)[part].path;
  std::string prefix = path.ends_with("TEXT") ? path.substr(0, path.size() - 4) : path + '.';
  return prefix + '~' + std::to_string(++found->second) + '.';
}

std::size_t OtherStructures::depth_of(std::size_t part) const {
  std::size_t depth = 0;
  for (int above = (*parts_)[part].parent; above >= 0;
       above = (*parts_)[static_cast<std::size_t>(above)].parent) {
    ++depth;
  }
  return depth;
}

ByteRange OtherStructures::region_of(const OtherStructure& other) const {
  if (!other.region.empty()) return other.region;
  const Part& part = (*parts_)[other.part];
  if (other.way != OtherWay::kOwnBoundary) return part.body;
  const std::uint64_t end =
      part.parent < 0 ? mail_.size() : (*parts_)[static_cast<std::size_t>(part.parent)].body.end();
  return {part.body.offset, end - part.body.offset};
}

// False when this other reading has nothing to read.
bool OtherStructures::find_boundary(const OtherStructure& other, ByteRange region,
                                    std::string& boundary) {
  boundary = other.boundary;
  if (other.way != OtherWay::kFirstDashes && other.way != OtherWay::kOwnBoundary) return true;
  boundaries_.clear();
  if (other.way == OtherWay::kOwnBoundary) boundaries_.push(0, boundary);
  std::uint64_t at = other.way == OtherWay::kOwnBoundary ? other.where.offset : region.offset;
  bool found = false;
  while (at < region.end() && !found) {
    const Line line = lines_.line_at(at);
    const std::string_view text = lines_.text_of(line);
    if (other.way == OtherWay::kOwnBoundary) {
      found = boundaries_.match(text).kind != BoundaryKind::kNone;
    } else if (text.starts_with("--")) {
      boundary.assign(text.substr(2, text.find_last_not_of(" \t") - 1));
      found = true;
    }
    if (line.next <= at) break;
    at = line.next;
  }
  boundaries_.clear();
  return found;
}

// A leaf that the first reading has too is not told twice.
void OtherStructures::drop_known_parts(std::size_t from) {
  std::vector<Part>& parts = *parts_;
  std::vector<std::tuple<ByteRange, ByteRange>> known;
  for (std::size_t i = 0; i < from; ++i) known.push_back(place_of(parts[i]));
  std::sort(known.begin(), known.end());
  std::vector<int> moved(parts.size() - from, -1);
  std::size_t kept = from;
  for (std::size_t i = from; i < parts.size(); ++i) {
    Part& part = parts[i];
    if (!part.is_container && std::binary_search(known.begin(), known.end(), place_of(part))) {
      continue;
    }
    if (part.parent >= static_cast<int>(from)) {
      part.parent = moved[static_cast<std::size_t>(part.parent) - from];
    }
    moved[i - from] = static_cast<int>(kept);
    if (i != kept) std::swap(parts[kept], part);
    ++kept;
  }
  parts.resize(kept);
}

void OtherStructures::read_again(const OtherStructure& other, ByteRange region,
                                 SecondReading& both) {
  const std::size_t from = parts_->size();
  const std::string_view bytes = mail_.substr(0, region.end());
  if (other.way == OtherWay::kLoneReturns) {
    lines_.start(bytes, LineEnds::kEither);
  } else {
    lines_.start(bytes);
  }
  Region again;
  again.part = other.part;
  again.begin = region.offset;
  if (!find_boundary(other, region, again.boundary)) return;
  again.prefix = next_prefix(other.part);
  again.depth = depth_of(other.part);
  again.by_beginnings = other.way == OtherWay::kBeginnings;
  if (other.way == OtherWay::kOutside) {
    parts_reader_.read_lone_part(again, *spares_, *parts_);
  } else {
    parts_reader_.read_region(again, *spares_, *parts_);
  }
  if (parts_reader_.cap_was_hit()) readings_.note_limit(other.where);
  set_second(both, digest_of({from, parts_->size()}, true));
  drop_known_parts(from);
}

void OtherStructures::read_structure(const OtherStructure& other) {
  const ByteRange region = region_of(other);
  if (!readings_.may_read(region.length, other.where)) return;
  SecondReading both;
  both.why = other.why;
  both.where = other.where;
  both.part = static_cast<int>(other.part);
  const Range below = first_parts_below(other.part);
  const Part& part = (*parts_)[other.part];
  const bool outside = other.way == OtherWay::kOutside;
  if (part.is_container) {
    set_first(both, digest_of(outside ? Range{0, 0} : below, false));
  } else {
    set_first(both, decoder_.read_as(part, TransferEncoding::kIdentity));
  }
  // Where nothing is found the readings are the same.
  set_second(both, {both.first_bytes, both.first});
  if (other.way == OtherWay::kUndivided) {
    set_second(both, decoder_.read_as(part, TransferEncoding::kIdentity));
  } else if (other.way == OtherWay::kAfterClose) {
    set_second(both, digest_of(below, true));
  } else {
    read_again(other, region, both);
  }
  if (is_noted_here(both.why)) {
    readings_.note(both);
  } else {
    readings_.add(both);
  }
}

void OtherStructures::read_encoding(const OtherEncoding& other) {
  const Part& part = (*parts_)[other.part];
  if (!readings_.may_read(2 * part.body.length, other.where)) return;
  SecondReading both;
  both.why = other.why;
  both.where = other.where;
  both.part = static_cast<int>(other.part);
  set_first(both, decoder_.read_as(part, other.first));
  set_second(both, decoder_.read_as(part, other.second));
  if (is_noted_here(both.why)) {
    readings_.note(both);
  } else {
    readings_.add(both);
  }
}

bool OtherStructures::text_was_found(std::size_t from) const {
  return std::any_of(parts_->begin() + static_cast<std::ptrdiff_t>(from), parts_->end(),
                     would_be_read);
}

Reading OtherStructures::read(std::string_view mail, const StructureDoubts& doubts,
                              Recycler<Part>& spares, std::vector<Part>& parts) {
  mail_ = mail;
  spares_ = &spares;
  parts_ = &parts;
  first_parts_ = parts.size();
  read_again_.clear();
  for (const OtherStructure& other : doubts.structures()) read_structure(other);
  for (const OtherEncoding& other : doubts.encodings()) read_encoding(other);
  if (doubts.overflowed()) readings_.note_limit({mail.size(), 0});
  return text_was_found(first_parts_) ? Reading::kPartly : Reading::kAll;
}

}  // namespace constat::parser::message
