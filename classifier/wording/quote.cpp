#include "classifier/wording/quote.h"

#include <algorithm>

namespace constat::classifier::wording {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_white(char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; }

// First position >= `at` where a word starts, not past `last`; else where a character starts.
std::size_t word_start(std::string_view text, std::size_t at, std::size_t last) {
  for (std::size_t i = at; i < last; ++i) {
    if (i > 0 && is_white(text[i - 1])) return i;
  }
  while (at < last && continues_character(text[at])) ++at;
  return at;
}

// Last position <= `at` where a word ends, not before `first`.
std::size_t word_end(std::string_view text, std::size_t at, std::size_t first) {
  for (std::size_t i = at; i > first; --i) {
    if (i < text.size() && is_white(text[i])) return i;
  }
  while (at > first && at < text.size() && continues_character(text[at])) --at;
  return at;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (!is_white(c)) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

std::string cut_to(std::string text, std::size_t cap) {
  if (text.size() <= cap) return text;
  std::size_t end = cap > kEllipsis.size() ? cap - kEllipsis.size() : 0;
  while (end > 0 && continues_character(text[end])) --end;
  text.resize(end);
  text += kEllipsis;
  return text;
}

std::string quote_around(std::string_view text, ByteRange range, std::size_t cap) {
  const std::size_t first = std::min<std::size_t>(range.offset, text.size());
  const std::size_t last = std::min<std::size_t>(range.end(), text.size());
  const std::size_t room = cap > 2 * kEllipsis.size() ? cap - 2 * kEllipsis.size() : 0;
  if (last - first >= room) {
    std::size_t end = std::min(last, first + 2 * cap);  // white space may shrink
    while (end > first && end < text.size() && continues_character(text[end])) --end;
    return cut_to(one_line(text.substr(first, end - first)), cap);
  }

  const std::size_t side = (room - (last - first)) / 2;
  std::size_t begin = first > side ? first - side : 0;
  std::size_t end = std::min(text.size(), last + side);
  // Line borders are looked for in the window only: many facts may stand in one long line.
  const std::size_t before = text.substr(begin, first - begin).rfind('\n');
  const std::size_t after = text.substr(last, end - last).find('\n');
  const bool cut_before = before == std::string_view::npos && begin > 0 && text[begin - 1] != '\n';
  const bool cut_after = after == std::string_view::npos && end < text.size() && text[end] != '\n';
  if (before != std::string_view::npos) begin += before + 1;
  if (after != std::string_view::npos) end = last + after;
  if (cut_before) begin = word_start(text, begin, first);
  if (cut_after) end = word_end(text, end, last);
  return (cut_before ? std::string(kEllipsis) : "") + one_line(text.substr(begin, end - begin)) +
         (cut_after ? std::string(kEllipsis) : "");
}

}  // namespace constat::classifier::wording
