#include "parser/smtp/alignment.h"

#include <algorithm>

namespace constat::parser::smtp {
namespace {

// Pairs looked at in one search; beyond it the answer is "not known", so that time stays linear.
constexpr std::int64_t kPairBudget = 200'000;

enum class Match : std::uint8_t { kImpossible, kPossible, kAnchored };

Match match(const std::vector<Verb>& verbs, const std::vector<int>& codes, std::int64_t shift,
            std::int64_t& budget) {
  const auto commands = static_cast<std::int64_t>(verbs.size());
  const auto replies = static_cast<std::int64_t>(codes.size());
  Match found = Match::kPossible;
  const std::int64_t end = std::min(commands, replies - shift);
  for (std::int64_t index = std::max<std::int64_t>(0, -shift); index < end; ++index) {
    if (--budget < 0) return Match::kImpossible;
    const Verb verb = verbs[static_cast<std::size_t>(index)];
    const int code = codes[static_cast<std::size_t>(index + shift)];
    if (!fits(verb, code)) return Match::kImpossible;
    if (is_anchor(verb, code)) found = Match::kAnchored;
  }
  return found;
}

bool closed_by_quit(const std::vector<Verb>& verbs, const std::vector<int>& codes) {
  return !verbs.empty() && !codes.empty() && verbs.back() == Verb::kQuit && codes.back() == 221;
}

}  // namespace

bool fits(Verb verb, int code) {
  if (code >= 400 && code < 600) {
    // A refused DATA has no body: the reading that took what follows for one does not hold.
    return verb != Verb::kData;
  }
  switch (verb) {
    case Verb::kData:
      return code == 354;
    case Verb::kQuit:
      return code == 221;
    case Verb::kStarttls:
      return code == 220;
    case Verb::kAuth:
    case Verb::kAuthLine:
      return code == 334 || code == 235;
    case Verb::kGreeting:
      return code == 220;
    case Verb::kOther:
      return code / 100 == 2;  // XCLIENT is answered like a connection
    case Verb::kVrfy:
      return code >= 250 && code <= 252;
    case Verb::kHelp:
      return code == 211 || code == 214 || code == 250;
    case Verb::kRcpt:
      return code == 250 || code == 251 || code == 252;
    case Verb::kUnknown:
      return false;
    default:
      return code == 250;
  }
}

bool is_anchor(Verb verb, int code) {
  return (verb == Verb::kData && code == 354) || (verb == Verb::kQuit && code == 221) ||
         code == 334 || code == 235;
}

std::optional<std::int64_t> find_shift(const std::vector<Verb>& verbs,
                                       const std::vector<int>& codes, ShiftRange range, Ends ends) {
  const auto commands = static_cast<std::int64_t>(verbs.size());
  const auto replies = static_cast<std::int64_t>(codes.size());
  std::int64_t budget = kPairBudget;
  if (ends == Ends::kKnown || closed_by_quit(verbs, codes)) {
    const std::int64_t last = replies - commands;
    if (last >= range.lowest && last <= range.highest &&
        match(verbs, codes, last, budget) == Match::kAnchored) {
      return last;
    }
  }
  std::optional<std::int64_t> only;
  const std::int64_t lowest = std::max(range.lowest, -commands);
  const std::int64_t highest = std::min(range.highest, replies);
  for (std::int64_t shift = lowest; shift <= highest; ++shift) {
    // Nobody answers commands that were never sent.
    if (ends == Ends::kKnown && replies - shift > commands) continue;
    if (match(verbs, codes, shift, budget) == Match::kAnchored) {
      if (only) return std::nullopt;
      only = shift;
    }
    if (budget < 0) return std::nullopt;
  }
  return only;
}

bool align_one_to_one(const std::vector<Verb>& verbs, const std::vector<int>& codes, Ends ends) {
  std::int64_t budget = kPairBudget;
  // A server may close with an unasked 421 (RFC 5321 section 3.8).
  const std::size_t surplus = !codes.empty() && codes.back() == 421 ? 1 : 0;
  if (ends == Ends::kKnown && codes.size() > verbs.size() + surplus) return false;
  return match(verbs, codes, 0, budget) != Match::kImpossible;
}

}  // namespace constat::parser::smtp
