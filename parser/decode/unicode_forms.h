// The encoding forms of Unicode: UTF-8 (RFC 3629), UTF-16 (RFC 2781), UTF-7 (RFC 2152).
#pragma once

#include <cstdint>
#include <string_view>

#include "parser/decode/mapped_text.h"

namespace constat::parser {

enum class ByteOrder : std::uint8_t { kBig, kLittle };

// A leading byte order mark is left out. What is not UTF-8 (overlong forms, surrogates, above
// U+10FFFF, cut sequences) becomes one U+FFFD for each maximal subpart (Unicode section 3.9, D93b).
void decode_utf8(std::string_view bytes, MappedText& text);

// Length of the longest valid UTF-8 prefix. Also says in `cut` when only a sequence cut short by
// the end of the bytes follows it.
struct Utf8Prefix {
  std::size_t length = 0;
  bool cut = false;
};
Utf8Prefix valid_utf8_prefix(std::string_view bytes);

// Lone surrogates and a last odd byte are invalid.
void decode_utf16(std::string_view bytes, ByteOrder order, MappedText& text);

// For "utf-16" without a byte order: the mark; else little when more of the second bytes of the
// units are zero than of the first (Windows programs), else big (RFC 2781 section 4.3).
void decode_marked_utf16(std::string_view bytes, MappedText& text);

void decode_utf7(std::string_view bytes, MappedText& text);

}  // namespace constat::parser
