#include "capture/tcp/tcp_reassembler.h"

#include <algorithm>
#include <cassert>
#include <list>

#include "capture/tcp/capture_clock.h"
#include "capture/tcp/connection.h"
#include "capture/tcp/decode_frame.h"
#include "capture/tcp/flow_table.h"
#include "capture/tcp/ip_fragments.h"
#include "capture/tcp/ledger.h"

namespace constat::capture {
namespace {

// How far behind the end of a closed connection a late segment may lie and still be one of its own.
constexpr std::uint32_t kLateReach = 4 * 1024 * 1024;

void note_link_type(InputFacts& facts) {
  const auto is_noted = [](const Defect& defect) {
    return defect.kind == DefectKind::kLinkTypeUnsupported;
  };
  if (std::any_of(facts.defects.begin(), facts.defects.end(), is_noted)) return;
  facts.defects.push_back({DefectKind::kLinkTypeUnsupported, {}});
}

}  // namespace

class TcpReassembler::Impl {
 public:
  Impl(const Limits& limits, StreamSinkFactory& sinks)
      : ledger_(limits), fragments_(limits), sinks_(sinks) {}

  void add(const Packet& packet, std::uint32_t input, InputFacts& facts);
  void finish();
  const StreamCounts& counts() const { return ledger_.counts; }

 private:
  DecodedFrame decode(const Packet& packet);
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
  CaptureClock clock_;
  IpFragments fragments_;
  StreamSinkFactory& sinks_;
  FlowTable flows_;
  std::list<FlowIndex> holding_;  // flows that hold bytes back, longest first
};

void TcpReassembler::Impl::add(const Packet& packet, std::uint32_t input, InputFacts& facts) {
  clock_.advance(packet.time);
  end_silent_flows();
  const DecodedFrame frame = decode(packet);
  if (const auto* reason = std::get_if<SkipReason>(&frame)) {
    ++facts.frames_skipped[static_cast<std::size_t>(*reason)];
    if (*reason == SkipReason::kLinkType) note_link_type(facts);
    return;
  }
  ++facts.frames_analysed;
  add_segment(std::get<TcpSegment>(frame), {packet.time, {input, packet.number}});
}

// A fragment is counted as one; the frame that completes a datagram is counted as what the datagram
// turns out to be, so that every frame is counted once.
DecodedFrame TcpReassembler::Impl::decode(const Packet& packet) {
  DecodedFrame frame = decode_frame(packet, ledger_.limits);
  const auto* fragment = std::get_if<IpFragment>(&frame);
  if (fragment == nullptr) return frame;
  const IpFragments::Outcome outcome = fragments_.add(*fragment, clock_.now());
  ledger_.counts.datagrams_overlapping = fragments_.overlapping_datagrams();
  if (outcome == IpFragments::Outcome::kRefused) return SkipReason::kMalformed;
  if (outcome == IpFragments::Outcome::kHeld) return SkipReason::kFragment;
  frame = decode_ip_payload(fragments_.datagram(), ledger_.limits);
  // Fragments within fragments: no sender makes them.
  if (std::holds_alternative<IpFragment>(frame)) return SkipReason::kMalformed;
  return frame;
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
    if (index != kNoFlow) flows_.touch(index, FlowTable::Kind::kBare, clock_.now());
    return;
  }
  if (index == kNoFlow) index = insert(keyed, arrival);
  FlowEntry& flow = flows_.at(index);
  flow.opening.see(segment, keyed.sender);
  if (carries || brings_news(flow, segment, keyed.sender)) {
    carry(index, segment, keyed.sender, arrival);
  } else {
    flows_.touch(index, FlowTable::Kind::kBare, clock_.now());
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
  flows_.touch(index, FlowTable::Kind::kCarrying, clock_.now());
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
  const FlowIndex index = flows_.insert(keyed.key, Opening(keyed.sender), clock_.now());
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
  flows_.touch(index, FlowTable::Kind::kBare, clock_.now());
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
  const std::int64_t moment = clock_.now() - ledger_.limits.flow_idle_seconds * 1'000'000'000;
  while (const std::optional<FlowIndex> index = flows_.silent_since(moment)) {
    end(*index, StreamEnd::kIdle);
  }
}

void TcpReassembler::Impl::finish() {
  for (const FlowIndex index : flows_.in_order()) end(index, StreamEnd::kInputEnd);
}

TcpReassembler::TcpReassembler(const Limits& limits, StreamSinkFactory& sinks)
    : impl_(std::make_unique<Impl>(limits, sinks)) {}
TcpReassembler::~TcpReassembler() = default;

void TcpReassembler::add(const Packet& packet, std::uint32_t input, InputFacts& facts) {
  impl_->add(packet, input, facts);
}
void TcpReassembler::finish() { impl_->finish(); }
const StreamCounts& TcpReassembler::counts() const { return impl_->counts(); }

}  // namespace constat::capture
