// Segments in, ordered streams out: reassembly of both directions of every flow.
//
//   TcpSegment --> TcpReassembler --> StreamSink, one per flow, from StreamSinkFactory
//
// Which bytes are read: of two copies the first seen; the other, if it differs, is reported by
// on_conflict with both readings. Doubtful copies are read only where no other came: doubt.h states
// which and when. Bytes on a SYN count as far as the SYN+ACK covers them; bytes behind a FIN that
// was acknowledged do not. An urgent byte is read in its place, and told.
//
// Bytes that never come are an on_gap, declared late: when the early-byte cap is reached or the
// flow ends. An acknowledgement alone declares none, since it may be captured before the bytes it
// is about; so the same segments give the same streams in whatever order they were captured. What
// of the gaps the other side acknowledged was lost by the capture: gap_bytes_acknowledged. Up to a
// FIN, delivered + gap bytes = its sequence number - initial sequence number - 1. All payload =
// delivered + duplicate + conflicting + set aside.
//
// Where a flow begins: at its SYN; one without a captured handshake waits for it until
// Limits::pickup_bytes_per_flow are held; then each side starts at its lowest sequence number.
//
// Where it ends (on_end): when both FINs are acknowledged; after Limits::flow_idle_seconds of
// silence on the capture clock; at another connection of the same endpoints; by eviction, told by
// on_note before; at the end of the input. An RST alone does not end it: what follows in sequence
// is read, and then the RST was ignored. A SYN alone does not either: it takes a SYN+ACK that
// answers it, or a segment that goes on from it, to show that it is not forged (rival_opening.h).
//
// Memory: a connection without payload is 128 bytes at most, one that is closed too; each kind has
// its own cap, and goes oldest first. One with payload is some 600 bytes, its early bytes (given up
// by who has held them for longest), and the last bytes read (given back by who is silent for
// longest).
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
