// Addresses of recipients out of any text: see classifier/disclosure.h.

#include <algorithm>
#include <array>

#include "classifier/disclosure.h"

namespace constat::classifier {
namespace {

constexpr std::array<std::string_view, 4> kLevelNames = {"counts", "facts", "headers", "content"};

// The text in lower case, percent-encoding undone twice ("%2540" too), and where each byte of
// it comes from. `starts` has one entry more than `text`: the end. Empty `starts`: one for one.
struct Folded {
  std::string text;
  std::vector<std::size_t> starts;
  std::vector<bool> was_encoded;

  std::size_t source(std::size_t position) const {
    return starts.empty() ? position : starts[position];
  }
  bool encoded(std::size_t position) const { return !was_encoded.empty() && was_encoded[position]; }
};

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

// "%40" or "%2540" at the start of `text`: the byte it stands for, and its length; length 0:
// neither.
std::pair<char, std::size_t> undo_percent(std::string_view text) {
  std::size_t at = 1;
  if (text.starts_with("%25")) at = 3;
  if (text.size() < at + 2) return {};
  const int high = hex_value(text[at]);
  const int low = hex_value(text[at + 1]);
  if (high < 0 || low < 0) return {};
  return {static_cast<char>(high * 16 + low), at + 2};
}

char lower(char character) {
  return character >= 'A' && character <= 'Z' ? static_cast<char>(character + 32) : character;
}

Folded fold(std::string_view text) {
  Folded folded;
  const bool plain = text.find('%') == std::string_view::npos;
  if (plain) {
    folded.text = to_lower_ascii(text);
    return folded;
  }
  folded.text.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    char character = text[position];
    std::size_t length = 1;
    if (character == '%') {
      const auto [decoded, decoded_length] = undo_percent(text.substr(position));
      if (decoded_length > 0) {
        character = decoded;
        length = decoded_length;
      }
    }
    folded.text += lower(character);
    folded.starts.push_back(position);
    folded.was_encoded.push_back(length > 1);
    position += length;
  }
  folded.starts.push_back(text.size());
  return folded;
}

// Position of the next '@' or '=' at or after `from`; npos when there is none.
std::size_t next_separator(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == '@' || text[at] == '=') return at;
  }
  return std::string_view::npos;
}

// Could an address stand in it, plain or percent-encoded?
bool may_hold_address(std::string_view text) {
  return next_separator(text, 0) != std::string_view::npos ||
         text.find('%') != std::string_view::npos;
}

bool is_word(char character) {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9') ||
         (static_cast<unsigned char>(character) & 0x80U) != 0;
}

// May an address start at `begin`? Embedded: behind anything that is not a letter or digit.
// Alone: not as the tail of a longer local part either.
bool starts_here(std::string_view text, std::size_t begin, bool alone) {
  if (begin == 0) return true;
  const char before = text[begin - 1];
  if (is_word(before)) return false;
  return !alone || (before != '.' && before != '-' && before != '_' && before != '+');
}

bool ends_here(std::string_view text, std::size_t end, bool alone) {
  if (end == text.size()) return true;
  if (is_word(text[end])) return false;
  if (!alone || (text[end] != '.' && text[end] != '-')) return true;
  return end + 1 == text.size() || !is_word(text[end + 1]);
}

}  // namespace

std::optional<Disclosure> disclosure_named(std::string_view name) {
  const auto found = std::ranges::find(kLevelNames, name);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<Disclosure>(found - kLevelNames.begin());
}

std::string_view name_of(Disclosure disclosure) {
  return kLevelNames[static_cast<std::size_t>(disclosure)];
}

AddressMask::AddressMask(const Pseudonymiser& pseudonyms,
                         const std::vector<std::string>& addresses) {
  add(addresses, pseudonyms);
}

void AddressMask::add(const std::vector<std::string>& addresses, const Pseudonymiser& pseudonyms) {
  for (const std::string& address : addresses) {
    const std::string folded = to_lower_ascii(address);
    const std::size_t at = folded.rfind('@');
    if (at == std::string::npos || at == 0 || at + 1 == folded.size()) continue;
    std::string local = folded.substr(0, at);
    std::string domain = folded.substr(at + 1);
    const std::string pseudonym = pseudonyms.of_address(address);
    longest_ = std::max({longest_, local.size(), domain.size()});
    reversed_[local].emplace(domain, pseudonym);
    addresses_[std::move(domain)].emplace(std::move(local), pseudonym);
  }
}

// The longest right side that is known, and for it the longest left side.
AddressMask::Match AddressMask::look_up(const Index& index, std::string_view folded,
                                        std::size_t separator, std::size_t from,
                                        Border border) const {
  const bool alone = border == Border::kStandsAlone;
  const std::size_t last_end = std::min(folded.size(), separator + 1 + longest_);
  const std::size_t first_begin = std::max(from, separator - std::min(separator, longest_));
  for (std::size_t end = last_end; end > separator + 1; --end) {
    if (!ends_here(folded, end, alone)) continue;
    const auto known = index.find(folded.substr(separator + 1, end - separator - 1));
    if (known == index.end()) continue;
    for (std::size_t begin = first_begin; begin < separator; ++begin) {
      if (!starts_here(folded, begin, alone)) continue;
      const auto found = known->second.find(folded.substr(begin, separator - begin));
      if (found != known->second.end()) return {begin, end, &found->second};
    }
  }
  return {};
}

AddressMask::Match AddressMask::find_at(std::string_view folded, std::size_t separator,
                                        std::size_t from, Border border) const {
  Match match = look_up(addresses_, folded, separator, from, border);
  if (match.replacement != nullptr) return match;
  if (folded[separator] == '=') return look_up(reversed_, folded, separator, from, border);
  // "user@domain@list": the address is a part of a longer local part.
  match = look_up(addresses_, folded, separator, from, Border::kEmbedded);
  const bool followed =
      match.replacement != nullptr && match.end < folded.size() && folded[match.end] == '@';
  return followed ? match : Match{};
}

std::string AddressMask::apply(std::string_view text) const {
  if (empty() || !may_hold_address(text)) return std::string(text);
  const Folded folded = fold(text);
  std::string out;
  std::size_t done = 0;  // in the folded text
  std::size_t position = next_separator(folded.text, 0);
  while (position != std::string::npos) {
    const bool embedded = folded.text[position] == '=' || folded.encoded(position);
    const Match match =
        find_at(folded.text, position, done, embedded ? Border::kEmbedded : Border::kStandsAlone);
    std::size_t next = position + 1;
    if (match.replacement != nullptr) {
      out += text.substr(folded.source(done), folded.source(match.begin) - folded.source(done));
      out += *match.replacement;
      done = next = match.end;
    }
    position = next_separator(folded.text, next);
  }
  out += text.substr(folded.source(done));
  return out;
}

bool AddressMask::touches(std::string_view text) const {
  return !empty() && may_hold_address(text) && apply(text) != text;
}

}  // namespace constat::classifier
