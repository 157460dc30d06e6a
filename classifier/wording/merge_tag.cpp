#include "classifier/wording/merge_tag.h"

#include <algorithm>

#include "classifier/wording/fold.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kReach = 64;

struct Brackets {
  std::string_view open;
  std::string_view close;
};
// Longer ones first: "{{" before "{".
constexpr Brackets kBrackets[] = {
    {"{{{", "}}}"}, {"*|", "|*"}, {"{{", "}}"}, {"[[", "]]"}, {"%%", "%%"},
    {"<%", "%>"},   {"{%", "%}"}, {"${", "}"},  {"#{", "}"},  {"@{", "}"},
    {"##", "##"},   {"{$", "}"},  {"{", "}"},   {"[", "]"},   {"%", "%"},
};

bool is_tag_byte(char c) {
  return is_word_byte(c) || c == '_' || c == '.' || c == ':' || c == '-' || c == ' ' || c == '=';
}

bool is_bracket_decoration(std::string_view text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    if ((text[i] >= 'a' && text[i] <= 'z') || text[i] == ' ') return true;
  }
  const std::string_view behind = text.substr(end + 1, 6);
  return behind.starts_with('(') || behind.find("http") != std::string_view::npos ||
         behind.find('<') != std::string_view::npos || behind.starts_with(':');
}

}  // namespace

std::optional<ByteRange> merge_tag_around(std::string_view text, ByteRange word, TagPlace place) {
  std::size_t begin = word.offset;
  std::size_t end = word.end();
  const std::size_t lowest = begin > kReach ? begin - kReach : 0;
  const std::size_t highest = std::min(text.size(), end + kReach);
  while (begin > lowest && is_tag_byte(text[begin - 1])) --begin;
  while (end < highest && is_tag_byte(text[end])) ++end;
  for (const Brackets& brackets : kBrackets) {
    if (!text.substr(0, begin).ends_with(brackets.open) ||
        !text.substr(end).starts_with(brackets.close))
      continue;
    const std::string_view inside = text.substr(begin, end - begin);
    const bool single = brackets.open.size() == 1;
    if (single && inside.find(' ') != std::string_view::npos) return std::nullopt;
    if (brackets.open == "[" && place == TagPlace::kText && is_bracket_decoration(text, begin, end))
      return std::nullopt;
    const std::size_t start = begin - brackets.open.size();
    return ByteRange{start, end + brackets.close.size() - start};
  }
  return std::nullopt;
}

}  // namespace constat::classifier::wording
