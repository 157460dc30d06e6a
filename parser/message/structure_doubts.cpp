#include "parser/message/structure_doubts.h"

#include <algorithm>
#include <utility>

#include "parser/decode/ascii.h"

namespace constat::parser::message {
namespace {

constexpr std::size_t kLongestBoundary = 70;

bool is_boundary_character(char c) {
  return (c >= '0' && c <= '9') || (lower_ascii(c) >= 'a' && lower_ascii(c) <= 'z') ||
         std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_ascii);
  return out;
}

// What a reader may take a name for that is not on the list ("x-base64", "base-64", "qp").
TransferEncoding plausible(std::string_view name) {
  if (name.find("64") != std::string_view::npos) return TransferEncoding::kBase64;
  if (name.find("quoted") != std::string_view::npos || name == "qp") {
    return TransferEncoding::kQuotedPrintable;
  }
  return TransferEncoding::kIdentity;
}

bool changes_bytes(TransferEncoding encoding) {
  return encoding == TransferEncoding::kBase64 || encoding == TransferEncoding::kQuotedPrintable;
}

// Unknown ones are read as they are.
TransferEncoding as_read(TransferEncoding encoding) {
  return changes_bytes(encoding) ? encoding : TransferEncoding::kIdentity;
}

// Where a line begins a MIME field; npos when none does.
std::uint64_t mime_field_in(LineScanner& lines, std::uint64_t begin, std::uint64_t end) {
  while (begin < end) {
    const Line line = lines.line_at(begin);
    const std::string_view text = lines.text_of(line);
    if (text.size() > 12 && lower_ascii(text[0]) == 'c') {
      const std::string name = lowered(text.substr(0, text.find(':')));
      if (text.size() > name.size() &&
          (name == "content-type" || name == "content-transfer-encoding" ||
           name == "content-disposition")) {
        return begin;
      }
    }
    if (line.next <= begin) break;
    begin = line.next;
  }
  return std::string_view::npos;
}

}  // namespace

bool is_standard_boundary(std::string_view boundary) {
  return !boundary.empty() && boundary.size() <= kLongestBoundary && boundary.back() != ' ' &&
         std::all_of(boundary.begin(), boundary.end(), is_boundary_character);
}

void StructureDoubts::clear() {
  structures_.clear();
  encodings_.clear();
  overflowed_ = false;
}

void StructureDoubts::add(OtherStructure structure) {
  if (structures_.size() >= limits_.second_readings_per_mail) {
    overflowed_ = true;
  } else {
    structures_.push_back(std::move(structure));
  }
}

void StructureDoubts::add(OtherEncoding encoding) {
  if (encodings_.size() >= limits_.second_readings_per_mail) {
    overflowed_ = true;
  } else {
    encodings_.push_back(encoding);
  }
}

void StructureDoubts::read_fields(const MimeFields& mime, std::size_t part,
                                  std::size_t defects_before) {
  if (mime.type == "multipart") read_boundary(mime, part, defects_before);
  read_encoding(mime, part);
}

// A reader that gives up at the parameter it cannot read has no boundary (X07).
bool StructureDoubts::stands_after_malformed(const MimeFields& mime,
                                             std::size_t defects_before) const {
  const std::string value =
      lowered(lines_.bytes().substr(mime.content_type.offset, mime.content_type.length));
  const std::size_t boundary = value.rfind("boundary");
  if (boundary == std::string::npos) return false;
  const auto kept = defects_.since(defects_before);
  return std::any_of(kept.begin(), kept.end(), [&](const Defect& defect) {
    return defect.kind == DefectKind::kParameterMalformed &&
           defect.where.offset >= mime.content_type.offset &&
           defect.where.end() <= mime.content_type.offset + boundary;
  });
}

void StructureDoubts::read_boundary(const MimeFields& mime, std::size_t part,
                                    std::size_t defects_before) {
  OtherStructure other;
  other.part = part;
  other.where = mime.content_type;
  const bool usable = !trimmed(mime.boundary).empty();
  if (!usable) {
    other.way = OtherWay::kFirstDashes;
    other.why = DefectKind::kBoundaryMissing;
    add(other);
  } else if (mime.boundary.size() > kLongestBoundary) {
    other.way = OtherWay::kUndivided;
    other.why = DefectKind::kBoundaryMalformed;
    add(other);
  } else if (is_mail_space(mime.boundary.back())) {
    // Spaces at its end count for some, not for others.
    other.why = DefectKind::kBoundaryMalformed;
    other.boundary = trimmed(mime.boundary);
    add(other);
  } else if (stands_after_malformed(mime, defects_before)) {
    other.way = OtherWay::kUndivided;
    add(other);
  }
  for (const std::string& boundary : mime.other_boundaries) {
    other.way = OtherWay::kBoundary;
    other.why = DefectKind::kBoundaryAmbiguous;
    other.boundary = boundary;
    add(other);
  }
}

// RFC 2045 section 6.4: a multipart is 7bit, 8bit or binary; RFC 2046 section 5.2.1 says the same
// of message/rfc822.
void StructureDoubts::read_encoding(const MimeFields& mime, std::size_t part) {
  if (mime.transfer_encoding.empty()) return;
  const std::string_view value =
      lines_.bytes().substr(mime.transfer_encoding.offset, mime.transfer_encoding.length);
  const TransferEncoding named = transfer_encoding_named(mime.encoding);
  const bool multipart = mime.type == "multipart";
  const bool forbidden =
      changes_bytes(named) && (multipart || (mime.type == "message" && mime.subtype == "rfc822"));
  const TransferEncoding first = multipart ? TransferEncoding::kIdentity : as_read(named);
  OtherEncoding other;
  other.part = part;
  other.where = mime.transfer_encoding;
  other.first = first;
  if (forbidden) {
    other.second = multipart ? named : TransferEncoding::kIdentity;
    add(other);
  } else if (named == TransferEncoding::kUnknown) {
    other.why = DefectKind::kTransferEncodingUnknown;
    other.second = plausible(mime.encoding);
    if (other.second != first) add(other);
  } else if (changes_bytes(named) && transfer_encoding_named(value) == TransferEncoding::kUnknown) {
    // "base64 x": more than the name.
    other.second = TransferEncoding::kIdentity;
    add(other);
  }
  other.why = DefectKind::kTransferEncodingAmbiguous;
  for (const std::string& name : mime.other_encodings) {
    const TransferEncoding second = transfer_encoding_named(name);
    other.second = second == TransferEncoding::kUnknown ? plausible(name) : second;
    if (other.second != first) add(other);
  }
}

void StructureDoubts::read_outside(std::size_t part, std::uint64_t begin, std::uint64_t end) {
  const std::uint64_t field = mime_field_in(lines_, begin, end);
  if (field == std::string_view::npos) return;
  OtherStructure other;
  other.way = OtherWay::kOutside;
  other.why = DefectKind::kPartOutside;
  other.part = part;
  const Line line = lines_.line_at(field);
  other.where = {field, line.end - field};
  other.region = {field, end - field};
  add(std::move(other));
}

}  // namespace constat::parser::message
