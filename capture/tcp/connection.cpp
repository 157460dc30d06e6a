#include "capture/tcp/connection.h"

#include <cassert>

namespace constat::capture {
namespace {

constexpr std::array<End, 2> kEnds = {End::kLesser, End::kGreater};

}  // namespace

Connection::Connection(const Origin& origin, Ledger& ledger, StreamSinkFactory& sinks)
    : ledger_(ledger), sinks_(sinks), key_(origin.key) {
  flow_.time = origin.time;
  flow_.first_frame = origin.first_frame;
  last_ = {origin.time, origin.first_frame};
}

Connection::~Connection() {
  for (StreamAssembler& side : sides_) side.release_memory(ledger_);
}

Outlet Connection::outlet(End end) {
  return {*this, ledger_, end == initiator_ ? Side::kInitiator : Side::kResponder};
}

StreamSink& Connection::sink() {
  assert(begun_);
  if (!sink_) {
    sink_ = sinks_.open(flow_);
    ++ledger_.counts.flows;
  }
  return *sink_;
}

void Connection::add(const TcpSegment& segment, End sender, const Opening& opening,
                     const Arrival& arrival) {
  if (opening.is_settled() && !begun_) begin(opening, arrival);
  heard_[index_of(sender)] = true;
  last_ = arrival;
  if (segment.has(TcpSegment::kRst)) {
    // What comes after it in sequence is read all the same: an RST may be forged.
    reset_ = true;
    ledger_.counts.set_aside_bytes += segment.payload.size();
    return;
  }
  StreamAssembler& side = sides_[index_of(sender)];
  const std::uint32_t first_byte = segment.sequence + (segment.has(TcpSegment::kSyn) ? 1 : 0);
  side.add_bytes(first_byte, segment.payload, arrival, outlet(sender));
  if (segment.has(TcpSegment::kFin)) side.see_fin(first_byte + segment.payload_length);
  // That of a SYN+ACK proves no byte, and one that is not believed must not.
  if (segment.has(TcpSegment::kAck) && !segment.has(TcpSegment::kSyn)) {
    sides_[index_of(opposite(sender))].see_acknowledgement(segment.acknowledgement);
  }
  keep_within_limits(sender, arrival);
}

void Connection::keep_within_limits(End end, const Arrival& now) {
  StreamAssembler& side = sides_[index_of(end)];
  if (!begun_) return;
  if (!side.started()) {
    if (side.held() <= ledger_.limits.pickup_bytes_per_flow) return;
    guessed_[index_of(end)] = true;
    side.start_at_lowest(outlet(end));
    side.deliver_ready(now, outlet(end));
  }
  while (side.has_waiting() && side.held() > ledger_.limits.early_bytes_per_flow) {
    side.deliver_first(now, outlet(end));
    side.deliver_ready(now, outlet(end));
  }
}

void Connection::begin(const Opening& opening, const Arrival& now) {
  assert(!begun_);
  begun_ = true;
  initiator_ = opening.initiator();
  for (const End end : kEnds) start_side(end, opening);
  flow_.initiator = key_.at(initiator_);
  flow_.responder = key_.at(opposite(initiator_));
  flow_.pickup = opening.has_handshake() ? Pickup::kHandshake : Pickup::kMidstream;
  flow_.sequence_seed = seed(opening);
  release(now);
}

// From a SYN where one was seen. Else from the lowest byte held; of a side that has not been heard,
// and where the other side's SYN was seen (so that its first acknowledgement is of the start), from
// the lowest acknowledgement. Midway, an acknowledgement below the lowest byte would only say that
// bytes were under way when the capture began.
void Connection::start_side(End end, const Opening& opening) {
  StreamAssembler& side = sides_[index_of(end)];
  if (const auto initial = opening.initial_sequence(end)) {
    side.start(*initial + 1, outlet(end));
    return;
  }
  guessed_[index_of(end)] = true;
  const auto held = side.lowest_sequence_held();
  const auto acknowledged = opening.lowest_acknowledgement(opposite(end));
  const bool acknowledgement_helps =
      acknowledged &&
      (!held || (opening.has_handshake() && sequence_distance(*held, *acknowledged) < 0));
  if (acknowledgement_helps) {
    side.start(*acknowledged, outlet(end));
  } else {
    side.start_at_lowest(outlet(end));
  }
}

// Initial sequence numbers; where one was not seen, the number before the side's first byte.
std::uint64_t Connection::seed(const Opening& opening) const {
  const auto number = [&](End end) -> std::uint64_t {
    if (const auto initial = opening.initial_sequence(end)) return *initial;
    const StreamAssembler& side = sides_[index_of(end)];
    return side.started() ? side.start_sequence() - 1 : 0;
  };
  return number(initiator_) << 32 | number(opposite(initiator_));
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
    sides_[index_of(end)].deliver_first(now, outlet(end));
  }
}

void Connection::let_go(const Arrival& now) {
  assert(begun_);
  for (const End end : kEnds) {
    StreamAssembler& side = sides_[index_of(end)];
    if (!side.started()) {
      guessed_[index_of(end)] = true;
      side.start_at_lowest(outlet(end));
    }
  }
  release(now);
  while (sides_[0].has_waiting() || sides_[1].has_waiting()) {
    const bool take_greater = !sides_[0].has_waiting() ||
                              (sides_[1].has_waiting() &&
                               sides_[1].first_waiting_frame() < sides_[0].first_waiting_frame());
    const End end = take_greater ? End::kGreater : End::kLesser;
    sides_[index_of(end)].deliver_first(now, outlet(end));
    release(now);
  }
}

void Connection::end(StreamEnd otherwise) {
  const Arrival now = last_;
  let_go(now);
  for (const End end : {initiator_, opposite(initiator_)}) {
    sides_[index_of(end)].declare_missing_end(now, outlet(end));
  }
  if (sink_) sink_->on_end(reason(otherwise), now.frame);
  sink_.reset();
}

// Finished: every side that was heard has sent its FIN.
StreamEnd Connection::reason(StreamEnd otherwise) const {
  bool finished = true;
  for (const End end : kEnds) {
    const std::size_t index = index_of(end);
    finished = finished && (sides_[index].has_fin() || !heard_[index]);
  }
  if (finished && (sides_[0].has_fin() || sides_[1].has_fin())) return StreamEnd::kFinished;
  return reset_ ? StreamEnd::kReset : otherwise;
}

bool Connection::can_begin_at(End end, std::uint32_t first_byte) const {
  const StreamAssembler& side = sides_[index_of(end)];
  const auto reach = static_cast<std::int32_t>(ledger_.limits.early_bytes_per_flow);
  if (!side.started()) {
    const auto lowest = side.lowest_sequence_held();
    if (!lowest) return true;
    const std::int32_t ahead = sequence_distance(first_byte, *lowest);
    return ahead >= 0 && ahead <= reach;
  }
  const std::int32_t ahead = sequence_distance(first_byte, side.start_sequence());
  return ahead == 0 || (guessed_[index_of(end)] && ahead > 0 && ahead <= reach);
}

bool Connection::goes_on_at(End end, std::uint32_t sequence) const {
  const StreamAssembler& side = sides_[index_of(end)];
  if (!side.started()) return true;
  const std::int32_t ahead = sequence_distance(side.next_sequence(), sequence);
  const auto reach = static_cast<std::int32_t>(ledger_.limits.early_bytes_per_flow);
  return ahead <= reach && ahead >= -reach;
}

}  // namespace constat::capture
