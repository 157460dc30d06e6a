#include "parser/smtp/alignment.h"

#include <algorithm>
#include <utility>

namespace constat::parser::smtp {
namespace {

// Pairs looked at in one search; beyond it the answer is "not known", so that time stays linear.
constexpr std::int64_t kPairBudget = 200'000;

enum class Match : std::uint8_t { kImpossible, kPossible, kAnchored };

// Walks both rows; an end of data of LMTP takes as many codes as recipients were accepted before
// it.
class Walk {
 public:
  Walk(const std::vector<Verb>& verbs, const std::vector<int>& codes, const Recipients& recipients)
      : verbs_(verbs), codes_(codes), recipients_(recipients) {}

  Match from(std::int64_t shift, std::int64_t& budget);
  // Codes that no command is left for, after from().
  std::size_t left_over() const { return codes_.size() - std::min(code_, codes_.size()); }

 private:
  std::size_t replies_to(Verb verb);
  void count_recipient(Verb verb, int code);

  const std::vector<Verb>& verbs_;
  const std::vector<int>& codes_;
  Recipients recipients_;
  std::size_t code_ = 0;
};

std::size_t Walk::replies_to(Verb verb) {
  const bool end = verb == Verb::kEndOfData || verb == Verb::kBdatLast;
  if (!end || recipients_.end_replies == EndReplies::kOne) return 1;
  const std::uint64_t accepted = std::exchange(recipients_.accepted, 0);
  return static_cast<std::size_t>(std::max<std::uint64_t>(1, accepted));
}

void Walk::count_recipient(Verb verb, int code) {
  if (verb == Verb::kRcpt && code / 100 == 2) ++recipients_.accepted;
  if (verb == Verb::kMail || verb == Verb::kRset) recipients_.accepted = 0;
  if (verb == Verb::kLhlo && code / 100 == 2) recipients_ = {EndReplies::kPerRecipient, 0};
}

Match Walk::from(std::int64_t shift, std::int64_t& budget) {
  Match found = Match::kPossible;
  std::size_t index = 0;
  // Commands whose replies were lost; their recipients are taken to have been accepted.
  if (shift < 0 && recipients_.end_replies == EndReplies::kOne) {
    index = static_cast<std::size_t>(-shift);
    shift = 0;
  }
  for (; shift < 0 && index < verbs_.size(); ++index, ++shift, --budget) {
    count_recipient(verbs_[index], 250);
  }
  code_ = static_cast<std::size_t>(std::max<std::int64_t>(shift, 0));
  for (; index < verbs_.size() && code_ < codes_.size(); ++index) {
    const Verb verb = verbs_[index];
    const std::size_t end = std::min(code_ + replies_to(verb), codes_.size());
    for (; code_ < end; ++code_) {
      if (--budget < 0 || !fits(verb, codes_[code_])) return Match::kImpossible;
      if (is_anchor(verb, codes_[code_])) found = Match::kAnchored;
      count_recipient(verb, codes_[code_]);
    }
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
    case Verb::kXclient:
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
                                       const std::vector<int>& codes, ShiftRange range, Ends ends,
                                       const Recipients& recipients) {
  const auto commands = static_cast<std::int64_t>(verbs.size());
  const auto replies = static_cast<std::int64_t>(codes.size());
  std::int64_t budget = kPairBudget;
  if (ends == Ends::kKnown || closed_by_quit(verbs, codes)) {
    const std::int64_t last = replies - commands;
    Walk walk(verbs, codes, recipients);
    if (last >= range.lowest && last <= range.highest &&
        walk.from(last, budget) == Match::kAnchored && walk.left_over() == 0) {
      return last;
    }
  }
  std::optional<std::int64_t> only;
  const std::int64_t lowest = std::max(range.lowest, -commands);
  const std::int64_t highest = std::min(range.highest, replies);
  for (std::int64_t shift = lowest; shift <= highest; ++shift) {
    Walk walk(verbs, codes, recipients);
    const bool anchored = walk.from(shift, budget) == Match::kAnchored;
    if (budget < 0) return std::nullopt;
    // Nobody answers commands that were never sent.
    if (!anchored || (ends == Ends::kKnown && walk.left_over() > 0)) continue;
    if (only) return std::nullopt;
    only = shift;
  }
  return only;
}

bool align_one_to_one(const std::vector<Verb>& verbs, const std::vector<int>& codes, Ends ends,
                      const Recipients& recipients) {
  std::int64_t budget = kPairBudget;
  Walk walk(verbs, codes, recipients);
  if (walk.from(0, budget) == Match::kImpossible) return false;
  // A server may close with an unasked 421 (RFC 5321 section 3.8).
  const std::size_t surplus = !codes.empty() && codes.back() == 421 ? 1 : 0;
  return ends != Ends::kKnown || walk.left_over() <= surplus;
}

}  // namespace constat::parser::smtp
