// From the bytes of a part to UTF-8: which reading its label asks for (RFC 2046 section 4.1.2).

#include <algorithm>
#include <array>

#include "parser/decode/ascii.h"
#include "parser/decode/charset_labels.h"
#include "parser/decode/decode.h"
#include "parser/decode/icu_charset.h"
#include "parser/decode/mapped_text.h"
#include "parser/decode/unicode_forms.h"

namespace constat::parser {
namespace {

using HighHalf = std::array<char16_t, 128>;

const HighHalf* single_byte_set(Charset charset) {
  switch (charset) {
#define CONSTAT_SINGLE_BYTE(set, ...)            \
  case Charset::set: {                           \
    static constexpr HighHalf half{__VA_ARGS__}; \
    return &half;                                \
  }
#include "parser/decode/single_byte_sets.inc"
#undef CONSTAT_SINGLE_BYTE
    default:
      return nullptr;
  }
}

constexpr std::size_t kBytesPerChunk = 256;

// Characters of this set and of equal UTF-8 size that stand here, at most a chunk; at least one.
// None of them is U+FFFD. Returns the bytes read.
std::size_t decode_run(std::string_view bytes, std::size_t from, const HighHalf& half,
                       MappedText& text) {
  const auto value_at = [&](std::size_t at) {
    return half[static_cast<unsigned char>(bytes[at]) - 0x80u];
  };
  const std::uint32_t unit = value_at(from) < 0x800 ? 2 : 3;
  std::array<char, 3 * kBytesPerChunk> chunk;
  std::size_t length = 0;
  std::size_t at = from;
  const std::size_t end = std::min(bytes.size(), from + kBytesPerChunk);
  for (; at < end && static_cast<unsigned char>(bytes[at]) >= 0x80; ++at) {
    const char16_t value = value_at(at);
    if (value == kReplacement || (value < 0x800 ? 2u : 3u) != unit) break;
    if (unit == 3) chunk[length++] = static_cast<char>(0xe0 | value >> 12);
    chunk[length++] = static_cast<char>(unit == 3 ? 0x80 | (value >> 6 & 0x3f) : 0xc0 | value >> 6);
    chunk[length++] = static_cast<char>(0x80 | (value & 0x3f));
  }
  text.characters({chunk.data(), length}, unit, from, 1);
  return at - from;
}

void decode_single_byte(std::string_view bytes, const HighHalf& half, MappedText& text) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const std::size_t ascii = ascii_run(bytes, at);
    text.copy(bytes.substr(at, ascii), at);
    at += ascii;
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80) {
      if (half[static_cast<unsigned char>(bytes[at]) - 0x80u] == kReplacement) {
        text.invalid({at, 1});
        ++at;
      } else {
        at += decode_run(bytes, at, half, text);
      }
    }
  }
}

void decode_as(std::string_view bytes, Charset charset, MappedText& text) {
  switch (charset) {
    case Charset::kUsAscii:
    case Charset::kUtf8:
      return decode_utf8(bytes, text);
    case Charset::kUtf7:
      return decode_utf7(bytes, text);
    case Charset::kUtf16:
      return decode_marked_utf16(bytes, text);
    case Charset::kUtf16Be:
      return decode_utf16(bytes, ByteOrder::kBig, text);
    case Charset::kUtf16Le:
      return decode_utf16(bytes, ByteOrder::kLittle, text);
    default:
      break;
  }
  if (const HighHalf* half = single_byte_set(charset))
    return decode_single_byte(bytes, *half, text);
  decode_by_icu(bytes, charset, text);
}

// UTF-8 where it is valid, else windows-1252. A last sequence cut by the end of the bytes (a cap)
// does not speak against UTF-8 when others came before it. `ascii`: how many bytes are plain.
Charset guess(std::string_view bytes, std::size_t ascii) {
  if (ascii == bytes.size()) return Charset::kUsAscii;
  const Utf8Prefix prefix = valid_utf8_prefix(bytes);
  const bool utf8 = prefix.length == bytes.size() || (prefix.cut && prefix.length > ascii);
  return utf8 ? Charset::kUtf8 : Charset::kWindows1252;
}

}  // namespace

bool is_known_charset(std::string_view label) { return charset_labelled(label).has_value(); }

std::string_view byte_order_mark(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) return "utf-8";
  if (bytes.starts_with("\xff\xfe")) return "utf-16le";
  if (bytes.starts_with("\xfe\xff")) return "utf-16be";
  return "";
}

CharsetReading read_charset(std::string_view bytes, std::string_view label, std::size_t most_runs,
                            std::string& out, SourceMap& map, Defects& defects) {
  MappedText text(out, map, defects, most_runs);
  CharsetReading reading;
  const auto declared = charset_labelled(label);
  Charset used = declared.value_or(Charset::kUsAscii);
  if (declared && used != Charset::kUsAscii) {
    reading.guess = CharsetGuess::kDeclared;
  } else {
    const bool unknown = !declared && !trimmed(label).empty();
    if (unknown) defects.push_back({DefectKind::kCharsetUnknown, {0, bytes.size()}});
    const std::size_t ascii = ascii_run(bytes, 0);
    if (declared && ascii < bytes.size()) text.note_invalid({ascii, 1});
    used = guess(bytes, ascii);
    if (!unknown && ascii == bytes.size()) reading.guess = CharsetGuess::kDeclared;
  }
  decode_as(bytes, used, text);
  reading.used = name_of(used);
  reading.replaced = text.replaced();
  reading.cut = text.cut();
  return reading;
}

CharsetGuess decode_charset(std::string_view bytes, std::string_view label, std::string& out,
                            SourceMap& map, Defects& defects) {
  return read_charset(bytes, label, SIZE_MAX, out, map, defects).guess;
}

}  // namespace constat::parser
