#include "classifier/wording/words.h"

#include <algorithm>

namespace constat::classifier::wording {
namespace {

constexpr std::string_view kSmallWords[] = {"a",  "and",  "au",  "aux", "d",  "da", "de", "des",
                                            "di", "du",   "en",  "et",  "l",  "la", "le", "les",
                                            "of", "sous", "sur", "the", "un", "&"};

bool joins(std::string_view folded, std::size_t at) {
  const char c = folded[at];
  return (c == '-' || c == '\'' || c == '.') && at > 0 && at + 1 < folded.size() &&
         is_word_byte(folded[at - 1]) && is_word_byte(folded[at + 1]);
}

bool is_in_word(std::string_view folded, std::size_t at) {
  return is_word_byte(folded[at]) || folded[at] == '&' || joins(folded, at);
}

std::string_view original_of(const ReadText& text, Span word) {
  const ByteRange range = text.folded.to_original({word.begin, word.end - word.begin});
  return text.original.substr(range.offset, range.length);
}

// The original differs from its lower-case folding where it has a capital letter.
bool is_capital_at(std::string_view original) {
  if (original.empty()) return false;
  const auto c = static_cast<unsigned char>(original[0]);
  if (c < 0x80) return (c >= 'A' && c <= 'Z') || is_digit(original[0]);
  if (original.size() < 2) return false;
  const auto d = static_cast<unsigned char>(original[1]);
  if (c == 0xC3) return d < 0xA0;  // U+00C0 to U+00DE are capitals, from U+00DF on small
  if (c == 0xC4 || c == 0xC5) return d % 2 == 0;  // Latin Extended-A alternates, nearly everywhere
  return c >= 0xE0;                               // scripts without capitals count as names
}

}  // namespace

std::optional<Span> word_from(std::string_view folded, std::size_t at) {
  std::size_t end = at;
  while (end < folded.size() && is_in_word(folded, end)) ++end;
  if (end == at) return std::nullopt;
  return Span{at, end};
}

std::optional<Span> word_until(std::string_view folded, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_in_word(folded, begin - 1)) --begin;
  if (begin == end) return std::nullopt;
  return Span{begin, end};
}

bool is_capitalised(const ReadText& text, Span word) {
  std::string_view original = original_of(text, word);
  if (original.size() > 2 && original[1] == '\'') original.remove_prefix(2);  // l'Exemple
  return is_capital_at(original);
}

bool is_all_capitals(const ReadText& text, Span word) {
  const std::string_view original = original_of(text, word);
  return std::none_of(original.begin(), original.end(),
                      [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_small_word(std::string_view word) {
  return std::find(std::begin(kSmallWords), std::end(kSmallWords), word) != std::end(kSmallWords);
}

}  // namespace constat::classifier::wording
