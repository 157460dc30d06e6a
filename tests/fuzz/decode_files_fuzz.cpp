// uuencode, begin-base64 and yEnc in arbitrary text.
//
// Holds: files stand one after the other, begin with a line of their form, are as many as are
// counted, and are no larger than their lines allow.

#include <cstdint>
#include <string_view>

#include "parser/decode/encoded_files.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace constat;
  using namespace constat::parser;
  using fuzz::check;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  TextFiles all;
  find_text_files(text, SIZE_MAX, all);
  check(all.kept.size() == all.count);
  std::uint64_t last = 0;
  for (const TextFile& file : all.kept) {
    check(file.where.offset >= last && file.where.end() <= text.size());
    last = file.where.end();
    const std::string_view lines = text.substr(file.where.offset, file.where.length);
    check(lines.starts_with(file.kind == TextFileKind::kYenc ? "=ybegin " : "begin"));
    check(file.kind == TextFileKind::kYenc || !file.name.empty());
    // A line of trimmed spaces is as short as its length character, which says up to 63.
    check(file.bytes <= 63 * lines.size());
  }
  TextFiles few;
  find_text_files(text, 1, few);
  check(few.count == all.count && few.kept.size() == std::min<std::uint64_t>(all.count, 1));
  return 0;
}
