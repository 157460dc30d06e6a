#include "parser/decode/uuencode.h"

#include <algorithm>
#include <array>

namespace constat::parser {
namespace {

// A checksum character, or the marker some programs put at the end of each line.
constexpr std::size_t kMostExtra = 2;
constexpr std::size_t kMostBytes = 63;

constexpr unsigned value_of(char c) { return (static_cast<unsigned char>(c) - 32u) & 0x3f; }

constexpr std::size_t characters_of(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

}  // namespace

UuLine uu_line(std::string_view line) {
  if (line.empty()) return UuLine::kNothing;
  const bool in_alphabet =
      line.size() <= 1 + characters_of(kMostBytes) + kMostExtra &&
      std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '`'; });
  if (!in_alphabet) return UuLine::kNone;
  const std::size_t bytes = value_of(line[0]);
  const std::size_t wanted = characters_of(bytes);
  const std::size_t stand = line.size() - 1;
  if (bytes == 0) return stand <= kMostExtra ? UuLine::kNothing : UuLine::kNone;
  if (stand > wanted + kMostExtra) return UuLine::kNone;
  if (stand >= wanted) return UuLine::kWhole;
  // What trimming leaves of a full line, or of the last group of another.
  return line[0] == 'M' || stand + 4 >= wanted ? UuLine::kShort : UuLine::kNone;
}

std::size_t decode_uu_line(std::string_view line, Sha256& out) {
  const std::size_t bytes = value_of(line[0]);
  std::array<char, kMostBytes + 3> decoded;
  const auto value = [&](std::size_t at) { return at < line.size() ? value_of(line[at]) : 0u; };
  std::size_t size = 0;
  for (std::size_t at = 1; size < bytes; at += 4, size += 3) {
    const unsigned bits =
        value(at) << 18 | value(at + 1) << 12 | value(at + 2) << 6 | value(at + 3);
    decoded[size] = static_cast<char>(bits >> 16 & 0xff);
    decoded[size + 1] = static_cast<char>(bits >> 8 & 0xff);
    decoded[size + 2] = static_cast<char>(bits & 0xff);
  }
  out.update({decoded.data(), bytes});
  return bytes;
}

}  // namespace constat::parser
