#include "parser/message/plain_links.h"

#include <algorithm>
#include <array>

#include "core/pseudonym.h"

namespace constat::parser::message {
namespace {

constexpr std::array<std::string_view, 4> kSchemes = {"http", "https", "mailto", "tel"};
constexpr std::size_t kLongestScheme = 6;

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_uri_byte(char c) {
  return is_alphanumeric(c) || (c != '\0' && std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) !=
                                                 std::string_view::npos);
}

// Where the scheme that ends before `colon` starts; `colon` when none of ours stands there.
std::size_t scheme_start(std::string_view text, std::size_t colon, std::size_t from) {
  std::size_t begin = colon;
  while (begin > from && colon - begin <= kLongestScheme && is_alphanumeric(text[begin - 1])) {
    --begin;
  }
  const std::string_view word = text.substr(begin, colon - begin);
  const bool known = std::any_of(kSchemes.begin(), kSchemes.end(), [word](std::string_view scheme) {
    return equals_ignoring_case(word, scheme);
  });
  return known ? begin : colon;
}

std::size_t without_trailing_punctuation(std::string_view url) {
  const auto count = [url](char c) { return std::count(url.begin(), url.end(), c); };
  auto round = count(')') - count('(');
  auto square = count(']') - count('[');
  std::size_t end = url.size();
  for (; end > 0; --end) {
    const char last = url[end - 1];
    if (last == ')' && round > 0) {
      --round;
    } else if (last == ']' && square > 0) {
      --square;
    } else if (std::string_view(".,;:!?'*").find(last) == std::string_view::npos) {
      break;
    }
  }
  return end;
}

// Something must follow the scheme; for http a host, for tel a number.
bool says_something(std::string_view url, std::size_t scheme_length) {
  const std::string_view rest = url.substr(std::min(url.size(), scheme_length + 1));
  if ((url[0] | 32) == 'h') return rest.size() > 2 && rest.starts_with("//") && rest[2] != '/';
  if ((url[0] | 32) == 'm') return !rest.empty();
  return !rest.empty() && (rest[0] == '+' || (rest[0] >= '0' && rest[0] <= '9'));
}

}  // namespace

bool find_plain_links(std::string_view text, std::size_t cap, std::vector<ByteRange>& out) {
  std::size_t from = 0;
  while (true) {
    const std::size_t colon = text.find(':', from);
    if (colon == std::string_view::npos) return true;
    const std::size_t begin = scheme_start(text, colon, from);
    if (begin == colon) {
      from = colon + 1;
      continue;
    }
    std::size_t end = colon + 1;
    while (end < text.size() && is_uri_byte(text[end])) ++end;
    std::string_view url = text.substr(begin, end - begin);
    url = url.substr(0, without_trailing_punctuation(url));
    if (url.size() > colon - begin && says_something(url, colon - begin)) {
      if (out.size() == cap) return false;
      out.push_back({begin, url.size()});
    }
    from = end;
  }
}

}  // namespace constat::parser::message
