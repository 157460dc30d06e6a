#include "parser/smtp/xtext.h"

namespace constat::parser::smtp {
namespace {

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;  // not allowed, and not to be misunderstood
  return -1;
}

}  // namespace

bool decode_xtext(std::string_view text, std::string& decoded) {
  bool good = true;
  decoded.clear();
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '+') {
      decoded.push_back(text[at]);
      continue;
    }
    const int high = at + 2 < text.size() ? digit(text[at + 1]) : -1;
    const int low = high >= 0 ? digit(text[at + 2]) : -1;
    if (low < 0) {
      good = false;
      decoded.push_back('+');
      continue;
    }
    decoded.push_back(static_cast<char>(high * 16 + low));
    at += 2;
  }
  return good;
}

std::string to_upper_ascii(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

}  // namespace constat::parser::smtp
