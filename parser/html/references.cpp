#include "parser/html/references.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/utf8.h"
#include "parser/html/characters.h"

namespace constat::parser {
namespace {

struct Name {
  std::string_view name;
  char32_t first;
  char32_t second;
};

constexpr bool by_name(const Name& left, const Name& right) { return left.name < right.name; }

constexpr Name kNames[] = {
#define R(name, first, second) {#name, first, second},
#include "parser/html/references_1.inc"
#include "parser/html/references_2.inc"
#undef R
};
static_assert(std::is_sorted(std::begin(kNames), std::end(kNames), by_name));

constexpr std::size_t longest_name() {
  std::size_t longest = 0;
  for (const Name& name : kNames) longest = std::max(longest, name.name.size());
  return longest;
}

// Those that count without a semicolon too.
// clang-format off
constexpr std::string_view kWithoutSemicolon[] = {
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil", "ETH",
    "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT", "Ntilde",
    "Oacute", "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute",
    "Ucirc", "Ugrave", "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave", "amp",
    "aring", "atilde", "auml", "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg",
    "divide", "eacute", "ecirc", "egrave", "eth", "euml", "frac12", "frac14", "frac34", "gt",
    "iacute", "icirc", "iexcl", "igrave", "iquest", "iuml", "laquo", "lt", "macr", "micro",
    "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve", "ordf", "ordm", "oslash",
    "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect", "shy", "sup1",
    "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml", "yacute",
    "yen", "yuml",
};
// clang-format on
static_assert(std::is_sorted(std::begin(kWithoutSemicolon), std::end(kWithoutSemicolon)));
constexpr std::size_t kLongestWithoutSemicolon = 6;

// Bytes 0x80 to 0x9f in windows-1252, which is what people meant; 0: no other meaning.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

constexpr char32_t kReplacement = 0xfffd;
constexpr char32_t kPastUnicode = 0x110000;

const Name* find_name(std::string_view name) {
  const auto* found =
      std::lower_bound(std::begin(kNames), std::end(kNames), Name{name, 0, 0}, by_name);
  return found != std::end(kNames) && found->name == name ? found : nullptr;
}

bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

char32_t meant_by(char32_t number) {
  if (number == 0 || number >= kPastUnicode) return kReplacement;
  if (number >= 0xd800 && number < 0xe000) return kReplacement;
  if (number >= 0x80 && number < 0xa0 && kWindows1252[number - 0x80] != 0) {
    return kWindows1252[number - 0x80];
  }
  return number;
}

// `text` begins with "&#".
Reference numeric_reference(std::string_view text) {
  const bool hex = text.size() > 2 && lower_letter(text[2]) == 'x';
  const std::size_t digits = hex ? 3 : 2;
  const char32_t base = hex ? 16 : 10;
  char32_t number = 0;
  std::size_t at = digits;
  for (; at < text.size(); ++at) {
    const int digit = hex_value(text[at]);
    if (digit < 0 || digit >= static_cast<int>(base)) break;
    number = std::min<char32_t>(number * base + static_cast<char32_t>(digit), kPastUnicode);
  }
  if (at == digits) return {};
  if (at < text.size() && text[at] == ';') ++at;
  return {at, meant_by(number), 0};
}

Reference named_reference(std::string_view text, ReferencePlace place) {
  std::size_t end = 1;
  const std::size_t most = std::min(text.size(), longest_name() + 1);
  while (end < most && is_alphanumeric(text[end])) ++end;
  if (end < text.size() && text[end] == ';') {
    if (const Name* name = find_name(text.substr(1, end - 1))) {
      return {end + 1, name->first, name->second};
    }
  }
  for (std::size_t length = std::min(end - 1, kLongestWithoutSemicolon); length >= 2; --length) {
    const std::string_view name = text.substr(1, length);
    if (!std::binary_search(std::begin(kWithoutSemicolon), std::end(kWithoutSemicolon), name)) {
      continue;
    }
    const bool ends_here = length + 1 == text.size();
    const char next = ends_here ? '\0' : text[length + 1];
    if (next == ';') return {length + 2, find_name(name)->first, 0};
    const bool goes_on = next == '=' || is_alphanumeric(next);
    if (place == ReferencePlace::kAttribute && goes_on) return {};
    return {length + 1, find_name(name)->first, 0};
  }
  return {};
}

}  // namespace

Reference reference_at(std::string_view text, ReferencePlace place) {
  if (text.size() < 3) return {};
  if (text[1] == '#') return numeric_reference(text);
  return is_alphanumeric(text[1]) ? named_reference(text, place) : Reference{};
}

std::string_view attribute_text(std::string_view value, std::string& scratch) {
  constexpr auto kNone = std::string_view::npos;
  constexpr std::string_view kSpecial("&\0", 2);
  const bool plain = value.find('&') == kNone && value.find('\0') == kNone;
  if (plain) return value;
  scratch.clear();
  std::size_t copied = 0;
  for (std::size_t at = value.find_first_of(kSpecial); at != kNone;
       at = value.find_first_of(kSpecial, at)) {
    Reference reference{1, kReplacement, 0};
    if (value[at] == '&') reference = reference_at(value.substr(at), ReferencePlace::kAttribute);
    if (reference.length == 0) {
      ++at;
      continue;
    }
    scratch.append(value.substr(copied, at - copied));
    append_utf8(reference.first, scratch);
    if (reference.second != 0) append_utf8(reference.second, scratch);
    copied = at += reference.length;
  }
  scratch.append(value.substr(copied));
  return scratch;
}

}  // namespace constat::parser
