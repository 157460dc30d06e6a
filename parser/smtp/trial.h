// A trial reading of what a client said behind a gap, under a supposition of where reading starts:
// only the sequence of commands is found. Which supposition holds is then asked of the server's
// replies.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "parser/smtp/command.h"
#include "parser/smtp/dot_body.h"
#include "parser/smtp/side_input.h"

namespace constat::parser::smtp {

enum class TrialStart : std::uint8_t {
  kCommands,
  kSeek,              // at the first line that is a strict command
  kSeekAfterCutLine,  // the same, after the rest of a line
  kInsideLine,        // in a body
  kLineStart,         // in a body, at the start of a line
  kSecret,            // lines that answer 334
};

struct Trial {
  std::vector<Verb> verbs;
  bool whole = true;        // read to the end of what is there
  bool clean = true;        // every line in the place of a command was one
  std::size_t skipped = 0;  // lines passed over while seeking
};

// Reads `stretches` from index `first`; stops at a gap outside a body, at STARTTLS, or after `cap`
// commands. A body that does not end counts its end as the last command: the flow's end ends it
// too.
Trial try_reading(const std::vector<Stretch>& stretches, std::size_t first, TrialStart start,
                  LineEnds line_ends, std::size_t cap);

}  // namespace constat::parser::smtp
