// Canonical forms of header fields and bodies (RFC 6376 section 3.4).
//
// Lines end in CRLF. Of a mail kept with LF alone (most mail files), each LF stands for CRLF.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/digest.h"

namespace constat::parser::auth {

enum class Form : std::uint8_t { kSimple, kRelaxed };
enum class LineEnds : std::uint8_t { kCrlf, kLf };

// kLf when the first line of `bytes` ends in LF without CR.
LineEnds line_ends_of(std::string_view bytes);

// Appends the canonical form of one field, with its final CRLF. `field`: name to line end, raw.
// `left_out`: bytes of it that count as absent (the value of b=); empty for none.
void append_canonical_field(std::string_view field, ByteRange left_out, Form form, LineEnds ends,
                            std::string& out);

struct BodyDigest {
  Digest sha256;            // of the first `length` bytes of the canonical body
  std::uint64_t bytes = 0;  // of all of it
  bool complete = true;     // there were `length` bytes
};

// `length`: l=.
BodyDigest digest_of_body(std::string_view body, Form form, LineEnds ends,
                          std::optional<std::uint64_t> length);

}  // namespace constat::parser::auth
