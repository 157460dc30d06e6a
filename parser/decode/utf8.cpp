// UTF-8 (RFC 3629; Unicode 15 section 3.9, table 3-7).

#include <algorithm>

#include "parser/decode/ascii.h"
#include "parser/decode/unicode_forms.h"

namespace constat::parser {
namespace {

enum class Form : std::uint8_t { kValid, kInvalid, kCut };

struct Sequence {
  std::uint8_t length;  // of the sequence, or of the maximal subpart to replace
  Form form;
};

// What table 3-7 allows after a lead byte. `total` 0: not a lead byte.
struct Lead {
  std::uint8_t total = 0;
  std::uint8_t second_low = 0x80;
  std::uint8_t second_high = 0xbf;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0xc2 || byte > 0xf4) return {};
  if (byte < 0xe0) return {2};
  if (byte < 0xf0) {
    if (byte == 0xe0) return {3, 0xa0, 0xbf};
    if (byte == 0xed) return {3, 0x80, 0x9f};
    return {3};
  }
  if (byte == 0xf0) return {4, 0x90, 0xbf};
  if (byte == 0xf4) return {4, 0x80, 0x8f};
  return {4};
}

// Of the non-ASCII byte at `at`.
Sequence sequence_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
  const Lead lead = lead_of(byte(at));
  if (lead.total == 0) return {1, Form::kInvalid};
  const std::size_t left = bytes.size() - at;
  if (left < 2) return {1, Form::kCut};
  if (byte(at + 1) < lead.second_low || byte(at + 1) > lead.second_high) return {1, Form::kInvalid};
  for (std::uint8_t index = 2; index < lead.total; ++index) {
    if (index >= left) return {index, Form::kCut};
    if ((byte(at + index) & 0xc0) != 0x80) return {index, Form::kInvalid};
  }
  return {lead.total, Form::kValid};
}

}  // namespace

Utf8Prefix valid_utf8_prefix(std::string_view bytes) {
  std::size_t at = 0;
  for (;;) {
    at += ascii_run(bytes, at);
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80) {
      const Sequence sequence = sequence_at(bytes, at);
      if (sequence.form != Form::kValid) return {at, sequence.form == Form::kCut};
      at += sequence.length;
    }
    if (at == bytes.size()) return {at, false};
  }
}

void decode_utf8(std::string_view bytes, MappedText& text) {
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  std::size_t at = bytes.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  while (at < bytes.size()) {
    const std::size_t valid = valid_utf8_prefix(bytes.substr(at)).length;
    text.copy(bytes.substr(at, valid), at);
    at += valid;
    if (at == bytes.size()) break;
    const std::size_t length = sequence_at(bytes, at).length;
    text.invalid({at, length});
    at += length;
  }
}

}  // namespace constat::parser
