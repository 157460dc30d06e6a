// UTF-7 (RFC 2152): ASCII, with UTF-16 in base64 without padding between '+' and the first other
// character.

#include <string>

#include "core/utf8.h"
#include "parser/decode/unicode_forms.h"

namespace constat::parser {
namespace {

constexpr int kNotBase64 = -1;

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  if (c == '/') return 63;
  return kNotBase64;
}

// One shifted sequence. Three UTF-16 units share eight characters, so they become one block.
class ShiftedSequence {
 public:
  ShiftedSequence(std::size_t begin, MappedText& text) : block_begin_(begin), text_(text) {}

  void take(int value, std::size_t at) {
    bits_ = (bits_ << 6 | static_cast<std::uint32_t>(value)) & 0x3fffff;
    count_ += 6;
    if (count_ < 16) return;
    count_ -= 16;
    unit(bits_ >> count_ & 0xffff, at);
    if (count_ == 0 && high_ == 0) flush(at + 1);
  }

  // `end`: past the last character, and past the '-' that closes the sequence, if any.
  void finish(std::size_t end) {
    const std::uint32_t left_over = bits_ & ((1u << count_) - 1);
    const bool bad_rest = count_ >= 6 || left_over != 0;
    if (high_ != 0 || bad_rest) replacement(end);
    flush(end);
  }

 private:
  void unit(std::uint32_t value, std::size_t at) {
    const bool low = value >= 0xdc00 && value < 0xe000;
    if (high_ != 0 && low) {
      append_utf8(0x10000 + ((high_ - 0xd800) << 10) + (value - 0xdc00), pending_);
      high_ = 0;
      return;
    }
    if (high_ != 0 || low) replacement(at + 1);
    high_ = value >= 0xd800 && value < 0xdc00 ? value : 0;
    if (high_ == 0 && !low) append_utf8(value, pending_);
  }

  void replacement(std::size_t end) {
    text_.note_replaced({block_begin_, end - block_begin_});
    append_utf8(kReplacement, pending_);
  }

  void flush(std::size_t end) {
    text_.block(pending_, {block_begin_, end - block_begin_});
    if (!pending_.empty()) block_begin_ = end;
    pending_.clear();
  }

  std::size_t block_begin_;
  MappedText& text_;
  std::string pending_;
  std::uint32_t bits_ = 0;
  std::uint32_t count_ = 0;  // bits not yet handed out
  char32_t high_ = 0;        // a high surrogate that waits for its low one
};

// Reads from the '+' at `at`; returns where direct characters begin again.
std::size_t read_shifted(std::string_view bytes, std::size_t at, MappedText& text) {
  if (bytes.substr(at).starts_with("+-")) {
    text.character(U'+', {at, 2});
    return at + 2;
  }
  ShiftedSequence sequence(at, text);
  std::size_t next = at + 1;
  for (; next < bytes.size(); ++next) {
    const int value = base64_value(bytes[next]);
    if (value == kNotBase64) break;
    sequence.take(value, next);
  }
  if (next == at + 1) {  // '+' before something else: ill-formed, RFC 2152 rule 2
    text.note_invalid({at, 1});
    text.character(U'+', {at, 1});
    return next;
  }
  const std::size_t end = next < bytes.size() && bytes[next] == '-' ? next + 1 : next;
  sequence.finish(end);
  return end;
}

}  // namespace

void decode_utf7(std::string_view bytes, MappedText& text) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (byte == '+') {
      at = read_shifted(bytes, at, text);
    } else if (byte >= 0x80) {
      text.invalid({at, 1});
      ++at;
    } else {
      text.character(byte, {at, 1});
      ++at;
    }
  }
}

}  // namespace constat::parser
