#include "capture/tcp/tcp_reassembler.h"

#include <algorithm>
#include <map>

#include "capture/tcp/connection.h"
#include "capture/tcp/flow_table.h"
#include "capture/tcp/ledger.h"

namespace constat::capture {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
// How far behind the end of a closed connection a late segment may lie and still be one of its own.
constexpr std::uint32_t kLateReach = 4 * 1024 * 1024;

// Handshakes and first acknowledgements are kept in the Opening alone.
bool brings_news(const Opening& before, const TcpSegment& segment, End sender) {
  if (!segment.payload.empty() || segment.has(TcpSegment::kFin)) return true;
  if (segment.has(TcpSegment::kSyn) || !segment.has(TcpSegment::kAck)) return false;
  if (const auto lowest = before.lowest_acknowledgement(sender)) {
    return *lowest != segment.acknowledgement;
  }
  const auto initial = before.initial_sequence(opposite(sender));
  return initial && *initial + 1 != segment.acknowledgement;
}

// An acknowledgement captured before the SYN that tells what it is about.
bool proves_bytes(const Opening& opening) {
  for (const End end : {End::kLesser, End::kGreater}) {
    const auto initial = opening.initial_sequence(end);
    const auto acknowledged = opening.lowest_acknowledgement(opposite(end));
    if (initial && acknowledged && *acknowledged != *initial + 1) return true;
  }
  return false;
}

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
  void add_to_flow(FlowIndex index, const TcpSegment& segment, End sender, const Arrival& arrival);
  bool begins_another_flow(FlowIndex index, const TcpSegment& segment, End sender,
                           const Arrival& arrival) const;
  bool follows_close(const FlowEntry& flow, const TcpSegment& segment, End sender) const;
  bool is_own_syn(FlowIndex index, const TcpSegment& segment, End sender) const;
  FlowIndex insert(const KeyedSender& keyed, const Arrival& arrival);
  const Connection* connection_of(const FlowEntry& flow) const;
  Connection& open_connection(FlowIndex index);
  void drop_connection(FlowEntry& flow);
  void succeed(FlowIndex index, const TcpSegment& segment, const Arrival& arrival);
  void carry(FlowIndex index, const TcpSegment& segment, End sender, const Arrival& arrival);
  void update_holding(FlowIndex index);
  void keep_within_totals(const Arrival& now);
  void close(FlowIndex index);
  void end(FlowIndex index, StreamEnd reason);
  void end_silent_flows();

  Ledger ledger_;
  std::int64_t now_ = 0;  // the capture clock
  StreamSinkFactory& sinks_;
  FlowTable flows_;
  std::vector<std::unique_ptr<Connection>> connections_;  // by FlowEntry::connection
  std::vector<std::uint32_t> free_connections_;
  std::map<std::uint64_t, FlowIndex> holding_;  // flows that hold bytes back, longest first
  std::uint64_t next_holding_ = 1;
};

void TcpReassembler::Impl::add(const TcpSegment& segment, const Arrival& arrival,
                               std::int64_t now) {
  now_ = std::max(now_, now);
  end_silent_flows();
  add_segment(segment, arrival);
}

void TcpReassembler::Impl::add_segment(const TcpSegment& segment, const Arrival& arrival) {
  const KeyedSender keyed = key_of(segment);
  FlowIndex index = flows_.find(keyed.key);
  if (index != kNoFlow && begins_another_flow(index, segment, keyed.sender, arrival)) {
    return succeed(index, segment, arrival);
  }
  if (index == kNoFlow && !segment.has(TcpSegment::kRst)) index = insert(keyed, arrival);
  if (index == kNoFlow) {
    ledger_.counts.set_aside_bytes += segment.payload.size();
  } else {
    add_to_flow(index, segment, keyed.sender, arrival);
  }
}

void TcpReassembler::Impl::add_to_flow(FlowIndex index, const TcpSegment& segment, End sender,
                                       const Arrival& arrival) {
  FlowEntry& flow = flows_.at(index);
  const bool carries = connection_of(flow) != nullptr;
  // An RST opens nothing, and before the first payload there is nothing for it to end.
  if (flow.opening.is_closed() || (segment.has(TcpSegment::kRst) && !carries)) {
    ledger_.counts.set_aside_bytes += segment.payload.size();
    return flows_.touch(index, flow.kind, now_);
  }
  const bool is_syn = segment.has(TcpSegment::kSyn) && !segment.has(TcpSegment::kRst);
  if (is_syn && !is_own_syn(index, segment, sender)) {
    open_connection(index).keep_rival(segment, sender, arrival);
    return flows_.touch(index, FlowKind::kCarrying, now_);
  }
  if (!carries && brings_news(flow.opening, segment, sender)) open_connection(index);
  flow.opening.see(segment, sender);
  if (flow.connection == kNoFlow) return flows_.touch(index, FlowKind::kHalfOpen, now_);
  carry(index, segment, sender, arrival);
}

bool TcpReassembler::Impl::is_own_syn(FlowIndex index, const TcpSegment& segment,
                                      End sender) const {
  const FlowEntry& flow = flows_.at(index);
  if (const Connection* connection = connection_of(flow)) {
    return connection->is_own_syn(segment, sender);
  }
  return flow.opening.owns_syn(segment.sequence, sender, std::nullopt,
                               ledger_.limits.early_bytes_per_flow);
}

void TcpReassembler::Impl::carry(FlowIndex index, const TcpSegment& segment, End sender,
                                 const Arrival& arrival) {
  Connection& connection = *connections_[flows_.at(index).connection];
  flows_.touch(index, FlowKind::kCarrying, now_);
  connection.add(segment, sender, arrival);
  update_holding(index);
  keep_within_totals(arrival);
  if (connection.is_closed()) close(index);
}

// What is confirmed to be another connection, or, after a silence longer than any session allows, a
// segment that does not go on where the flow stopped.
bool TcpReassembler::Impl::begins_another_flow(FlowIndex index, const TcpSegment& segment,
                                               End sender, const Arrival& arrival) const {
  const FlowEntry& flow = flows_.at(index);
  if (segment.has(TcpSegment::kRst)) return false;
  if (flow.opening.is_closed()) return follows_close(flow, segment, sender);
  const Connection* connection = connection_of(flow);
  if (connection == nullptr) return false;
  if (segment.has(TcpSegment::kSyn) && connection->is_own_syn(segment, sender)) return false;
  if (connection->confirms_rival(segment, sender)) return true;
  const CaptureTime last = connection->last().time;
  if (!last.known() || !arrival.time.known()) return false;
  const std::int64_t silence = arrival.time.nanoseconds / 2 - last.nanoseconds / 2;
  if (silence <= ledger_.limits.flow_idle_seconds * (kSecond / 2)) return false;
  const auto reach = static_cast<std::int64_t>(ledger_.limits.early_bytes_per_flow);
  const auto distance = connection->distance_to(sender, segment.sequence);
  return distance && (*distance > reach || *distance < -reach);
}

bool TcpReassembler::Impl::follows_close(const FlowEntry& flow, const TcpSegment& segment,
                                         End sender) const {
  if (segment.has(TcpSegment::kSyn)) {
    return flow.opening.initial_sequence(sender) != segment.sequence;
  }
  const std::uint32_t behind = flow.opening.final_sequence(sender) + 1 - segment.sequence;
  return !segment.payload.empty() && behind > kLateReach;
}

// The flow ends, and another of the same endpoints begins, with the SYNs that were kept of it. They
// are fewer each time.
void TcpReassembler::Impl::succeed(FlowIndex index, const TcpSegment& segment,
                                   const Arrival& arrival) {
  FlowEntry& flow = flows_.at(index);
  std::vector<KeptSegment> rival;
  if (flow.connection != kNoFlow) rival = connections_[flow.connection]->take_rival();
  if (flow.opening.is_closed()) {
    flows_.erase(index);
  } else {
    end(index, StreamEnd::kReset);
  }
  for (const KeptSegment& kept : rival) add_segment(kept.segment(), kept.arrival);
  add_segment(segment, arrival);
}

FlowIndex TcpReassembler::Impl::insert(const KeyedSender& keyed, const Arrival& arrival) {
  const std::size_t most = std::max<std::size_t>(ledger_.limits.half_open_flows, 1);
  while (flows_.size(FlowKind::kHalfOpen) >= most) {
    const FlowIndex oldest = flows_.longest_silent(FlowKind::kHalfOpen);
    if (flows_.at(oldest).opening.has_handshake()) ++ledger_.counts.half_open_flows_evicted;
    end(oldest, StreamEnd::kEvicted);
  }
  return flows_.insert(keyed, arrival, now_);
}

const Connection* TcpReassembler::Impl::connection_of(const FlowEntry& flow) const {
  return flow.connection == kNoFlow ? nullptr : connections_[flow.connection].get();
}

Connection& TcpReassembler::Impl::open_connection(FlowIndex index) {
  FlowEntry& flow = flows_.at(index);
  if (flow.connection != kNoFlow) return *connections_[flow.connection];
  const std::size_t most = std::max<std::size_t>(ledger_.limits.flows, 1);
  while (flows_.size(FlowKind::kQuiet) + flows_.size(FlowKind::kCarrying) >= most) {
    FlowIndex oldest = flows_.longest_silent(FlowKind::kQuiet);
    if (oldest == kNoFlow) oldest = flows_.longest_silent(FlowKind::kCarrying);
    if (connection_of(flows_.at(oldest))->had_sink()) ++ledger_.counts.flows_evicted;
    end(oldest, StreamEnd::kEvicted);
  }
  if (free_connections_.empty()) {
    free_connections_.push_back(static_cast<std::uint32_t>(connections_.size()));
    connections_.emplace_back();
  }
  flow.connection = free_connections_.back();
  free_connections_.pop_back();
  connections_[flow.connection] = std::make_unique<Connection>(flow, ledger_, sinks_);
  return *connections_[flow.connection];
}

void TcpReassembler::Impl::drop_connection(FlowEntry& flow) {
  Connection& connection = *connections_[flow.connection];
  if (connection.holding != 0) holding_.erase(connection.holding);
  if (!connection.had_sink() && flow.opening.has_handshake()) ++ledger_.counts.half_open_flows;
  connections_[flow.connection].reset();
  free_connections_.push_back(flow.connection);
  flow.connection = kNoFlow;
}

void TcpReassembler::Impl::update_holding(FlowIndex index) {
  Connection& connection = *connections_[flows_.at(index).connection];
  const bool holds = connection.held() > 0;
  if (holds && connection.holding == 0) {
    connection.holding = next_holding_++;
    holding_.emplace(connection.holding, index);
  } else if (!holds && connection.holding != 0) {
    holding_.erase(connection.holding);
    connection.holding = 0;
  }
}

// Who has held bytes back for longest lets go first: a hole that fills does so soon. Bytes kept to
// compare with are given back by the flow silent for longest.
void TcpReassembler::Impl::keep_within_totals(const Arrival& now) {
  while (ledger_.early_bytes > ledger_.limits.early_bytes_total && !holding_.empty()) {
    const FlowIndex index = holding_.begin()->second;
    connections_[flows_.at(index).connection]->let_go(now);
    update_holding(index);
  }
  while (ledger_.recent_bytes > ledger_.limits.recent_bytes_total) {
    const FlowIndex index = flows_.longest_silent(FlowKind::kCarrying);
    if (index == kNoFlow) return;
    connections_[flows_.at(index).connection]->release_recent();
    flows_.change_kind(index, FlowKind::kQuiet);
  }
}

void TcpReassembler::Impl::close(FlowIndex index) {
  FlowEntry& flow = flows_.at(index);
  Connection& connection = *connections_[flow.connection];
  connection.end(StreamEnd::kFinished);
  const std::array<std::uint32_t, 2> finals = {connection.next_sequence(End::kLesser),
                                               connection.next_sequence(End::kGreater)};
  drop_connection(flow);
  flow.opening.close(finals);
  while (flows_.size(FlowKind::kClosed) >=
         std::max<std::size_t>(ledger_.limits.half_open_flows, 1)) {
    flows_.erase(flows_.longest_silent(FlowKind::kClosed));
  }
  flows_.touch(index, FlowKind::kClosed, now_);
}

void TcpReassembler::Impl::end(FlowIndex index, StreamEnd reason) {
  FlowEntry& flow = flows_.at(index);
  if (flow.kind == FlowKind::kHalfOpen && proves_bytes(flow.opening)) open_connection(index);
  if (flow.connection != kNoFlow) {
    connections_[flow.connection]->end(reason);
    drop_connection(flow);
  } else if (flow.kind == FlowKind::kHalfOpen && flow.opening.has_handshake()) {
    ++ledger_.counts.half_open_flows;
  }
  flows_.erase(index);
}

void TcpReassembler::Impl::end_silent_flows() {
  const std::int64_t moment = now_ - ledger_.limits.flow_idle_seconds * kSecond;
  for (;;) {
    const FlowIndex index = flows_.silent_since(moment);
    if (index == kNoFlow) return;
    end(index, StreamEnd::kIdle);
  }
}

void TcpReassembler::Impl::finish(std::int64_t now) {
  now_ = std::max(now_, now);
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
