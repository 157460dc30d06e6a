// Is a flow SMTP, and which side is the client? Decided by what is said, on any port.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "capture/stream_events.h"
#include "parser/smtp/preamble.h"

namespace constat::parser::smtp {

enum class Voice : std::uint8_t {
  kUnknown,       // not enough was said
  kClient,        // EHLO, MAIL FROM:, ...: only SMTP and LMTP clients say so
  kServer,        // a greeting or an EHLO answer that names SMTP
  kPoliteServer,  // reply lines that other protocols know too ("220 ready" of FTP, "250 ok")
  kTls,
  kOther,
};

enum class Opening : std::uint8_t {
  kFromStart,  // the first bytes of the flow: only the first lines count
  kMidstream,  // any line may be the first that says something
};

// `said`: the first bytes of one side. `all`: no more will come, or no more will be looked at.
enum class Heard : std::uint8_t { kMoreToCome, kAll };
Voice listen(std::string_view said, Opening opening, Heard heard);

// The tunnel that a side opened or let be opened (preamble.h): kNone, kHttpConnect or kSocks5;
// kIncomplete while it may become one.
PreambleKind tunnel_of(std::string_view said, Opening opening);

enum class Roles : std::uint8_t { kWait, kInitiatorIsClient, kResponderIsClient, kNotSmtp };
// Does not depend on which of the two was heard first.
Roles conclude(Voice initiator, Voice responder);

}  // namespace constat::parser::smtp
