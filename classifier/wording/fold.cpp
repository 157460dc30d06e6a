#include "classifier/wording/fold.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace constat::classifier::wording {
namespace {

// U+00C0 to U+017F without their marks; "" keeps the character as it is.
constexpr std::string_view kLatin[] = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // C0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",  // D0
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // E0
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y",   // F0
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d",   // 100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",   // 110
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i",   // 120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",   // 130
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o",   // 140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",   // 150
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u",   // 160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s",   // 170
};
static_assert(std::size(kLatin) == 0x180 - 0xC0);

// The same for the characters that become one letter; 0 for all others.
constexpr std::array<char, std::size(kLatin)> kLetter = [] {
  std::array<char, std::size(kLatin)> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (kLatin[i].size() == 1) table[i] = kLatin[i][0];
  }
  return table;
}();

constexpr std::string_view kLigatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};  // U+FB00

// What an ASCII byte becomes; 0 where it needs a closer look.
constexpr std::array<char, 256> kPlain = [] {
  std::array<char, 256> table{};
  for (int c = 0x21; c < 0x7F; ++c) table[static_cast<std::size_t>(c)] = static_cast<char>(c);
  for (int c = 'A'; c <= 'Z'; ++c) table[static_cast<std::size_t>(c)] = static_cast<char>(c + 32);
  table['`'] = '\'';
  return table;
}();

constexpr std::uint64_t kOnes = 0x0101010101010101u;
constexpr std::uint64_t kTops = 0x8080808080808080u;

// Top bits of the bytes of `word` that equal `c`. No byte of either may be above 0x7F.
constexpr std::uint64_t equal_to(std::uint64_t word, unsigned char c) {
  return ~((word ^ kOnes * c) + kOnes * 0x7F) & kTops;
}

// Eight bytes of ASCII words and single spaces into their plain writing; false when there is
// anything else among them, or two spaces in a row.
bool fold_word(std::uint64_t& word) {
  const bool printable = ((word | (word - kOnes * 0x20) | (word + kOnes)) & kTops) == 0;
  if (!printable) return false;
  const std::uint64_t spaces = equal_to(word, ' ');
  if ((spaces & spaces << 8) != 0) return false;
  const std::uint64_t capitals =
      (word + kOnes * (0x80 - 'A')) & ~(word + kOnes * (0x7F - 'Z')) & kTops;
  word += capitals >> 2;  // 0x20 each
  word ^= (equal_to(word, '`') >> 7) * ('`' ^ '\'');
  return true;
}

constexpr std::uint32_t kOpeningGuillemet = 0xAB;
constexpr std::uint32_t kClosingGuillemet = 0xBB;

struct Character {
  std::uint32_t code = 0;
  std::size_t length = 1;
};

// Code of the character at `at`; code 0 for bytes that form none.
Character character_at(std::string_view utf8, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(utf8[i]));
  };
  const std::uint32_t first = byte(at);
  const std::size_t left = utf8.size() - at;
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first < 0xE0 && left >= 2)
    return {(first & 0x1F) << 6 | (byte(at + 1) & 0x3F), 2};
  if (first >= 0xE0 && first < 0xF0 && left >= 3) {
    return {(first & 0x0F) << 12 | (byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F), 3};
  }
  if (first >= 0xF0 && left >= 4) return {0, 4};
  return {0, 1};
}

// What the letter with a mark at `at`, of two bytes, becomes; 0 where there is none.
char letter_at(std::string_view utf8, std::size_t at) {
  const auto lead = static_cast<unsigned char>(utf8[at]);
  if (lead < 0xC3 || lead > 0xC5 || at + 1 == utf8.size()) return 0;
  const std::size_t code = (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(utf8[at + 1]) & 0x3Fu);
  return kLetter[code - 0xC0];
}

bool is_blank(std::uint32_t code) {
  return code == ' ' || code == '\t' || code == '\r' || code == 0x0B || code == 0x0C ||
         code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F ||
         code == 0x3000;
}

bool is_line_end(std::uint32_t code) {
  return code == '\n' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

// Control and format characters, soft hyphen, combining marks: not seen by a reader.
bool is_invisible(std::uint32_t code) {
  return (code != 0 && code < 0x20) || code == 0x7F || (code > 0x7F && code < 0xA0) ||
         code == 0xAD || (code >= 0x0300 && code <= 0x036F) || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
         code == 0xFEFF || code == 0x034F || code == 0x061C;
}

// The plain writing of a character that is neither white space nor invisible; "" when it has none.
std::string_view plain_writing(std::uint32_t code) {
  if (code >= 0xC0 && code < 0x180) return kLatin[code - 0xC0];
  if (code >= 0xFB00 && code <= 0xFB06) return kLigatures[code - 0xFB00];
  switch (code) {
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return "-";
    case 0xB4:
    case 0x02B9:
    case 0x02BC:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
      return "'";
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
      return "\"";
    case 0x2026:
      return "...";
    default:
      return "";
  }
}

}  // namespace

// Notes that the next folded byte comes from `original`.
void Folded::mark(std::size_t original) {
  const auto folded = static_cast<std::uint32_t>(size_);
  const auto source = static_cast<std::uint32_t>(original);
  if (runs_.empty() || source - runs_.back().original != folded - runs_.back().folded) {
    runs_.push_back({folded, source});
  }
}

void Folded::put(char c, std::size_t original) {
  mark(original);
  buffer_[size_++] = c;
}

void Folded::put(std::string_view letters, std::size_t original) {
  for (const char c : letters) put(c, original);
}

void Folded::assign(std::string_view utf8, QuotedLines quoted) {
  utf8 = utf8.substr(
      0,
      UINT32_MAX / 2);  // positions are kept in 32 bits; Limits::text_bytes_per_mail is far below
  size_ = 0;
  runs_.clear();
  if (buffer_.size() < utf8.size() + 2) buffer_.resize(utf8.size() + 2);
  original_end_ = utf8.size();
  std::size_t at = 0;
  if (quoted == QuotedLines::kSkipped && utf8.starts_with('>')) {
    at = take_white_space(utf8, 0, quoted);
  }
  while (at < utf8.size()) {
    if (const std::size_t end = take_plain(utf8, at); end > at) {
      at = end;
      continue;
    }
    if (const std::size_t length = take_letter(utf8, at); length > 0) {
      at += length;
      continue;
    }
    const Character character = character_at(utf8, at);
    const bool white = is_blank(character.code) || is_line_end(character.code);
    at = white ? take_white_space(utf8, at, quoted) : take_character(utf8, at);
  }
}

// Takes the stretch of ASCII words parted by single spaces: it stands one for one, in one run.
std::size_t Folded::take_plain(std::string_view utf8, std::size_t at) {
  const auto plain = [&](std::size_t i) { return kPlain[static_cast<unsigned char>(utf8[i])]; };
  if (plain(at) == 0) return at;
  mark(at);
  char* const out = buffer_.data() + size_;
  std::size_t end = at;
  for (; end + 8 <= utf8.size(); end += 8) {
    std::uint64_t word;
    std::memcpy(&word, utf8.data() + end, sizeof word);
    const bool second_space = utf8[end] == ' ' && end > at && utf8[end - 1] == ' ';
    if (second_space || !fold_word(word)) break;
    std::memcpy(out + (end - at), &word, sizeof word);
  }
  // A space that ends the stretch is looked at again: what follows may be more white space.
  if (end > at && utf8[end - 1] == ' ') --end;
  for (; end < utf8.size(); ++end) {
    char c = plain(end);
    if (c == 0) {
      const bool between_words = utf8[end] == ' ' && end + 1 < utf8.size() &&
                                 (plain(end + 1) != 0 || letter_at(utf8, end + 1) != 0);
      if (!between_words) break;
      c = ' ';
    }
    out[end - at] = c;
  }
  size_ += end - at;
  return end;
}

// Takes the letter with a mark that becomes one letter without; 0 bytes when there is none.
std::size_t Folded::take_letter(std::string_view utf8, std::size_t at) {
  const char letter = letter_at(utf8, at);
  if (letter == 0) return 0;
  put(letter, at);
  return 2;
}

// Takes the whole run of white space, and quoted lines with it.
std::size_t Folded::take_white_space(std::string_view utf8, std::size_t at, QuotedLines quoted) {
  const std::size_t start = at;
  std::size_t line_ends = 0;
  bool at_line_start = at == 0;
  while (at < utf8.size()) {
    if (at_line_start && quoted == QuotedLines::kSkipped && utf8[at] == '>') {
      at = std::min(utf8.find('\n', at), utf8.size());
      line_ends = 1;  // a quotation stands between two paragraphs
    }
    if (at == utf8.size()) break;
    const Character character = character_at(utf8, at);
    at_line_start = is_line_end(character.code);
    if (!at_line_start && !is_blank(character.code) && !is_invisible(character.code)) break;
    if (at_line_start) ++line_ends;
    at += character.length;
  }
  if (line_ends < 2) {
    put(line_ends == 1 ? '\n' : ' ', start);
  } else {
    put('\n', start);
    put('\n', start + 1);
  }
  return at;
}

// French sets its guillemets off by spaces, which other quotation marks have not: both read alike.
std::size_t Folded::take_guillemet(std::string_view utf8, std::size_t at, std::uint32_t code) {
  std::size_t end = at + 2;
  if (code == kClosingGuillemet && text().ends_with(' ')) {
    buffer_[size_ - 1] = '"';
    return end;
  }
  put('"', at);
  while (code == kOpeningGuillemet && end < utf8.size()) {
    const Character next = character_at(utf8, end);
    if (!is_blank(next.code)) break;
    end += next.length;
  }
  return end;
}

std::size_t Folded::take_character(std::string_view utf8, std::size_t at) {
  const Character character = character_at(utf8, at);
  if (character.code == kOpeningGuillemet || character.code == kClosingGuillemet) {
    return take_guillemet(utf8, at, character.code);
  }
  if (is_invisible(character.code)) return at + character.length;
  if (character.code >= 0xFF01 && character.code <= 0xFF5E) {  // full-width ASCII
    put(kPlain[character.code - 0xFF01 + 0x21], at);
    return at + character.length;
  }
  const std::string_view plain = plain_writing(character.code);
  if (!plain.empty()) {
    put(plain, at);
  } else {
    for (std::size_t i = 0; i < character.length; ++i) put(utf8[at + i], at + i);
  }
  return at + character.length;
}

std::uint64_t Folded::original_of(std::size_t folded) const {
  if (folded >= size_ || runs_.empty()) return original_end_;
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), folded,
                       [](std::size_t at, const Run& run) { return at < run.folded; });
  const Run& run = *(after - 1);
  return run.original + (folded - run.folded);
}

void Folded::cut(std::size_t size) {
  if (size >= size_) return;
  original_end_ = static_cast<std::size_t>(original_of(size));
  size_ = size;
  while (!runs_.empty() && runs_.back().folded >= size) runs_.pop_back();
}

ByteRange Folded::to_original(ByteRange folded) const {
  const std::uint64_t begin = original_of(folded.offset);
  if (folded.empty()) return {begin, 0};
  return {begin, std::max(begin, original_of(folded.end())) - begin};
}

std::size_t Folded::from_original(std::uint64_t original) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), original,
                       [](std::uint64_t at, const Run& run) { return at < run.original; });
  if (after == runs_.begin()) return 0;
  const Run& run = *(after - 1);
  const std::size_t run_end = after == runs_.end() ? size_ : after->folded;
  return std::min<std::size_t>(run.folded + (original - run.original), run_end);
}

std::string fold(std::string_view utf8) {
  Folded folded;
  folded.assign(utf8, QuotedLines::kKept);
  return std::string(folded.text());
}

}  // namespace constat::classifier::wording
