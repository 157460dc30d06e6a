// Files that stand encoded in a text: uuencode and "begin-base64" (POSIX.1-2017, uuencode), yEnc
// (yEnc-draft 1.3). A line "begin 644 name" counts only where a line of data follows it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/digest.h"

namespace constat::parser {

enum class TextFileKind : std::uint8_t { kUuencode, kBase64, kYenc };

struct TextFile {
  TextFileKind kind = TextFileKind::kUuencode;
  std::string_view name;  // bytes of the text, spaces trimmed
  ByteRange where;        // first to last line in the text, its line end excluded
  std::uint64_t bytes = 0;
  Digest sha256;
  bool ended = false;      // its last line was found
  bool malformed = false;  // lines of other lengths than they say, or size or CRC differ
};

struct TextFiles {
  std::vector<TextFile> kept;
  std::uint64_t count = 0;
};

// Appends at most `most` to `found.kept`. Linear, without memory for the decoded bytes.
void find_text_files(std::string_view text, std::size_t most, TextFiles& found);

}  // namespace constat::parser
