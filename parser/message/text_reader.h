// Decodes parts: transfer encoding, character set, HTML; the readable text with a map to the mail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/source_map.h"
#include "parser/html/visible_text.h"
#include "parser/message/defect_log.h"
#include "parser/message/part_decoder.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

// text/plain and text/html that is no attachment, no part of an attached message and of no second
// reading.
bool is_readable_text(const Part& part);

class TextReader {
 public:
  TextReader(const Limits& limits, PartDecoder& decoder, DefectLog& defects)
      : limits_(limits), decoder_(decoder), defects_(defects) {}

  // Before the first part of a mail.
  void start();

  // Size and digest of the decoded bytes, whatever the caps, and the text within them. `out` is
  // overwritten; `part_index` is the part's place in its mail.
  void read(Part& part, std::uint32_t part_index, TextPart& out);

 private:
  std::string_view decode(Part& part, std::uint32_t part_index, TextPart& out);
  void note_cut(const Part& part, std::uint64_t from, TextPart& out);
  std::string_view label_of(const Part& part, std::string_view bytes, TextPart& out);
  void read_charset(const Part& part, std::string_view bytes, TextPart& out);
  void read_html_part(TextPart& out);
  void read_plain_part(TextPart& out);

  const Limits& limits_;
  PartDecoder& decoder_;
  DefectLog& defects_;
  std::uint64_t text_left_ = 0;
  std::size_t links_left_ = 0;

  std::string decoded_;
  SourceMap decoded_map_;  // decoded_ -> mail
  std::string utf8_;
  SourceMap utf8_map_;  // utf8_ -> decoded_, then -> mail
  SourceMap composed_;
  Defects found_;
  HtmlText html_;
  std::vector<ByteRange> plain_links_;
};

}  // namespace constat::parser::message
