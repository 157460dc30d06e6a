#include "capture/mail/mbox_file.h"

#include <algorithm>
#include <array>

namespace constat::capture {
namespace {

constexpr std::string_view kFrom = "From ";
// The empty line held back, whatever window it came from.
constexpr std::string_view kEmptyLines[] = {"\n", "\r\n", "\r"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_year(std::string_view word) {
  return word.size() == 4 && std::all_of(word.begin(), word.end(), is_digit) &&
         (word.substr(0, 2) == "19" || word.substr(0, 2) == "20");
}

bool is_month(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::find(kMonths.begin(), kMonths.end(), word) != kMonths.end();
}

std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(" \t\r\n"));
  text.remove_prefix(word.size());
  return word;
}

}  // namespace

bool is_mbox_separator(std::string_view line) {
  // Real ones are short; a line of text may be endless.
  if (line.substr(0, kFrom.size()) != kFrom || line.size() > 1024) return false;
  line.remove_prefix(kFrom.size());
  const std::string_view sender = next_word(line);
  if (sender.empty() || is_month(sender)) return false;
  bool month = false;
  bool year = false;
  for (std::string_view word; !(word = next_word(line)).empty();) {
    month = month || is_month(word);
    year = year || is_year(word);
  }
  return month && year;
}

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

void MboxReader::begin_mail() {
  flush();
  held_line_ = {};
  if (in_mail_) {
    mail_.finish(Completeness::kComplete);
    ++facts_.mails;
  }
  in_mail_ = true;
}

void MboxReader::read_line(std::string_view line, std::uint64_t offset) {
  const bool at_start = !inside_line_;
  inside_line_ = line.back() != line_end_;
  if (at_start && line.substr(0, kFrom.size()) == kFrom) {
    const bool separator = is_mbox_separator(line);
    // The first line of the file opens a mail in any case.
    if (after_empty_line_ && (separator || !in_mail_)) {
      if (!separator) note(DefectKind::kMboxSeparatorDoubtful, {offset, line.size()});
      begin_mail();
      after_empty_line_ = false;
      return;
    }
    note(DefectKind::kMboxSeparatorDoubtful, {offset, line.size()});
  }
  if (!in_mail_) {
    // No separator at the start: what stands there is kept as a mail.
    note(DefectKind::kMboxSeparatorDoubtful, {offset, 0});
    in_mail_ = true;
  }
  if (!held_line_.empty()) {
    flush();
    mail_.append(held_line_, held_offset_);
    held_line_ = {};
  }
  const auto empty = std::find(std::begin(kEmptyLines), std::end(kEmptyLines), line);
  after_empty_line_ = at_start && !inside_line_ && empty != std::end(kEmptyLines);
  if (after_empty_line_) {
    held_line_ = *empty;
    held_offset_ = offset;
  } else if (run_.empty()) {
    run_ = line;
    run_offset_ = offset;
  } else {
    run_ = {run_.data(), run_.size() + line.size()};
  }
}

std::size_t MboxReader::read(std::string_view window, std::uint64_t offset, More more) {
  if (line_end_ == '\0') {
    const std::size_t first = window.find_first_of("\r\n");
    if (first == std::string_view::npos && more == More::kYes) {
      line_end_ = '\n';
    } else {
      const bool cr = first != std::string_view::npos && window[first] == '\r' &&
                      window.substr(first + 1, 1) != "\n";
      line_end_ = cr ? '\r' : '\n';
    }
  }
  std::size_t at = 0;
  while (at < window.size()) {
    std::size_t end = window.find(line_end_, at);
    if (end == std::string_view::npos) {
      if (more == More::kYes && at > 0) break;
      end = window.size() - 1;
    }
    read_line(window.substr(at, end + 1 - at), offset + at);
    at = end + 1;
  }
  flush();
  return at;
}

void MboxReader::finish(Completeness completeness) {
  if (!in_mail_) return;
  mail_.finish(completeness);
  ++facts_.mails;
}

}  // namespace constat::capture
