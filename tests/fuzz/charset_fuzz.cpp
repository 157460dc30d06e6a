// Character sets of arbitrary bytes. The first byte chooses a cap on the runs of the map, the first
// line is the label, the rest the text.
//
// Holds: what comes out is well-formed UTF-8 with a map that rises; ASCII stays as it is in every
// set that holds it; valid UTF-8 stays as it is; each U+FFFD that the bytes do not hold is counted;
// the prescan names a set of the list or none.

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/decode/charset_labels.h"
#include "parser/decode/decode.h"
#include "parser/decode/html_prescan.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/utf8_check.h"

namespace {

using namespace constat;
using namespace constat::parser;
using fuzz::check;

struct Read {
  Read(std::string_view bytes, std::string_view label, std::size_t runs)
      : reading(read_charset(bytes, label, runs, text, map, defects)) {}
  std::string text;
  SourceMap map;
  Defects defects;
  CharsetReading reading;
};

std::uint64_t replacements(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find("\xef\xbf\xbd"); at != std::string_view::npos;
       at = text.find("\xef\xbf\xbd", at + 3)) {
    ++count;
  }
  return count;
}

void check_map(const Read& read, std::size_t source) {
  check(read.map.text_length() == read.text.size());
  const std::uint64_t step = read.text.size() / 1024 + 1;
  std::uint64_t last = 0;
  for (std::uint64_t at = 0; at < read.text.size(); at += step) {
    const ByteRange range = read.map.to_source({at, 1});
    check(range.offset >= last && range.end() <= source);
    last = range.offset;
  }
}

bool is_ascii(std::string_view bytes) {
  for (const char c : bytes) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

// Sets in which a byte below 128 may be something else.
bool shifts(std::string_view used) {
  return used.starts_with("utf-7") || used.starts_with("utf-16") || used.starts_with("iso-2022") ||
         used == "shift_jis" || used == "big5" || used == "big5-hkscs" || used == "gb18030" ||
         used.starts_with("euc");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), input.size());
  const std::string_view label = input.substr(1, line - std::min<std::size_t>(line, 1));
  const std::string_view bytes = input.substr(std::min(line + 1, input.size()));

  const Read all(bytes, label, SIZE_MAX);
  check(!all.reading.cut && is_well_formed_utf8(all.text));
  check(!all.reading.used.empty() && charset_labelled(all.reading.used).has_value());
  check_map(all, bytes.size());
  check(all.defects.size() <= 2);
  check(all.reading.replaced <= replacements(all.text));
  if (is_ascii(bytes) && !shifts(all.reading.used)) check(all.text == bytes);
  if (all.reading.used == "utf-8" && is_well_formed_utf8(bytes)) {
    check(all.reading.replaced == 0);
    check(bytes.ends_with(all.text));
  }
  if (all.reading.used == "utf-8") {
    check(replacements(all.text) == all.reading.replaced + replacements(bytes));
  }

  const std::size_t runs = 2 + (data[0] & 63);
  const Read cut(bytes, label, runs);
  check(cut.map.run_count() <= runs && all.text.starts_with(cut.text));
  check(cut.reading.cut || cut.text == all.text);
  check_map(cut, bytes.size());

  const std::string_view named = prescanned_charset(bytes);
  check(named.empty() || charset_labelled(named).has_value());
  return 0;
}
