// Numbers as people write them: groups of digits with single separators between.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace constat::classifier::wording {

// "552 100 554": nine digits in groups of 3, 3 and 3.
struct DigitSequence {
  static constexpr std::size_t kGroups = 8;
  static constexpr std::size_t kDigits = 40;
  std::size_t begin = 0;  // in the folded text
  std::size_t end = 0;
  std::uint32_t count = 0;
  std::uint32_t groups = 0;
  // Only the first `count` and `groups` of these are set.
  std::array<char, kDigits> digits;
  std::array<std::uint8_t, kGroups> group_digits;
  std::array<std::uint32_t, kGroups> group_end;  // positions in the folded text

  std::string_view all() const { return {digits.data(), count}; }
  // End position of the shortest row of groups holding `wanted` digits from the start; 0 when no
  // border falls there.
  std::size_t end_of(std::size_t wanted) const;
};

// The next sequence at or after `from`. A sequence ends where two groups are not parted by exactly
// one of ' ' '.' '-' '/' or by "(0)" with or without spaces, as in +33 (0)1; or at its capacity.
std::optional<DigitSequence> next_digits(std::string_view folded, std::size_t from);

// The check digit of ISO/IEC 7812 (Luhn).
bool luhn_holds(std::string_view digits);
// SIREN: nine digits, Luhn. SIRET: fourteen, Luhn, or for La Poste (SIREN 356000000) a digit sum
// divisible by 5.
bool is_siren(std::string_view digits);
bool is_siret(std::string_view digits);
// Key of a French VAT number: (12 + 3 * (SIREN mod 97)) mod 97, before the SIREN.
bool is_french_vat(std::string_view key_and_siren);

enum class PhoneKind : std::uint8_t { kNone, kOrdinary, kPremium };
struct Phone {
  PhoneKind kind = PhoneKind::kNone;
  std::string number;  // "+33123456789", or digits as written
  ByteRange where;     // in the folded text
};
// A telephone number that starts with `sequence`: French national (0X XX XX XX XX) or international
// with '+' or 00. French 081X, 082X and 089X numbers are the surcharged ones (plan national de
// numerotation, decision ARCEP 2018-0881: "numeros a tarification majoree").
Phone phone_at(std::string_view folded, const DigitSequence& sequence);

}  // namespace constat::classifier::wording
