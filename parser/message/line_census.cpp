#include "parser/message/line_census.h"

#include <algorithm>
#include <cstdint>

namespace constat::parser::message {
namespace {

constexpr auto kNone = std::string_view::npos;

void note_stretches(std::string_view bytes, char byte, DefectKind kind, DefectLog& defects) {
  for (std::size_t at = bytes.find(byte); at != kNone; at = bytes.find(byte, at)) {
    const std::size_t end = std::min(bytes.find_first_not_of(byte, at), bytes.size());
    defects.add(kind, {at, end - at});
    at = end;
  }
}

void note_returns(std::string_view bytes, DefectLog& defects) {
  for (std::size_t at = bytes.find('\r'); at != kNone; at = bytes.find('\r', at)) {
    std::size_t end = std::min(bytes.find_first_not_of('\r', at), bytes.size());
    const std::size_t next = end;
    if (end < bytes.size() && bytes[end] == '\n') --end;
    if (end > at) defects.add(DefectKind::kBareCr, {at, end - at});
    at = next;
  }
}

bool is_crlf(std::string_view bytes, std::size_t feed) {
  return feed > 0 && bytes[feed - 1] == '\r';
}

void note_feeds(std::string_view bytes, DefectLog& defects) {
  std::size_t first = kNone, last = 0;
  const auto give = [&] {
    if (first != kNone) defects.add(DefectKind::kBareLf, {first, last + 1 - first});
    first = kNone;
  };
  for (std::size_t at = bytes.find('\n'); at != kNone; at = bytes.find('\n', at + 1)) {
    if (is_crlf(bytes, at)) {
      give();
      continue;
    }
    if (first == kNone) first = at;
    last = at;
  }
  give();
}

}  // namespace

void note_line_ends(std::string_view bytes, DefectLog& defects) {
  note_stretches(bytes, '\0', DefectKind::kNulByte, defects);
  const std::size_t feed = bytes.find('\n');
  if (feed == kNone) {
    const std::size_t first = bytes.find('\r');
    if (first != kNone) defects.add(DefectKind::kBareCr, {first, 1});
    return;
  }
  note_returns(bytes, defects);
  if (bytes.find("\r\n") != kNone) note_feeds(bytes, defects);
}

}  // namespace constat::parser::message
