#include "parser/message/field/date.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "core/pseudonym.h"
#include "parser/message/field/lexer.h"

namespace constat::parser::message {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

struct ObsoleteZone {
  std::string_view name;
  int minutes;
};
// RFC 5322 section 4.3. Other letters say nothing about the offset.
constexpr std::array<ObsoleteZone, 10> kZones = {{{"ut", 0},
                                                  {"gmt", 0},
                                                  {"est", -300},
                                                  {"edt", -240},
                                                  {"cst", -360},
                                                  {"cdt", -300},
                                                  {"mst", -420},
                                                  {"mdt", -360},
                                                  {"pst", -480},
                                                  {"pdt", -420}}};

struct Number {
  int value = -1;
  std::size_t digits = 0;
};

class DateReader {
 public:
  DateReader(std::string_view value, std::size_t comment_depth) : lexer_(value, comment_depth) {}

  ReadDate read() {
    if (!(read_day_and_month() && read_year() && read_time() && read_zone())) return {};
    lexer_.skip_cfws();
    if (!lexer_.at_end() || lexer_.broken()) deviates_ = true;
    if (day_ < 1 || day_ > days_of_month()) return {};
    if (weekday_ >= 0 && weekday_ != implied_weekday()) deviates_ = true;
    std::array<char, 64> text{};
    const int zone = std::abs(zone_minutes_);
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", year_,
                  month_, day_, hour_, minute_, second_,
                  zone_minutes_ < 0 || !zone_known_ ? '-' : '+', zone / 60, zone % 60);
    return {text.data(), deviates_ ? DateForm::kDeviates : DateForm::kAsStandard};
  }

 private:
  bool read_day_and_month() {
    lexer_.skip_cfws();
    if (std::string_view word = letters(); !word.empty()) {
      weekday_ = position_of(word.substr(0, 3), kDays);
      if (weekday_ < 0) return false;
      if (word.size() != 3) deviates_ = true;
      lexer_.skip_cfws();
      if (!skip(',')) deviates_ = true;
      lexer_.skip_cfws();
    }
    const Number day = number();
    if (day.digits < 1 || day.digits > 2) return false;
    day_ = day.value;
    skip_separator('-');
    const std::string_view month = letters();
    month_ = position_of(month.substr(0, 3), kMonths) + 1;
    if (month.size() != 3) deviates_ = true;
    skip_separator('-');
    return month_ > 0;
  }

  // Two and three digits: RFC 5322 section 4.3.
  bool read_year() {
    const Number year = number();
    year_ = year.value;
    if (year.digits == 2) year_ += year_ < 50 ? 2000 : 1900;
    if (year.digits == 3) year_ += 1900;
    return year.digits >= 2 && year.digits <= 4 && year_ >= 1900;
  }

  bool read_time() {
    lexer_.skip_cfws();
    const Number hour = number();
    lexer_.skip_cfws();
    if (!skip(':')) return false;
    lexer_.skip_cfws();
    const Number minute = number();
    lexer_.skip_cfws();
    Number second = {0, 2};
    if (skip(':')) {
      lexer_.skip_cfws();
      second = number();
    }
    if (names_half_of_day()) return false;
    if (hour.digits != 2 || minute.digits != 2 || second.digits != 2) deviates_ = true;
    hour_ = hour.value;
    minute_ = minute.value;
    second_ = second.value;
    return in(hour_, 23) && in(minute_, 59) && in(second_, 60);
  }

  bool read_zone() {
    lexer_.skip_cfws();
    const char sign = lexer_.peek();
    if (sign == '+' || sign == '-') return read_numeric_zone(sign);
    const std::string_view name = letters();
    const auto zone = std::find_if(kZones.begin(), kZones.end(), [&](const ObsoleteZone& known) {
      return equals_ignoring_case(known.name, name);
    });
    zone_known_ = zone != kZones.end();
    zone_minutes_ = zone_known_ ? zone->minutes : 0;
    if (name.empty()) deviates_ = true;
    const char after = lexer_.peek();
    if (zone_known_ && zone_minutes_ == 0 && (after == '+' || after == '-')) {
      deviates_ = true;  // "GMT+0200"
      return read_numeric_zone(after);
    }
    return true;
  }

  bool read_numeric_zone(char sign) {
    lexer_.move_to(lexer_.position() + 1);
    Number zone = number();
    if (zone.digits == 1 || zone.digits == 2) {  // "GMT+1"
      zone = {zone.value * 100, 4};
      deviates_ = true;
    }
    if (zone.digits != 4 || !in(zone.value / 100, 23) || !in(zone.value % 100, 59)) return false;
    zone_minutes_ = zone.value / 100 * 60 + zone.value % 100;
    if (sign == '-') zone_minutes_ = -zone_minutes_;
    zone_known_ = sign == '+' || zone_minutes_ != 0;
    return true;
  }

  static bool in(int value, int largest) { return value >= 0 && value <= largest; }

  template <std::size_t size>
  static int position_of(std::string_view word, const std::array<std::string_view, size>& names) {
    for (std::size_t i = 0; i < size; ++i) {
      if (equals_ignoring_case(word, names[i])) return static_cast<int>(i);
    }
    return -1;
  }

  int days_of_month() const {
    if (month_ == 2) {
      const bool leap = (year_ % 4 == 0 && year_ % 100 != 0) || year_ % 400 == 0;
      return leap ? 29 : 28;
    }
    return month_ == 4 || month_ == 6 || month_ == 9 || month_ == 11 ? 30 : 31;
  }

  // RFC 5322 section 3.3: the day of the week must be the one implied by the date. Monday is 0.
  int implied_weekday() const {
    static constexpr std::array<int, 12> kShift = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    const int year = month_ < 3 ? year_ - 1 : year_;
    const int sunday_first = year + year / 4 - year / 100 + year / 400 +
                             kShift[static_cast<std::size_t>(month_ - 1)] + day_;
    return (sunday_first + 6) % 7;
  }

  // "9:55 PM": no clock of RFC 5322, and read as one it would be twelve hours off.
  bool names_half_of_day() {
    const std::size_t before = lexer_.position();
    lexer_.skip_cfws();
    const std::string_view word = letters();
    lexer_.move_to(before);
    return equals_ignoring_case(word, "am") || equals_ignoring_case(word, "pm");
  }

  bool skip(char c) {
    if (lexer_.peek() != c || lexer_.at_end()) return false;
    lexer_.move_to(lexer_.position() + 1);
    return true;
  }

  // White space as the standard has it, or a dash ("21-Nov-1997") with a note.
  void skip_separator(char dash) {
    lexer_.skip_cfws();
    if (skip(dash)) deviates_ = true;
    lexer_.skip_cfws();
  }

  std::string_view letters() {
    const std::size_t begin = lexer_.position();
    while (is_letter(lexer_.peek())) lexer_.move_to(lexer_.position() + 1);
    return lexer_.between(begin, lexer_.position());
  }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  Number number() {
    Number read{0, 0};
    for (char c = lexer_.peek(); c >= '0' && c <= '9'; c = lexer_.peek()) {
      if (read.digits < 8) read.value = read.value * 10 + (c - '0');
      ++read.digits;
      lexer_.move_to(lexer_.position() + 1);
    }
    return read.digits == 0 ? Number{} : read;
  }

  Lexer lexer_;
  bool deviates_ = false;
  bool zone_known_ = false;
  int zone_minutes_ = 0;
  int weekday_ = -1;  // as written
  int year_ = 0, month_ = 0, day_ = 0, hour_ = 0, minute_ = 0, second_ = 0;
};

}  // namespace

ReadDate read_date(std::string_view value, std::size_t comment_depth) {
  return DateReader(value, comment_depth).read();
}

}  // namespace constat::parser::message
