#include "core/utf8.h"

namespace constat {

void append_utf8(char32_t value, std::string& out) {
  const auto tail = [value](int shift) {
    return static_cast<char>(0x80 | (value >> shift & 0x3f));
  };
  if (value < 0x80) {
    out.push_back(static_cast<char>(value));
  } else if (value < 0x800) {
    const char bytes[] = {static_cast<char>(0xc0 | value >> 6), tail(0)};
    out.append(bytes, sizeof bytes);
  } else if (value < 0x10000) {
    const char bytes[] = {static_cast<char>(0xe0 | value >> 12), tail(6), tail(0)};
    out.append(bytes, sizeof bytes);
  } else {
    const char bytes[] = {static_cast<char>(0xf0 | value >> 18), tail(12), tail(6), tail(0)};
    out.append(bytes, sizeof bytes);
  }
}

}  // namespace constat
