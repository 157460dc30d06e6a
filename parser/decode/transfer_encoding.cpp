// Names of transfer encodings and the choice between them (RFC 2045 section 6).

#include <string>

#include "parser/decode/ascii.h"
#include "parser/decode/base64.h"
#include "parser/decode/capped_bytes.h"
#include "parser/decode/decode.h"
#include "parser/decode/quoted_printable.h"

namespace constat::parser {
namespace {

constexpr std::size_t kLongestName = 32;

// The name without white space and comments (RFC 5322 section 3.2.2), in lower case; cut when it
// is longer than any name there is.
std::string bare_name(std::string_view name) {
  std::string bare;
  std::size_t depth = 0;
  for (std::size_t at = 0; at < name.size() && bare.size() <= kLongestName; ++at) {
    const char c = name[at];
    if (c == '\\' && depth > 0) {
      ++at;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
    } else if (depth == 0 && !(bare.empty() && is_mail_space(c))) {
      bare.push_back(lower_ascii(c));
    }
  }
  return std::string(trimmed(bare));
}

}  // namespace

TransferEncoding transfer_encoding_named(std::string_view name) {
  const std::string bare = bare_name(name);
  if (bare == "base64") return TransferEncoding::kBase64;
  if (bare == "quoted-printable") return TransferEncoding::kQuotedPrintable;
  if (bare.empty() || bare == "7bit" || bare == "8bit" || bare == "binary") {
    return TransferEncoding::kIdentity;
  }
  return TransferEncoding::kUnknown;
}

namespace {

void decode(std::string_view encoded, TransferEncoding encoding, CappedBytes& bytes) {
  switch (encoding) {
    case TransferEncoding::kBase64:
      return decode_base64(encoded, bytes);
    case TransferEncoding::kQuotedPrintable:
      return decode_quoted_printable(encoded, bytes);
    case TransferEncoding::kIdentity:
    case TransferEncoding::kUnknown:
      return bytes.copy(encoded, 0);
  }
}

}  // namespace

std::uint64_t decode_transfer(std::string_view encoded, TransferEncoding encoding,
                              std::uint64_t source_offset, std::uint64_t cap, std::string& out,
                              SourceMap& map, Defects& defects) {
  CappedBytes bytes(source_offset, {cap}, out, map, defects);
  decode(encoded, encoding, bytes);
  return bytes.size();
}

TransferReading read_transfer(std::string_view encoded, TransferEncoding encoding,
                              std::uint64_t source_offset, DecodeCaps caps, std::string& out,
                              SourceMap& map, Defects& defects) {
  CappedBytes bytes(source_offset, caps, out, map, defects);
  bytes.keep_digest();
  decode(encoded, encoding, bytes);
  TransferReading reading;
  reading.whole = bytes.whole();
  reading.to_padding = bytes.shorter();
  return reading;
}

}  // namespace constat::parser
