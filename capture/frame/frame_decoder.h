// Frames in, TCP segments out: link headers, tunnels, IP and its fragments, checksums. What is the
// same for all flows is decided here, once, in the order of the capture, before flows part.
//
//   Packet --> FrameDecoder --> TcpSegment, or one SkipReason
//
// Every frame is counted once: IP fragments as kFragment, except the one that completes its
// datagram, which is counted as what the datagram turns out to be. An 802.11 frame may aggregate
// several segments (A-MSDU): it is analysed when one of them can be read.
//
// A flow is known by the innermost IP addresses and TCP ports. VLANs, tunnels and their endpoints
// are not part of it, so that a packet mirrored on two ways belongs to one flow.
//
// Threads: none inside; it belongs to the thread that reads. Deterministic: equal frames in equal
// order give equal segments and counts.
#pragma once

#include <cstdint>
#include <memory>

#include "capture/frame/tcp_segment.h"
#include "capture/input.h"
#include "capture/packet/packet_source.h"
#include "core/limits.h"

namespace constat::capture {

// False for link types whose frames are only counted.
bool is_supported_link_type(std::uint32_t link_type);

class FrameDecoder {
 public:
  // `limits` must outlive the decoder.
  FrameDecoder(const Limits& limits, Checksums checksums);
  FrameDecoder(Limits&& temporary, Checksums checksums) = delete;
  ~FrameDecoder();

  // `now`: the capture clock, in nanoseconds. Counts frames_analysed or frames_skipped into
  // `facts`. Null when the frame holds no segment to read. Valid until the next call.
  const TcpSegment* decode(const Packet& packet, std::int64_t now, InputFacts& facts);

  // The next segment of the same frame, whose bytes must still be there; null when there is none.
  // To be called after every decode() that gave a segment, until it gives none.
  const TcpSegment* decode_further(std::int64_t now);

  // datagrams_incomplete includes those that still wait.
  const FrameCounts& counts() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace constat::capture
