#include "tools/forge/segments.h"

#include <algorithm>

namespace constat::forge {
namespace {

constexpr std::int64_t kSegmentGap = 120'000;  // between segments of one burst, nanoseconds
constexpr std::int64_t kAckGap = 40'000;
constexpr std::int64_t kMillisecond = 1'000'000;
constexpr std::uint64_t kTimestampBytes = 12;     // the option and its padding
constexpr std::int64_t kDelayedAck = 40'000'000;  // RFC 1122 section 4.2.3.2 allows 500 ms

class Connection {
 public:
  Connection(const SessionPlan& plan, const Dialogue& dialogue, Random& random)
      : plan_(plan), dialogue_(dialogue), random_(random), now_(plan.start.nanoseconds) {
    for (End* end : {&client_, &server_}) {
      end->next = static_cast<std::uint32_t>(random.next());
      end->ip_id = static_cast<std::uint16_t>(random.next());
      end->clock = static_cast<std::uint32_t>(plan.timestamps ? random.next() : 0);
    }
  }

  std::vector<Segment> run() {
    open();
    for (std::size_t turn = 0; turn < dialogue_.turns.size(); ++turn) take_turn(turn);
    close();
    return std::move(segments_);
  }

 private:
  struct End {
    std::uint32_t next = 0;  // sequence number of the next byte
    std::uint16_t ip_id = 0;
    std::uint32_t clock = 0;      // what its timestamps count from
    std::uint32_t last_sent = 0;  // its last timestamp
  };

  End& end_of(Side side) { return side == Side::kClient ? client_ : server_; }
  static Side other(Side side) { return side == Side::kClient ? Side::kServer : Side::kClient; }
  std::int64_t half_trip() {
    return plan_.round_trip / 2 + static_cast<std::int64_t>(random_.below(90'000));
  }

  void emit(Side side, std::uint8_t flags, ByteRange bytes = {}) {
    End& end = end_of(side);
    const std::uint32_t acknowledged = (flags & kAck) != 0 ? end_of(other(side)).next : 0;
    end.last_sent = end.clock + static_cast<std::uint32_t>(now_ / kMillisecond);
    segments_.push_back({CaptureTime{now_}, side, end.next, acknowledged, flags, bytes, end.ip_id++,
                         end.last_sent, (flags & kAck) != 0 ? end_of(other(side)).last_sent : 0});
    const bool takes_one = (flags & (kSyn | kFin)) != 0;
    end.next += static_cast<std::uint32_t>(bytes.length + (takes_one ? 1 : 0));
  }

  void open() {
    emit(Side::kClient, kSyn);
    now_ += half_trip();
    emit(Side::kServer, kSyn | kAck);
    now_ += half_trip();
    emit(Side::kClient, kAck);
  }

  void take_turn(std::size_t index) {
    const Turn& turn = dialogue_.turns[index];
    now_ += turn.wait + half_trip();
    // What arrives out of order is acknowledged once the order is whole again.
    const std::uint64_t burst = std::max<std::uint64_t>(2, plan_.reorder_window);
    std::uint64_t unacknowledged = 0;
    const std::uint64_t most = plan_.timestamps && plan_.segment > kTimestampBytes
                                   ? plan_.segment - kTimestampBytes
                                   : plan_.segment;
    for (std::uint64_t at = turn.bytes.offset; at < turn.bytes.end();) {
      const std::uint64_t size = std::min(most, turn.bytes.end() - at);
      const bool last = at + size == turn.bytes.end();
      emit(turn.side, last ? kPsh | kAck : kAck, {at, size});
      at += size;
      if (last ? !answered_soon(index) : ++unacknowledged == burst) {
        now_ += kAckGap;
        emit(other(turn.side), kAck);
        unacknowledged = 0;
      }
      if (!last) now_ += kSegmentGap + static_cast<std::int64_t>(random_.below(20'000));
    }
  }

  // The next turn carries the acknowledgement.
  bool answered_soon(std::size_t index) const {
    if (index + 1 == dialogue_.turns.size()) return false;
    const Turn& next = dialogue_.turns[index + 1];
    return next.side != dialogue_.turns[index].side &&
           next.wait + plan_.round_trip / 2 < kDelayedAck;
  }

  void close() {
    if (dialogue_.closing == Closing::kNone) return;
    now_ += half_trip();
    if (dialogue_.closing == Closing::kReset) return emit(Side::kClient, kRst | kAck);
    const Side first = dialogue_.closing == Closing::kQuit ? Side::kServer : Side::kClient;
    emit(first, kFin | kAck);
    now_ += half_trip();
    emit(other(first), kFin | kAck);
    now_ += half_trip();
    emit(first, kAck);
  }

  const SessionPlan& plan_;
  const Dialogue& dialogue_;
  Random& random_;
  std::int64_t now_;
  End client_;
  End server_;
  std::vector<Segment> segments_;
};

}  // namespace

std::vector<Segment> to_segments(const SessionPlan& plan, const Dialogue& dialogue,
                                 Random& random) {
  return Connection(plan, dialogue, random).run();
}

}  // namespace constat::forge
