// The order of a session as data: RFC 5321 section 4.1.4. A pair of command and reply that has no
// row is a Defect (kCommandOutOfOrder), and the rows of kUnsynced say what follows from it all the
// same.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "parser/smtp/command.h"
#include "parser/smtp/reply.h"

namespace constat::parser::smtp {

enum class State : std::uint8_t {
  kConnected,  // before the greeting
  kGreeted,    // before EHLO
  kReady,      // between transactions
  kMail,       // MAIL was accepted
  kEnvelope,   // a recipient was named
  kBody,       // DATA was accepted
  kChunks,     // between BDAT chunks
  kEncrypted,  // STARTTLS was accepted
  kClosing,    // QUIT, or the greeting was a refusal
  kUnsynced,   // midstream, or after a gap
  kCount_,
};

struct Transition {
  State from;
  Verb verb;
  ReplyClass reply;  // kNone: no reply was seen, the command is taken to have worked
  State next;
  std::string_view section;
};

std::span<const Transition> transitions();
std::optional<State> next_state(State from, Verb verb, ReplyClass reply);

}  // namespace constat::parser::smtp
