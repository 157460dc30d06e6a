#include "parser/decode/encoded_files.h"

#include <algorithm>
#include <string>

#include "parser/decode/base64.h"
#include "parser/decode/capped_bytes.h"
#include "parser/decode/text_lines.h"
#include "parser/decode/uuencode.h"
#include "parser/decode/yenc.h"

namespace constat::parser {
namespace {

using Line = TextLines::Line;

// The name of "begin 644 name" after `word`; empty when the line is none such.
std::string_view begin_name(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return {};
  line.remove_prefix(word.size());
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '7') ++digits;
  if (digits < 3 || digits > 5 || digits == line.size() || line[digits] != ' ') return {};
  line.remove_prefix(digits + 1);
  const std::size_t last = line.find_last_not_of(" \t");
  return last == std::string_view::npos ? std::string_view() : line.substr(0, last + 1);
}

bool is_base64_line(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/' || c == '=' || c == ' ' || c == '\t';
  });
}

class Finder {
 public:
  Finder(std::string_view text, std::size_t most, TextFiles& found)
      : text_(text), lines_(text), most_(most), found_(found) {}

  void run() {
    while (lines_.has(at_)) {
      const Line line = lines_.at(at_);
      at_ = line.next;
      const char first = line.text.empty() ? '\0' : line.text[0];
      if (first == 'b') {
        if (!uuencode(line)) base64(line);
      } else if (first == '=') {
        yenc(line);
      }
    }
  }

 private:
  // Starts with the line after `begin`; at_ is left after the last line that belongs to the file.
  bool uuencode(const Line& begin) {
    TextFile file;
    file.name = begin_name(begin.text, "begin ");
    if (file.name.empty() || !lines_.has(at_)) return false;
    const UuLine first = uu_line(lines_.at(at_).text);
    if (first == UuLine::kNone) return false;
    Sha256 sha256;
    Line last = begin;
    std::size_t position = at_;
    while (lines_.has(position)) {
      const Line line = lines_.at(position);
      const UuLine kind = uu_line(line.text);
      if (line.text == "end") {
        file.ended = true;
      } else if (kind == UuLine::kNone) {
        break;
      } else if (kind == UuLine::kNothing) {
        // Only "end" may follow; an empty line is data only there.
        if (!lines_.has(line.next) || lines_.at(line.next).text != "end") break;
      } else {
        file.bytes += decode_uu_line(line.text, sha256);
        file.malformed = file.malformed || kind == UuLine::kShort;
      }
      last = line;
      position = line.next;
      if (file.ended) break;
    }
    if (last.begin == begin.begin) return false;
    file.sha256 = sha256.finish();
    keep(file, begin, last);
    return true;
  }

  void base64(const Line& begin) {
    TextFile file;
    file.kind = TextFileKind::kBase64;
    file.name = begin_name(begin.text, "begin-base64 ");
    if (file.name.empty()) return;
    Line last = begin;
    std::size_t position = at_;
    const std::size_t data = begin.next;
    while (lines_.has(position)) {
      const Line line = lines_.at(position);
      if (line.text == "====") file.ended = true;
      if (!is_base64_line(line.text)) break;
      last = line;
      position = line.next;
      if (file.ended) break;
    }
    if (last.begin == begin.begin) return;
    std::string none;
    SourceMap map;
    Defects defects;
    CappedBytes bytes(0, {}, none, map, defects);
    bytes.keep_digest();
    decode_base64(text_.substr(data, (file.ended ? last.begin : last.end()) - data), bytes);
    const DigestedBytes whole = bytes.whole();
    file.bytes = whole.bytes;
    file.sha256 = whole.sha256;
    file.malformed = std::any_of(defects.begin(), defects.end(), [](const Defect& defect) {
      return defect.kind == DefectKind::kBase64Malformed;
    });
    keep(file, begin, last);
  }

  void yenc(const Line& begin) {
    if (!begin.text.starts_with("=ybegin ") || !yenc_number(begin.text, "size", 10)) return;
    TextFile file;
    file.kind = TextFileKind::kYenc;
    file.name = yenc_name(begin.text);
    YencDecoder decoder;
    Line last = begin;
    std::size_t position = at_;
    while (lines_.has(position)) {
      const Line line = lines_.at(position);
      if (line.text.starts_with("=ybegin ")) break;
      last = line;
      position = line.next;
      file.ended = line.text.starts_with("=yend");
      if (file.ended) break;
      if (!line.text.starts_with("=ypart ")) decoder.take(line.text);
    }
    file.bytes = decoder.bytes();
    if (file.ended) file.malformed = contradicts(begin.text, last.text, decoder);
    file.sha256 = decoder.finish();
    keep(file, begin, last);
  }

  // Sections "=yend line" and "CRCs" of the draft: of one part of several, size and pcrc32 are
  // those of the part.
  static bool contradicts(std::string_view begin, std::string_view end,
                          const YencDecoder& decoder) {
    const bool part = yenc_number(begin, "part", 10).has_value();
    const auto size = yenc_number(end, "size", 10);
    const auto crc = yenc_number(end, part ? "pcrc32" : "crc32", 16);
    const bool whole_size = part || yenc_number(begin, "size", 10) == decoder.bytes();
    return size != decoder.bytes() || !whole_size || (crc && *crc != decoder.crc32());
  }

  void keep(TextFile& file, const Line& begin, const Line& last) {
    ++found_.count;
    at_ = last.next;
    if (found_.kept.size() >= most_) return;
    file.where = {begin.begin, last.end() - begin.begin};
    found_.kept.push_back(file);
  }

  std::string_view text_;
  TextLines lines_;
  std::size_t most_;
  TextFiles& found_;
  std::size_t at_ = 0;
};

}  // namespace

void find_text_files(std::string_view text, std::size_t most, TextFiles& found) {
  Finder(text, most, found).run();
}

}  // namespace constat::parser
