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
#include "parser/smtp/claim.h"
#include "parser/smtp/preamble.h"
#include "parser/smtp/reply.h"

namespace constat::parser::smtp {

enum class Starttls : std::uint8_t { kNotOffered, kOffered, kRefused, kAccepted };
// What followed an accepted STARTTLS (or one whose reply was not seen, or a refused one). kClear: a
// proxy decrypted in place, or the client went on in clear; kClearThenTls: what stands before the
// handshake may have been put there by somebody else (CVE-2021-38371 and its kind).
enum class AfterStarttls : std::uint8_t { kNothing, kTls, kClear, kClearThenTls };
enum class Sides : std::uint8_t { kBoth, kClientOnly, kServerOnly };
enum class TransactionState : std::uint8_t { kCompleted, kRefused, kAborted, kCut, kEncrypted };

std::string_view name_of(Starttls starttls);    // "not_offered", …
std::string_view name_of(AfterStarttls after);  // "nothing", …
std::string_view name_of(Sides sides);
std::string_view name_of(TransactionState state);

struct Authentication {
  std::string mechanism;  // never its arguments: they are wiped where they are read
  capture::Outcome outcome = capture::Outcome::kNotObserved;
};

// What was said of one recipient beyond capture::Recipient.
struct RecipientDetail {
  // Of RCPT, behind the colon as sent; "" where that is "<address>" and no more.
  std::string argument;
  EnhancedStatus status;  // of the reply to RCPT
  // RFC 2033 section 4.2: this recipient's own reply after the end of data; 0 when there was none.
  int final_reply = 0;
  EnhancedStatus final_status;
};

struct Transaction {
  bool mail_from_seen = false;
  std::string mail_from;
  std::string mail_argument;  // like RecipientDetail::argument, of MAIL
  int mail_from_reply = 0;
  EnhancedStatus mail_from_status;
  EnhancedStatus final_status;  // of the reply to the end of data
  std::vector<capture::Recipient> recipients;
  std::vector<RecipientDetail> details;  // beside `recipients`, one each
  std::uint64_t recipients_not_kept = 0;
  TransactionState state = TransactionState::kCut;
  std::string mail;  // id of the RawMail, "" when no content was seen
};

// Every byte of both streams is in exactly one of these (robustness.md section 5.3).
struct SessionBytes {
  // Commands, replies and their line ends, of both sides; handshakes of tunnels and PROXY headers.
  std::uint64_t command = 0;
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

// The mail that a reading makes of the bytes between DATA and the end of data.
struct ReadMail {
  std::uint64_t size = 0;
  Digest sha256;
  friend bool operator==(const ReadMail&, const ReadMail&) = default;
};

// Of which of the two readings of an end of data the server's replies speak: see odd_ends.h.
enum class EndOfDataTaken : std::uint8_t { kStrict, kSecond, kBoth, kNeither, kNotObserved };
std::string_view name_of(EndOfDataTaken taken);

// A dot line that is not CRLF.CRLF, and that some servers take for the end of data (robustness S01,
// CVE-2023-51764): one for each form that a mail holds, at its first place. The strict reading is
// the one that the mail's record tells.
struct EndOfDataReading {
  std::string mail;  // id of the mail, strictly read
  ByteRange where;   // of the form, in the client's stream
  std::string form;  // "\n.\r\n"
  ReadMail strict;
  // To a reader who takes the form for the end everywhere in this mail: the mails, and the commands
  // that stand between them. Nothing of them is counted anywhere else.
  std::vector<ReadMail> second;
  std::uint64_t second_not_kept = 0;
  std::uint64_t commands = 0;
  EndOfDataTaken taken = EndOfDataTaken::kNotObserved;
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
  // Keywords with their parameters of the last answer to EHLO or LHLO, as said (RFC 5321 section
  // 4.1.1.1): a capability that a middlebox has overwritten stands here as it came.
  std::vector<std::string> capabilities;
  Starttls starttls = Starttls::kNotOffered;
  AfterStarttls after_starttls = AfterStarttls::kNothing;
  std::vector<Tunnel> tunnels;  // outermost first
  std::vector<Claim> claims;    // in order, at most Limits::claims_per_session
  std::uint64_t claims_not_kept = 0;
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
  // At most Limits::second_readings_per_mail.
  std::vector<EndOfDataReading> end_of_data_readings;
  std::uint64_t end_of_data_readings_not_kept = 0;
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
