#include "tools/forge/utf8.h"

#include <algorithm>

namespace constat::forge {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// U+0080 to U+00FF are C2 80 to C3 BF.
bool is_latin1_pair(std::string_view text) {
  return text.size() >= 2 && (byte_at(text, 0) & 0xfe) == 0xc2 && (byte_at(text, 1) & 0xc0) == 0x80;
}

}  // namespace

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

std::size_t character_length(std::string_view utf8) {
  const unsigned lead = byte_at(utf8, 0);
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  return std::min(length, utf8.size());
}

bool fits_latin1(std::string_view utf8) {
  while (!utf8.empty()) {
    const std::size_t length = byte_at(utf8, 0) < 0x80 ? 1 : 2;
    if (length == 2 && !is_latin1_pair(utf8)) return false;
    utf8.remove_prefix(length);
  }
  return true;
}

std::string to_latin1(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const std::size_t length = character_length(utf8);
    if (byte_at(utf8, 0) < 0x80) {
      out += utf8[0];
    } else if (is_latin1_pair(utf8)) {
      out += static_cast<char>(((byte_at(utf8, 0) & 3) << 6) | (byte_at(utf8, 1) & 0x3f));
    } else {
      out += '?';
    }
    utf8.remove_prefix(length);
  }
  return out;
}

}  // namespace constat::forge
