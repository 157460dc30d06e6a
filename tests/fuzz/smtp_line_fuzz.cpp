// Fuzz target: lines of a command or reply stream, found as the bytes come. They cover the input,
// and any cutting gives the same lines as one piece.
//
// Input: a byte that chooses the cap, a byte that chooses the cutting, then the stream.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/smtp/line_splitter.h"
#include "tests/fuzz/check.h"

namespace {

using constat::fuzz::check;
using namespace constat::parser::smtp;

struct Found {
  std::string text;
  std::size_t size;
  LineEnd end;
  bool operator==(const Found&) const = default;
};

// `step`: how many bytes come at once.
std::vector<Found> lines_of(std::string_view stream, std::size_t cap, std::size_t step) {
  std::vector<Found> found;
  LineSplitter lines(cap);
  std::size_t at = 0;
  for (std::size_t come = 0; come < stream.size();) {
    come = std::min(stream.size(), come + step);
    for (;;) {
      const std::string_view bytes = stream.substr(at, come - at);
      const auto line = lines.find(bytes);
      if (!line) break;
      check(line->size <= cap && line->size <= bytes.size() && line->size > 0);
      check(line->text == bytes.substr(0, line->text.size()));
      found.push_back({std::string(line->text), line->size, line->end});
      at += line->size;
      lines.consumed();
    }
  }
  check(stream.size() - at < cap);  // what is left is no whole line
  check(stream.substr(at).find('\n') == std::string_view::npos);
  return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view stream(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t cap = 2 + data[0];
  const auto whole = lines_of(stream, cap, stream.size() + 1);
  std::string together;
  for (const Found& line : whole) {
    together += line.text;
    if (line.end == LineEnd::kCrLf) together += "\r\n";
    if (line.end == LineEnd::kLf) together += '\n';
    check(line.text.find('\n') == std::string::npos);
    check(line.end != LineEnd::kCut || line.size == cap);
  }
  check(together == stream.substr(0, together.size()));
  check(lines_of(stream, cap, 1) == whole);
  check(lines_of(stream, cap, 1 + data[1] % 16) == whole);
  return 0;
}
