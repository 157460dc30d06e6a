// SYNs on a flow that cannot be its own: the beginning of another connection of the same 4-tuple
// (robustness T21), or forgeries. One packet alone decides nothing: they wait until a second one
// confirms them.
#pragma once

#include <optional>
#include <vector>

#include "capture/tcp/kept_segment.h"

namespace constat::capture {

class RivalOpening {
 public:
  static constexpr std::size_t kMost = 4;
  // A SYN carries no more than one packet of bytes (RFC 7413 section 4.2.1).
  static constexpr std::size_t kMostPayload = 9000;

  // Keeps the last kMost; hands out the one that must go.
  std::optional<KeptSegment> add(const TcpSegment& segment, End sender, const Arrival& arrival);
  const std::vector<KeptSegment>& segments() const { return segments_; }

  // A SYN+ACK that answers a SYN.
  bool is_answered_by(const TcpSegment& segment, End sender) const;
  // A segment that goes on from one of the SYNs.
  bool goes_on_with(const TcpSegment& segment, End sender) const;

 private:
  std::vector<KeptSegment> segments_;
};

}  // namespace constat::capture
