#include "report/numbers.h"

#include <array>

#include "core/capture_time.h"

namespace constat::report {
namespace {

using classifier::Language;

constexpr std::array<std::string_view, 12> kMonthsEn = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 12> kMonthsFr = {
    "janvier", "février", "mars",      "avril",   "mai",      "juin",
    "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};

bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (shape[i] == '0' ? !digit : text[i] != shape[i]) return false;
  }
  return true;
}

unsigned two_digits(std::string_view text, std::size_t at) {
  return static_cast<unsigned>(text[at] - '0') * 10 + static_cast<unsigned>(text[at + 1] - '0');
}

std::string month_and_year(std::string_view iso, Language language) {
  const unsigned month = two_digits(iso, 5);
  if (month < 1 || month > 12) return {};
  const auto& names = language == Language::kFrench ? kMonthsFr : kMonthsEn;
  return std::string(names[month - 1]) + " " + std::string(iso.substr(0, 4));
}

std::string day_text(std::string_view iso, Language language) {
  const std::string month = month_and_year(iso, language);
  const unsigned day = two_digits(iso, 8);
  if (month.empty() || day < 1 || day > 31) return {};
  const bool first = day == 1 && language == Language::kFrench;
  return std::to_string(day) + (first ? "er " : " ") + month;
}

}  // namespace

std::string number(std::uint64_t value, Language language) {
  const std::string digits = std::to_string(value);
  const std::string_view separator = language == Language::kFrench ? "\u202F" : ",";
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += separator;
    out += digits[i];
  }
  return out;
}

std::string date_time(std::string_view rfc3339, Language language) {
  if (!has_shape(rfc3339, "0000-00-00T00:00:00") || !rfc3339.ends_with('Z')) return {};
  const std::string day = day_text(rfc3339, language);
  if (day.empty()) return {};
  const std::string_view joint = language == Language::kFrench ? " à " : ", ";
  return day + std::string(joint) + std::string(rfc3339.substr(11, 8)) + " UTC";
}

std::string date(std::string_view iso, Language language) {
  std::string out;
  if (iso.size() == 10 && has_shape(iso, "0000-00-00")) out = day_text(iso, language);
  if (iso.size() == 7 && has_shape(iso, "0000-00")) out = month_and_year(iso, language);
  return out.empty() ? std::string(iso) : out;
}

std::string elapsed(std::int64_t seconds, Language language) {
  const bool before = seconds < 0;
  // Negated as unsigned, so that the smallest value has a magnitude too.
  std::uint64_t rest = static_cast<std::uint64_t>(seconds);
  if (before) rest = 0 - rest;
  std::string out = before ? "-" : "";
  const std::string_view day_unit = language == Language::kFrench ? " j " : " d ";
  bool started = false;
  const auto unit = [&](std::uint64_t size, std::string_view name) {
    const std::uint64_t count = rest / size;
    rest %= size;
    started = started || count != 0;
    if (started) out += number(count, language) + std::string(name);
  };
  unit(86'400, day_unit);
  unit(3'600, " h ");
  unit(60, " min ");
  return out + std::to_string(rest) + " s";
}

}  // namespace constat::report
