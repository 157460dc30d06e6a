#include "capture/tcp/stream_assembler.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string>

namespace constat::capture {
namespace {

std::int64_t length_of(std::string_view bytes) { return static_cast<std::int64_t>(bytes.size()); }

constexpr std::int64_t kNowhere = INT64_MAX;

using TwoPieces = std::array<std::string_view, 2>;

bool equal(const TwoPieces& first, std::string_view later) {
  return later.substr(0, first[0].size()) == first[0] && later.substr(first[0].size()) == first[1];
}

}  // namespace

void StreamAssembler::start(std::uint32_t sequence) {
  assert(!started_);
  started_ = true;
  origin_ = sequence;
}

void StreamAssembler::add_bytes(std::int64_t position, std::string_view bytes, Doubt doubt,
                                const Arrival& arrival, const Outlet& outlet) {
  const bool is_far = position > highest_ + kLargestWindow || position < highest_ - kLargestWindow;
  if (is_far) note(DefectKind::kSegmentOutOfWindow, next_, 0, arrival.frame, outlet);
  if (bytes.size() == 1 && position + 1 == highest_) return compare_probe(position, bytes, outlet);
  const auto before =
      is_far ? bytes.size()
             : static_cast<std::size_t>(std::clamp<std::int64_t>(-position, 0, length_of(bytes)));
  outlet.ledger.counts.set_aside_bytes += before;
  bytes.remove_prefix(before);
  position += static_cast<std::int64_t>(before);
  if (bytes.empty()) return;
  if (doubt == Doubt::kNone) highest_ = std::max(highest_, position + length_of(bytes));
  if (position < next_) {
    const auto old = std::min(bytes.size(), static_cast<std::size_t>(next_ - position));
    const bool acknowledged = is_acknowledged(position + static_cast<std::int64_t>(old));
    compare_delivered({position, bytes.substr(0, old), doubt, arrival.frame, acknowledged}, outlet);
    bytes.remove_prefix(old);
    position += static_cast<std::int64_t>(old);
    if (bytes.empty()) return;
  }
  if (doubt != Doubt::kNone) return hold_doubtful(position, bytes, doubt, arrival, outlet);
  const std::int64_t free_to =
      waiting_ && !waiting_->early.empty() ? waiting_->early.first_position() : kNowhere;
  if (position == next_ && position + length_of(bytes) <= free_to) {
    deliver(bytes, arrival, outlet);
  } else {
    hold(position, bytes, arrival, outlet);
  }
  if (waiting_) deliver_ready(outlet);
}

void StreamAssembler::deliver_ready(const Outlet& outlet) {
  while (is_ready()) deliver_early(outlet);
  if (waiting_ && waiting_->empty()) waiting_.reset();
}

void StreamAssembler::see_fin(std::int64_t position) {
  if (position > highest_ + kLargestWindow || position < highest_ - kLargestWindow) return;
  if (!fin_) {
    fin_ = position;
  } else if (position > *fin_) {
    other_fin_ = fin_;
    fin_ = position;
  } else if (position < *fin_) {
    other_fin_ = position;
  }
}

void StreamAssembler::see_acknowledgement(std::int64_t position, Ledger& ledger) {
  if (position > highest_ + kLargestWindow) return;
  acknowledged_ = std::max(acknowledged_.value_or(position), position);
  if (unconfirmed_gap_bytes_ > 0 && is_acknowledged(unconfirmed_gap_end_)) {
    ledger.counts.gap_bytes_acknowledged += unconfirmed_gap_bytes_;
    unconfirmed_gap_bytes_ = 0;
  }
}

void StreamAssembler::see_urgent(std::int64_t position, const Arrival& arrival,
                                 const Outlet& outlet) {
  if (position < next_ || (waiting_ && waiting_->early.byte_at(position))) return;
  ++outlet.ledger.counts.urgent_bytes;
  waiting().urgent.emplace(position, arrival.frame);
  recharge(outlet.ledger);
}

void StreamAssembler::compare_delivered(const Copy& later, const Outlet& outlet) {
  StreamCounts& counts = outlet.ledger.counts;
  Copy held = later;
  const std::int64_t remembered = next_ - static_cast<std::int64_t>(recent_.size());
  if (held.position < remembered) {
    const auto forgotten =
        std::min(held.bytes.size(), static_cast<std::size_t>(remembered - held.position));
    counts.set_aside_bytes += forgotten;
    held.bytes.remove_prefix(forgotten);
    held.position += static_cast<std::int64_t>(forgotten);
    if (held.bytes.empty()) return;
  }
  const TwoPieces first =
      recent_.look_back(static_cast<std::size_t>(next_ - held.position), held.bytes.size());
  if (equal(first, held.bytes)) {
    counts.duplicate_bytes += held.bytes.size();
  } else {
    tell(held, std::string(first[0]) + std::string(first[1]), outlet);
  }
}

// A keep-alive (RFC 9293 section 3.8.4) repeats the last byte or puts any other in its place.
void StreamAssembler::compare_probe(std::int64_t position, std::string_view byte,
                                    const Outlet& outlet) {
  StreamCounts& counts = outlet.ledger.counts;
  ++counts.probes;
  std::optional<char> held;
  if (position >= next_) {
    if (waiting_) held = waiting_->early.byte_at(position);
  } else if (recent_.size() > 0 && position + 1 == next_) {
    held = recent_.look_back(1, 1)[0][0];
  }
  ++(held == byte[0] ? counts.duplicate_bytes : counts.set_aside_bytes);
}

// A copy that differs from what was read.
void StreamAssembler::tell(const Copy& later, std::string_view first, const Outlet& outlet) {
  StreamCounts& counts = outlet.ledger.counts;
  if (is_dropped_by_receivers(later.doubt)) {
    counts.set_aside_bytes += later.bytes.size();
  } else {
    ++counts.conflicts;
    counts.conflicting_bytes += later.bytes.size();
    const ByteRange where{static_cast<std::uint64_t>(later.position), later.bytes.size()};
    outlet.flow.sink().on_conflict({outlet.side, where, sha256(first), sha256(later.bytes),
                                    later.frame, first, later.bytes, later.acknowledged_before});
  }
  if (const auto kind = defect_of(later.doubt)) {
    note(*kind, later.position, later.bytes.size(), later.frame, outlet);
  }
}

void StreamAssembler::tell_waiting(std::int64_t position, const LaterCopy& copy,
                                   const Outlet& outlet) {
  if (copy.bytes == copy.first) {
    outlet.ledger.counts.duplicate_bytes += copy.bytes.size();
    return;
  }
  tell({position, copy.bytes, copy.doubt, copy.arrival.frame, copy.acknowledged_before}, copy.first,
       outlet);
}

void StreamAssembler::set_aside(std::int64_t position, const LaterCopy& copy,
                                const Outlet& outlet) {
  outlet.ledger.counts.set_aside_bytes += copy.bytes.size();
  if (const auto kind = defect_of(copy.doubt)) {
    note(*kind, position, copy.bytes.size(), copy.arrival.frame, outlet);
  }
}

WaitingBytes& StreamAssembler::waiting() {
  if (!waiting_) waiting_ = std::make_unique<WaitingBytes>();
  return *waiting_;
}

void StreamAssembler::hold(std::int64_t position, std::string_view bytes, const Arrival& arrival,
                           const Outlet& outlet) {
  WaitingBytes& waiting = this->waiting();
  for (const EarlySegments::Overlap& overlap : waiting.early.overlaps_with(position, bytes)) {
    if (overlap.held == overlap.later) {
      outlet.ledger.counts.duplicate_bytes += overlap.later.size();
      continue;
    }
    LaterCopy copy{std::string(overlap.later)};
    copy.arrival = arrival;
    copy.acknowledged_before = is_acknowledged(overlap.position + length_of(overlap.later));
    waiting.copies.add(overlap.position, std::move(copy));
  }
  waiting.early.add(position, bytes, arrival);
  recharge(outlet.ledger);
}

void StreamAssembler::hold_doubtful(std::int64_t position, std::string_view bytes, Doubt doubt,
                                    const Arrival& arrival, const Outlet& outlet) {
  LaterCopy copy{std::string(bytes)};
  copy.arrival = arrival;
  copy.doubt = doubt;
  copy.acknowledged_before = is_acknowledged(position + length_of(bytes));
  waiting().copies.add(position, std::move(copy));
  recharge(outlet.ledger);
}

void StreamAssembler::deliver(std::string_view bytes, const Arrival& arrival,
                              const Outlet& outlet) {
  Ledger& ledger = outlet.ledger;
  outlet.flow.sink().on_bytes(
      {outlet.side, static_cast<std::uint64_t>(next_), bytes, arrival.time, arrival.frame});
  ledger.counts.delivered_bytes += bytes.size();
  recent_.append(bytes, ledger.limits.recent_bytes_per_side, ledger.recent_bytes);
  const std::int64_t position = next_;
  next_ += length_of(bytes);
  if (waiting_) tell_what_waited(position, bytes, outlet);
}

void StreamAssembler::tell_what_waited(std::int64_t position, std::string_view bytes,
                                       const Outlet& outlet) {
  waiting_->copies.compare(position, bytes, [&](std::int64_t at, const LaterCopy& copy) {
    tell_waiting(at, copy, outlet);
  });
  auto& urgent = waiting_->urgent;
  while (!urgent.empty() && urgent.begin()->first < next_) {
    note(DefectKind::kUrgentData, urgent.begin()->first, 1, urgent.begin()->second, outlet);
    urgent.erase(urgent.begin());
  }
  recharge(outlet.ledger);
}

void StreamAssembler::deliver_early(const Outlet& outlet) {
  const EarlySegments::Part part = waiting_->early.first();
  deliver(part.bytes, part.arrival, outlet);
  waiting_->early.drop_first();
  recharge(outlet.ledger);
}

void StreamAssembler::deliver_first(Reading reading, const Arrival& now, const Outlet& outlet) {
  assert(has_waiting());
  if (is_ready()) return deliver_early(outlet);
  const bool is_end = reading == Reading::kAcknowledged;
  const std::int64_t readable = is_end && acknowledged_ ? *acknowledged_ : kNowhere;
  const std::int64_t early = waiting_->early.empty() ? kNowhere : waiting_->early.first_position();
  const std::int64_t doubtful = waiting_->copies.doubtful_from(next_).value_or(kNowhere);
  const bool takes_doubtful = doubtful < std::min(early, readable);
  const std::int64_t first = takes_doubtful ? doubtful : early;
  const auto closing = closing_position();
  const bool is_over = is_end && closing && next_ <= *closing && first > *closing;
  if (first == kNowhere || is_over) return set_all_aside(outlet);
  if (first > next_) declare_gap(first, now, outlet);
  if (takes_doubtful) {
    deliver_doubtful(std::min(early, readable), outlet);
  } else {
    deliver_early(outlet);
  }
}

// What waits lies beyond the end of the stream.
void StreamAssembler::set_all_aside(const Outlet& outlet) {
  abandon_copies(kNowhere, outlet);
  EarlySegments& early = waiting_->early;
  for (; !early.empty(); early.drop_first()) {
    outlet.ledger.counts.set_aside_bytes += early.first().bytes.size();
  }
  waiting_->urgent.clear();
  recharge(outlet.ledger);
}

void StreamAssembler::abandon_copies(std::int64_t end, const Outlet& outlet) {
  waiting_->copies.abandon(
      next_, end, [&](std::int64_t at, const LaterCopy& copy) { tell_waiting(at, copy, outlet); },
      [&](std::int64_t at, const LaterCopy& copy) { set_aside(at, copy, outlet); });
}

void StreamAssembler::deliver_doubtful(std::int64_t end, const Outlet& outlet) {
  const LaterCopy copy = waiting_->copies.take_doubtful(next_, end);
  const std::int64_t position = next_;
  highest_ = std::max(highest_, position + length_of(copy.bytes));
  deliver(copy.bytes, copy.arrival, outlet);
  if (const auto kind = defect_of(copy.doubt)) {
    note(*kind, position, copy.bytes.size(), copy.arrival.frame, outlet);
  }
  recharge(outlet.ledger);
}

void StreamAssembler::declare_gap(std::int64_t end, const Arrival& now, const Outlet& outlet) {
  if (waiting_) abandon_copies(end, outlet);
  const auto length = static_cast<std::uint64_t>(end - next_);
  outlet.flow.sink().on_gap(
      {outlet.side, static_cast<std::uint64_t>(next_), length, now.time, now.frame});
  StreamCounts& counts = outlet.ledger.counts;
  ++counts.gaps;
  counts.gap_bytes += length;
  const std::int64_t confirmed = std::clamp(acknowledged_.value_or(next_), next_, end) - next_;
  counts.gap_bytes_acknowledged += static_cast<std::uint64_t>(confirmed);
  unconfirmed_gap_bytes_ += length - static_cast<std::uint64_t>(confirmed);
  unconfirmed_gap_end_ = end;
  next_ = end;
  highest_ = std::max(highest_, end);
  recent_.clear();
}

void StreamAssembler::declare_missing_end(std::int64_t window, const Arrival& now,
                                          const Outlet& outlet) {
  assert(!has_waiting());
  if (!started_) return;
  const std::int64_t end = proven_end(window);
  if (end > next_) declare_gap(end, now, outlet);
}

// An acknowledgement one beyond the last byte may be that of a FIN that was not captured, and then
// proves no byte.
std::int64_t StreamAssembler::proven_end(std::int64_t window) const {
  std::int64_t known = next_;
  if (other_fin_ && acknowledged_ == *other_fin_ + 1) {
    known = std::max(known, *other_fin_);
  } else if (fin_ && *fin_ <= reached() + window) {
    known = std::max(known, *fin_);
  }
  const std::int64_t acknowledged = acknowledged_.value_or(known);
  const bool plausible = acknowledged > known + 1 && acknowledged <= known + kLargestWindow;
  return plausible ? acknowledged : known;
}

std::optional<std::int64_t> StreamAssembler::closing_position() const {
  if (!acknowledged_) return std::nullopt;
  const std::int64_t end = *acknowledged_ - 1;
  if (fin_ != end && other_fin_ != end) return std::nullopt;
  return end;
}

void StreamAssembler::recharge(Ledger& ledger) {
  if (!waiting_) return;
  const std::size_t charge = waiting_->charge();
  ledger.early_bytes += charge;
  ledger.early_bytes -= waiting_->charged;
  waiting_->charged = charge;
}

void StreamAssembler::release_memory(Ledger& ledger) {
  if (waiting_) ledger.early_bytes -= waiting_->charged;
  waiting_.reset();
  recent_.release(ledger.recent_bytes);
}

}  // namespace constat::capture
