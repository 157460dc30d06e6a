// What the tests of decoding look at: the result of one call, and the source behind its pieces.
#pragma once

#include <string>
#include <string_view>

#include "parser/decode/decode.h"

namespace constat::parser {

struct Decoded {
  std::string text;
  SourceMap map;
  Defects defects;
  std::uint64_t size = 0;
  CharsetGuess guess = CharsetGuess::kDeclared;

  // The bytes of `source` that the piece of text [offset, offset + length) came from.
  std::string origin(std::string_view source, std::uint64_t offset, std::uint64_t length) const {
    const ByteRange range = map.to_source({offset, length});
    return std::string(source.substr(range.offset, range.length));
  }
  bool noted(DefectKind kind) const {
    for (const Defect& defect : defects) {
      if (defect.kind == kind) return true;
    }
    return false;
  }
};

inline Decoded decode(std::string_view encoded, TransferEncoding encoding,
                      std::uint64_t cap = 1 << 20, std::uint64_t source_offset = 0) {
  Decoded result;
  result.size = decode_transfer(encoded, encoding, source_offset, cap, result.text, result.map,
                                result.defects);
  return result;
}

inline Decoded decode_label(std::string_view bytes, std::string_view label) {
  Decoded result;
  result.guess = decode_charset(bytes, label, result.text, result.map, result.defects);
  return result;
}

}  // namespace constat::parser
