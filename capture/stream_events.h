// What capture hands to parser/smtp: the two byte streams of one TCP connection, in order.
//
//   packet door -> tcp/ -> StreamSinkFactory::open -> StreamSink::{on_bytes,on_gap,on_conflict}* ->
//   on_end stream door (transcripts, later an SMTP sink) calls the same sinks.
//
// Within one side, on_bytes and on_gap together cover the stream from its first position with
// rising, adjacent offsets: nothing is skipped, nothing comes twice. Between the two sides no order
// is promised beyond that of the capture, which reordering may change: a sink that needs one side
// to wait for the other (354 before a body) must wait itself, so that the same bytes give the same
// records however they were cut and interleaved.
//
// Lifetime: bytes are borrowed for the call. Threads: one sink belongs to one worker.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/capture_time.h"
#include "core/defect.h"
#include "core/digest.h"
#include "core/ip_address.h"

namespace constat::capture {

// Which input and which frame of it, counted from 1 as Wireshark does. frame 0: no frame (a mail
// or transcript file; then `offset` in RawMail/StreamChunk counts in that file).
struct FrameRef {
  std::uint32_t input = 0;  // index into the run's inputs, in the order of reading
  std::uint64_t frame = 0;
  friend auto operator<=>(const FrameRef&, const FrameRef&) = default;
};

// When and in which frame something came.
struct Arrival {
  CaptureTime time;
  FrameRef frame;
};

// kInitiator sent the SYN, or, when no handshake was captured, the first byte or segment seen.
// Which of the two is the SMTP client is for parser/smtp to decide, by what is said.
enum class Side : std::uint8_t { kInitiator, kResponder };
constexpr Side other(Side side) {
  return side == Side::kInitiator ? Side::kResponder : Side::kInitiator;
}

enum class Pickup : std::uint8_t { kHandshake, kMidstream };

struct Flow {
  Endpoint initiator;
  Endpoint responder;
  Pickup pickup = Pickup::kHandshake;
  CaptureTime time;  // of the first frame
  FrameRef first_frame;
  // Tells flows of one 4-tuple apart by content alone: both initial sequence numbers where seen.
  std::uint64_t sequence_seed = 0;
};

struct StreamChunk {
  Side side;
  std::uint64_t offset;  // of bytes[0] in this side's stream; the byte after SYN is 0
  std::string_view bytes;
  CaptureTime time;
  FrameRef frame;
};

// length 0: bytes are missing and how many cannot be known.
struct StreamGap {
  Side side;
  std::uint64_t offset;
  std::uint64_t length;
  CaptureTime time;
  FrameRef frame;  // that made the gap certain
};

// A retransmission that differs from what was delivered: the first reading was kept.
struct StreamConflict {
  Side side;
  ByteRange where;  // in the stream
  Digest first;     // of the delivered bytes of `where`
  Digest later;     // of the other reading
  FrameRef frame;
  // Both readings themselves, borrowed for the call; of equal length.
  std::string_view first_bytes{};
  std::string_view later_bytes{};
  // The other side had acknowledged all of `where` before the later reading was captured.
  bool acknowledged_before = false;
};

// Something that does not change the stream but that its reader should know: a Defect of the block
// "capture: TCP", at a place in the stream.
struct StreamNote {
  Side side;
  DefectKind kind;
  ByteRange where;
  FrameRef frame;
};

enum class StreamEnd : std::uint8_t { kFinished, kReset, kIdle, kEvicted, kInputEnd };

class StreamSink {
 public:
  virtual ~StreamSink() = default;
  virtual void on_bytes(const StreamChunk& chunk) = 0;
  virtual void on_gap(const StreamGap& gap) = 0;
  virtual void on_conflict(const StreamConflict& conflict) = 0;
  virtual void on_note(const StreamNote& note) { static_cast<void>(note); }
  // Once, last. `last_frame` is the last frame of the flow.
  virtual void on_end(StreamEnd reason, FrameRef last_frame) = 0;
};

class StreamSinkFactory {
 public:
  virtual ~StreamSinkFactory() = default;
  // Called at the first payload byte or gap of a flow, never for a bare handshake. Not null.
  virtual std::unique_ptr<StreamSink> open(const Flow& flow) = 0;
};

// "1:" + base64(SHA-1(seed 0, ordered endpoints)): Community ID v1, TCP. The public baseline is in
// the test.
std::string community_id(const Endpoint& a, const Endpoint& b);

}  // namespace constat::capture
