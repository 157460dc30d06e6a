// Lines of a decoded text, ended by LF, CRLF or, where there is no LF at all, CR.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace constat::parser {

class TextLines {
 public:
  explicit TextLines(std::string_view text)
      : text_(text), end_(text.find('\n') == std::string_view::npos ? '\r' : '\n') {}

  struct Line {
    std::size_t begin = 0;
    std::string_view text;  // without its line end
    std::size_t next = 0;   // npos: there is none
    std::size_t end() const { return begin + text.size(); }
  };

  Line at(std::size_t begin) const {
    const std::size_t end = std::min(text_.find(end_, begin), text_.size());
    std::string_view line = text_.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return {begin, line, end < text_.size() ? end + 1 : std::string_view::npos};
  }
  bool has(std::size_t begin) const { return begin < text_.size(); }

 private:
  std::string_view text_;
  char end_;
};

}  // namespace constat::parser
