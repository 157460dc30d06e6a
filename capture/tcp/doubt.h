// Copies of stream bytes that their receiver may never have got or have thrown away (robustness
// T03), so that a forger can have them in a capture and not in the stream.
//
// The rule for all of them: a doubtful copy is read only where no other copy came, and, at the end
// of the flow, only if the other side acknowledged the bytes or was not captured. So a doubt that
// is wrong (a route that changed, a reordered capture) loses nothing, and which copy is read does
// not depend on their order.
#pragma once

#include <cstdint>
#include <optional>

#include "capture/frame/tcp_segment.h"
#include "core/defect.h"

namespace constat::capture {

enum class Doubt : std::uint8_t {
  kNone,
  // Beyond every window: further ahead of what was captured or acknowledged than the other side's
  // window can reach (Opening::largest_window).
  kOutOfWindow,
  // Neither SYN nor ACK: receivers drop it (RFC 9293 section 3.10.7.4).
  kNoAcknowledgement,
  // A timestamp more than 1000 ticks, a second on the clocks in use, older than one sent by the
  // same side: receivers drop it (RFC 7323 section 5.3); capture order does not vary by as much.
  kOldTimestamp,
  // More than 4 hops from the time to live that most segments of this side have.
  kTimeToLive,
  // One byte sent into a closed window (RFC 9293 section 3.8.6.1).
  kProbe,
  // On a SYN, and no SYN+ACK was captured to say whether it was taken (RFC 7413).
  kSyn,
};

// What the reader of a stream is told of it; none for those that are ordinary.
std::optional<DefectKind> defect_of(Doubt doubt);
// By the standards named above no receiver takes such a copy where it has another, or could have:
// it is not a second reading of the stream. A time to live alone proves nothing.
bool is_dropped_by_receivers(Doubt doubt);

// What one side's segments have in common.
class SenderHabits {
 public:
  // Judges by what the segment alone shows and takes note of it. `first_time_to_live`: of the first
  // segment of this side, its handshake included.
  Doubt judge(const TcpSegment& segment, std::uint8_t first_time_to_live);

 private:
  bool has_unusual_time_to_live(std::uint8_t time_to_live, std::uint8_t first);
  bool has_old_timestamp(std::uint32_t timestamp);

  std::uint32_t newest_timestamp_ = 0;
  std::uint8_t usual_time_to_live_ = 0;
  std::uint8_t votes_ = 0;       // for it, less those against it; at most kMostVotes
  std::uint8_t old_in_row_ = 0;  // segments with an old timestamp since the last that had a new one
  bool has_timestamp_ = false;
};

}  // namespace constat::capture
