// Text as a reader sees it: runs of white space become one space, block borders one line end, none
// of either at the beginning or the end (white space that is kept aside). Each byte is mapped to
// the HTML it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/source_map.h"

namespace constat::parser {

enum class WhiteSpace : std::uint8_t { kFolded, kKept };       // kKept: <pre>, <textarea>
enum class References : std::uint8_t { kResolved, kLiteral };  // kLiteral: <xmp>, <plaintext>
enum class Nul : std::uint8_t { kDropped, kReplaced };  // kReplaced, by U+FFFD: <textarea>, SVG

struct TextForm {
  WhiteSpace white_space = WhiteSpace::kFolded;
  References references = References::kResolved;
  Nul nul = Nul::kDropped;
};

class FoldedText {
 public:
  FoldedText(std::string& text, SourceMap& map) : text_(text), map_(map) {}

  // What stands at [offset, offset + raw.size()) of the HTML.
  void add(std::string_view raw, std::uint64_t offset, const TextForm& form);

  // A space or a line end before the next character, caused by `where` (a tag).
  void separate(ByteRange where);
  void end_line(ByteRange where);

  std::size_t size() const { return text_.size(); }

 private:
  enum class Pending : std::uint8_t { kNothing, kSpace, kLineEnd };

  void add_folded(std::string_view raw, std::uint64_t offset);
  std::size_t add_special(std::string_view raw, std::uint64_t offset, const TextForm& form);
  void add_kept(std::string_view raw, std::uint64_t offset);
  void copy(std::string_view raw, std::uint64_t offset);
  void settle();

  std::string& text_;
  SourceMap& map_;
  Pending pending_ = Pending::kNothing;
  ByteRange pending_from_;
};

}  // namespace constat::parser
