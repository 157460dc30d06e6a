#include "capture/tcp/tcp_reassembler.h"

#include <algorithm>
#include <cassert>
#include <list>

#include "capture/tcp/connection.h"
#include "capture/tcp/flow_table.h"
#include "capture/tcp/ledger.h"

namespace constat::capture {
namespace {

// How far behind the end of a closed connection a late segment may lie and still be one of its own.
constexpr std::uint32_t kLateReach = 4 * 1024 * 1024;

}  // namespace

class TcpReassembler::Impl {
 public:
  Impl(const Limits& limits, std::uint64_t secret, StreamSinkFactory& sinks)
      : ledger_(limits), sinks_(sinks), flows_(secret) {}

  void add(const TcpSegment& segment, const Arrival& arrival, std::int64_t now);
  void finish(std::int64_t now);
  const StreamCounts& counts() const { return ledger_.counts; }

 private:
  void add_segment(const TcpSegment& segment, const Arrival& arrival);
  bool begins_another_flow(FlowEntry& flow, const TcpSegment& segment, End sender,
                           const Arrival& arrival) const;
  bool follows_close(const FlowEntry& flow, const TcpSegment& segment, End sender) const;
  FlowIndex insert(const KeyedSender& keyed, const Arrival& arrival);
  void carry(FlowIndex index, const TcpSegment& segment, End sender, const Arrival& arrival);
  static bool brings_news(const FlowEntry& flow, const TcpSegment& segment, End sender);
  void update_holding(FlowIndex index);
  void keep_within_total(const Arrival& now);
  void settle(FlowEntry& flow, const Arrival& now);
  void close(FlowIndex index);
  void end(FlowIndex index, StreamEnd reason);
  void end_silent_flows();

  Ledger ledger_;
  std::int64_t now_ = 0;  // the capture clock
  StreamSinkFactory& sinks_;
  FlowTable flows_;
  std::list<FlowIndex> holding_;  // flows that hold bytes back, longest first
};

void TcpReassembler::Impl::add(const TcpSegment& segment, const Arrival& arrival,
                               std::int64_t now) {
  now_ = now;
  end_silent_flows();
  add_segment(segment, arrival);
}

void TcpReassembler::Impl::add_segment(const TcpSegment& segment, const Arrival& arrival) {
  const KeyedSender keyed = key_of(segment);
  FlowIndex index = flows_.find(keyed.key).value_or(kNoFlow);
  if (index != kNoFlow && begins_another_flow(flows_.at(index), segment, keyed.sender, arrival)) {
    end(index, StreamEnd::kReset);
    index = kNoFlow;
  }
  // An RST opens nothing, and before the first payload there is nothing for it to end.
  const bool carries = index != kNoFlow && flows_.at(index).connection;
  const bool is_closed = index != kNoFlow && flows_.at(index).closed;
  if (is_closed || (segment.has(TcpSegment::kRst) && !carries)) {
    ledger_.counts.set_aside_bytes += segment.payload.size();
    if (index != kNoFlow) flows_.touch(index, FlowTable::Kind::kBare, now_);
    return;
  }
  if (index == kNoFlow) index = insert(keyed, arrival);
  FlowEntry& flow = flows_.at(index);
  flow.opening.see(segment, keyed.sender);
  if (carries || brings_news(flow, segment, keyed.sender)) {
    carry(index, segment, keyed.sender, arrival);
  } else {
    flows_.touch(index, FlowTable::Kind::kBare, now_);
  }
}

// Handshakes and first acknowledgements are kept in the Opening alone.
bool TcpReassembler::Impl::brings_news(const FlowEntry& flow, const TcpSegment& segment,
                                       End sender) {
  if (!segment.payload.empty() || segment.has(TcpSegment::kFin)) return true;
  if (segment.has(TcpSegment::kSyn) || !segment.has(TcpSegment::kAck)) return false;
  const Opening& opening = flow.opening;
  const auto initial = opening.initial_sequence(opposite(sender));
  const auto first = initial ? std::optional(*initial + 1) : opening.lowest_acknowledgement(sender);
  return first != segment.acknowledgement;
}

void TcpReassembler::Impl::carry(FlowIndex index, const TcpSegment& segment, End sender,
                                 const Arrival& arrival) {
  FlowEntry& flow = flows_.at(index);
  if (!flow.connection) {
    const Connection::Origin origin{flow.key, flow.time, flow.first_frame};
    flow.connection = std::make_unique<Connection>(origin, ledger_, sinks_);
  }
  flows_.touch(index, FlowTable::Kind::kCarrying, now_);
  flow.connection->add(segment, sender, flow.opening, arrival);
  const bool waited_enough = flow.connection->held() > ledger_.limits.pickup_bytes_per_flow;
  if (waited_enough) settle(flow, arrival);
  update_holding(index);
  keep_within_total(arrival);
  if (flow.connection->is_closed()) close(index);
}

// A SYN that cannot be the one of the flow, or, after a silence longer than any session allows,
// a segment that does not go on where the flow stopped.
bool TcpReassembler::Impl::begins_another_flow(FlowEntry& flow, const TcpSegment& segment,
                                               End sender, const Arrival& arrival) const {
  if (segment.has(TcpSegment::kRst)) return false;
  if (flow.closed) return follows_close(flow, segment, sender);
  if (segment.has(TcpSegment::kSyn)) {
    if (flow.opening.initial_sequence(sender) == segment.sequence) return false;
    if (!flow.connection) return flow.opening.is_settled();
    return !flow.connection->can_begin_at(sender, segment.sequence + 1);
  }
  if (!flow.connection) return false;
  const CaptureTime last = flow.connection->last_time();
  if (!last.known() || !arrival.time.known()) return false;
  const std::int64_t silence = arrival.time.nanoseconds / 2 - last.nanoseconds / 2;
  return silence > ledger_.limits.flow_idle_seconds * 500'000'000 &&
         !flow.connection->goes_on_at(sender, segment.sequence);
}

bool TcpReassembler::Impl::follows_close(const FlowEntry& flow, const TcpSegment& segment,
                                         End sender) const {
  if (segment.has(TcpSegment::kSyn)) {
    return flow.opening.initial_sequence(sender) != segment.sequence;
  }
  const std::uint32_t behind = flow.final_sequence[index_of(sender)] + 1 - segment.sequence;
  return !segment.payload.empty() && behind > kLateReach;
}

FlowIndex TcpReassembler::Impl::insert(const KeyedSender& keyed, const Arrival& arrival) {
  while (flows_.size() > 0 && flows_.size() >= ledger_.limits.flows) {
    const FlowIndex oldest = *flows_.longest_silent();
    if (flows_.at(oldest).connection) ++ledger_.counts.flows_evicted;
    end(oldest, StreamEnd::kEvicted);
  }
  const FlowIndex index = flows_.insert(keyed.key, Opening(keyed.sender), now_);
  FlowEntry& flow = flows_.at(index);
  flow.time = arrival.time;
  flow.first_frame = arrival.frame;
  return index;
}

void TcpReassembler::Impl::settle(FlowEntry& flow, const Arrival& now) {
  flow.opening.settle();
  if (!flow.connection->begun()) flow.connection->begin(flow.opening, now);
}

void TcpReassembler::Impl::update_holding(FlowIndex index) {
  FlowEntry& flow = flows_.at(index);
  const bool holds = flow.connection && flow.connection->held() > 0;
  if (holds && !flow.holding) flow.holding = holding_.insert(holding_.end(), index);
  if (!holds && flow.holding) {
    holding_.erase(*flow.holding);
    flow.holding.reset();
  }
}

// Who has held bytes back for longest lets go first: a hole that fills does so soon.
void TcpReassembler::Impl::keep_within_total(const Arrival& now) {
  while (ledger_.early_bytes > ledger_.limits.early_bytes_total && !holding_.empty()) {
    const FlowIndex index = holding_.front();
    FlowEntry& flow = flows_.at(index);
    settle(flow, now);
    flow.connection->let_go(now);
    update_holding(index);
  }
}

void TcpReassembler::Impl::close(FlowIndex index) {
  FlowEntry& flow = flows_.at(index);
  flow.connection->end(StreamEnd::kFinished);
  for (const End end : {End::kLesser, End::kGreater}) {
    flow.final_sequence[index_of(end)] = flow.connection->next_sequence(end);
  }
  flow.connection.reset();
  flow.closed = true;
  update_holding(index);
  flows_.touch(index, FlowTable::Kind::kBare, now_);
}

void TcpReassembler::Impl::end(FlowIndex index, StreamEnd reason) {
  FlowEntry& flow = flows_.at(index);
  if (flow.connection) {
    const Arrival last{flow.connection->last_time(), flow.connection->last_frame()};
    settle(flow, last);
    flow.connection->end(reason);
    flow.connection.reset();
    update_holding(index);
  }
  flows_.erase(index);
}

void TcpReassembler::Impl::end_silent_flows() {
  const std::int64_t moment = now_ - ledger_.limits.flow_idle_seconds * 1'000'000'000;
  while (const std::optional<FlowIndex> index = flows_.silent_since(moment)) {
    end(*index, StreamEnd::kIdle);
  }
}

void TcpReassembler::Impl::finish(std::int64_t now) {
  now_ = now;
  end_silent_flows();
  for (const FlowIndex index : flows_.in_order()) end(index, StreamEnd::kInputEnd);
}

TcpReassembler::TcpReassembler(const Limits& limits, std::uint64_t secret, StreamSinkFactory& sinks)
    : impl_(std::make_unique<Impl>(limits, secret, sinks)) {}
TcpReassembler::~TcpReassembler() = default;

void TcpReassembler::add(const TcpSegment& segment, const Arrival& arrival, std::int64_t now) {
  impl_->add(segment, arrival, now);
}
void TcpReassembler::finish(std::int64_t now) { impl_->finish(now); }
const StreamCounts& TcpReassembler::counts() const { return impl_->counts(); }

}  // namespace constat::capture
