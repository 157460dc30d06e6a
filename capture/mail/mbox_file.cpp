#include "capture/mail/mbox_file.h"

#include <algorithm>

#include "capture/mail/content_length.h"
#include "capture/mail_lines.h"

namespace constat::capture {
namespace {

constexpr std::size_t kStep = 1024 * 1024;
// Behind a From line: enough for another one, and to see whether a header field begins there.
constexpr std::size_t kLookAhead = 2048;
constexpr std::string_view kFrom = "From ";
// The empty line held back, whatever window it came from.
constexpr std::string_view kEmptyLines[] = {"\n", "\r\n", "\r"};

bool is_empty_line(std::string_view line) {
  return std::find(std::begin(kEmptyLines), std::end(kEmptyLines), line) != std::end(kEmptyLines);
}

// As the first line ends: CR alone, as on the old Macintosh, or LF, with any number of CRs before.
char line_end_of(std::string_view window) {
  const std::size_t first = window.find_first_of("\r\n");
  const std::size_t next = window.find_first_not_of('\r', first);
  const bool cr = first != std::string_view::npos && window[first] == '\r' &&
                  (next == std::string_view::npos || window[next] != '\n');
  return cr ? '\r' : '\n';
}

// What a mail may begin with: a header field, an empty line, a quoted separator of before, the next
// separator, nothing at all.
bool may_begin_mail(std::string_view text) {
  return text.empty() || text.front() == '\r' || text.front() == '\n' || text.starts_with(kFrom) ||
         text.starts_with(">From ") || is_field_like(text.substr(0, text.find_first_of("\r\n")));
}

}  // namespace

void MboxReader::note(DefectKind kind, ByteRange where) {
  if (facts_.defects.size() < limits_.input_defects) {
    facts_.defects.push_back({kind, where});
  } else {
    ++facts_.defects_not_kept;
  }
}

void MboxReader::flush() {
  mail_.append(run_, run_offset_);
  run_ = {};
}

void MboxReader::release_held_line() {
  if (held_line_.empty()) return;
  flush();
  mail_.append(held_line_, held_offset_);
  held_line_ = {};
}

void MboxReader::end_mail(std::uint64_t offset, Completeness completeness) {
  flush();
  const std::uint64_t held = held_line_.size();
  if (unchecked_ && unchecked_->bytes != offset && unchecked_->bytes != offset - held) {
    note(DefectKind::kMboxLengthWrong, unchecked_->field);
  }
  held_line_ = {};
  unchecked_.reset();
  mail_.finish(completeness);
  ++facts_.mails;
}

void MboxReader::begin_mail(std::uint64_t& rule, std::uint64_t separator_offset) {
  if (only_empty_lines_) {
    flush();
    held_line_ = {};
    mail_.discard();
    --facts_.mbox.file_start;
  } else if (in_mail_) {
    end_mail(separator_offset, Completeness::kComplete);
  }
  ++rule;
  in_mail_ = true;
  in_header_ = true;
  only_empty_lines_ = false;
  length_led_here_ = false;
  length_.reset();
  after_empty_line_ = false;
}

bool MboxReader::opens_mail(std::string_view line, std::uint64_t offset,
                            std::string_view following) {
  const bool separator = is_mbox_separator(line);
  const bool alone = !after_empty_line_ && !length_led_here_;
  const std::string_view next = following.substr(0, following.find_first_of("\r\n"));
  const bool opens = separator && (!alone || is_header_field(next));
  if (!separator || alone || !may_begin_mail(following)) {
    note(DefectKind::kMboxSeparatorDoubtful, {offset, line.size()});
  }
  if (!opens) return false;
  MboxRules& rules = facts_.mbox;
  begin_mail(length_led_here_ ? rules.content_length
             : alone          ? rules.separator_alone
                              : rules.separator,
             offset);
  return true;
}

void MboxReader::read_header_line(std::string_view line, std::uint64_t offset) {
  if (is_empty_line(line)) {
    in_header_ = false;
    length_due_ = length_.has_value();
  } else if (const auto bytes = content_length(line)) {
    length_ = Length{*bytes, {offset, line.size()}};
  }
}

void MboxReader::read_line(std::string_view line, std::uint64_t offset,
                           std::string_view following) {
  const bool whole = !inside_line_ && line.back() == line_end_;
  const bool at_start = !inside_line_;
  inside_line_ = line.back() != line_end_;
  if (at_start && line.starts_with(kFrom) && opens_mail(line, offset, following)) return;
  const bool empty = whole && is_empty_line(line);
  if (!in_mail_) {
    in_mail_ = true;
    only_empty_lines_ = true;
    ++facts_.mbox.file_start;
  }
  if (only_empty_lines_ && !empty) {
    // No separator at the start: what stands there is kept as a mail.
    note(DefectKind::kMboxSeparatorDoubtful, {offset, 0});
    only_empty_lines_ = false;
    in_header_ = true;
  }
  if (in_header_ && whole) read_header_line(line, offset);
  release_held_line();
  after_empty_line_ = empty;
  length_led_here_ = false;
  if (empty) {
    held_line_ = *std::find(std::begin(kEmptyLines), std::end(kEmptyLines), line);
    held_offset_ = offset;
  } else {
    add_text(line, offset);
  }
}

void MboxReader::add_text(std::string_view line, std::uint64_t offset) {
  if (run_.empty()) {
    run_ = line;
    run_offset_ = offset;
  } else {
    run_ = {run_.data(), run_.size() + line.size()};
  }
}

std::size_t MboxReader::read_lines(std::string_view window, More more) {
  const std::uint64_t offset = bytes_.position();
  std::size_t at = 0;
  while (at < window.size() && !length_due_) {
    std::size_t end = window.find(line_end_, at);
    if (end == std::string_view::npos) {
      if (more == More::kYes && at > 0) break;
      end = window.size() - 1;
    }
    const std::string_view line = window.substr(at, end + 1 - at);
    const std::string_view following = window.substr(end + 1);
    const bool see_more = more == More::kYes && at > 0 && following.size() < kLookAhead;
    if (see_more && !inside_line_ && line.starts_with(kFrom)) break;
    read_line(line, offset + at, following);
    at = end + 1;
  }
  flush();
  return at;
}

bool MboxReader::leads_to_end(std::size_t length) {
  const std::string_view window = bytes_.peek(length + kLookAhead);
  if (window.size() < length) return false;
  const std::string_view body = window.substr(0, length);
  std::string_view rest = window.substr(length);
  bool line_start = body.empty() || body.back() == line_end_;
  const std::size_t end = rest.find(line_end_);
  if (end != std::string_view::npos && is_empty_line(rest.substr(0, end + 1))) {
    rest.remove_prefix(end + 1);
    line_start = true;
  }
  if (rest.empty()) return window.size() < length + kLookAhead;
  return line_start && is_mbox_separator(rest.substr(0, rest.find(line_end_)));
}

void MboxReader::follow_length() {
  length_due_ = false;
  const Length given = *length_;
  if (given.bytes > ByteSource::kWindow - kLookAhead) {
    unchecked_ = Length{bytes_.position() + given.bytes, given.field};
  } else if (leads_to_end(static_cast<std::size_t>(given.bytes))) {
    release_held_line();
    read_body(static_cast<std::size_t>(given.bytes));
  } else {
    note(DefectKind::kMboxLengthWrong, given.field);
  }
}

void MboxReader::read_body(std::size_t length) {
  bool line_start = true;
  while (length > 0) {
    const std::size_t step = std::min(kStep, length);
    const std::string_view window = bytes_.peek(step + kLookAhead);
    std::size_t at = line_start ? 0 : window.find(line_end_) + 1;
    for (; at < step; at = window.find(line_end_, at) + 1) {
      const std::string_view line = window.substr(at, window.find(line_end_, at) - at);
      if (is_mbox_separator(line)) {
        note(DefectKind::kMboxSeparatorDoubtful, {bytes_.position() + at, line.size()});
      }
      if (line.size() == window.size() - at) break;
    }
    mail_.append(window.substr(0, step), bytes_.position());
    line_start = window[step - 1] == line_end_;
    bytes_.skip(step);
    length -= step;
  }
  const std::string_view next = bytes_.peek(2);
  const std::size_t end = next.find(line_end_);
  if (end != std::string_view::npos && is_empty_line(next.substr(0, end + 1))) bytes_.skip(end + 1);
  length_led_here_ = true;
}

void MboxReader::read() {
  line_end_ = line_end_of(bytes_.peek(kStep));
  for (;;) {
    const std::string_view window = bytes_.peek(kStep);
    const bool last = window.size() < kStep;
    const std::size_t read = read_lines(window, last ? More::kNo : More::kYes);
    bytes_.skip(read);
    if (length_due_) {
      follow_length();
    } else if (last) {
      break;
    }
  }
  if (!in_mail_) return;
  if (only_empty_lines_) {
    note(DefectKind::kMboxSeparatorDoubtful, {0, 0});
    release_held_line();
  }
  end_mail(bytes_.position(),
           bytes_.cut_short() ? Completeness::kTruncated : Completeness::kComplete);
}

}  // namespace constat::capture
