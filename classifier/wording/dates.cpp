#include "classifier/wording/dates.h"

#include <algorithm>
#include <cstdio>

#include "classifier/wording/phrase_facts.h"
#include "classifier/wording/sentence.h"

namespace constat::classifier::wording {
namespace {

constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

struct Numeral {
  int value = 0;
  std::size_t begin = 0, end = 0;
  std::size_t digits() const { return end - begin; }
};

// The digits at `at`, four at most.
std::optional<Numeral> numeral_at(std::string_view folded, std::size_t at, std::size_t limit) {
  Numeral numeral{0, at, at};
  while (numeral.end < limit && is_digit(folded[numeral.end])) {
    if (numeral.digits() == 4) return std::nullopt;
    numeral.value = numeral.value * 10 + (folded[numeral.end++] - '0');
  }
  return numeral.digits() == 0 ? std::nullopt : std::optional(numeral);
}

bool is_leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::optional<std::string> iso(int year, int month, int day) {
  if (year < 100) year += 2000;
  if (year < 1970 || year > 2099 || month < 1 || month > 12 || day < 1) return std::nullopt;
  const int days = month == 2 && !is_leap(year) ? 28 : kDays[month - 1];
  if (day > days) return std::nullopt;
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return std::string(text);
}

// "12/03/2024", "12.03.24", "2024-03-12" at `at`.
std::optional<FoundDate> numeric_at(std::string_view folded, std::size_t at, std::size_t limit,
                                    DateOrder order) {
  Numeral parts[3];
  char separator = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const auto part = numeral_at(folded, at, limit);
    if (!part) return std::nullopt;
    parts[i] = *part;
    at = part->end;
    if (i == 2) break;
    if (at >= limit || std::string_view("/.-").find(folded[at]) == std::string_view::npos)
      return std::nullopt;
    if (i == 1 && folded[at] != separator) return std::nullopt;
    separator = folded[at++];
  }
  if (at < folded.size() && is_word_byte(folded[at])) return std::nullopt;
  const Span where{parts[0].begin, at};
  std::optional<std::string> text;
  if (parts[0].digits() == 4) {
    text = iso(parts[0].value, parts[1].value, parts[2].value);
  } else if (parts[2].digits() == 4 || parts[2].digits() == 2) {
    text = iso(parts[2].value, parts[1].value, parts[0].value);
    if (order == DateOrder::kEither && separator == '/') {
      const auto other = iso(parts[2].value, parts[0].value, parts[1].value);
      if (text && other && text != other) return std::nullopt;
      if (!text) text = other;
    }
  }
  return text ? std::optional(FoundDate{*text, where}) : std::nullopt;
}

std::size_t skip(std::string_view folded, std::size_t at, std::string_view what) {
  while (at < folded.size() && what.find(folded[at]) != std::string_view::npos) ++at;
  return at;
}

// The number that ends before `end`, behind "er", "st", "." or "de": "1er ", "12. ", "12 de ".
std::optional<Numeral> day_before(std::string_view folded, std::size_t end) {
  while (end > 0 && (is_space(folded[end - 1]) || folded[end - 1] == '.')) --end;
  for (const std::string_view small : {" de", " of", "er", "st", "nd", "rd", "th", "\xC2\xBA"}) {
    if (!folded.substr(0, end).ends_with(small)) continue;
    end -= small.size();
    break;
  }
  std::size_t begin = end;
  while (begin > 0 && end - begin < 3 && is_digit(folded[begin - 1])) --begin;
  if (end - begin > 2 || (begin > 0 && is_word_byte(folded[begin - 1]))) return std::nullopt;
  return numeral_at(folded, begin, end);
}

std::optional<Numeral> year_after(std::string_view folded, std::size_t at) {
  at = skip(folded, at, " \n.,");
  for (const std::string_view small : {"de ", "of "}) {
    if (folded.substr(at).starts_with(small)) at += small.size();
  }
  const auto year = numeral_at(folded, at, folded.size());
  return year && year->digits() == 4 ? year : std::nullopt;
}

// "12 mars 2024", "march 12, 2024" around the name of a month.
std::optional<FoundDate> written_at(const ReadText& text, const Hit& hit) {
  const std::string_view folded = text.text();
  int month = 0;
  for (const char c : phrase_of(hit).value) month = month * 10 + (c - '0');
  if (const auto day = day_before(folded, hit.begin)) {
    const auto year = year_after(folded, hit.end);
    const auto date = year ? iso(year->value, month, day->value) : std::nullopt;
    if (date) return FoundDate{*date, {day->begin, year->end}};
  }
  const auto day = numeral_at(folded, skip(folded, hit.end, " ."), folded.size());
  if (!day || day->digits() > 2) return std::nullopt;
  std::size_t behind = day->end;
  for (const std::string_view small : {"st", "nd", "rd", "th"}) {
    if (folded.substr(behind).starts_with(small)) behind += small.size();
  }
  const auto year = year_after(folded, behind);
  const auto date = year ? iso(year->value, month, day->value) : std::nullopt;
  return date ? std::optional(FoundDate{*date, {hit.begin, year->end}}) : std::nullopt;
}

}  // namespace

std::optional<FoundDate> date_in(const ReadText& text, Span span, DateOrder order) {
  const std::string_view folded = text.text();
  std::optional<FoundDate> found;
  for (const Hit& hit : hits_within(text.of(Meaning::kMonth), span)) {
    found = written_at(text, hit);
    if (found) break;
  }
  for (std::size_t at = span.begin; at < span.end; ++at) {
    if (found && at >= found->where.begin) break;
    if (!is_digit(folded[at])) continue;
    if (at == 0 || (!is_word_byte(folded[at - 1]) && folded[at - 1] != '/')) {
      if (auto date = numeric_at(folded, at, span.end, order)) return date;
    }
    while (at + 1 < span.end && is_digit(folded[at + 1])) ++at;
  }
  return found;
}

}  // namespace constat::classifier::wording
