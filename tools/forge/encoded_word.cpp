#include "tools/forge/encoded_word.h"

#include "tools/forge/utf8.h"

namespace constat::forge {
namespace {

constexpr std::string_view kStart = "=?utf-8?Q?";
constexpr std::string_view kEnd = "?=";
constexpr std::size_t kLongestWord = 75;  // RFC 2047 section 2

// Letters, digits and the few others that RFC 2047 section 5 (3) allows in a phrase.
bool stands_for_itself(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == '!' || c == '*' || c == '+' || c == '-' ||
         c == '/';
}

void append_q(std::string& out, std::string_view character) {
  constexpr char kHex[] = "0123456789ABCDEF";
  for (const char c : character) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ') {
      out += '_';
    } else if (stands_for_itself(c)) {
      out += c;
    } else {
      out += '=';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string encode_header_text(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  std::string out;
  std::string word;
  while (!utf8.empty()) {
    const std::size_t length = character_length(utf8);
    std::string next;
    append_q(next, utf8.substr(0, length));
    utf8.remove_prefix(length);
    if (kStart.size() + word.size() + next.size() + kEnd.size() > kLongestWord) {
      out.append(kStart).append(word).append(kEnd).push_back(' ');
      word.clear();
    }
    word += next;
  }
  return out.append(kStart).append(word).append(kEnd);
}

std::string encode_mailbox(std::string_view mailbox) {
  const std::size_t open = mailbox.rfind('<');
  if (open == std::string_view::npos) return std::string(mailbox);
  const std::string_view name = trimmed(mailbox.substr(0, open));
  const std::string_view address = mailbox.substr(open);
  if (name.empty()) return std::string(address);
  if (!is_ascii(name)) return encode_header_text(name) + " " + std::string(address);
  const bool quote =
      name.front() != '"' && name.find_first_of("()<>[]:;@\\,.") != std::string_view::npos;
  const std::string shown = quote ? "\"" + std::string(name) + "\"" : std::string(name);
  return shown + " " + std::string(address);
}

std::string_view address_of(std::string_view mailbox) {
  const std::size_t open = mailbox.rfind('<');
  if (open == std::string_view::npos) return trimmed(mailbox);
  const std::size_t close = mailbox.find('>', open);
  return mailbox.substr(open + 1, close == std::string_view::npos ? close : close - open - 1);
}

std::string_view domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? std::string_view() : address.substr(at + 1);
}

}  // namespace constat::forge
