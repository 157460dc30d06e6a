// Frames in, ordered streams out: link and IP decoding, fragments, and TCP reassembly of both
// directions of every flow, on the capture clock.
//
//   Packet --> TcpReassembler --> StreamSink, one per flow, from StreamSinkFactory
//
// First seen wins: a later, different copy of bytes already accepted is reported by on_conflict.
// Bytes that never come are an on_gap as soon as that is certain: the receiver acknowledged beyond,
// the early-byte cap is reached, or the flow ends.
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
