#include "parser/smtp/line_splitter.h"

namespace constat::parser::smtp {

std::optional<Line> LineSplitter::find(std::string_view bytes) {
  const std::string_view window = bytes.substr(0, cap_);
  const std::size_t lf = window.find('\n', searched_);
  if (lf == std::string_view::npos) {
    searched_ = window.size();
    if (window.size() < cap_) return std::nullopt;
    return Line{window, cap_, LineEnd::kCut};
  }
  if (lf > 0 && window[lf - 1] == '\r')
    return Line{window.substr(0, lf - 1), lf + 1, LineEnd::kCrLf};
  return Line{window.substr(0, lf), lf + 1, LineEnd::kLf};
}

}  // namespace constat::parser::smtp
