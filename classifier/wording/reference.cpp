#include "classifier/wording/reference.h"

#include <algorithm>

#include "classifier/wording/fold.h"
#include "classifier/wording/money.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kReach = 24;    // bytes between the mark and the number
constexpr std::size_t kLongest = 40;  // bytes of a number

// Words that may stand between; "\xC2\xB0" is the degree sign of "n°".
constexpr std::string_view kBetween[] = {
    "n",    "no",  "nr", "num", "numero", "number",    "ref",       "reference", "id",
    "code", "est", "is", "le",  "the",    "n\xC2\xB0", "n\xC2\xBA", "nummer",    "numer"};

bool is_between(std::string_view word) {
  return std::find(std::begin(kBetween), std::end(kBetween), word) != std::end(kBetween);
}

bool is_part(char c) { return (is_word_byte(c) && static_cast<unsigned char>(c) < 0x80); }

bool names_one_thing(std::string_view folded, Span word) {
  const std::string_view text = folded.substr(word.begin, word.end - word.begin);
  const auto digits = std::count_if(text.begin(), text.end(), is_digit);
  if (text.size() < 4 || digits < 3) return false;
  const bool year =
      text.size() == 4 && digits == 4 && (text.starts_with("19") || text.starts_with("20"));
  if (year) return false;
  const bool starts_with_digit = is_digit(text.front());
  return !starts_with_digit || !money_at(folded, word.begin);
}

}  // namespace

std::optional<Span> reference_after(std::string_view folded, std::size_t end) {
  std::size_t at = end;
  while (at < folded.size() && at - end <= kReach) {
    const char c = folded[at];
    if (std::string_view(" \n#:.([\"-").find(c) != std::string_view::npos) {
      ++at;
      continue;
    }
    std::size_t word_end = at;
    while (word_end < folded.size() && word_end - at <= kLongest && is_word_byte(folded[word_end]))
      ++word_end;
    if (word_end == at) return std::nullopt;
    if (is_between(folded.substr(at, word_end - at))) {
      at = word_end;
      continue;
    }
    Span word{at, at};
    while (word.end < folded.size() && word.end - at <= kLongest &&
           (is_part(folded[word.end]) ||
            ((folded[word.end] == '-' || folded[word.end] == '_') && word.end + 1 < folded.size() &&
             is_part(folded[word.end + 1]))))
      ++word.end;
    return names_one_thing(folded, word) ? std::optional(word) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace constat::classifier::wording
