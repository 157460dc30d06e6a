// Which reply belongs to which command when some of either were not captured: both sequences are
// gap-free behind the gap, so the answer is one number, the shift between them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "parser/smtp/command.h"

namespace constat::parser::smtp {

// Could `code` answer `verb`? RFC 5321 section 4.3.2. Where it could not, the pair is impossible.
bool fits(Verb verb, int code);
// Does `code` answer hardly anything but `verb`? 354, 221, 334, 235.
bool is_anchor(Verb verb, int code);

// kKnown: both sequences run to the end of a session that was seen to its end.
enum class Ends : std::uint8_t { kKnown, kOpen };

// RFC 5321: one reply to the end of data. RFC 2033: one for each recipient that was accepted.
enum class EndReplies : std::uint8_t { kOne, kPerRecipient };

// Recipients that were accepted before the first of the commands looked at.
struct Recipients {
  EndReplies end_replies = EndReplies::kOne;
  std::uint64_t accepted = 0;
};

struct ShiftRange {
  std::int64_t lowest;   // negative: commands whose replies were lost
  std::int64_t highest;  // positive: replies to commands that were lost
};

// The shift such that codes[i + shift] answers verbs[i] wherever both exist (an end of data of LMTP
// takes several codes, and those behind it move on): none when no shift in
// the range fits, when none has an anchor, or when several could be meant.
std::optional<std::int64_t> find_shift(const std::vector<Verb>& verbs,
                                       const std::vector<int>& codes, ShiftRange range, Ends ends,
                                       const Recipients& recipients = {});

// Does codes[i] answer verbs[i] throughout, with no reply left over?
bool align_one_to_one(const std::vector<Verb>& verbs, const std::vector<int>& codes, Ends ends,
                      const Recipients& recipients = {});

}  // namespace constat::parser::smtp
