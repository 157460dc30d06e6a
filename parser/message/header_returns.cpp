#include "parser/message/header_returns.h"

#include <vector>

#include "core/digest.h"

namespace constat::parser::message {
namespace {

// Of the first CR that is not part of a CRLF; npos when there is none.
std::size_t lone_return(std::string_view bytes) {
  for (std::size_t at = bytes.find('\r'); at != std::string_view::npos;
       at = bytes.find('\r', at + 1)) {
    if (bytes.substr(at + 1, 1) != "\n") return at;
  }
  return std::string_view::npos;
}

Digest digest_of(const std::vector<HeaderField>& fields) {
  Sha256 sha256;
  for (const HeaderField& field : fields) {
    sha256.update(field.name);
    sha256.update(":");
    sha256.update(field.value);
    sha256.update("\n");
  }
  return sha256.finish();
}

}  // namespace

void read_header_by_returns(const Limits& limits, std::string_view mail, std::uint64_t begin,
                            const std::vector<HeaderField>& fields, const HeaderBlock& block,
                            SecondReadings& readings) {
  const std::string_view header = mail.substr(begin, block.body - begin);
  const std::size_t at = lone_return(header);
  if (at == std::string_view::npos || header.find('\n') == std::string_view::npos) return;
  const ByteRange where{begin + at, 1};
  if (!readings.may_read(header.size(), where)) return;
  DefectLog unnoted(0);
  LineScanner lines;
  lines.start(mail.substr(0, block.body), LineEnds::kEither);
  const BoundaryStack none;
  std::vector<HeaderField> others;
  const HeaderBlock other =
      HeaderFieldReader(limits, lines, none, unnoted).read(begin, limits.header_fields, others);
  SecondReading both;
  both.why = DefectKind::kHeaderEndAmbiguous;
  both.where = where;
  both.first_bytes = block.where.length;
  both.second_bytes = other.where.length;
  both.first = digest_of(fields);
  both.second = digest_of(others);
  if (both.first != both.second) readings.note(both);
}

}  // namespace constat::parser::message
