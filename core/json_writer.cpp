#include "core/json_writer.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <utility>

namespace constat {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Length of the well-formed UTF-8 sequence at the start of `bytes` (Unicode 15, table 3-7), or 0.
std::size_t sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t index) { return static_cast<std::uint8_t>(bytes[index]); };
  const auto continues = [&](std::size_t index, std::uint8_t low, std::uint8_t high) {
    return index < bytes.size() && at(index) >= low && at(index) <= high;
  };
  const std::uint8_t lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return continues(1, 0x80, 0xBF) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : 0x80;
    const std::uint8_t high = lead == 0xED ? 0x9F : 0xBF;
    return continues(1, low, high) && continues(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const std::uint8_t low = lead == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xF4 ? 0x8F : 0xBF;
    return continues(1, low, high) && continues(2, 0x80, 0xBF) && continues(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

// How many bytes below 0x80 stand at the start; eight a step.
std::size_t ascii_run(std::string_view bytes) {
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (at < bytes.size() && static_cast<std::uint8_t>(bytes[at]) < 0x80) ++at;
  return at;
}

// U+0080-009F (C1), U+200E/F, U+2028-202E, U+2066-2069: controls that a terminal or a page obeys.
bool is_active(std::string_view sequence) {
  if (sequence.size() == 2) {
    return sequence[0] == '\xC2' && static_cast<std::uint8_t>(sequence[1]) < 0xA0;
  }
  if (sequence.size() != 3 || sequence[0] != '\xE2') return false;
  const auto second = static_cast<std::uint8_t>(sequence[1]);
  const auto third = static_cast<std::uint8_t>(sequence[2]);
  if (second == 0x80) return third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE);
  return second == 0x81 && third >= 0xA6 && third <= 0xA9;
}

unsigned code_point(std::string_view sequence) {
  const auto low = [&](std::size_t index) {
    return static_cast<unsigned>(static_cast<std::uint8_t>(sequence[index]) & 0x3F);
  };
  const auto lead = static_cast<unsigned>(static_cast<std::uint8_t>(sequence[0]));
  if (sequence.size() == 2) return (lead & 0x1F) << 6 | low(1);
  return (lead & 0x0F) << 12 | low(1) << 6 | low(2);
}

void append_escape(std::string& out, unsigned code) {
  static constexpr char kDigits[] = "0123456789abcdef";
  const char text[] = {'\\',
                       'u',
                       kDigits[code >> 12 & 15],
                       kDigits[code >> 8 & 15],
                       kDigits[code >> 4 & 15],
                       kDigits[code & 15]};
  out.append(text, sizeof text);
}

// A character below U+0080 that cannot stand as it is.
void append_control(std::string& out, char character) {
  switch (character) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      append_escape(out, static_cast<std::uint8_t>(character));
  }
}

// Bytes that are written as they are, most of all text.
constexpr std::array<bool, 256> kStands = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) table[c] = c != '"' && c != '\\';
  return table;
}();

std::size_t plain_run(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && kStands[static_cast<std::uint8_t>(text[at])]) ++at;
  return at;
}

// The first character of `text`, which is not one that stands as it is; gives its length.
std::size_t append_character(std::string& out, std::string_view text) {
  const std::size_t length = sequence_length(text);
  const std::string_view sequence = text.substr(0, length);
  if (length == 0) {
    out += kReplacement;
    return 1;
  }
  if (length == 1) {
    append_control(out, text[0]);
  } else if (is_active(sequence)) {
    append_escape(out, code_point(sequence));
  } else {
    out += sequence;
  }
  return length;
}

void append_text(std::string& out, std::string_view text) {
  out += '"';
  while (true) {
    const std::size_t plain = plain_run(text);
    out.append(text.data(), plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    text.remove_prefix(append_character(out, text));
  }
  out += '"';
}

template <typename Number>
void append_number(std::string& out, Number number) {
  char digits[20];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
  out.append(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace

void JsonWriter::separate() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

JsonWriter& JsonWriter::begin_object() {
  separate();
  out_ += '{';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_object() {
  out_ += '}';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::begin_array() {
  separate();
  out_ += '[';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::end_array() {
  out_ += ']';
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  if (needs_comma_) out_ += ',';
  append_text(out_, name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_text(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(bool flag) {
  separate();
  out_ += flag ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  separate();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
  separate();
  append_number(out_, number);
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::value_or_null(std::string_view text) {
  return text.empty() ? null() : value(text);
}

void make_valid_utf8(std::string& text) {
  const std::string_view bytes = text;
  std::size_t at = 0;
  while (true) {
    at += ascii_run(bytes.substr(at));
    if (at == bytes.size()) return;
    const std::size_t length = sequence_length(bytes.substr(at));
    if (length == 0) break;
    at += length;
  }
  std::string valid = text.substr(0, at);
  while (at < bytes.size()) {
    const std::size_t length = sequence_length(bytes.substr(at));
    valid += length == 0 ? kReplacement : bytes.substr(at, length);
    at += length == 0 ? 1 : length;
  }
  text = std::move(valid);
}

std::string to_valid_utf8(std::string_view bytes) {
  std::string text(bytes);
  make_valid_utf8(text);
  return text;
}

}  // namespace constat
