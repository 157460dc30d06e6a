// Frames in, ordered streams out: link and IP decoding, fragments, and TCP reassembly of both
// directions of every flow, on the capture clock.
//
//   Packet --> TcpReassembler --> StreamSink, one per flow, from StreamSinkFactory
//
// First seen wins: a later, different copy of bytes already accepted is reported by on_conflict.
// Bytes that never come are an on_gap, declared late: when the early-byte cap is reached or the
// flow ends. An acknowledgement alone declares none, since it may be captured before the bytes it
// is about; so the same segments give the same streams in whatever order they were captured.
//
// A flow without a captured handshake waits for one until Limits::pickup_bytes_per_flow are held;
// then each side starts at its lowest sequence number. A flow ends (on_end) when both FINs are
// acknowledged, at a SYN of another connection, after silence on the capture clock, by eviction, or
// at the end of the input; an RST alone does not end it, because what follows in sequence is still
// read.
//
// Every frame is counted once: IP fragments as kFragment, except the one that completes its
// datagram, which is counted as what the datagram turns out to be.
//
// Threads: none inside. One reassembler belongs to one worker.
#pragma once

#include <memory>

#include "capture/input.h"
#include "capture/packet/packet_source.h"
#include "capture/stream_events.h"
#include "core/limits.h"

namespace constat::capture {

class TcpReassembler {
 public:
  // Both must outlive the reassembler.
  TcpReassembler(const Limits& limits, StreamSinkFactory& sinks);
  TcpReassembler(Limits&& temporary, StreamSinkFactory& sinks) = delete;
  ~TcpReassembler();

  // `input` is the index for FrameRef; counts frames_analysed/frames_skipped into `facts`.
  void add(const Packet& packet, std::uint32_t input, InputFacts& facts);

  // No more frames: declares open gaps, ends every flow (in order of first frame). Call once.
  void finish();

  const StreamCounts& counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace constat::capture
