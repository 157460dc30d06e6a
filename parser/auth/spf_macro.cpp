#include "parser/auth/spf_macro.h"

#include <algorithm>
#include <vector>

#include "core/pseudonym.h"

namespace constat::parser::auth {
namespace {

constexpr std::size_t kLongestDomain = 253;
constexpr std::string_view kDelimiters = ".-+,/_=";
constexpr std::string_view kLetters = "slodiphv";  // c, r, t stand in explanations only
constexpr std::string_view kExplanationLetters = "crt";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// "%{d2r-}" taken apart; `end` is after the brace. size 0 of `end`: malformed.
struct Macro {
  char letter = '\0';
  std::size_t kept = SIZE_MAX;  // labels from the right
  bool reversed = false;
  std::string_view delimiters;
  std::size_t end = 0;
};

// `at` is at '%'.
Macro macro_at(std::string_view text, std::size_t at) {
  Macro macro;
  const std::size_t close = text.find('}', at);
  if (close == std::string_view::npos || close < at + 3 || text[at + 1] != '{') return {};
  macro.letter = text[at + 2];
  std::size_t i = at + 3;
  if (i < close && is_digit(text[i])) {
    macro.kept = 0;
    for (; i < close && is_digit(text[i]); ++i) {
      macro.kept =
          std::min<std::size_t>(macro.kept * 10 + static_cast<std::size_t>(text[i] - '0'), 1000);
    }
    if (macro.kept == 0) return {};
  }
  if (i < close && lower(text[i]) == 'r') {
    macro.reversed = true;
    ++i;
  }
  macro.delimiters = text.substr(i, close - i);
  if (macro.delimiters.find_first_not_of(kDelimiters) != std::string_view::npos) return {};
  macro.end = close + 1;
  return macro;
}

// Length of the macro or literal at `at`; 0: neither.
std::size_t item_length(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte != '%') return byte > 0x20 && byte < 0x7f ? 1 : 0;
  if (at + 1 == text.size()) return 0;
  if (text[at + 1] == '%' || text[at + 1] == '_' || text[at + 1] == '-') return 2;
  const Macro macro = macro_at(text, at);
  if (macro.end == 0 || kLetters.find(lower(macro.letter)) == std::string_view::npos) return 0;
  return macro.end - at;
}

// toplabel of section 7.1: letters, digits and inner hyphens, not digits alone.
bool is_top_label(std::string_view label) {
  const auto is_inner = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
  return !label.empty() && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, is_inner) && !std::ranges::all_of(label, is_digit);
}

void append_escaped(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kHex[byte >> 4];
    out += kHex[byte & 15];
  }
}

std::string transformed(const std::string& value, const Macro& macro) {
  const std::string_view delimiters = macro.delimiters.empty() ? "." : macro.delimiters;
  std::vector<std::string_view> labels;
  std::size_t begin = 0;
  while (begin <= value.size()) {
    const std::size_t end = std::min(value.find_first_of(delimiters, begin), value.size());
    labels.push_back(std::string_view(value).substr(begin, end - begin));
    begin = end + 1;
  }
  if (macro.reversed) std::ranges::reverse(labels);
  std::string out;
  const std::size_t first = labels.size() - std::min(labels.size(), macro.kept);
  for (std::size_t i = first; i < labels.size(); ++i) {
    if (i > first) out += '.';
    out += labels[i];
  }
  return out;
}

std::string value_of(char letter, const SpfMacroValues& values) {
  switch (lower(letter)) {
    case 's':
      return std::string(values.local_part) + '@' + std::string(values.sender_domain);
    case 'l':
      return std::string(values.local_part);
    case 'o':
      return std::string(values.sender_domain);
    case 'd':
      return std::string(values.domain);
    case 'i':
      return dotted(values.client);
    case 'p':
      return values.validated_name();
    case 'v':
      return values.client.version == 4 ? "in-addr" : "ip6";
    default:
      return std::string(values.helo);
  }
}

}  // namespace

std::string dotted(const IpAddress& address) {
  if (address.version == 4) return to_string(address);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (const std::uint8_t byte : address.bytes) {
    if (!out.empty()) out += '.';
    out += kHex[byte >> 4];
    out += '.';
    out += kHex[byte & 15];
  }
  return out;
}

bool is_macro_string(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = item_length(text, at);
    if (length == 0) {
      const Macro macro = text[at] == '%' ? macro_at(text, at) : Macro();
      if (macro.end == 0 || kExplanationLetters.find(lower(macro.letter)) == std::string_view::npos)
        return false;
      length = macro.end - at;
    }
    at += length;
  }
  return true;
}

bool is_domain_spec(std::string_view text) {
  std::size_t last_macro = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = item_length(text, at);
    if (length == 0) return false;
    at += length;
    if (length > 2) last_macro = at;
  }
  if (text.empty()) return false;
  if (last_macro == text.size()) return true;
  if (text.ends_with('.')) text.remove_suffix(1);
  const std::size_t dot = text.rfind('.');
  return dot != std::string_view::npos && dot >= last_macro && is_top_label(text.substr(dot + 1));
}

std::string expand_domain(std::string_view text, const SpfMacroValues& values) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = std::max<std::size_t>(item_length(text, at), 1);
    if (text[at] != '%') {
      out += text[at];
    } else if (length == 2) {
      out += text[at + 1] == '%' ? "%" : text[at + 1] == '_' ? " " : "%20";
    } else if (length > 2) {
      const Macro macro = macro_at(text, at);
      const std::string value = transformed(value_of(macro.letter, values), macro);
      if (is_letter(macro.letter) && lower(macro.letter) != macro.letter) {
        append_escaped(value, out);
      } else {
        out += value;
      }
    }
    at += length;
  }
  if (out.ends_with('.')) out.pop_back();
  if (out.size() <= kLongestDomain) return out;
  const std::size_t dot = out.find('.', out.size() - kLongestDomain - 1);
  return dot == std::string::npos ? out : out.substr(dot + 1);
}

}  // namespace constat::parser::auth
