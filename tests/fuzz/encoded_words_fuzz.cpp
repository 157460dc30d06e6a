// Any bytes as the text of a header field (RFC 2047).

#include "parser/message/encoded_word.h"

#include "tests/fuzz/header_reading.h"

namespace {

using namespace constat;
using namespace constat::parser::message;
using fuzz::check;

// Once unfolded: neither words nor 8-bit bytes.
bool is_plain(std::string_view text) {
  std::string unfolded;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > 127) return false;
    if (c != '\r' && c != '\n') unfolded += c;
  }
  return unfolded.find("=?") == std::string::npos;
}

void read_value(fuzz::HeaderReading& reading) {
  std::string out;
  reading.text.append_text(reading.value, reading.where(), out);
  reading.note(out);
  for (std::size_t at = 0; at < reading.value.size(); ++at) {
    const std::size_t length = encoded_word_length(reading.value, at);
    check(at + length <= reading.value.size());
    if (length == 0) continue;
    const std::string_view word = reading.value.substr(at, length);
    check(length >= 8 && word.starts_with("=?") && word.ends_with("?="));
    check(word.find_first_of(" \t\r\n") == std::string_view::npos);
  }
  // Text without words and 8-bit bytes stays as it is but for folding.
  if (is_plain(reading.value)) {
    check(!reading.has_defects());
    std::string kept;
    for (const char c : out) {
      if (c != '\r' && c != '\n') kept += c;
    }
    check(kept == out);
  }
  // Appending leaves what stood before.
  std::string longer = "before";
  reading.text.append_text(reading.value, reading.where(), longer);
  check(longer == "before" + out);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::check_twice({reinterpret_cast<const char*>(data), size}, read_value);
  return 0;
}
