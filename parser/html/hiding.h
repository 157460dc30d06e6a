// Why a reader does not see a text: the properties of CSS and the means of HTML that hide it, as
// far as they are read. What was seen in the mail, not why it was written.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace constat::parser {

enum class Hiding : std::uint8_t {
#define CONSTAT_HIDING(enumerator, name, meaning) enumerator,
#include "parser/html/hiding.inc"
#undef CONSTAT_HIDING
};

inline constexpr std::size_t kHidings = 0
#define CONSTAT_HIDING(enumerator, name, meaning) +1
#include "parser/html/hiding.inc"
#undef CONSTAT_HIDING
    ;

// As in records: "font_size".
std::string_view name_of(Hiding hiding);

// Several may hide the same text.
class Hidings {
 public:
  constexpr Hidings() = default;
  constexpr Hidings(Hiding one) : bits_(bit(one)) {}  // NOLINT: a set of one

  constexpr bool empty() const { return bits_ == 0; }
  constexpr bool has(Hiding one) const { return (bits_ & bit(one)) != 0; }
  constexpr Hidings& operator|=(Hidings more) {
    bits_ |= more.bits_;
    return *this;
  }
  friend constexpr Hidings operator|(Hidings left, Hidings right) { return left |= right; }
  friend constexpr bool operator==(const Hidings&, const Hidings&) = default;

  // Calls `use(Hiding)` for each, in the order of the enumeration.
  template <typename Use>
  void for_each(Use use) const {
    for (std::uint32_t rest = bits_; rest != 0; rest &= rest - 1) {
      use(static_cast<Hiding>(std::countr_zero(rest)));
    }
  }

 private:
  static constexpr std::uint32_t bit(Hiding one) {
    return std::uint32_t{1} << static_cast<std::uint8_t>(one);
  }
  std::uint32_t bits_ = 0;
};

// Where hidden text stands. Newsletters put a preview for the list of mails ("preheader") before
// all else.
enum class HiddenPlace : std::uint8_t { kBeforeVisibleText, kAmongVisibleText };

// Words, or nothing but white space and characters without a shape (U+00A0, U+200C, U+034F ...),
// with which newsletters push other text out of that preview.
enum class HiddenWords : std::uint8_t { kSome, kSpacersOnly };

// A stretch of hidden text of one kind; it ends where the next one begins.
struct HiddenRun {
  std::uint64_t begin = 0;  // in the hidden text
  Hidings by;
  HiddenPlace place = HiddenPlace::kBeforeVisibleText;
  HiddenWords words = HiddenWords::kSome;
  friend bool operator==(const HiddenRun&, const HiddenRun&) = default;
};

// `text` is valid UTF-8.
HiddenWords words_in(std::string_view text);

}  // namespace constat::parser
