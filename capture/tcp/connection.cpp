#include "capture/tcp/connection.h"

#include <algorithm>
#include <cassert>

namespace constat::capture {
namespace {

constexpr std::array<End, 2> kEnds = {End::kLesser, End::kGreater};
// An RST further ahead than this of all that was sent is in no window in use; a true one stands at
// the end of what its sender sent.
constexpr std::int64_t kResetReach = 1024 * 1024;

// The acknowledgement of a segment that may be forged proves nothing.
bool is_forged(Doubt doubt) {
  return doubt != Doubt::kNone && doubt != Doubt::kProbe && doubt != Doubt::kSyn;
}

}  // namespace

Connection::Connection(FlowEntry& flow, Ledger& ledger, StreamSinkFactory& sinks)
    : flow_(flow), ledger_(ledger), sinks_(sinks), last_{flow.time, flow.first_frame()} {
  for (const End end : kEnds) {
    bare_acknowledgement_[index_of(end)] = flow.opening.lowest_acknowledgement(end);
  }
}

Connection::~Connection() {
  for (StreamAssembler& side : sides_) side.release_memory(ledger_);
  ledger_.early_bytes -= kept_charge_;
}

Outlet Connection::outlet(End end) {
  const bool is_initiator = end == flow_.opening.initiator();
  return {*this, ledger_, is_initiator ? Side::kInitiator : Side::kResponder};
}

std::size_t Connection::held() const { return sides_[0].held() + sides_[1].held() + kept_charge_; }

StreamSink& Connection::sink() {
  assert(begun_);
  if (!sink_) {
    const End initiator = flow_.opening.initiator();
    const bool handshake = flow_.opening.has_handshake();
    sink_ = sinks_.open({flow_.key.at(initiator), flow_.key.at(opposite(initiator)),
                         handshake ? Pickup::kHandshake : Pickup::kMidstream, flow_.time,
                         flow_.first_frame(), seed()});
    had_sink_ = true;
    ++ledger_.counts.flows;
    if (oddities_) {
      for (const StreamNote& note : oddities_->notes) sink_->on_note(note);
      oddities_->notes.clear();
    }
  }
  return *sink_;
}

void Connection::tell(const StreamNote& note) {
  if (sink_) return sink_->on_note(note);
  std::vector<StreamNote>& notes = oddities().notes;
  if (notes.size() < kMostNotes) notes.push_back(note);
}

// Initial sequence numbers; where one was not seen, the number before the side's first byte.
std::uint64_t Connection::seed() const {
  const auto number = [&](End end) -> std::uint64_t {
    if (const auto initial = flow_.opening.initial_sequence(end)) return *initial;
    return side(end).started() ? side(end).number_of(-1) : 0;
  };
  const End initiator = flow_.opening.initiator();
  return number(initiator) << 32 | number(opposite(initiator));
}

void Connection::add(const TcpSegment& segment, End sender, const Arrival& arrival) {
  heard_[index_of(sender)] = true;
  last_ = arrival;
  if (!begun_ && !flow_.opening.is_settled()) return keep(segment, sender, arrival);
  if (!begun_) begin();
  take(segment, sender, arrival);
}

void Connection::keep(const TcpSegment& segment, End sender, const Arrival& arrival) {
  if (!kept_) kept_ = std::make_unique<std::vector<KeptSegment>>();
  kept_->emplace_back(segment, sender, arrival);
  kept_charge_ += kept_->back().charge();
  ledger_.early_bytes += kept_->back().charge();
  if (kept_charge_ > ledger_.limits.pickup_bytes_per_flow) begin();
}

void Connection::begin() {
  assert(!begun_);
  begun_ = true;
  flow_.opening.settle();
  for (const End end : kEnds) start_side(end);
  for (const End end : kEnds) {
    StreamAssembler& other = side(opposite(end));
    const auto acknowledged = bare_acknowledgement_[index_of(end)];
    if (!acknowledged || !other.started()) continue;
    other.see_acknowledgement(other.position_of(*acknowledged), ledger_);
  }
  const auto kept = std::move(kept_);
  ledger_.early_bytes -= kept_charge_;
  kept_charge_ = 0;
  if (!kept) return;
  for (const KeptSegment& one : *kept) take(one.segment(), one.sender, one.arrival);
}

// From a SYN where one was seen. Else from the lowest byte kept; of a side that has not been heard,
// and where the other side's SYN was seen (so that its first acknowledgement is of the start), from
// the lowest acknowledgement. Midway, an acknowledgement below the lowest byte would only say that
// bytes were under way when the capture began.
void Connection::start_side(End end) {
  const Opening& opening = flow_.opening;
  if (const auto initial = opening.initial_sequence(end)) return side(end).start(*initial + 1);
  const auto kept = lowest_kept(end);
  const auto acknowledged = opening.lowest_acknowledgement(opposite(end));
  const bool acknowledgement_helps =
      acknowledged &&
      (!kept || (opening.has_handshake() && sequence_distance(*kept, *acknowledged) < 0));
  if (acknowledgement_helps) {
    side(end).start(*acknowledged);
  } else if (kept) {
    side(end).start(*kept);
  }
}

std::optional<std::uint32_t> Connection::lowest_kept(End end) const {
  std::optional<std::uint32_t> lowest;
  if (!kept_) return lowest;
  for (const KeptSegment& one : *kept_) {
    const TcpSegment segment = one.segment();
    const bool counts = one.sender == end && !segment.payload.empty() &&
                        !segment.has(TcpSegment::kRst) && !segment.has(TcpSegment::kSyn);
    if (!counts) continue;
    if (!lowest || sequence_distance(*lowest, segment.sequence) < 0) lowest = segment.sequence;
  }
  return lowest;
}

void Connection::take(const TcpSegment& segment, End sender, const Arrival& arrival) {
  if (segment.has(TcpSegment::kRst)) return take_reset(segment, sender, arrival);
  StreamAssembler& side = this->side(sender);
  const Doubt doubt =
      segment.payload.empty() ? Doubt::kNone : take_payload(segment, sender, arrival);
  if (segment.has(TcpSegment::kFin)) {
    const std::uint32_t first_byte = segment.sequence + (segment.has(TcpSegment::kSyn) ? 1 : 0);
    if (!side.started()) side.start(first_byte);
    side.see_fin(side.position_of(first_byte + segment.payload_length));
  }
  // That of a SYN+ACK proves no byte, and one that is not believed must not.
  const bool acknowledges = segment.has(TcpSegment::kAck) && !segment.has(TcpSegment::kSyn);
  if (acknowledges && !is_forged(doubt)) take_acknowledgement(segment, sender);
  if (side.held() > 0) keep_within_limits(sender, arrival);
}

Doubt Connection::take_payload(const TcpSegment& segment, End sender, const Arrival& arrival) {
  StreamAssembler& side = this->side(sender);
  const bool is_syn = segment.has(TcpSegment::kSyn);
  const std::uint32_t first_byte = segment.sequence + (is_syn ? 1 : 0);
  if (!side.started()) side.start(first_byte);
  const std::int64_t position = side.position_of(first_byte);
  const Doubt doubt = doubt_of(segment, sender, position);
  if (segment.has(TcpSegment::kUrg) && segment.urgent_pointer > 0 &&
      segment.urgent_pointer <= segment.payload.size() && doubt == Doubt::kNone) {
    side.see_urgent(position + segment.urgent_pointer - 1, arrival, outlet(sender));
  }
  if (oddities_) see_life_after_reset(sender, position, segment.payload.size());
  if (is_syn) {
    take_syn_payload(segment, sender, arrival);
  } else {
    side.add_bytes(position, segment.payload, doubt, arrival, outlet(sender));
  }
  return doubt;
}

Doubt Connection::doubt_of(const TcpSegment& segment, End sender, std::int64_t position) {
  const Opening& opening = flow_.opening;
  StreamAssembler& side = this->side(sender);
  const Doubt habit = side.habits().judge(segment, opening.first_time_to_live(sender));
  StreamCounts& counts = ledger_.counts;
  if (habit == Doubt::kOldTimestamp) ++counts.old_timestamp_segments;
  if (habit == Doubt::kTimeToLive) ++counts.ttl_outliers;
  const auto length = static_cast<std::int64_t>(segment.payload.size());
  if (position + length > side.reached() + opening.largest_window(sender)) {
    return Doubt::kOutOfWindow;
  }
  if (habit != Doubt::kNone) return habit;
  const bool is_probe =
      length == 1 && position == side.highest() && opening.has_closed_window(opposite(sender));
  if (is_probe) ++counts.probes;
  return is_probe ? Doubt::kProbe : Doubt::kNone;
}

// RFC 7413: what the SYN+ACK does not acknowledge must be sent again.
void Connection::take_syn_payload(const TcpSegment& segment, End sender, const Arrival& arrival) {
  StreamAssembler& side = this->side(sender);
  const auto taken = flow_.opening.syn_bytes_taken(segment, sender);
  const std::string_view used = segment.payload.substr(0, taken.value_or(segment.payload.size()));
  const std::int64_t position = side.position_of(segment.sequence + 1);
  if (!used.empty()) {
    const Doubt doubt = taken ? Doubt::kNone : Doubt::kSyn;
    side.add_bytes(position, used, doubt, arrival, outlet(sender));
  }
  const std::size_t ignored = segment.payload.size() - used.size();
  if (ignored == 0) return;
  ledger_.counts.set_aside_bytes += ignored;
  ledger_.counts.syn_bytes_ignored += ignored;
  tell({outlet(sender).side, DefectKind::kSynDataIgnored, {used.size(), ignored}, arrival.frame});
}

void Connection::take_acknowledgement(const TcpSegment& segment, End sender) {
  StreamAssembler& other = side(opposite(sender));
  if (!other.started()) other.start(segment.acknowledgement);
  other.see_acknowledgement(other.position_of(segment.acknowledgement), ledger_);
  // A keep-alive without a byte (RFC 9293 section 3.8.4).
  const StreamAssembler& own = side(sender);
  const bool is_bare = segment.payload.empty() && !segment.has(TcpSegment::kFin);
  if (is_bare && own.started() && own.highest() > 0 &&
      own.position_of(segment.sequence) + 1 == own.highest()) {
    ++ledger_.counts.probes;
  }
}

// What comes after it in sequence is read all the same: an RST may be forged.
void Connection::take_reset(const TcpSegment& segment, End sender, const Arrival& arrival) {
  ledger_.counts.set_aside_bytes += segment.payload.size();
  const StreamAssembler& side = this->side(sender);
  Reset& reset = oddities().resets[index_of(sender)];
  ++reset.count;
  reset.position = side.started() ? side.position_of(segment.sequence) : 0;
  // Nothing can tell whether the flow went on up to there.
  if (reset.position > side.reached() + kResetReach) reset.position = 0;
  reset.frame = arrival.frame;
}

void Connection::see_life_after_reset(End sender, std::int64_t position, std::size_t length) {
  Reset& reset = oddities_->resets[index_of(sender)];
  const std::int64_t end = position + static_cast<std::int64_t>(length);
  if (reset.count == 0 || end <= reset.position || end <= side(sender).highest()) return;
  ledger_.counts.resets_ignored += reset.count;
  reset.count = 0;
  const auto place = static_cast<std::uint64_t>(std::max<std::int64_t>(reset.position, 0));
  tell({outlet(sender).side, DefectKind::kResetIgnored, {place, 0}, reset.frame});
}

void Connection::keep_within_limits(End end, const Arrival& now) {
  StreamAssembler& side = this->side(end);
  while (side.has_waiting() && side.held() > ledger_.limits.early_bytes_per_flow) {
    side.deliver_first(StreamAssembler::Reading::kAll, now, outlet(end));
    side.deliver_ready(outlet(end));
  }
}

// Ready parts of both sides, in the order in which their frames came.
void Connection::release(const Arrival& now) {
  for (;;) {
    const bool lesser = sides_[0].is_ready();
    const bool greater = sides_[1].is_ready();
    if (!lesser && !greater) return;
    const bool take_greater =
        greater && (!lesser || sides_[1].first_waiting_frame() < sides_[0].first_waiting_frame());
    const End end = take_greater ? End::kGreater : End::kLesser;
    side(end).deliver_first(StreamAssembler::Reading::kAll, now, outlet(end));
  }
}

void Connection::deliver_waiting(StreamAssembler::Reading reading, const Arrival& now) {
  release(now);
  while (sides_[0].has_waiting() || sides_[1].has_waiting()) {
    const bool take_greater = !sides_[0].has_waiting() ||
                              (sides_[1].has_waiting() &&
                               sides_[1].first_waiting_frame() < sides_[0].first_waiting_frame());
    const End end = take_greater ? End::kGreater : End::kLesser;
    side(end).deliver_first(reading, now, outlet(end));
    release(now);
  }
}

void Connection::let_go(const Arrival& now) {
  if (!begun_) begin();
  deliver_waiting(StreamAssembler::Reading::kAll, now);
}

void Connection::end(StreamEnd otherwise) {
  if (!begun_) begin();
  const Arrival now = last_;
  deliver_waiting(StreamAssembler::Reading::kAcknowledged, now);
  const End initiator = flow_.opening.initiator();
  for (const End end : {initiator, opposite(initiator)}) {
    side(end).declare_missing_end(flow_.opening.largest_window(end), now, outlet(end));
    count_end(end);
  }
  set_rivals_aside();
  const StreamEnd why = reason(otherwise);
  if (sink_ && otherwise == StreamEnd::kEvicted) {
    tell({Side::kInitiator, DefectKind::kFlowEvicted, {side(initiator).next(), 0}, now.frame});
  }
  if (sink_) sink_->on_end(why, now.frame);
  sink_.reset();
}

// Where the numbers of both ends are known, so many bytes were sent: FIN - ISN - 1.
void Connection::count_end(End end) {
  const StreamAssembler& side = this->side(end);
  StreamCounts& counts = ledger_.counts;
  counts.offset_bytes += side.next();
  const auto initial = flow_.opening.initial_sequence(end);
  const auto fin = side.closing_position();
  if (!initial || !fin || side.number_of(-1) != *initial) return;
  ++counts.directions_finished;
  const std::uint32_t sent = side.number_of(*fin) - *initial - 1;
  if (static_cast<std::uint32_t>(side.next()) == sent) {
    ++counts.directions_exact;
  } else if (side.next() > static_cast<std::uint64_t>(*fin)) {
    ++counts.directions_past_fin;
  }
}

// Finished: every side that was heard has sent its FIN.
StreamEnd Connection::reason(StreamEnd otherwise) const {
  bool finished = true;
  for (const End end : kEnds) {
    finished = finished && (side(end).has_fin() || !heard_[index_of(end)]);
  }
  if (finished && (sides_[0].has_fin() || sides_[1].has_fin())) return StreamEnd::kFinished;
  const bool reset =
      oddities_ && (oddities_->resets[0].count > 0 || oddities_->resets[1].count > 0);
  return reset ? StreamEnd::kReset : otherwise;
}

void Connection::release_recent() {
  for (StreamAssembler& side : sides_) side.release_recent(ledger_);
}

Connection::Oddities& Connection::oddities() {
  if (!oddities_) oddities_ = std::make_unique<Oddities>();
  return *oddities_;
}

}  // namespace constat::capture
