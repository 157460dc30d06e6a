// yEnc (yEnc-draft 1.3): each byte plus 42, '=' before those that may not stand.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/digest.h"

namespace constat::parser {

class YencDecoder {
 public:
  // A line of data without its line end.
  void take(std::string_view line);

  std::uint64_t bytes() const { return bytes_; }
  std::uint32_t crc32() const { return ~crc_; }  // IEEE 802.3
  Digest finish() { return sha256_.finish(); }

 private:
  void flush(std::string_view decoded);

  Sha256 sha256_;
  std::uint64_t bytes_ = 0;
  std::uint32_t crc_ = 0xffffffff;
};

// "size" of "=ybegin line=128 size=123 name=a b": decimal; "crc32" of "=yend …": hexadecimal.
std::optional<std::uint64_t> yenc_number(std::string_view line, std::string_view key, int base);
// All that follows "name=", spaces trimmed.
std::string_view yenc_name(std::string_view line);

}  // namespace constat::parser
