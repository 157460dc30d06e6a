#include "capture/tcp/rival_opening.h"

#include <utility>

namespace constat::capture {
namespace {

bool answers(const TcpSegment& answer, const TcpSegment& syn) {
  return answer.has(TcpSegment::kSyn) && answer.has(TcpSegment::kAck) &&
         !syn.has(TcpSegment::kAck) &&
         answer.acknowledgement - (syn.sequence + 1) <= syn.payload.size();
}

}  // namespace

std::optional<KeptSegment> RivalOpening::add(const TcpSegment& segment, End sender,
                                             const Arrival& arrival) {
  std::optional<KeptSegment> dropped;
  if (segments_.size() == kMost) {
    dropped = std::move(segments_.front());
    segments_.erase(segments_.begin());
  }
  segments_.emplace_back(segment, sender, arrival);
  return dropped;
}

bool RivalOpening::is_answered_by(const TcpSegment& segment, End sender) const {
  if (!segment.has(TcpSegment::kSyn)) return false;
  for (const KeptSegment& kept : segments_) {
    if (kept.sender == sender) continue;
    const TcpSegment earlier = kept.segment();
    if (answers(segment, earlier) || answers(earlier, segment)) return true;
  }
  return false;
}

bool RivalOpening::goes_on_with(const TcpSegment& segment, End sender) const {
  if (segment.has(TcpSegment::kSyn)) return false;
  for (const KeptSegment& kept : segments_) {
    if (kept.sender != sender) continue;
    const TcpSegment syn = kept.segment();
    const std::uint32_t past = segment.sequence - (syn.sequence + 1);
    if (past == 0 || past == syn.payload.size()) return true;
  }
  return false;
}

}  // namespace constat::capture
