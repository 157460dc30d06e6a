#include "parser/decode/yenc.h"

#include <array>
#include <charconv>
#include <string>

namespace constat::parser {
namespace {

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1) * 0xedb88320u;
    table[byte] = crc;
  }
  return table;
}

constexpr std::array<std::uint32_t, 256> kCrcTable = make_crc_table();

}  // namespace

void YencDecoder::take(std::string_view line) {
  std::array<char, 512> decoded;
  std::size_t size = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    auto byte = static_cast<unsigned char>(line[at]);
    unsigned shift = 42;
    if (byte == '=' && at + 1 < line.size()) {
      byte = static_cast<unsigned char>(line[++at]);
      shift += 64;
    }
    decoded[size++] = static_cast<char>((byte - shift) & 0xff);
    if (size == decoded.size()) {
      flush({decoded.data(), size});
      size = 0;
    }
  }
  flush({decoded.data(), size});
}

void YencDecoder::flush(std::string_view decoded) {
  for (const char byte : decoded) {
    crc_ = crc_ >> 8 ^ kCrcTable[(crc_ ^ static_cast<unsigned char>(byte)) & 0xff];
  }
  sha256_.update(decoded);
  bytes_ += decoded.size();
}

std::optional<std::uint64_t> yenc_number(std::string_view line, std::string_view key, int base) {
  line = line.substr(0, line.find(" name="));
  const std::string wanted = ' ' + std::string(key) + '=';
  const std::size_t at = line.find(wanted);
  if (at == std::string_view::npos) return std::nullopt;
  const char* begin = line.data() + at + wanted.size();
  std::uint64_t number = 0;
  const auto read = std::from_chars(begin, line.data() + line.size(), number, base);
  if (read.ec != std::errc() || read.ptr == begin) return std::nullopt;
  return number;
}

std::string_view yenc_name(std::string_view line) {
  const std::size_t at = line.find(" name=");
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + 6);
  const std::size_t first = line.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(" \t") + 1 - first);
}

}  // namespace constat::parser
