#include "report/excerpt.h"

#include <algorithm>
#include <array>

namespace constat::report {
namespace {

struct Range {
  char32_t first, last;
};

// Characters without a glyph of their own, or that move or hide their neighbours.
constexpr std::array<Range, 17> kHidden = {{{0x0000, 0x001F},
                                            {0x007F, 0x009F},
                                            {0x00AD, 0x00AD},
                                            {0x034F, 0x034F},
                                            {0x061C, 0x061C},
                                            {0x115F, 0x1160},
                                            {0x17B4, 0x17B5},
                                            {0x180B, 0x180F},
                                            {0x200B, 0x200F},
                                            {0x2028, 0x202E},
                                            {0x2060, 0x206F},
                                            {0x3164, 0x3164},
                                            {0xFE00, 0xFE0F},
                                            {0xFEFF, 0xFEFF},
                                            {0xFFF0, 0xFFFB},
                                            {0xE0000, 0xE0FFF},
                                            {0xF0000, 0x10FFFF}}};
constexpr std::array<Range, 6> kCombining = {{{0x0300, 0x036F},
                                              {0x0483, 0x0489},
                                              {0x1AB0, 0x1AFF},
                                              {0x1DC0, 0x1DFF},
                                              {0x20D0, 0x20FF},
                                              {0xFE20, 0xFE2F}}};

template <std::size_t N>
bool in_ranges(const std::array<Range, N>& ranges, char32_t value) {
  return std::any_of(ranges.begin(), ranges.end(), [value](const Range& range) {
    return value >= range.first && value <= range.last;
  });
}

bool is_hidden(char32_t value) {
  return in_ranges(kHidden, value) || (value & 0xFFFE) == 0xFFFE;  // noncharacters
}

constexpr std::string_view kHex = "0123456789ABCDEF";

void append_escape(char32_t value, std::string& out) {
  out += "\\u{";
  int shift = 20;
  while (shift > 0 && (value >> shift) == 0) shift -= 4;
  for (; shift >= 0; shift -= 4) out += kHex[(value >> shift) & 0xF];
  out += '}';
}

void append_byte_escape(unsigned char byte, std::string& out) {
  out += "\\x";
  out += kHex[byte >> 4];
  out += kHex[byte & 0xF];
}

bool looks_like_escape(std::string_view text) {
  return text.starts_with("\\u{") || text.starts_with("\\x");
}

// Length of a well-formed sequence by its first two bytes, 0 when there is none.
std::size_t sequence_length(unsigned char first, unsigned char second) {
  if (first >= 0xC2 && first <= 0xDF) return 2;
  if (first == 0xE0) return second >= 0xA0 ? 3 : 0;
  if (first == 0xED) return second <= 0x9F ? 3 : 0;
  if (first >= 0xE1 && first <= 0xEF) return 3;
  if (first == 0xF0) return second >= 0x90 ? 4 : 0;
  if (first >= 0xF1 && first <= 0xF3) return 4;
  if (first == 0xF4) return second <= 0x8F ? 4 : 0;
  return 0;
}

}  // namespace

CodePoint decode_utf8(std::string_view text) {
  const auto at = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (at(0) < 0x80) return {at(0), 1, true};
  const std::size_t length = text.size() > 1 ? sequence_length(at(0), at(1)) : 0;
  if (length == 0 || text.size() < length) return {0, 1, false};
  constexpr std::array<unsigned char, 5> kLeadBits = {0, 0, 0x1F, 0x0F, 0x07};
  char32_t value = at(0) & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80) return {0, 1, false};
    value = (value << 6) | (at(i) & 0x3Fu);
  }
  return {value, length, true};
}

std::string printable(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const CodePoint point = decode_utf8(bytes);
    if (!point.valid) {
      append_byte_escape(static_cast<unsigned char>(bytes[0]), out);
    } else if (is_hidden(point.value) || looks_like_escape(bytes)) {
      append_escape(point.value, out);
    } else {
      out += bytes.substr(0, point.bytes);
    }
    bytes.remove_prefix(point.bytes);
  }
  return out;
}

std::string excerpt(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return printable(text);
  std::size_t kept = 0;
  while (kept < bytes) {
    const std::size_t next = kept + decode_utf8(text.substr(kept)).bytes;
    if (next > bytes) break;
    kept = next;
  }
  return printable(text.substr(0, kept)) + "… [+" + std::to_string(text.size() - kept) + "]";
}

std::string on_one_line(std::string_view text) {
  std::string out;
  bool pending = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      pending = true;
      continue;
    }
    if (pending && !out.empty()) out += ' ';
    pending = false;
    out += c;
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string shell_word(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_./:@%+,-").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return std::string(text);
  if (printable(text) == text) {
    std::string out = "'";
    for (const char c : text) {
      if (c == '\'')
        out += "'\\''";
      else
        out += c;
    }
    return out + "'";
  }
  std::string out = "$'";
  for (const char c : text) {
    if (c >= ' ' && c <= '~' && c != '\'' && c != '\\')
      out += c;
    else
      append_byte_escape(static_cast<unsigned char>(c), out);
  }
  return out + "'";
}

std::size_t columns_of(std::string_view utf8) {
  std::size_t columns = 0;
  while (!utf8.empty()) {
    const CodePoint point = decode_utf8(utf8);
    if (!in_ranges(kCombining, point.value)) ++columns;
    utf8.remove_prefix(point.bytes);
  }
  return columns;
}

}  // namespace constat::report
