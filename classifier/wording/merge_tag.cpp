#include "classifier/wording/merge_tag.h"

#include <algorithm>
#include <array>

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

// Brackets that stand in no ordinary text, and those that do.
constexpr Brackets kOwnBrackets[] = {{"*|", "|*"}, {"{{", "}}"}, {"[[", "]]"}, {"%%", "%%"},
                                     {"<%", "%>"}, {"${", "}"},  {"##", "##"}};
constexpr Brackets kCommonBrackets[] = {{"{", "}"}, {"[", "]"}, {"%", "%"}};

// Names of fields of a recipient, letters and '_' only, upper case.
constexpr std::string_view kFieldNames[] = {
    "CIVILITE",    "EMAIL",       "EMAIL_ADDRESS", "FIRSTNAME",      "FIRST_NAME",
    "FNAME",       "FULLNAME",    "LASTNAME",      "LAST_NAME",      "LNAME",
    "MIRROR_URL",  "NOM_CONTACT", "PRENOM",        "PRENOM_CONTACT", "UNSUB",
    "UNSUBSCRIBE", "USERNAME",    "VORNAME",       "NACHNAME",       "NOMBRE_CONTACTO"};

// First bytes of brackets.
constexpr std::array<bool, 256> kOpens = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("*{%[<$#")) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_field_name(std::string_view inside) {
  std::string name;
  for (const char c : inside) name.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c);
  return std::find(std::begin(kFieldNames), std::end(kFieldNames), name) != std::end(kFieldNames);
}

// What stands inside the brackets that open at `at`; nothing when none do.
std::optional<ByteRange> tag_at(std::string_view text, std::size_t at, const Brackets& brackets) {
  const std::string_view rest = text.substr(at);
  if (!rest.starts_with(brackets.open)) return std::nullopt;
  std::size_t end = brackets.open.size();
  bool letters = false;
  while (end < rest.size() && end < kReach) {
    if (rest.substr(end).starts_with(brackets.close)) break;
    const char c = rest[end];
    if (!is_tag_byte(c) && c != '|' && c != '(' && c != ')' && c != '"' && c != '\'' && c != '/')
      return std::nullopt;
    letters |= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    ++end;
  }
  if (!letters || !rest.substr(end).starts_with(brackets.close)) return std::nullopt;
  // "### a title ###" is no tag.
  const std::string_view inside = rest.substr(brackets.open.size(), end - brackets.open.size());
  const bool rule = brackets.open == "##" || brackets.open == "%%";
  if (rule && inside.find_first_of(" ") != std::string_view::npos) return std::nullopt;
  return ByteRange{at, end + brackets.close.size()};
}

std::optional<ByteRange> any_tag_at(std::string_view text, std::size_t at) {
  for (const Brackets& brackets : kOwnBrackets) {
    if (const auto tag = tag_at(text, at, brackets)) return tag;
  }
  for (const Brackets& brackets : kCommonBrackets) {
    const auto tag = tag_at(text, at, brackets);
    if (!tag) continue;
    const std::size_t inside = at + brackets.open.size();
    const std::size_t length = tag->length - brackets.open.size() - brackets.close.size();
    if (is_field_name(text.substr(inside, length))) return tag;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ByteRange> merge_tag_at(std::string_view text, std::size_t at) {
  return at < text.size() && kOpens[static_cast<unsigned char>(text[at])] ? any_tag_at(text, at)
                                                                          : std::nullopt;
}

std::vector<ByteRange> merge_tags_in(std::string_view text) {
  std::vector<ByteRange> tags;
  for (std::size_t at = 0; at < text.size();) {
    const auto tag = merge_tag_at(text, at);
    if (tag) tags.push_back(*tag);
    at = tag ? static_cast<std::size_t>(tag->end()) : at + 1;
  }
  return tags;
}

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
