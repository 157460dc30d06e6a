// Slow and plain: is this well-formed UTF-8 (RFC 3629 section 4)? For assertions of fuzz targets.
#pragma once

#include <cstddef>
#include <string_view>

inline bool is_well_formed_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t tail = lead < 0x80   ? 0
                             : lead < 0xc0 ? 9
                             : lead < 0xe0 ? 1
                             : lead < 0xf0 ? 2
                             : lead < 0xf8 ? 3
                                           : 9;
    if (tail == 9 || text.size() - at <= tail) return false;
    char32_t value = tail == 0 ? lead : lead & (0x3fu >> tail);
    for (std::size_t index = 1; index <= tail; ++index) {
      const auto byte = static_cast<unsigned char>(text[at + index]);
      if ((byte & 0xc0) != 0x80) return false;
      value = value << 6 | (byte & 0x3f);
    }
    const char32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (value < least[tail] || value > 0x10ffff || (value >= 0xd800 && value < 0xe000))
      return false;
    at += tail + 1;
  }
  return true;
}
