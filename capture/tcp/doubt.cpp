#include "capture/tcp/doubt.h"

#include <cstdlib>

#include "capture/tcp/sequence.h"

namespace constat::capture {
namespace {

constexpr int kUsualHops = 4;
// A habit changes after at most as many segments that break it, so that one forged segment cannot
// make all true ones doubtful.
constexpr std::uint8_t kMostVotes = 8;
constexpr std::int32_t kOldTicks = 1000;

}  // namespace

std::optional<DefectKind> defect_of(Doubt doubt) {
  switch (doubt) {
    case Doubt::kOutOfWindow:
      return DefectKind::kSegmentOutOfWindow;
    case Doubt::kOldTimestamp:
      return DefectKind::kOldTimestamp;
    case Doubt::kTimeToLive:
      return DefectKind::kTtlOutlier;
    case Doubt::kNone:
    case Doubt::kNoAcknowledgement:
    case Doubt::kProbe:
    case Doubt::kSyn:
      break;
  }
  return std::nullopt;
}

bool is_dropped_by_receivers(Doubt doubt) {
  return doubt != Doubt::kNone && doubt != Doubt::kTimeToLive;
}

Doubt SenderHabits::judge(const TcpSegment& segment, std::uint8_t first_time_to_live) {
  const bool unusual = has_unusual_time_to_live(segment.time_to_live, first_time_to_live);
  if (!segment.has(TcpSegment::kAck) && !segment.has(TcpSegment::kSyn)) {
    return Doubt::kNoAcknowledgement;
  }
  if (segment.has_timestamp && has_old_timestamp(segment.timestamp)) return Doubt::kOldTimestamp;
  return unusual ? Doubt::kTimeToLive : Doubt::kNone;
}

// The most frequent value by majority vote (Boyer and Moore, 1981), with a short memory.
bool SenderHabits::has_unusual_time_to_live(std::uint8_t time_to_live, std::uint8_t first) {
  if (time_to_live == 0) return false;
  if (votes_ == 0) {
    usual_time_to_live_ = first != 0 ? first : time_to_live;
    votes_ = 2;
  }
  const bool unusual = std::abs(time_to_live - usual_time_to_live_) > kUsualHops;
  if (!unusual) {
    if (votes_ < kMostVotes) ++votes_;
  } else if (--votes_ == 0) {
    usual_time_to_live_ = time_to_live;
    votes_ = 1;
  }
  return unusual;
}

bool SenderHabits::has_old_timestamp(std::uint32_t timestamp) {
  const std::int32_t age = has_timestamp_ ? sequence_distance(timestamp, newest_timestamp_) : 0;
  if (age > kOldTicks && ++old_in_row_ < kMostVotes) return true;
  if (age > kOldTicks || age < 0 || !has_timestamp_) newest_timestamp_ = timestamp;
  has_timestamp_ = true;
  old_in_row_ = 0;
  return false;
}

}  // namespace constat::capture
