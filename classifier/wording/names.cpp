#include "classifier/wording/names.h"

#include <algorithm>

#include "classifier/wording/tables.h"
#include "classifier/wording/words.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kNameWords = 5;
constexpr std::size_t kNameBytes = 120;

// Words with a capital that introduce a name and are none.
constexpr std::string_view kLeadIn[] = {
    "by",      "chez", "contact", "copyright", "editeur", "from", "par",
    "societe", "the",  "la",      "le",        "les",     "de",   "du",
    "et",      "and",  "of",      "votre",     "notre",   "your", "our"};

// Forms that are words or parts of them as well.
constexpr std::string_view kWordsToo[] = {"ab", "ag", "nv", "sa", "sas", "spa"};
// What may follow a form in a line of capitals: "EXEMPLE SA AU CAPITAL DE".
constexpr std::string_view kBehindForm[] = {"au",    "capital", "rcs", "siege",
                                            "siren", "siret",   "tva"};

// "POUR SA VOITURE": a sentence in capitals shows no form.
bool stands_in_capitals(const ReadText& text, const Hit& form) {
  const std::string_view folded = text.text();
  if (form.end + 1 >= folded.size() || !is_space(folded[form.end])) return false;
  const auto next = word_from(folded, form.end + 1);
  if (!next || is_digit(folded[next->begin]) || !is_all_capitals(text, *next)) return false;
  const std::string_view word = folded.substr(next->begin, next->end - next->begin);
  return std::find(std::begin(kBehindForm), std::end(kBehindForm), word) == std::end(kBehindForm);
}

Named named(const ReadText& text, std::size_t begin, std::size_t end) {
  const ByteRange where{begin, end - begin};
  return {where, text.words(where)};
}

// Start of the capitalised words that end at `end`; `end` when there are none.
std::size_t name_start(const ReadText& text, std::size_t end) {
  const std::string_view folded = text.text();
  std::size_t start = end;
  std::size_t at = end;
  for (std::size_t count = 0; count < kNameWords; ++count) {
    const auto word = word_until(folded, at);
    if (!word || end - word->begin > kNameBytes) break;
    const std::string_view letters = folded.substr(word->begin, word->end - word->begin);
    const bool capital = is_capitalised(text, *word);
    if (!capital && !is_small_word(letters)) break;
    if (capital) start = word->begin;
    if (word->begin == 0 || folded[word->begin - 1] != ' ') break;
    at = word->begin - 1;
  }
  return start;
}

// Drops what only introduces the name: "Copyright 2026 Exemple" -> "Exemple".
std::size_t without_lead_in(std::string_view folded, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const auto word = word_from(folded, begin);
    if (!word || word->end >= end) break;
    const std::string_view letters = folded.substr(begin, word->end - begin);
    const bool number = std::all_of(letters.begin(), letters.end(), is_digit);
    if (!number && std::find(std::begin(kLeadIn), std::end(kLeadIn), letters) == std::end(kLeadIn))
      break;
    begin = word->end;
    while (begin < end && !is_word_byte(folded[begin])) ++begin;
  }
  return begin;
}

// Letters by how often French and English write them; what is not among them is rarer still.
constexpr std::string_view kByFrequency = "eaistnrulodcmpvqfbghjxyzwk";

std::size_t rarest_of(std::string_view letters) {
  std::size_t rarest = 0;
  std::size_t rank = 0;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    const std::size_t found = std::min(kByFrequency.find(letters[i]), kByFrequency.size());
    if (found > rank) {
      rank = found;
      rarest = i;
    }
  }
  return rarest;
}

bool joins_letters(char c) { return c == ' ' || c == '-' || c == '\'' || c == '.'; }

// Where the letters begin that are spelled right before `at`; nullopt when something else is.
std::optional<std::size_t> spelled_before(std::string_view folded, std::size_t at,
                                          std::string_view letters) {
  while (!letters.empty()) {
    if (at == 0) return std::nullopt;
    --at;
    if (folded[at] == letters.back()) {
      letters.remove_suffix(1);
    } else if (!joins_letters(folded[at])) {
      return std::nullopt;
    }
  }
  return at;
}

// Where they end that are spelled from `at` on.
std::optional<std::size_t> spelled_from(std::string_view folded, std::size_t at,
                                        std::string_view letters) {
  for (; !letters.empty(); ++at) {
    if (at == folded.size()) return std::nullopt;
    if (folded[at] == letters.front()) {
      letters.remove_prefix(1);
    } else if (!joins_letters(folded[at])) {
      return std::nullopt;
    }
  }
  return at;
}

}  // namespace

bool is_legal_form(const ReadText& text, const Hit& form) {
  const Span span{form.begin, form.end};
  const std::string_view folded = text.text().substr(form.begin, form.end - form.begin);
  if (folded.find_first_of(" -") != std::string_view::npos) return true;  // written out
  const bool word_too =
      std::find(std::begin(kWordsToo), std::end(kWordsToo), folded) != std::end(kWordsToo);
  if (word_too && stands_in_capitals(text, form)) return false;
  if (form.meaning == Meaning::kForeignForm) return is_capitalised(text, span) || folded == "ltd";
  return is_all_capitals(text, span) || (!word_too && is_capitalised(text, span));
}

std::optional<Named> organisation_at(const ReadText& text, const Hit& form) {
  const std::string_view folded = text.text();
  std::size_t name_end = form.begin;
  if (name_end > 0 && folded[name_end - 1] == ' ') {
    --name_end;
    if (form.meaning == Meaning::kForeignForm && name_end > 0 && folded[name_end - 1] == ',')
      --name_end;  // "Example, Inc."
    if (name_end > 1 && folded[name_end - 1] == '(') --name_end;
    const std::size_t start = without_lead_in(folded, name_start(text, name_end), name_end);
    if (start < name_end && !is_small_word(folded.substr(start, name_end - start)))
      return named(text, start, form.end);
  }
  if (form.meaning == Meaning::kForeignForm) return std::nullopt;
  const auto after = capitalised_after(text, form.end, kNameWords);
  if (!after || after->where.offset != form.end + 1 || folded[form.end] != ' ') return std::nullopt;
  return named(text, form.begin, after->where.end());
}

std::optional<Named> capitalised_after(const ReadText& text, std::size_t at, std::size_t most) {
  const std::string_view folded = text.text();
  while (at < folded.size() && std::string_view(" -:,.").find(folded[at]) != std::string_view::npos)
    ++at;
  const std::size_t begin = at;
  std::size_t end = at;
  for (std::size_t count = 0; count < most; ++count) {
    const auto word = word_from(folded, at);
    if (!word || word->end - begin > kNameBytes) break;
    const bool small = is_small_word(folded.substr(word->begin, word->end - word->begin));
    const bool capital = is_capitalised(text, *word) && !is_digit(folded[word->begin]);
    if (!capital && (!small || count == 0)) break;
    if (capital) end = word->end;
    at = word->end;
    if (at >= folded.size() || folded[at] != ' ') break;
    ++at;
  }
  if (end == begin) return std::nullopt;
  return named(text, begin, end);
}

std::optional<Named> find_name(const ReadText& text, std::string_view label) {
  const std::string_view folded = text.text();
  std::string letters;
  for (const char c : label) {
    if (is_word_byte(c)) letters.push_back(c);
  }
  if (letters.empty()) return std::nullopt;
  // Looked for by its rarest letter.
  const std::size_t rare = rarest_of(letters);
  for (std::size_t at = folded.find(letters[rare]); at != std::string_view::npos;
       at = folded.find(letters[rare], at + 1)) {
    const auto begin = spelled_before(folded, at, std::string_view(letters).substr(0, rare));
    if (!begin || (*begin > 0 && is_word_byte(folded[*begin - 1]))) continue;
    const auto end = spelled_from(folded, at + 1, std::string_view(letters).substr(rare + 1));
    if (end && (*end == folded.size() || !is_word_byte(folded[*end]))) {
      return named(text, *begin, *end);
    }
  }
  return std::nullopt;
}

}  // namespace constat::classifier::wording
