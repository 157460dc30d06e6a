// Text made comparable: lower case, without accents, with plain apostrophes, hyphens and spaces, so
// that one written phrase finds all its spellings. Remembers where every byte came from.
//
//   "Se dés\u00ADabonner\u00A0:"  -->  "se desabonner :"
//
// Letters of Latin-1 and Latin Extended-A lose their marks (NFD without the combining ones); other
// scripts pass unchanged. A run of white space becomes ' ', or '\n' where it holds one line end, or
// "\n\n" where it holds more. Invisible characters vanish. Never longer than the original.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace constat::classifier::wording {

// Lines that start with '>' are somebody's quoted words (plain text only).
enum class QuotedLines : std::uint8_t { kKept, kSkipped };

class Folded {
 public:
  // `utf8` is valid UTF-8. Memory is reused from text to text.
  void assign(std::string_view utf8, QuotedLines quoted);

  std::string_view text() const { return {buffer_.data(), size_}; }
  // Half-open range of the original that holds the folded one.
  ByteRange to_original(ByteRange folded) const;
  // Drops the folded text from `size` on.
  void cut(std::size_t size);
  // First folded position that stands at or after the original one.
  std::size_t from_original(std::uint64_t original) const;

 private:
  // From folded position `folded` on, bytes stand one for one from `original` on.
  struct Run {
    std::uint32_t folded;
    std::uint32_t original;
  };
  void mark(std::size_t original);
  void put(char c, std::size_t original);
  void put(std::string_view letters, std::size_t original);
  std::size_t take_plain(std::string_view utf8, std::size_t at);
  std::size_t take_letter(std::string_view utf8, std::size_t at);
  std::size_t take_white_space(std::string_view utf8, std::size_t at, QuotedLines quoted);
  std::size_t take_guillemet(std::string_view utf8, std::size_t at, std::uint32_t code);
  std::size_t take_character(std::string_view utf8, std::size_t at);
  std::uint64_t original_of(std::size_t folded) const;

  std::string buffer_;  // only grows; the first `size_` bytes count
  std::size_t size_ = 0;
  std::vector<Run> runs_;
  std::size_t original_end_ = 0;
};

// For short texts whose origin does not matter.
std::string fold(std::string_view utf8);

// ASCII letters and digits, and every byte of another script.
constexpr bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_space(char c) { return c == ' ' || c == '\n'; }

}  // namespace constat::classifier::wording
