// What one SMTP session said, apart from the content of its mails: parser/smtp's word to the
// classifier. Mirrors the record "session" of docs/schema.
//
// Lifetime: owned values; borrowed by the sink for the call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "capture/raw_mail.h"
#include "capture/stream_events.h"
#include "core/defect.h"

namespace constat::parser::smtp {

enum class Starttls : std::uint8_t { kNotOffered, kOffered, kRefused, kAccepted };
enum class Sides : std::uint8_t { kBoth, kClientOnly, kServerOnly };
enum class TransactionState : std::uint8_t { kCompleted, kRefused, kAborted, kCut, kEncrypted };

std::string_view name_of(Starttls starttls);  // "not_offered", …
std::string_view name_of(Sides sides);
std::string_view name_of(TransactionState state);

struct Authentication {
  std::string mechanism;  // never its arguments: they are wiped where they are read
  capture::Outcome outcome = capture::Outcome::kNotObserved;
};

struct Transaction {
  bool mail_from_seen = false;
  std::string mail_from;
  int mail_from_reply = 0;
  std::vector<capture::Recipient> recipients;
  std::uint64_t recipients_not_kept = 0;
  TransactionState state = TransactionState::kCut;
  std::string mail;  // id of the RawMail, "" when no content was seen
};

// Every byte of both streams is in exactly one of these (robustness.md section 5.3).
struct SessionBytes {
  std::uint64_t command = 0;  // commands, replies and their line ends, of both sides
  std::uint64_t mail =
      0;  // DATA and BDAT content as sent, with stuffed dots and the end-of-data line
  std::uint64_t encrypted = 0;  // after an accepted STARTTLS
  std::uint64_t missing = 0;    // gaps of known size: not part of the delivered bytes
  std::uint64_t unparsed = 0;   // seen and given no meaning: before synchronisation, after a cap
};

// What the server's replies say of a conflict: see conflict_log.h.
enum class RepliesBearOut : std::uint8_t { kFirst, kLater, kBoth, kNeither, kNotObserved };
std::string_view name_of(RepliesBearOut reading);

// Bytes that were sent twice and differ; the first were read.
struct Conflict {
  capture::Side side = capture::Side::kInitiator;
  ByteRange where;  // in the stream of that side
  Digest first;
  Digest later;
  capture::FrameRef frame;  // that carried the later ones
  // The first had been acknowledged before the later ones were captured.
  bool acknowledged_before = false;
  // None where no command is touched.
  std::optional<RepliesBearOut> replies_bear_out{};
};

struct SessionFacts {
  // Both made by name_session(): "s:" + 26 base32 characters, from endpoints, sequence seed and
  // door; Community ID v1.
  std::string id;
  std::string community_id;
  std::uint64_t sequence_seed = 0;  // Flow::sequence_seed
  std::uint32_t input = 0;
  capture::FrameRef first_frame;
  capture::FrameRef last_frame;
  CaptureTime time;
  Endpoint client;
  Endpoint server;
  std::vector<std::string> helo;  // arguments of EHLO, HELO and LHLO, in order
  Starttls starttls = Starttls::kNotOffered;
  std::vector<Authentication> auth;
  Sides sides = Sides::kBoth;
  bool midstream = false;
  capture::Door door = capture::Door::kPacket;
  std::vector<Transaction> transactions;
  std::uint64_t transactions_not_kept = 0;
  std::uint64_t mails = 0;
  SessionBytes bytes;
  Defects client_defects;  // positions in the client's stream
  Defects server_defects;
  std::uint64_t defects_not_kept = 0;
  std::vector<Conflict> conflicts;  // at most Limits::defects_per_mail
};

// Gives the session its identifiers if it has none: late, because a million open sessions need
// none.
void name_session(SessionFacts& facts);

class SessionSink {
 public:
  virtual ~SessionSink() = default;
  // After the last mail of the session.
  virtual void on_session(const SessionFacts& session) = 0;
};

}  // namespace constat::parser::smtp
