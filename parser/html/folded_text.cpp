#include "parser/html/folded_text.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "parser/html/characters.h"
#include "parser/html/references.h"

namespace constat::parser {
namespace {

enum class Class : std::uint8_t { kOrdinary, kSpace, kAmpersand, kNul };

constexpr std::array<Class, 256> make_classes() {
  std::array<Class, 256> classes{};
  for (const char space : {' ', '\t', '\n', '\r', '\f'}) {
    classes[static_cast<unsigned char>(space)] = Class::kSpace;
  }
  classes[static_cast<unsigned char>('&')] = Class::kAmpersand;
  classes[0] = Class::kNul;
  return classes;
}

constexpr std::array<Class, 256> kClasses = make_classes();

Class class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

}  // namespace

void FoldedText::add(std::string_view raw, std::uint64_t offset, const TextForm& form) {
  const bool literal = form.references == References::kLiteral;
  const auto is_stretch = [literal](char c) {
    return class_of(c) != Class::kNul && (literal || class_of(c) != Class::kAmpersand);
  };
  for (std::size_t at = 0; at < raw.size();) {
    std::size_t end = at;
    while (end < raw.size() && is_stretch(raw[end])) ++end;
    const std::string_view stretch = raw.substr(at, end - at);
    if (form.white_space == WhiteSpace::kFolded) {
      add_folded(stretch, offset + at);
    } else {
      add_kept(stretch, offset + at);
    }
    at = end;
    if (at < raw.size()) at += add_special(raw.substr(at), offset + at, form);
  }
}

// A NUL is dropped ("in body" insertion mode) or replaced (elsewhere), a '&' begins a reference or
// is itself. Returns the bytes read.
std::size_t FoldedText::add_special(std::string_view raw, std::uint64_t offset,
                                    const TextForm& form) {
  if (raw[0] == '\0' && form.nul == Nul::kDropped) return 1;
  Reference reference{1, U'\ufffd', 0};
  if (raw[0] == '&') reference = reference_at(raw, ReferencePlace::kText);
  if (reference.length == 0) {
    copy(raw.substr(0, 1), offset);
    return 1;
  }
  const ByteRange source{offset, reference.length};
  const bool space = reference.first < 0x80 && is_html_space(static_cast<char>(reference.first));
  if (space && form.white_space == WhiteSpace::kFolded) {
    separate(source);
    return reference.length;
  }
  settle();
  const std::size_t before = text_.size();
  append_utf8(reference.first, text_);
  if (reference.second != 0) append_utf8(reference.second, text_);
  map_.append_block(text_.size() - before, source);
  return reference.length;
}

// Single spaces between words stay part of one linear run.
void FoldedText::add_folded(std::string_view raw, std::uint64_t offset) {
  std::size_t at = 0;
  while (at < raw.size()) {
    const std::size_t space = at;
    while (at < raw.size() && class_of(raw[at]) == Class::kSpace) ++at;
    if (at > space) separate({offset + space, 1});
    const std::size_t begin = at;
    while (at < raw.size() &&
           (class_of(raw[at]) != Class::kSpace ||
            (raw[at] == ' ' && at + 1 < raw.size() && class_of(raw[at + 1]) != Class::kSpace))) {
      ++at;
    }
    copy(raw.substr(begin, at - begin), offset + begin);
  }
}

// CRLF and CR become LF, as in the input stream of the standard.
void FoldedText::add_kept(std::string_view raw, std::uint64_t offset) {
  for (std::size_t at = 0; at < raw.size();) {
    const std::size_t end = std::min(raw.find('\r', at), raw.size());
    copy(raw.substr(at, end - at), offset + at);
    at = end + 1;
    if (end == raw.size() || raw.substr(at).starts_with('\n')) continue;
    settle();
    text_.push_back('\n');
    map_.append_linear(offset + end, 1);
  }
}

void FoldedText::copy(std::string_view raw, std::uint64_t offset) {
  if (raw.empty()) return;
  settle();
  text_.append(raw);
  map_.append_linear(offset, raw.size());
}

void FoldedText::separate(ByteRange where) {
  if (pending_ != Pending::kNothing) return;
  pending_ = Pending::kSpace;
  pending_from_ = where;
}

void FoldedText::end_line(ByteRange where) {
  if (pending_ == Pending::kLineEnd) return;
  pending_ = Pending::kLineEnd;
  pending_from_ = where;
}

void FoldedText::settle() {
  if (pending_ == Pending::kNothing) return;
  const char separator = pending_ == Pending::kSpace ? ' ' : '\n';
  pending_ = Pending::kNothing;
  if (text_.empty()) return;
  text_.push_back(separator);
  if (pending_from_.length == 1) {
    map_.append_linear(pending_from_.offset, 1);
  } else {
    map_.append_block(1, pending_from_);
  }
}

}  // namespace constat::parser
