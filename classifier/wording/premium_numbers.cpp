#include "classifier/wording/premium_numbers.h"

#include <algorithm>

#include "classifier/wording/numbers.h"
#include "classifier/wording/sentence.h"

namespace constat::classifier::wording {
namespace {

constexpr std::size_t kWordReach = 40;  // bytes between "appelez" and the number

// Words that stand right before a number one calls or writes to.
constexpr std::string_view kBefore[] = {"au ",   "le ", "to ",   ": ",    "sur ",   "tel ",
                                        "tel. ", "(",   "call ", "dial ", "numero "};

bool is_free(std::string_view folded, std::size_t begin, std::size_t end) {
  constexpr std::string_view kJoining = "=/_&?%#-@.,+";
  const auto joins = [&](char c) {
    return is_word_byte(c) || kJoining.find(c) != std::string_view::npos;
  };
  if (begin > 0 && joins(folded[begin - 1])) return false;
  if (end >= folded.size()) return true;
  const bool ends_sentence = (folded[end] == '.' || folded[end] == ',') &&
                             (end + 1 == folded.size() || is_space(folded[end + 1]));
  return ends_sentence || folded[end] == '/' || !joins(folded[end]);
}

bool is_introduced(std::string_view folded, std::size_t begin) {
  const std::string_view before = folded.substr(0, begin);
  return std::any_of(std::begin(kBefore), std::end(kBefore),
                     [&](std::string_view word) { return before.ends_with(word); });
}

// A hit of the meaning ends shortly before `begin` in the same sentence.
bool speaks_of(const ReadText& text, Meaning meaning, std::size_t begin) {
  const std::size_t lowest = begin > kWordReach ? begin - kWordReach : 0;
  const Span sentence = sentence_around(text, begin, begin);
  return !hits_within(text.of(meaning), {std::max(lowest, sentence.begin), begin}).empty();
}

// "3639", "39 00": 30xx and 31xx are free of charge. Nothing of what a year or price would be.
bool is_short_call(const DigitSequence& digits, std::size_t end) {
  const std::string_view all = digits.all();
  return end != 0 && all[0] == '3' && all[1] >= '2';
}

// Text messages to 3xxxx cost what any text message does.
bool is_short_message(const DigitSequence& digits) {
  const char first = digits.all()[0];
  return digits.groups > 0 && digits.end_of(5) == digits.end && first >= '4' && first <= '8';
}

}  // namespace

std::vector<PremiumNumber> premium_numbers(const ReadText& text) {
  const std::string_view folded = text.text();
  std::vector<PremiumNumber> found;
  for (const DigitSequence& digits : text.numbers) {
    if (digits.count < 4) continue;
    const Phone phone = digits.count < 9 ? Phone{} : phone_at(folded, digits);
    if (phone.kind == PhoneKind::kPremium) {
      found.push_back({phone.number, NumberUse::kCall, {phone.where.offset, phone.where.end()}});
      continue;
    }
    if (digits.count > 6) continue;
    if (!is_free(folded, digits.begin, digits.end) || !is_introduced(folded, digits.begin))
      continue;
    const Span where{digits.begin, digits.end};
    const std::size_t four = digits.count == 4 ? digits.end_of(4) : 0;
    const bool enquiries = digits.count == 6 && digits.all().starts_with("118");
    if ((is_short_call(digits, four) || enquiries) &&
        speaks_of(text, Meaning::kCallNumber, where.begin)) {
      found.push_back({std::string(digits.all()), NumberUse::kCall, where});
    } else if (digits.count == 5 && is_short_message(digits) &&
               speaks_of(text, Meaning::kTextNumber, where.begin)) {
      found.push_back({std::string(digits.all()), NumberUse::kMessage, where});
    }
  }
  return found;
}

}  // namespace constat::classifier::wording
