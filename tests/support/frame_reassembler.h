// Frames in, streams out, on one thread: the decoder, the clock and one reassembler in a row, for
// tests, fuzzing and bench. The program spreads flows over several (tools/constat/pipeline.h).
#pragma once

#include "capture/capture_clock.h"
#include "capture/frame/frame_decoder.h"
#include "capture/tcp/tcp_reassembler.h"

namespace constat::capture {

class FrameReassembler {
 public:
  FrameReassembler(const Limits& limits, StreamSinkFactory& sinks,
                   Checksums checksums = Checksums::kKeep)
      : decoder_(limits, checksums), streams_(limits, kSecret, sinks) {}

  void add(const Packet& packet, std::uint32_t input, InputFacts& facts) {
    clock_.advance(packet.time);
    const TcpSegment* segment = decoder_.decode(packet, clock_.now(), facts);
    for (; segment != nullptr; segment = decoder_.decode_further(clock_.now())) {
      streams_.add(*segment, {packet.time, {input, packet.number}}, clock_.now());
    }
  }
  void finish() { streams_.finish(clock_.now()); }
  const StreamCounts& counts() const { return streams_.counts(); }
  const FrameCounts& frame_counts() const { return decoder_.counts(); }

 private:
  static constexpr std::uint64_t kSecret = 0x636F6E7374617431;
  CaptureClock clock_;
  FrameDecoder decoder_;
  TcpReassembler streams_;
};

}  // namespace constat::capture
