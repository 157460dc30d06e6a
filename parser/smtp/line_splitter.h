// Finds the next line of a command or reply stream, keeping how it ended: RFC 5321 section 2.3.8
// knows only CRLF, and the difference is a fact.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace constat::parser::smtp {

enum class LineEnd : std::uint8_t { kCrLf, kLf, kCut };

struct Line {
  std::string_view text;         // without its end
  std::size_t size = 0;          // with its end
  LineEnd end = LineEnd::kCrLf;  // kCut: longer than the cap, the rest follows
};

class LineSplitter {
 public:
  explicit LineSplitter(std::size_t cap) : cap_(cap) {}

  // The line at the start of `bytes`, when its end (or `cap` bytes of it) is there. Bytes looked at
  // once are not looked at again as long as `bytes` only grows; call consumed() when it does not.
  std::optional<Line> find(std::string_view bytes);
  void consumed() { searched_ = 0; }

 private:
  std::size_t cap_;
  std::size_t searched_ = 0;
};

}  // namespace constat::parser::smtp
