#include "parser/message/header_fields.h"

#include "core/pseudonym.h"

namespace constat::parser::message {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

struct FieldStart {
  std::size_t name_length = 0;  // 0: not a field
  std::size_t colon = 0;
};

// RFC 5322 sections 3.6.8 (ftext) and 4.5.8 (white space before the colon).
FieldStart field_start(std::string_view line) {
  std::size_t name = 0;
  while (name < line.size() && line[name] > 32 && line[name] < 127 && line[name] != ':') ++name;
  std::size_t colon = name;
  while (colon < line.size() && is_space(line[colon])) ++colon;
  if (name == 0 || colon == line.size() || line[colon] != ':') return {};
  return {name, colon};
}

bool is_continuation(std::string_view line) { return !line.empty() && is_space(line[0]); }

// One real campaign put 80 000 addresses in To: these fields may fill the whole header.
bool may_be_long(std::string_view name) {
  return equals_ignoring_case(name, "to") || equals_ignoring_case(name, "cc") ||
         equals_ignoring_case(name, "bcc");
}

}  // namespace

std::uint64_t after_mbox_lines(LineScanner& lines) {
  std::uint64_t begin = 0;
  while (begin < lines.bytes().size()) {
    const Line line = lines.line_at(begin);
    const std::string_view text = lines.text_of(line);
    const bool separator = text.starts_with("From ") && field_start(text).name_length == 0;
    if (!separator && !text.starts_with(">From ")) break;
    begin = line.next;
  }
  return begin;
}

bool HeaderFieldReader::is_boundary(const Line& line) const {
  return boundaries_.match(lines_.text_of(line)).kind != BoundaryKind::kNone;
}

// The last line of the field that starts with `line`.
Line HeaderFieldReader::skip_continuations(Line line) {
  while (line.next < lines_.bytes().size()) {
    const Line next = lines_.line_at(line.next);
    const std::string_view text = lines_.text_of(next);
    if (!is_continuation(text)) break;
    if (text.find_first_not_of(" \t") == std::string_view::npos) note_other_body(next, next.next);
    line = next;
  }
  return line;
}

void HeaderFieldReader::add_field(const Line& first, const Line& last, std::size_t name_length,
                                  std::size_t colon) {
  const std::string_view bytes = lines_.bytes();
  if (fields_->size() >= fields_cap_ || last.next - block_.where.offset > limits_.header_bytes) {
    if (!block_.cut_by_cap) {
      defects_.add(DefectKind::kHeaderLimit, {first.begin, last.next - first.begin});
    }
    block_.cut_by_cap = true;
    return;
  }
  std::uint64_t value = bytes.find_first_not_of(" \t\r\n", first.begin + colon + 1);
  if (value == std::string_view::npos || value > last.end) value = last.end;
  HeaderField field;
  field.name = bytes.substr(first.begin, name_length);
  field.where = {first.begin, last.next - first.begin};
  field.value_where = {value, last.end - value};
  if (field.value_where.length > limits_.header_field_bytes && !may_be_long(field.name)) {
    const std::uint64_t cut = value + limits_.header_field_bytes;
    defects_.add(DefectKind::kHeaderFieldTooLong, {cut, last.end - cut});
    block_.cut_by_cap = true;
    field.value_where.length = limits_.header_field_bytes;
  }
  field.value = bytes.substr(value, field.value_where.length);
  fields_->push_back(field);
}

bool HeaderFieldReader::header_goes_on_after(Line line) {
  const Line first = line;
  if (lines_.text_of(line).starts_with("--")) {
    block_.decided_at = line.next;
    return false;
  }
  while (line.next < lines_.bytes().size()) {
    line = lines_.line_at(line.next);
    block_.decided_at = line.begin;
    if (line.empty()) note_other_body(first, line.next);
    if (line.empty() || is_boundary(line)) return false;
    const std::string_view text = lines_.text_of(line);
    if (field_start(text).name_length > 0) return true;
    if (text.starts_with("--")) return false;
  }
  block_.decided_at = line.next;
  return false;
}

void HeaderFieldReader::note_other_body(const Line& line, std::uint64_t body) {
  if (candidates_ == others_.size()) return;
  others_[candidates_++] = {body, {line.begin, line.next - line.begin}};
}

// The first place where the body would be another one counts.
void HeaderFieldReader::choose_other_body() {
  for (std::size_t i = 0; i < candidates_ && !block_.other_body; ++i) {
    if (others_[i].body == block_.body) continue;
    block_.other_body = others_[i].body;
    block_.other_line = others_[i].line;
    defects_.add(DefectKind::kHeaderEndAmbiguous, block_.other_line);
  }
}

// True when the body starts at this line.
bool HeaderFieldReader::ends_at_malformed(const Line& line) {
  defects_.add(DefectKind::kHeaderFieldMalformed, {line.begin, line.end - line.begin});
  if (!known_to_go_on_) known_to_go_on_ = header_goes_on_after(line);
  if (known_to_go_on_) {
    block_.doubtful = true;
    note_other_body(line, line.begin);
    return false;
  }
  defects_.add(DefectKind::kHeaderUnterminated, {line.begin, 0});
  block_.end = HeaderEnd::kMalformedLine;
  block_.body = line.begin;
  return true;
}

HeaderBlock HeaderFieldReader::read(std::uint64_t begin, std::size_t fields_cap,
                                    std::vector<HeaderField>& fields) {
  fields_ = &fields;
  fields_cap_ = fields_cap;
  const std::uint64_t size = lines_.bytes().size();
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (begin == 0 && lines_.bytes().starts_with(kByteOrderMark)) {
    begin = kByteOrderMark.size();
    defects_.add(DefectKind::kHeaderFieldMalformed, {0, begin});
  }
  block_ = {};
  block_.where.offset = begin;
  block_.body = block_.decided_at = size;
  known_to_go_on_ = false;
  candidates_ = 0;
  std::uint64_t position = begin;
  while (position < size) {
    const Line line = lines_.line_at(position);
    if (line.empty() || is_boundary(line)) {
      block_.end = line.empty() ? HeaderEnd::kEmptyLine : HeaderEnd::kBoundary;
      block_.body = line.empty() ? line.next : line.begin;
      block_.decided_at = block_.body;
      break;
    }
    const FieldStart start = field_start(lines_.text_of(line));
    Line last = line;
    if (start.name_length > 0) {
      last = skip_continuations(line);
      add_field(line, last, start.name_length, start.colon);
      known_to_go_on_ = false;
    } else if (ends_at_malformed(line)) {
      break;
    }
    position = last.next;
  }
  choose_other_body();
  block_.where.length = (block_.end == HeaderEnd::kEndOfBytes ? size : position) - begin;
  return block_;
}

}  // namespace constat::parser::message
