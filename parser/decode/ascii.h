// The few questions about ASCII characters that decoding asks, without locale.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace constat::parser {

constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr bool is_mail_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_mail_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_mail_space(text.back())) text.remove_suffix(1);
  return text;
}

// How many bytes from `from` on are below 128. Eight at a time.
inline std::size_t ascii_run(std::string_view bytes, std::size_t from) {
  std::size_t at = from;
  for (; bytes.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
    std::uint64_t word;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at - from;
}

}  // namespace constat::parser
