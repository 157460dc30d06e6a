#include "classifier/registers/times.h"

#include <chrono>

namespace constat::classifier {
namespace {

// Reads fixed-width numbers from the front of a text.
class Digits {
 public:
  explicit Digits(std::string_view text) : text_(text) {}

  // The next `count` digits as a number between `low` and `high`.
  int number(std::size_t count, int low, int high) {
    if (text_.size() < count) return fail();
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (text_[i] < '0' || text_[i] > '9') return fail();
      value = value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return value < low || value > high ? fail() : value;
  }
  bool skip(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void skip_digits() {
    const std::size_t digits = text_.find_first_not_of("0123456789");
    if (digits == 0 || text_.empty()) fail();
    text_.remove_prefix(digits == std::string_view::npos ? text_.size() : digits);
  }
  void expect(char c) {
    if (!skip(c)) fail();
  }
  bool at_end() const { return text_.empty(); }
  bool good() const { return good_; }

 private:
  int fail() {
    good_ = false;
    text_ = {};
    return 0;
  }
  std::string_view text_;
  bool good_ = true;
};

// Seconds east of UTC.
std::optional<int> zone(Digits& digits) {
  if (digits.skip('Z') || digits.skip('z')) return 0;
  const bool east = digits.skip('+');
  if (!east && !digits.skip('-')) return std::nullopt;
  const int hours = digits.number(2, 0, 23);
  digits.skip(':');
  const int minutes = digits.number(2, 0, 59);
  const int seconds = hours * 3600 + minutes * 60;
  return east ? seconds : -seconds;
}

}  // namespace

std::optional<RegisterTime> register_time(std::string_view text) {
  using namespace std::chrono;
  Digits digits(text);
  const int y = digits.number(4, 1, 9999);
  digits.expect('-');
  const int m = digits.number(2, 1, 12);
  digits.expect('-');
  const int d = digits.number(2, 1, 31);
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                            day{static_cast<unsigned>(d)}};
  if (!digits.good() || !date.ok()) return std::nullopt;
  RegisterTime time;
  time.seconds = sys_seconds(sys_days(date)).time_since_epoch().count();
  if (digits.at_end()) {
    time.zone_stated = false;
    return time;
  }
  if (!digits.skip('T') && !digits.skip('t')) digits.expect(' ');
  const int hours = digits.number(2, 0, 23);
  digits.expect(':');
  const int minutes = digits.number(2, 0, 59);
  const int seconds = digits.skip(':') ? digits.number(2, 0, 60) : 0;  // 60: a leap second
  if (digits.skip('.')) digits.skip_digits();
  const auto east = zone(digits);
  if (!digits.good() || !digits.at_end()) return std::nullopt;
  time.zone_stated = east.has_value();
  time.seconds += hours * 3600 + minutes * 60 + seconds - east.value_or(0);
  return time;
}

}  // namespace constat::classifier
