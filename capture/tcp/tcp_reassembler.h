// Segments in, ordered streams out: reassembly of both directions of every flow.
//
//   TcpSegment --> TcpReassembler --> StreamSink, one per flow, from StreamSinkFactory
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
// Threads: none inside. One reassembler belongs to one worker and holds one group of flows; the
// totals of its limits are those of the group.
#pragma once

#include <cstdint>
#include <memory>

#include "capture/frame/tcp_segment.h"
#include "capture/input.h"
#include "capture/stream_events.h"
#include "core/limits.h"

namespace constat::capture {

class TcpReassembler {
 public:
  // `limits` and `sinks` must outlive the reassembler. `secret` keys its hash tables: nobody who
  // does not know it can prepare addresses that collide. No output depends on it.
  TcpReassembler(const Limits& limits, std::uint64_t secret, StreamSinkFactory& sinks);
  TcpReassembler(Limits&& temporary, std::uint64_t secret, StreamSinkFactory& sinks) = delete;
  ~TcpReassembler();

  // `now`: the capture clock, in nanoseconds, the same for all groups; it never falls.
  void add(const TcpSegment& segment, const Arrival& arrival, std::int64_t now);

  // No more segments: ends the flows that were silent for too long at `now`, then declares open
  // gaps and ends every other flow (in order of first frame). Call once.
  void finish(std::int64_t now);

  const StreamCounts& counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace constat::capture
