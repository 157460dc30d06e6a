// Comma-separated values (RFC 4180) row by row, as files in use have them: semicolons or tabs for
// commas, LF for CRLF, a byte order mark, quotes in the middle of a field.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace constat::classifier {

// ',', ';' or tab: the one that stands most often outside of quotes; ',' where none does.
char separator_of(std::string_view header_line);

class CsvRow {
 public:
  explicit CsvRow(char separator) : separator_(separator) {}

  enum class End : std::uint8_t { kOfRow, kOfBytes, kQuoteOpen };
  struct Extent {
    End end = End::kOfBytes;
    std::size_t bytes = 0;    // up to and with the line end
    std::uint64_t lines = 0;  // line ends in it
  };
  // How far the row that begins `bytes` goes. kOfBytes, kQuoteOpen: no line end that ends it.
  Extent extent_of(std::string_view bytes) const;

  // The cells of a whole row without its line end. Valid until the next call, while `row` lives.
  const std::vector<std::string_view>& split(std::string_view row);

 private:
  std::string_view unquote(std::string_view cell);

  char separator_;
  std::vector<std::string_view> cells_;
  std::deque<std::string> unquoted_;
};

}  // namespace constat::classifier
