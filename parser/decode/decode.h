// Transfer encodings and character sets: from the bytes of one part to UTF-8 text, each with a map
// back. Streaming, linear, never fails: what does not fit leaves a Defect.
//
// Source: RFC 2045 sections 6.7 and 6.8; charset labels: WHATWG Encoding and IANA, by an
// allow-list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/defect.h"
#include "core/limits.h"
#include "core/source_map.h"
#include "parser/decode/capped_bytes.h"

namespace constat::parser {

enum class TransferEncoding : std::uint8_t { kIdentity, kQuotedPrintable, kBase64, kUnknown };

// "base64", "quoted-printable", "7bit", "8bit", "binary" (any case, comments and white space around
// them ignored); "" is identity; anything else unknown.
TransferEncoding transfer_encoding_named(std::string_view name);

// Appends the decoded bytes to `out` and their runs to `map`; source positions are those of
// `encoded` plus `source_offset`, as are the positions of `defects`. Stops adding to `out` (never
// reading) after `cap` bytes of this call and then notes kTextLimit once; returns the full decoded
// size.
// base64: characters outside the alphabet are skipped (RFC 2045) and noted once; reading goes on
// after padding.
std::uint64_t decode_transfer(std::string_view encoded, TransferEncoding encoding,
                              std::uint64_t source_offset, std::uint64_t cap, std::string& out,
                              SourceMap& map, Defects& defects);

struct TransferReading {
  DigestedBytes whole;
  // base64 that goes on after '=': what a decoder that stops there gives (robustness X11).
  std::optional<DigestedBytes> to_padding;
};

// The same, with the digest of all that is decoded, in memory that does not grow beyond the caps
// (with none of them: out and map stay as they are).
TransferReading read_transfer(std::string_view encoded, TransferEncoding encoding,
                              std::uint64_t source_offset, DecodeCaps caps, std::string& out,
                              SourceMap& map, Defects& defects);

enum class CharsetGuess : std::uint8_t { kDeclared, kGuessed };

// Appends UTF-8 to `out`. `map` goes from the appended text to positions in `bytes`.
// Allow-list: us-ascii, utf-8, iso-8859-1..16, windows-125x, koi8-r/u, macintosh, ibm850/437,
// gb2312/gbk/gb18030, big5, euc-jp, shift_jis, iso-2022-jp, euc-kr, utf-16 (BOM or be/le), utf-7.
// ASCII, UTF-8 and single-byte sets are own tables or fast paths; the rest goes through ICU with a
// converter name of our own, never the name from the mail. Unknown label: kCharsetUnknown, read as
// UTF-8 where valid, else windows-1252, kGuessed. Empty label with bytes above 127: the same,
// without the defect. us-ascii with bytes above 127: guessed too, with kCharsetInvalidBytes. Bytes
// the set does not contain: U+FFFD and one kCharsetInvalidBytes (first place). Positions of `map`
// and `defects` count in `bytes`. As in mail programs (and WHATWG Encoding) ISO 8859-1 is read as
// windows-1252, 8859-9 as windows-1254, gb2312 and gbk as gb18030. A byte order mark is left out.
// What is appended is always valid UTF-8.
CharsetGuess decode_charset(std::string_view bytes, std::string_view label, std::string& out,
                            SourceMap& map, Defects& defects);

// How a text was read.
struct CharsetReading {
  CharsetGuess guess = CharsetGuess::kGuessed;
  std::string_view used;       // name of the set, lower case; lives as long as the program
  std::uint64_t replaced = 0;  // sequences that became U+FFFD
  bool cut = false;            // a map of `most_runs` runs did not reach to the end
};

// decode_charset(), with a cap on the runs of the map.
CharsetReading read_charset(std::string_view bytes, std::string_view label, std::size_t most_runs,
                            std::string& out, SourceMap& map, Defects& defects);

// "utf-8", "utf-16le", "utf-16be" where the bytes begin with that mark, else "".
std::string_view byte_order_mark(std::string_view bytes);

// True when the label is on the allow-list (after trimming and lower-casing).
bool is_known_charset(std::string_view label);

}  // namespace constat::parser
