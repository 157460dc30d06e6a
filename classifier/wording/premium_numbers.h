// Numbers that cost more than a call or message: 081, 082, 089 of ten digits; 3xxx and 118 xxx of
// four and six, text messages to five digits from 4 on (plan national de numerotation, ARCEP
// 2018-0881; AF2M for text messages). Short ones are taken only where words around speak of
// calling.
#pragma once

#include <string>
#include <vector>

#include "classifier/wording/mail_reading.h"
#include "classifier/wording/span.h"

namespace constat::classifier::wording {

enum class NumberUse : std::uint8_t { kCall, kMessage };

struct PremiumNumber {
  std::string number;  // "+33899123456", "3639", "81234"
  NumberUse use = NumberUse::kCall;
  Span where;
};

std::vector<PremiumNumber> premium_numbers(const ReadText& text);

}  // namespace constat::classifier::wording
