// Postal addresses: France (number, way, five digits, town), Great Britain and USA (name, way, post
// code).

#include <algorithm>

#include "classifier/wording/names.h"
#include "classifier/wording/words.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kNumberReach = 24;  // bytes between a number and its way: "12 bis, "
constexpr std::size_t kCodeReach = 120;   // bytes between a way and the post code
constexpr std::size_t kNameReach = 40;    // bytes of an English street's name

// "12", "12 bis,", "12-14 ": where the number starts that ends before `end`.
std::optional<std::size_t> house_number_before(std::string_view folded, std::size_t end) {
  const std::size_t lowest = end > kNumberReach ? end - kNumberReach : 0;
  std::size_t at = end;
  while (at > lowest && (is_space(folded[at - 1]) || folded[at - 1] == ',')) --at;
  for (const std::string_view suffix : {" bis", " ter", " quater", "bis", "ter", " a", " b"}) {
    if (folded.substr(0, at).ends_with(suffix)) {
      at -= suffix.size();
      break;
    }
  }
  std::size_t start = at;
  while (start > lowest &&
         (is_digit(folded[start - 1]) || folded[start - 1] == '-' || folded[start - 1] == '/'))
    --start;
  while (start < at && !is_digit(folded[start])) ++start;
  const bool is_number =
      start < at && at - start <= 9 && (start == 0 || !is_word_byte(folded[start - 1]));
  return is_number ? std::optional(start) : std::nullopt;
}

bool ends_digits(std::string_view folded, std::size_t begin, std::size_t end) {
  return (begin == 0 || !is_word_byte(folded[begin - 1])) &&
         (end >= folded.size() || !is_word_byte(folded[end]));
}

// End of "75001 Paris" within reach of `from`: five digits of a French department, then the town.
std::optional<std::size_t> french_town_end(const ReadText& text, std::size_t from) {
  const std::string_view folded = text.text();
  const std::size_t highest = std::min(folded.size(), from + kCodeReach);
  for (std::size_t at = from; at + 5 <= highest; ++at) {
    if (!is_digit(folded[at])) continue;
    std::size_t end = at;
    while (end < folded.size() && is_digit(folded[end])) ++end;
    if (end - at == 5 && folded.substr(at, 2) != "00" && ends_digits(folded, at, end) &&
        end < folded.size() && is_space(folded[end])) {
      std::size_t town_at = end + 1;
      const auto town = capitalised_after(text, town_at, 4);
      if (town) return town->where.end();
      if (const auto word = word_from(folded, town_at))
        return word->end;  // a town in small letters
    }
    at = end;
  }
  return std::nullopt;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// "sw1a 1aa" at `at`: A9, A99, AA9, AA99, A9A or AA9A, a space, 9AA. Length, or 0.
std::size_t british_code_at(std::string_view folded, std::size_t at) {
  std::size_t i = at;
  const auto take = [&](auto is) {
    return i < folded.size() && is(folded[i]) ? (++i, true) : false;
  };
  if (!take(is_letter)) return 0;
  take(is_letter);
  if (!take(is_digit)) return 0;
  if (!take(is_digit)) take(is_letter);
  const bool whole = take(is_space) && take(is_digit) && take(is_letter) && take(is_letter);
  return whole && ends_digits(folded, at, i) ? i - at : 0;
}

// "il 62704" or "ca 94105-1234" at `at`. Length, or 0.
std::size_t american_code_at(const ReadText& text, std::size_t at) {
  const std::string_view folded = text.text();
  if (at + 8 > folded.size() || !is_letter(folded[at]) || !is_letter(folded[at + 1]) ||
      folded[at + 2] != ' ')
    return 0;
  std::size_t end = at + 3;
  while (end < folded.size() && is_digit(folded[end])) ++end;
  if (end - at != 8 || !ends_digits(folded, at, end) || !is_all_capitals(text, {at, at + 2}))
    return 0;
  return end - at;
}

std::optional<std::size_t> english_code_end(const ReadText& text, std::size_t from) {
  const std::string_view folded = text.text();
  const std::size_t highest = std::min(folded.size(), from + kCodeReach);
  for (std::size_t at = from; at < highest; ++at) {
    if (!is_letter(folded[at]) || (at > 0 && is_word_byte(folded[at - 1]))) continue;
    if (const std::size_t length = british_code_at(folded, at)) return at + length;
    if (const std::size_t length = american_code_at(text, at)) return at + length;
  }
  return std::nullopt;
}

// "12 High " before "Street": where the number starts.
std::optional<std::size_t> english_number_before(std::string_view folded, std::size_t way) {
  const std::size_t lowest = way > kNameReach ? way - kNameReach : 0;
  for (std::size_t at = way; at > lowest; --at) {
    if (folded[at - 1] == '\n') return std::nullopt;
    if (!is_digit(folded[at - 1])) continue;
    std::size_t start = at;
    while (start > lowest && is_digit(folded[start - 1])) --start;
    const bool alone = at - start <= 5 && (start == 0 || !is_word_byte(folded[start - 1]));
    return alone ? std::optional(start) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Named> postal_addresses(const ReadText& text) {
  std::vector<Named> found;
  const auto add = [&](std::size_t begin, std::size_t end) {
    const ByteRange where{begin, end - begin};
    found.push_back({where, text.words(where)});
  };
  std::size_t done = 0;
  for (const Hit& way : text.of(Meaning::kStreet)) {
    const auto start =
        way.begin < done ? std::nullopt : house_number_before(text.text(), way.begin);
    const auto end = start ? french_town_end(text, way.end) : std::nullopt;
    if (end) add(*start, done = *end);
  }
  const std::size_t ways = found.size();
  std::size_t next = 0;
  for (const Hit& box : text.of(Meaning::kPostBox)) {
    while (next < ways && found[next].where.end() <= box.begin) ++next;
    const bool known = next < ways && found[next].where.contains(box.begin);
    const auto end = known || !is_capitalised(text, {box.begin, box.end})
                         ? std::nullopt
                         : french_town_end(text, box.end);
    if (end) add(box.begin, *end);
  }
  done = 0;
  for (const Hit& way : text.of(Meaning::kStreetAfter)) {
    const auto start =
        way.begin < done ? std::nullopt : english_number_before(text.text(), way.begin);
    const auto end = start ? english_code_end(text, way.end) : std::nullopt;
    if (end) add(*start, done = *end);
  }
  return found;
}

}  // namespace constat::classifier::wording
