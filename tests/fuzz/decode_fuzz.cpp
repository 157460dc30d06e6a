// Transfer decoding and character sets of arbitrary bytes. The first byte chooses the encoding and
// the cap, the first line names the character set, the rest is the part.
//
// Holds: base64 agrees with a byte-at-a-time reading; text is well-formed UTF-8; maps are as long
// as their text, rise, and stay inside of their source; defects too; a second run is the same.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parser/decode/decode.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_map(const SourceMap& map, std::uint64_t text, std::uint64_t source,
               std::uint64_t offset) {
  require(map.text_length() == text);
  std::uint64_t last = offset;
  const std::uint64_t step = text / 4096 + 1;
  for (std::uint64_t at = 0; at < text; at += step) {
    const ByteRange range = map.to_source({at, 1});
    require(range.offset >= last && range.end() <= offset + source);
    last = range.offset;
  }
  if (text > 0) {
    const ByteRange all = map.to_source({0, text});
    require(all.offset >= offset && all.end() <= offset + source);
  }
}

void check_defects(const Defects& defects, std::uint64_t offset, std::uint64_t source) {
  require(defects.size() <= 2);
  for (const Defect& defect : defects) {
    require(defect.where.offset >= offset && defect.where.end() <= offset + source);
  }
}

int base64_value(char c) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const std::size_t value = alphabet.find(c);
  return value == std::string_view::npos ? -1 : static_cast<int>(value);
}

std::string slow_base64(std::string_view encoded) {
  std::string out;
  unsigned bits = 0;
  int held = 0;
  const auto give = [&] {
    for (int missing = held; missing < 4; ++missing) bits <<= 6;
    for (int index = 0; index + 1 < held; ++index) {
      out.push_back(static_cast<char>(bits >> (16 - 8 * index) & 0xff));
    }
    bits = 0;
    held = 0;
  };
  for (const char c : encoded) {
    const int value = base64_value(c);
    if (value >= 0) {
      bits = bits << 6 | static_cast<unsigned>(value);
      if (++held == 4) give();
    } else if (c == '=') {
      give();
    }
  }
  give();
  return out;
}

// The digests are those of all bytes; the shorter reading of base64 is the beginning of the longer.
void check_digests(std::string_view encoded, TransferEncoding encoding, std::uint64_t offset,
                   std::uint64_t cap, const std::string& decoded) {
  std::string whole, none, capped;
  SourceMap map, other_map, capped_map;
  Defects defects;
  decode_transfer(encoded, encoding, offset, encoded.size() + 1, whole, map, defects);
  const TransferReading reading =
      read_transfer(encoded, encoding, offset, {}, none, other_map, defects);
  require(none.empty() && other_map.run_count() == 0);
  require(reading.whole == DigestedBytes{whole.size(), sha256(whole)});
  if (reading.to_padding) {
    const std::uint64_t shorter = reading.to_padding->bytes;
    require(shorter < whole.size());
    require(reading.to_padding->sha256 == sha256(whole.substr(0, shorter)));
  }
  read_transfer(encoded, encoding, offset, {cap, 5}, capped, capped_map, defects);
  require(capped_map.run_count() <= 5 && decoded.starts_with(capped));
  require(capped_map.text_length() == capped.size());
}

void run(std::string_view encoded, TransferEncoding encoding, std::uint64_t cap,
         std::string_view label) {
  constexpr std::uint64_t offset = 1000;
  std::string decoded;
  SourceMap map;
  Defects defects;
  const std::uint64_t size = decode_transfer(encoded, encoding, offset, cap, decoded, map, defects);
  require(decoded.size() == std::min(size, cap) && size <= encoded.size());
  check_map(map, decoded.size(), encoded.size(), offset);
  check_defects(defects, offset, encoded.size());
  if (encoding == TransferEncoding::kBase64) {
    require(decoded == slow_base64(encoded).substr(0, static_cast<std::size_t>(cap)));
  }

  check_digests(encoded, encoding, offset, cap, decoded);

  std::string text;
  SourceMap text_map;
  Defects text_defects;
  const CharsetGuess guess = decode_charset(decoded, label, text, text_map, text_defects);
  require(is_well_formed_utf8(text));
  check_map(text_map, text.size(), decoded.size(), 0);
  check_defects(text_defects, 0, decoded.size());

  std::string again;
  SourceMap again_map;
  Defects again_defects;
  require(decode_charset(decoded, label, again, again_map, again_defects) == guess);
  require(again == text && again_defects == text_defects);
  require(again_map.run_count() == text_map.run_count());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto encoding = static_cast<TransferEncoding>(data[0] & 3);
  const std::uint64_t cap = (data[0] & 4) != 0 ? 17 : 1 << 20;
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view label = input.substr(1, line - std::min<std::size_t>(line, 1));
  run(input.substr(std::min(line + 1, input.size())), encoding, cap, label);
  require(transfer_encoding_named(label) == transfer_encoding_named(label));
  return 0;
}
