// Decodes parts: transfer encoding, character set, HTML; the readable text with a map to the mail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.h"
#include "core/limits.h"
#include "core/source_map.h"
#include "parser/html/visible_text.h"
#include "parser/message/defect_log.h"
#include "parser/parsed_mail.h"

namespace constat::parser::message {

// text/plain and text/html that is no attachment and no part of an attached message.
bool is_readable_text(const Part& part);

class TextReader {
 public:
  TextReader(const Limits& limits, DefectLog& defects) : limits_(limits), defects_(defects) {}

  // Before the first part of a mail.
  void start(std::string_view mail);

  // Size and digest of the decoded bytes.
  void hash(Part& part);

  // The same, and the text. `out` is overwritten; `part_index` is the part's place in its mail.
  void read(Part& part, std::uint32_t part_index, TextPart& out);

 private:
  void decode(Part& part);
  std::string_view within_cap(const Part& part, TextPart& out);
  void read_html_part(TextPart& out);
  void read_plain_part(TextPart& out);

  const Limits& limits_;
  DefectLog& defects_;
  std::string_view mail_;
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
  Sha256 sha256_;
};

}  // namespace constat::parser::message
