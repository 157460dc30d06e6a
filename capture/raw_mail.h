// One mail as it came in, before anything is known of its content: capture's and parser/smtp's
// word to parser/message.
//
// Lifetime: everything is borrowed from the sender until MailSink::on_mail returns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "capture/stream_events.h"
#include "core/bytes.h"
#include "core/capture_time.h"
#include "core/defect.h"
#include "core/digest.h"
#include "core/source_map.h"

namespace constat::capture {

enum class Door : std::uint8_t { kPacket, kStream, kMail };

// What the server answered, for a recipient or for the end of data. kUnanswered: the session was
// seen to its end and no reply came. kNotObserved: the reply's place was not captured.
enum class Outcome : std::uint8_t { kAccepted, kRefused, kDeferred, kUnanswered, kNotObserved };
std::string_view name_of(Outcome outcome);  // "accepted", "refused", …
// 2xx and 354 accepted, 4xx deferred, 5xx refused; anything else not observed.
Outcome outcome_of_reply(int code);

enum class Completeness : std::uint8_t { kComplete, kHoled, kTruncated, kMidstream };
std::string_view name_of(Completeness completeness);

struct Recipient {
  std::string address;  // as sent, without brackets and parameters
  int reply = 0;        // code of the RCPT reply; 0 when none
  Outcome outcome = Outcome::kNotObserved;
};

struct Reply {
  int code = 0;  // 0: none
  std::string text;
};

// A stretch of the mail's bytes that came in one piece: mail bytes [mail_offset, +length) stand at
// stream (or file) offset `source_offset`, in `frame`. Removed dots and chunk borders start a new
// one.
struct Piece {
  std::uint64_t mail_offset;
  std::uint64_t length;
  std::uint64_t source_offset;
  FrameRef frame;
  CaptureTime time;
  // Of one that was joined (Limits::pieces_per_mail), the highest frame; 0: `frame` alone.
  std::uint64_t last_frame = 0;
};

struct RawMail {
  Door door = Door::kMail;
  std::string id;          // content-derived, see mail_id()
  std::string session_id;  // "" for the mail door
  FrameRef first_frame;
  FrameRef last_frame;
  CaptureTime time;  // of the first byte of the mail; for a session, of MAIL FROM
  std::uint32_t input = 0;

  // Envelope (RFC 5321); empty at the mail door.
  bool has_envelope = false;
  bool mail_from_seen = false;
  std::string mail_from;  // without brackets; "" with mail_from_seen is the null path <>
  std::vector<Recipient> recipients;
  std::uint64_t recipients_not_kept = 0;
  std::string client_ip;
  std::string helo;
  Reply reply;  // to the end of data
  Outcome outcome = Outcome::kNotObserved;

  // Content: dots undone, otherwise as sent, line ends included. Bytes that were not captured are
  // left out, never filled in: `missing` lists each hole as {position in `bytes`, bytes missing},
  // length 0 where the size is unknown.
  std::string_view bytes;  // the first Limits::mail_bytes at most
  std::uint64_t size = 0;  // of all bytes seen
  Digest sha256;           // over all bytes seen
  Completeness completeness = Completeness::kComplete;
  std::vector<ByteRange> missing;
  const std::vector<Piece>* pieces = nullptr;  // rising by mail_offset; null when not kept
  Defects defects;                             // positions in `bytes`
  std::uint64_t defects_not_kept = 0;

  bool incomplete() const { return completeness != Completeness::kComplete; }
};

// Where bytes of a mail came from: `mail` in its bytes, `source` in the stream of their sender or
// in the file, as the smallest range that holds them (removed dots and chunk borders included).
struct Origin {
  ByteRange mail;
  ByteRange source;
  std::uint32_t input = 0;
  std::uint64_t first_frame = 0;  // lowest and highest; both 0 where the input has no frames
  std::uint64_t last_frame = 0;
  friend auto operator<=>(const Origin&, const Origin&) = default;
};

// The origins of `range`, rising by `mail`; neighbours of one input are joined. Bytes whose piece
// was not kept have none. O(log pieces + pieces touched).
std::vector<Origin> origins_of(const RawMail& mail, ByteRange range);
// The same, at the end of `out`: for callers that ask often.
void append_origins(const std::vector<Piece>& pieces, ByteRange range, std::vector<Origin>& out);

class MailSink {
 public:
  virtual ~MailSink() = default;
  virtual void on_mail(const RawMail& mail) = 0;
};

// "m:" + 26 base32 characters of SHA-256 over the session id (or "" and the digest's ordinal among
// equal mails of the input), the mail's ordinal, and its digest.
std::string mail_id(std::string_view session_id, std::uint64_t ordinal, const Digest& sha256);

}  // namespace constat::capture
