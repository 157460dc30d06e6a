#include "classifier/wording/money.h"

#include <algorithm>
#include <array>

#include "classifier/wording/fold.h"
#include "core/pseudonym.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kMostDigits = 12;

struct Currency {
  std::string_view sign;  // folded
  std::string_view code;
};
// Longer ones first.
constexpr Currency kCurrencies[] = {
    {"\xE2\x82\xAC", "EUR"}, {"euros", "EUR"}, {"euro", "EUR"},  {"eur", "EUR"},
    {"us$", "USD"},          {"usd", "USD"},   {"$", "USD"},     {"dollars", "USD"},
    {"\xC2\xA3", "GBP"},     {"gbp", "GBP"},   {"chf", "CHF"},   {"fr.-", "CHF"},
    {"zl", "PLN"},           {"pln", "PLN"},   {"f cfa", "XOF"}, {"fcfa", "XOF"},
};

// Signs are no letters: they may touch what stands beside them.
bool is_sign(std::string_view sign) {
  return sign.back() == '$' || static_cast<unsigned char>(sign[0]) >= 0x80;
}

// "EUR 49", not "euros 2026": before a number stand signs and codes.
bool stands_before(const Currency& currency) {
  return is_sign(currency.sign) || equals_ignoring_case(currency.sign, currency.code);
}

bool ends_with_number(std::string_view text) {
  if (text.ends_with(' ')) text.remove_suffix(1);
  return !text.empty() && is_digit(text.back());
}

// The bytes that some sign begins and ends with: most numbers have neither beside them.
constexpr std::array<bool, 256> kBegins = [] {
  std::array<bool, 256> table{};
  for (const Currency& one : kCurrencies) table[static_cast<unsigned char>(one.sign[0])] = true;
  return table;
}();
constexpr std::array<bool, 256> kEnds = [] {
  std::array<bool, 256> table{};
  for (const Currency& one : kCurrencies) table[static_cast<unsigned char>(one.sign.back())] = true;
  return table;
}();

const Currency* currency_from(std::string_view text) {
  if (text.empty() || !kBegins[static_cast<unsigned char>(text[0])]) return nullptr;
  for (const Currency& one : kCurrencies) {
    if (!text.starts_with(one.sign)) continue;
    const std::string_view rest = text.substr(one.sign.size());
    // "750 $NAME" is no amount; "49EUR90" with the sign is one.
    const bool touches = !rest.empty() && is_word_byte(rest[0]);
    if (!touches || (is_sign(one.sign) && one.sign.back() != '$')) return &one;
  }
  return nullptr;
}

const Currency* currency_until(std::string_view text) {
  if (text.empty() || !kEnds[static_cast<unsigned char>(text.back())]) return nullptr;
  for (const Currency& one : kCurrencies) {
    if (!stands_before(one) || !text.ends_with(one.sign)) continue;
    const std::string_view before = text.substr(0, text.size() - one.sign.size());
    if (is_sign(one.sign) || before.empty() || !is_word_byte(before.back())) return &one;
  }
  return nullptr;
}

struct Number {
  std::string whole, cents;
  std::size_t end = 0;
};

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// "1 299,90", "1.299,90", "1,299.90", "49.90", "49": thousands by threes, then one or two decimals.
Number number_from(std::string_view text, std::size_t at) {
  Number number;
  std::size_t length = digits_from(text, at);
  number.whole = text.substr(at, length);
  number.end = at + length;
  char thousands = 0;
  while (length <= 3 && number.end + 4 <= text.size()) {
    const char c = text[number.end];
    const bool parts = c == ' ' || c == '.' || c == ',' || c == '\'';
    if (!parts || (thousands != 0 && c != thousands)) break;
    if (digits_from(text, number.end + 1) != 3) break;
    thousands = c;
    number.whole += text.substr(number.end + 1, 3);
    number.end += 4;
  }
  if (number.end + 1 < text.size()) {
    const char c = text[number.end];
    const std::size_t decimals = digits_from(text, number.end + 1);
    if ((c == ',' || c == '.') && c != thousands && (decimals == 1 || decimals == 2)) {
      number.cents = text.substr(number.end + 1, decimals);
      number.end += 1 + decimals;
    }
  }
  return number;
}

std::string amount_of(const Number& number) {
  std::string amount = number.whole;
  const std::size_t zeros = std::min(amount.find_first_not_of('0'), amount.size() - 1);
  amount.erase(0, zeros);
  if (number.cents.empty() || number.cents.find_first_not_of('0') == std::string::npos)
    return amount;
  return amount + "." + number.cents + (number.cents.size() == 1 ? "0" : "");
}

}  // namespace

std::size_t number_end(std::string_view folded, std::size_t digit) {
  return number_from(folded, digit).end;
}

std::optional<Money> money_at(std::string_view folded, std::size_t digit) {
  Number number = number_from(folded, digit);
  if (number.whole.size() > kMostDigits) return std::nullopt;
  const bool free = digit == 0 || (!is_word_byte(folded[digit - 1]) && folded[digit - 1] != '-' &&
                                   folded[digit - 1] != '/' && folded[digit - 1] != '.');
  std::size_t at = number.end;
  if (at < folded.size() && is_space(folded[at])) ++at;
  if (const Currency* behind = currency_from(folded.substr(at)); behind != nullptr) {
    const bool touched = digit > 0 && is_word_byte(folded[digit - 1]);
    if (touched) return std::nullopt;
    std::size_t end = at + behind->sign.size();
    // "49 EUR 90" with the sign between.
    if (behind->sign == kCurrencies[0].sign && number.cents.empty() &&
        digits_from(folded, end) == 2) {
      number.cents = folded.substr(end, 2);
      end += 2;
    }
    return Money{amount_of(number), std::string(behind->code), {digit, end - digit}};
  }
  std::size_t before = digit;
  if (before > 0 && folded[before - 1] == ' ') --before;
  const Currency* ahead = currency_until(folded.substr(0, before));
  const bool sign_touches = before == digit && ahead != nullptr;
  if (ahead == nullptr || (!free && !sign_touches)) return std::nullopt;
  const std::size_t begin = before - ahead->sign.size();
  if (ends_with_number(folded.substr(0, begin))) return std::nullopt;  // the sign is that one's
  return Money{amount_of(number), std::string(ahead->code), {begin, number.end - begin}};
}

}  // namespace constat::classifier::wording
