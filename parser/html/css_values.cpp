#include "parser/html/css_values.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "parser/html/characters.h"

namespace constat::parser {
namespace {

constexpr auto kNone = std::string_view::npos;

// What no stop is and nothing opens: most characters of most values.
constexpr std::array<bool, 256> make_plain() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x80; c < plain.size(); ++c) plain[c] = true;
  for (std::size_t c = 0; c < 0x80; ++c) {
    const char character = static_cast<char>(c);
    plain[c] = is_letter(character) || is_digit(character) || character == '-' ||
               character == '.' || character == '#' || character == '%';
  }
  return plain;
}

constexpr std::array<bool, 256> kPlain = make_plain();

// Past the comment, string or escape that begins at `at`; `at` when none does.
std::size_t skip_opaque(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c == '/' && text.substr(at).starts_with("/*")) {
    const std::size_t end = text.find("*/", at + 2);
    return end == kNone ? text.size() : end + 2;
  }
  if (c == '"' || c == '\'') {
    for (++at; at < text.size() && text[at] != c && text[at] != '\n'; ++at) {
      if (text[at] == '\\') ++at;
    }
    return std::min(at + 1, text.size());
  }
  return c == '\\' ? std::min(at + 2, text.size()) : at;
}

// Without white space and comments before it.
std::string_view without_leading(std::string_view text) {
  for (;;) {
    while (!text.empty() && is_html_space(text.front())) text.remove_prefix(1);
    if (!text.starts_with("/*")) return text;
    const std::size_t end = text.find("*/", 2);
    text.remove_prefix(end == kNone ? text.size() : end + 2);
  }
}

// Beyond every window and every font.
constexpr double kMost = 1e9;

// "e3" behind a number. Returns its length.
std::size_t scale_by_exponent(std::string_view text, double& value) {
  if (text.size() < 2 || lower_letter(text[0]) != 'e') return 0;
  const bool down = text[1] == '-';
  std::size_t at = down || text[1] == '+' ? 2 : 1;
  if (at >= text.size() || !is_digit(text[at])) return 0;
  int exponent = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    exponent = std::min(exponent * 10 + (text[at] - '0'), 400);
  }
  for (; exponent > 0; --exponent) value = down ? value / 10 : std::min(value * 10, kMost);
  return at;
}

}  // namespace

CssNumber css_number(std::string_view text) {
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++at;
  double value = 0;
  std::size_t digits = 0;
  for (; at < text.size() && is_digit(text[at]); ++at, ++digits) {
    value = std::min(value * 10 + (text[at] - '0'), kMost);
  }
  if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
    double weight = 0.1;
    for (++at; at < text.size() && is_digit(text[at]); ++at, ++digits, weight /= 10) {
      value += weight * (text[at] - '0');
    }
  }
  if (digits == 0) return {};
  at += scale_by_exponent(text.substr(at), value);
  const std::size_t unit = at;
  while (at < text.size() && (is_letter(text[at]) || text[at] == '%')) ++at;
  return {negative ? -value : value, text.substr(unit, at - unit), at};
}

std::string_view css_unescaped(std::string_view text, std::string& scratch) {
  if (text.find('\\') == kNone) return text;
  scratch.clear();
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      scratch.push_back(text[at++]);
      continue;
    }
    char32_t code_point = 0;
    const std::size_t digits = ++at;
    for (; at < text.size() && at < digits + 6 && hex_value(text[at]) >= 0; ++at) {
      code_point = code_point * 16 + static_cast<char32_t>(hex_value(text[at]));
    }
    if (at == digits) {
      if (at < text.size()) scratch.push_back(text[at++]);
      continue;
    }
    const bool valid =
        code_point != 0 && code_point < 0x110000 && (code_point < 0xd800 || code_point >= 0xe000);
    // White space that is escaped sets nothing apart.
    append_utf8(valid && code_point > ' ' ? code_point : U'\ufffd', scratch);
    if (at < text.size() && is_html_space(text[at])) ++at;
  }
  return scratch;
}

std::string_view css_trimmed(std::string_view text) {
  text = without_leading(text);
  for (;;) {
    text = without_spaces(text);
    if (text.size() < 4 || !text.ends_with("*/")) return text;
    const std::size_t begin = text.rfind("/*", text.size() - 4);
    if (begin == kNone) return text;
    text.remove_suffix(text.size() - begin);
  }
}

std::string_view next_css_word(std::string_view& value) {
  value = without_leading(value);
  const std::size_t length = css_length_before(value, " \n\t\r\f");
  const std::string_view word = value.substr(0, length);
  value.remove_prefix(length);
  return word;
}

std::size_t css_length_before(std::string_view text, std::string_view stops) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (kPlain[static_cast<unsigned char>(c)]) {
      ++at;
      continue;
    }
    if (depth == 0 && std::find(stops.begin(), stops.end(), c) != stops.end()) return at;
    const std::size_t after = skip_opaque(text, at);
    if (after > at) {
      at = after;
      continue;
    }
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && depth > 0) --depth;
    ++at;
  }
  return text.size();
}

}  // namespace constat::parser
