#include "parser/html/links.h"

#include "parser/html/characters.h"
#include "parser/html/references.h"

namespace constat::parser {

std::string address_in(std::string_view attribute) {
  std::string scratch;
  std::string_view text = attribute_text(attribute, scratch);
  const auto is_stripped = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_stripped(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_stripped(text.back())) text.remove_suffix(1);
  std::string address;
  address.reserve(text.size());
  for (const char c : text) {
    if (c != '\t' && c != '\n' && c != '\r') address.push_back(c);
  }
  return address;
}

bool is_remote(std::string_view address) {
  return starts_with_lower(address, "http:") || starts_with_lower(address, "https:") ||
         address.starts_with("//");
}

std::string folded_words(std::string_view text) {
  std::string words;
  text = without_spaces(text);
  words.reserve(text.size());
  bool space = false;
  for (const char c : text) {
    const bool is_space = is_html_space(c);
    if (is_space && !space) words.push_back(' ');
    if (!is_space) words.push_back(c);
    space = is_space;
  }
  return words;
}

}  // namespace constat::parser
