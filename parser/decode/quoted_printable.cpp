#include "parser/decode/quoted_printable.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/byte_search.h"

namespace constat::parser {
namespace {

constexpr std::uint8_t kNoDigit = 0xff;
constexpr std::uint8_t kLowerCase = 0x40;  // set in the value of 'a' to 'f'
constexpr std::size_t kEscapesPerChunk = 256;

constexpr std::array<std::uint8_t, 256> make_digits() {
  std::array<std::uint8_t, 256> digits{};
  digits.fill(kNoDigit);
  for (std::uint8_t value = 0; value < 10; ++value) digits[std::size_t{'0'} + value] = value;
  for (std::uint8_t value = 10; value < 16; ++value) {
    digits[std::size_t{'A'} - 10 + value] = value;
    digits[std::size_t{'a'} - 10 + value] = value | kLowerCase;
  }
  return digits;
}

constexpr std::array<std::uint8_t, 256> kDigits = make_digits();

class QuotedPrintableDecoder {
 public:
  QuotedPrintableDecoder(std::string_view encoded, CappedBytes& out)
      : encoded_(encoded), out_(out) {}

  void run() {
    while (at_ < encoded_.size()) line();
    flush();
  }

 private:
  // One line: [at_, content) is what counts, [line_end, next) its end.
  void line() {
    const std::size_t line_end = find_any(encoded_, at_, '\r', '\n', '\n');
    std::size_t next = std::min(line_end + 1, encoded_.size());
    if (next < encoded_.size() && encoded_[line_end] == '\r' && encoded_[next] == '\n') ++next;
    std::size_t content = line_end;
    while (content > at_ && (encoded_[content - 1] == ' ' || encoded_[content - 1] == '\t'))
      --content;
    const bool soft = read_content(content);
    if (!soft) copy(line_end, next);
    if (soft && line_end == next) malformed(content - 1, 1);
    at_ = next;
  }

  // True when the line ends in '=', a soft break.
  bool read_content(std::size_t end) {
    const std::string_view content = encoded_.substr(0, end);
    std::size_t literal = at_;
    for (;;) {
      const std::size_t equals = content.find('=', at_);
      if (equals == std::string_view::npos) break;
      if (equals + 1 == end) {
        copy(literal, equals);
        return true;
      }
      if (is_escape(equals, end)) {
        copy(literal, equals);
        literal = at_ = read_escapes(equals, end);
      } else {
        malformed(equals, std::min<std::size_t>(3, end - equals));
        at_ = equals + 1;
      }
    }
    copy(literal, end);
    return false;
  }

  bool is_escape(std::size_t at, std::size_t end) const {
    return end - at >= 3 && encoded_[at] == '=' && digit(at + 1) != kNoDigit &&
           digit(at + 2) != kNoDigit;
  }

  std::size_t read_escapes(std::size_t at, std::size_t end) {
    std::array<char, kEscapesPerChunk> bytes;
    const std::size_t first = at;
    std::size_t count = 0;
    for (; count < bytes.size() && is_escape(at, end); at += 3) {
      const std::uint8_t high = digit(at + 1);
      const std::uint8_t low = digit(at + 2);
      if (((high | low) & kLowerCase) != 0) malformed(at, 3);
      bytes[count++] = static_cast<char>((high & 0xf) << 4 | (low & 0xf));
    }
    flush();
    out_.units({bytes.data(), count}, 1, first, 3);
    return at;
  }

  // Bytes that stand for themselves are handed on in stretches as long as can be.
  void copy(std::size_t begin, std::size_t end) {
    if (begin != copied_end_) {
      flush();
      copied_begin_ = begin;
    }
    copied_end_ = end;
  }
  void flush() {
    if (copied_end_ > copied_begin_) {
      out_.copy(encoded_.substr(copied_begin_, copied_end_ - copied_begin_), copied_begin_);
    }
    copied_begin_ = copied_end_;
  }

  std::uint8_t digit(std::size_t at) const {
    return kDigits[static_cast<unsigned char>(encoded_[at])];
  }

  void malformed(std::size_t at, std::size_t length) {
    out_.note_once(DefectKind::kQuotedPrintableMalformed, {at, length});
  }

  std::string_view encoded_;
  CappedBytes& out_;
  std::size_t at_ = 0;
  std::size_t copied_begin_ = 0;
  std::size_t copied_end_ = 0;
};

}  // namespace

void decode_quoted_printable(std::string_view encoded, CappedBytes& out) {
  QuotedPrintableDecoder(encoded, out).run();
}

}  // namespace constat::parser
