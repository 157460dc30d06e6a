// UTF-16 (RFC 2781).

#include <algorithm>

#include "parser/decode/unicode_forms.h"

namespace constat::parser {
namespace {

constexpr std::size_t kUnitsLookedAt = 512;

bool is_high(char32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low(char32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

char32_t unit_at(std::string_view bytes, std::size_t at, ByteOrder order) {
  const auto first = static_cast<unsigned char>(bytes[at]);
  const auto second = static_cast<unsigned char>(bytes[at + 1]);
  return order == ByteOrder::kBig ? static_cast<char32_t>(first << 8 | second)
                                  : static_cast<char32_t>(second << 8 | first);
}

ByteOrder likely_order(std::string_view bytes) {
  std::size_t zero_first = 0;
  std::size_t zero_second = 0;
  const std::size_t end = std::min(bytes.size() / 2, kUnitsLookedAt) * 2;
  for (std::size_t at = 0; at < end; at += 2) {
    if (bytes[at] == 0) ++zero_first;
    if (bytes[at + 1] == 0) ++zero_second;
  }
  return zero_second > zero_first ? ByteOrder::kLittle : ByteOrder::kBig;
}

}  // namespace

void decode_utf16(std::string_view bytes, ByteOrder order, MappedText& text) {
  std::size_t at = 0;
  if (bytes.size() >= 2 && unit_at(bytes, 0, order) == 0xfeff) at = 2;
  while (bytes.size() - at >= 2) {
    const char32_t unit = unit_at(bytes, at, order);
    const bool pair_fits = is_high(unit) && bytes.size() - at >= 4;
    if (pair_fits && is_low(unit_at(bytes, at + 2, order))) {
      const char32_t low = unit_at(bytes, at + 2, order);
      text.character(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), {at, 4});
      at += 4;
      continue;
    }
    if (is_high(unit) || is_low(unit)) {
      text.invalid({at, 2});
    } else {
      text.character(unit, {at, 2});
    }
    at += 2;
  }
  if (at < bytes.size()) text.invalid({at, 1});
}

void decode_marked_utf16(std::string_view bytes, MappedText& text) {
  if (bytes.starts_with("\xff\xfe")) {
    decode_utf16(bytes, ByteOrder::kLittle, text);
  } else if (bytes.starts_with("\xfe\xff")) {
    decode_utf16(bytes, ByteOrder::kBig, text);
  } else {
    decode_utf16(bytes, likely_order(bytes), text);
  }
}

}  // namespace constat::parser
