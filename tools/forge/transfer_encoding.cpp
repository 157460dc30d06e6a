#include "tools/forge/transfer_encoding.h"

#include <mimetic/codec/base64.h>
#include <mimetic/codec/codec.h>
#include <mimetic/codec/qp.h>

#include <iterator>

namespace constat::forge {
namespace {

constexpr std::size_t kLongestLine = 76;  // RFC 2045 section 6.7 (5), with the "="

std::string with_crlf(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 32);
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

// One word without blanks. The encoder must be new for each: once it has met a byte above 126 it
// takes everything that follows for binary.
std::string encode_word(std::string_view word) {
  mimetic::QP::Encoder encoder;
  encoder.maxlen(word.size() * 3 + 8);  // lines are cut by append_folded
  std::string out;
  encoder.process(word.begin(), word.end(), std::back_inserter(out));
  return out;
}

// Appends `encoded` to the line, cutting it with soft line breaks but never inside "=C3".
void append_folded(std::string& out, std::size_t& column, std::string_view encoded) {
  while (!encoded.empty()) {
    const std::size_t unit = encoded[0] == '=' ? 3 : 1;
    if (column + unit > kLongestLine - 1) {
      out += "=\n";
      column = 0;
    }
    out.append(encoded.substr(0, unit));
    column += unit;
    encoded.remove_prefix(unit);
  }
}

void append_quoted_printable_line(std::string& out, std::string_view line) {
  std::size_t column = 0;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    if (end > 0) append_folded(out, column, encode_word(line.substr(0, end)));
    line.remove_prefix(end);
    if (line.empty()) return;
    const bool last = line.size() == 1;  // RFC 2045 section 6.7 (3): no blank ends a line
    append_folded(out, column, !last ? line.substr(0, 1) : line[0] == ' ' ? "=20" : "=09");
    line.remove_prefix(1);
  }
}

std::string encode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    append_quoted_printable_line(out, text.substr(0, end));
    if (end < text.size()) out += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

std::string_view name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::kSevenBit:
      return "7bit";
    case Encoding::kEightBit:
      return "8bit";
    case Encoding::kQuotedPrintable:
      return "quoted-printable";
    case Encoding::kBase64:
      return "base64";
  }
  return "7bit";
}

std::string transfer_encode(const std::string& text, Encoding encoding) {
  switch (encoding) {
    case Encoding::kQuotedPrintable:
      return encode_quoted_printable(text);
    case Encoding::kBase64:
      return encode_base64(with_crlf(text));
    case Encoding::kSevenBit:
    case Encoding::kEightBit:
      return text;
  }
  return text;
}

std::string encode_base64(const std::string& bytes) {
  std::string out;
  out.reserve(bytes.size() / 54 * 74 + 8);
  mimetic::Base64::Encoder encoder;
  mimetic::code(bytes.begin(), bytes.end(), encoder, std::back_inserter(out));
  return out;
}

}  // namespace constat::forge
