#include "parser/message/encoded_word.h"

#include <algorithm>

#include "core/pseudonym.h"
#include "parser/decode/decode.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool is_encoding(char c) { return c == 'B' || c == 'b' || c == 'Q' || c == 'q'; }

// The character set of "=?charset?X?" at `position`; "" when the text there is something else.
std::string_view charset_of_word(std::string_view text, std::size_t position) {
  const std::size_t begin = position + 2;
  const std::size_t end = text.find_first_of("? \t\r\n", begin);
  if (end == kNone || end == begin || text[end] != '?' || end + 2 >= text.size()) return {};
  if (!is_encoding(text[end + 1]) || text[end + 2] != '?') return {};
  return text.substr(begin, end - begin);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// RFC 2047 section 4.2. False when an "=" is not followed by two hexadecimal digits.
bool decode_q(std::string_view text, std::string& out) {
  bool good = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i] == '_' ? ' ' : text[i];
      continue;
    }
    const bool room = i + 2 < text.size();
    const int high = room ? hex_value(text[i + 1]) : -1;
    const int low = room ? hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      good = false;
      out += '=';
      continue;
    }
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return good;
}

bool is_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) > 127; });
}

constexpr std::size_t kLongestWord = 75;  // RFC 2047 section 2

// RFC 2047 section 5: white space, the edge of the text or of a comment stands on either side.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  const auto is_edge = [](char c) { return c == ' ' || c == '\t'; };
  return (begin == 0 || is_edge(text[begin - 1]) || text[begin - 1] == '(') &&
         (end == text.size() || is_edge(text[end]) || text[end] == ')');
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t") == kNone; }

}  // namespace

std::size_t encoded_word_length(std::string_view text, std::size_t position) {
  if (text.substr(position, 2) != "=?") return 0;
  const std::string_view charset = charset_of_word(text, position);
  if (charset.empty()) return 0;
  const std::size_t content = position + 2 + charset.size() + 3;
  const std::size_t end = text.find_first_of("? \t\r\n", content);
  if (end == kNone || end + 1 >= text.size() || text[end] != '?' || text[end + 1] != '=') return 0;
  return end + 2 - position;
}

// White space inside the content is tolerated with a defect; another "=?" inside is not.
HeaderText::Found HeaderText::word_at(std::string_view text, std::size_t position, Word& word) {
  word.charset = charset_of_word(text, position);
  if (word.charset.empty()) return Found::kNothing;
  const std::size_t begin = position + 2 + word.charset.size() + 3;
  word.encoding = text[begin - 2];
  if (next_end_ < begin) next_end_ = std::min(text.find("?=", begin), text.size());
  if (next_end_ == text.size()) return Found::kBroken;
  const std::size_t another = text.substr(0, next_end_ + 1).find("=?", begin);
  if (another != kNone && another + 1 < next_end_) return Found::kBroken;
  word.content = text.substr(begin, next_end_ - begin);
  word.end = next_end_ + 2;
  word.charset = word.charset.substr(0, word.charset.find('*'));
  return Found::kWord;
}

void HeaderText::decode_word(const Word& word, ByteRange where) {
  bool good = is_ascii(word.content) && word.content.find_first_of(" \t?") == kNone;
  if (word.encoding == 'Q' || word.encoding == 'q') {
    good = decode_q(word.content, pending_) && good;
  } else {
    map_.clear();
    found_.clear();
    decode_transfer(word.content, TransferEncoding::kBase64, 0, word.content.size(), pending_, map_,
                    found_);
    good = found_.empty() && good;
  }
  if (!good) defects_.add(DefectKind::kEncodedWordMalformed, where);
}

void HeaderText::append_bytes(std::string_view bytes, std::string_view charset, ByteRange where,
                              std::string& out) {
  if (charset.empty() && is_ascii(bytes)) {
    out += bytes;
    return;
  }
  map_.clear();
  found_.clear();
  decode_charset(bytes, charset, out, map_, found_);
  for (const Defect& defect : found_) defects_.add(defect.kind, where);
}

void HeaderText::flush(ByteRange where, std::string& out) {
  if (!has_pending_) return;
  append_bytes(pending_, pending_charset_, where, out);
  pending_.clear();
  pending_charset_.clear();
  has_pending_ = false;
}

void HeaderText::append_literal(std::string_view literal, ByteRange where, std::string& out) {
  if (!is_ascii(literal)) defects_.add(DefectKind::kRawEightBitHeader, where);
  append_bytes(literal, "", where, out);
}

void HeaderText::append_text(std::string_view value, ByteRange where, std::string& out) {
  while (!value.empty() && is_white_space(value.front())) value.remove_prefix(1);
  while (!value.empty() && is_white_space(value.back())) value.remove_suffix(1);
  unfolded_.clear();
  for (const char c : value) {
    if (c != '\r' && c != '\n') unfolded_ += c;
  }
  const std::string_view text = unfolded_;
  next_end_ = 0;
  std::size_t done = 0;
  for (std::size_t at = text.find("=?"); at != kNone;) {
    Word word;
    const Found found = word_at(text, at, word);
    if (found != Found::kWord) {
      if (found == Found::kBroken) defects_.add(DefectKind::kEncodedWordMalformed, where);
      at = text.find("=?", at + 2);
      continue;
    }
    const std::string_view literal = text.substr(done, at - done);
    const bool adjacent = has_pending_ && is_blank(literal);
    if (!adjacent || !equals_ignoring_case(word.charset, pending_charset_)) flush(where, out);
    if (!adjacent) append_literal(literal, where, out);
    pending_charset_.assign(word.charset);
    has_pending_ = true;
    decode_word(word, where);
    if (!stands_alone(text, at, word.end)) {
      defects_.add(DefectKind::kEncodedWordMalformed, where);
    }
    if (word.end - at > kLongestWord) defects_.add(DefectKind::kEncodedWordTooLong, where);
    done = word.end;
    at = text.find("=?", done);
  }
  flush(where, out);
  append_literal(text.substr(done), where, out);
}

}  // namespace constat::parser::message
