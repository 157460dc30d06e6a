#include "classifier/wording/numbers.h"

#include <cstring>

#include "classifier/wording/fold.h"

namespace constat::classifier::wording {
namespace {

// Length of the separator at `at`, 0 when what stands there parts two numbers.
std::size_t separator_at(std::string_view text, std::size_t at) {
  const auto digit_at = [&](std::size_t i) { return i < text.size() && is_digit(text[i]); };
  if (at >= text.size()) return 0;
  const char c = text[at];
  if ((c == ' ' || c == '.' || c == '-' || c == '/') && digit_at(at + 1)) return 1;
  std::size_t open = at + (c == ' ' ? 1u : 0u);  // "(0)"
  if (text.substr(open, 3) == "(0)") {
    open += 3;
    if (open < text.size() && text[open] == ' ') ++open;
    if (digit_at(open)) return open - at;
  }
  return 0;
}

// Position of the first digit at or after `from`, or the end; eight bytes a step. A byte is a digit
// when it differs from '0' in less than ten; (t - 10) & ~t has its top bit set in the lowest byte
// for which t < 10 holds.
std::size_t first_digit(std::string_view text, std::size_t from) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  for (; from + 8 <= text.size(); from += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + from, sizeof word);
    const std::uint64_t t = word ^ (kOnes * '0');
    if (((t - kOnes * 10) & ~t & (kOnes * 0x80)) != 0) break;
  }
  while (from < text.size() && !is_digit(text[from])) ++from;
  return from;
}

int digit_value(char c) { return c - '0'; }

std::uint64_t modulo_97(std::string_view digits) {
  std::uint64_t rest = 0;
  for (const char c : digits) rest = (rest * 10 + static_cast<std::uint64_t>(digit_value(c))) % 97;
  return rest;
}

// A number inside a URL, an identifier or a longer code is no telephone number.
bool stands_free(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view kJoining = "=/_&?%#-@:";
  const bool free_before =
      begin == 0 ||
      (!is_word_byte(text[begin - 1]) &&
       (kJoining.find(text[begin - 1]) == std::string_view::npos || (text[begin - 1] == ':')));
  const bool free_after =
      end >= text.size() || (!is_word_byte(text[end]) &&
                             std::string_view("=_&%@").find(text[end]) == std::string_view::npos);
  return free_before && free_after;
}

Phone french(std::string_view national, ByteRange where) {
  if (national.size() != 9 || national[0] == '0') return {};
  const bool premium =
      national.starts_with("81") || national.starts_with("82") || national.starts_with("89");
  return {premium ? PhoneKind::kPremium : PhoneKind::kOrdinary, "+33" + std::string(national),
          where};
}

// "01/02/2024 10" of "01/02/2024 10:30": ten digits, and no telephone number.
bool starts_with_date(const DigitSequence& sequence) {
  return sequence.groups >= 3 && sequence.group_digits[0] == 2 && sequence.group_digits[1] == 2 &&
         sequence.group_digits[2] == 4;
}

}  // namespace

std::size_t DigitSequence::end_of(std::size_t wanted) const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < groups && sum < wanted; ++i) {
    sum += group_digits[i];
    if (sum == wanted) return group_end[i];
  }
  return 0;
}

std::optional<DigitSequence> next_digits(std::string_view folded, std::size_t from) {
  from = first_digit(folded, from);
  if (from >= folded.size()) return std::nullopt;
  DigitSequence found;
  found.begin = from;
  std::size_t at = from;
  while (found.groups < DigitSequence::kGroups) {
    std::uint8_t length = 0;
    while (at < folded.size() && is_digit(folded[at]) && found.count < DigitSequence::kDigits) {
      found.digits[found.count++] = folded[at++];
      ++length;
    }
    if (length == 0) break;
    found.group_digits[found.groups] = length;
    found.group_end[found.groups++] = static_cast<std::uint32_t>(at);
    found.end = at;
    at += separator_at(folded, at);
  }
  return found;
}

bool luhn_holds(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int value = digit_value(digits[digits.size() - 1 - i]) * (i % 2 == 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 == 0;
}

bool is_siren(std::string_view digits) {
  return digits.size() == 9 && digits != "000000000" && luhn_holds(digits);
}

bool is_siret(std::string_view digits) {
  if (digits.size() != 14 || !is_siren(digits.substr(0, 9))) return false;
  if (luhn_holds(digits)) return true;
  if (!digits.starts_with("356000000")) return false;
  int sum = 0;
  for (const char c : digits) sum += digit_value(c);
  return sum % 5 == 0;
}

bool is_french_vat(std::string_view key_and_siren) {
  if (key_and_siren.size() != 11 || !is_siren(key_and_siren.substr(2))) return false;
  const std::uint64_t key = (12 + 3 * modulo_97(key_and_siren.substr(2))) % 97;
  return key == modulo_97(key_and_siren.substr(0, 2)) && key_and_siren.substr(0, 2) < "97";
}

Phone phone_at(std::string_view folded, const DigitSequence& sequence) {
  const std::string_view digits = sequence.all();
  const bool plus = sequence.begin > 0 && folded[sequence.begin - 1] == '+';
  const std::size_t begin = sequence.begin - (plus ? 1 : 0);
  const bool zeros = !plus && digits.starts_with("00");
  const std::string_view country = digits.substr(zeros ? 2 : 0);
  const auto range_to = [&](std::size_t end) { return ByteRange{begin, end - begin}; };

  if (plus || zeros) {
    if (!stands_free(folded, begin, sequence.end)) return {};
    if (country.starts_with("33")) {
      const std::size_t trunk = country.substr(2).starts_with('0') ? 1 : 0;
      const std::size_t wanted = (zeros ? 2 : 0) + 2 + trunk + 9;
      const std::size_t end = sequence.end_of(wanted);
      return end == 0 ? Phone{} : french(country.substr(2 + trunk, 9), range_to(end));
    }
    // ITU-T E.164: at most 15 digits; fewer than 8 are no subscriber number.
    if (country.size() < 8 || country.size() > 15) return {};
    return {PhoneKind::kOrdinary, "+" + std::string(country), range_to(sequence.end)};
  }
  const std::size_t end = sequence.end_of(10);
  if (end == 0 || digits[0] != '0' || starts_with_date(sequence)) return {};
  if (!stands_free(folded, begin, end)) return {};
  return french(digits.substr(1, 9), range_to(end));
}

}  // namespace constat::classifier::wording
