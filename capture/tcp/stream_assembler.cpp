#include "capture/tcp/stream_assembler.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace constat::capture {
namespace {

std::int64_t length_of(std::string_view bytes) { return static_cast<std::int64_t>(bytes.size()); }

using TwoPieces = std::array<std::string_view, 2>;

bool equal(const TwoPieces& first, std::string_view later) {
  return later.substr(0, first[0].size()) == first[0] && later.substr(first[0].size()) == first[1];
}

Digest digest_of(const TwoPieces& pieces) {
  Sha256 digest;
  for (const std::string_view piece : pieces) digest.update(piece);
  return digest.finish();
}

void count_conflict(StreamCounts& counts, std::string_view later) {
  ++counts.conflicts;
  counts.conflicting_bytes += later.size();
}

}  // namespace

std::int64_t StreamAssembler::position_of(std::uint32_t sequence) {
  if (!space_) space_.emplace(sequence);
  return space_->position_of(sequence, reference());
}

std::uint64_t StreamAssembler::stream_offset(std::int64_t position) const {
  assert(position >= start_);
  return static_cast<std::uint64_t>(position - start_);
}

void StreamAssembler::add_bytes(std::uint32_t sequence, std::string_view bytes,
                                const Arrival& arrival, const Outlet& outlet) {
  if (bytes.empty()) return;
  std::int64_t position = position_of(sequence);
  if (position > reference() + kLargestWindow || position < reference() - kLargestWindow) {
    outlet.ledger.counts.set_aside_bytes += bytes.size();
    return;
  }
  const bool is_probe = bytes.size() == 1 && position + 1 == highest_;
  const Copy copy = is_probe ? Copy::kProbe : Copy::kData;
  highest_ = std::max(highest_, position + length_of(bytes));
  if (started_ && position < next_) {
    const auto old = std::min(bytes.size(), static_cast<std::size_t>(next_ - position));
    compare_delivered(position, bytes.substr(0, old), copy, arrival, outlet);
    bytes.remove_prefix(old);
    position += static_cast<std::int64_t>(old);
    if (bytes.empty()) return;
  }
  const bool in_order = started_ && position == next_;
  if (in_order && (early_.empty() || position + length_of(bytes) <= early_.first_position())) {
    deliver(bytes, arrival, outlet);
  } else {
    hold(position, bytes, copy, arrival, outlet);
  }
  deliver_ready(arrival, outlet);
}

void StreamAssembler::see_fin(std::uint32_t sequence) {
  const std::int64_t position = position_of(sequence);
  if (position > reference() + kLargestWindow || position < reference() - kLargestWindow) return;
  fin_ = std::max(fin_.value_or(position), position);
}

void StreamAssembler::see_acknowledgement(std::uint32_t acknowledgement) {
  const std::int64_t position = position_of(acknowledgement);
  if (position > reference() + kLargestWindow) return;
  acknowledged_ = std::max(acknowledged_.value_or(position), position);
}

void StreamAssembler::start(std::uint32_t sequence, const Outlet& outlet) {
  begin_at(position_of(sequence), outlet);
}

bool StreamAssembler::start_at_lowest(const Outlet& outlet) {
  if (early_.empty()) return false;
  begin_at(early_.first_position(), outlet);
  return true;
}

std::optional<std::uint32_t> StreamAssembler::lowest_sequence_held() const {
  if (early_.empty()) return std::nullopt;
  return space_->number_of(early_.first_position());
}

// Parts held from before the start can be of no connection that begins here, but for one that the
// start cuts in two.
void StreamAssembler::begin_at(std::int64_t position, const Outlet& outlet) {
  assert(!started_);
  started_ = true;
  start_ = next_ = position;
  highest_ = std::max(highest_, position);
  while (!early_.empty() && early_.first_position() < position) {
    const std::int64_t before = position - early_.first_position();
    EarlySegments::Part part = early_.take_first();
    const auto cut = std::min(part.bytes.size(), static_cast<std::size_t>(before));
    outlet.ledger.counts.set_aside_bytes += cut;
    part.bytes.erase(0, cut);
    if (!part.bytes.empty()) early_.add(position, part.bytes, part.arrival);
  }
  std::erase_if(conflicts_, [&](const WaitingConflict& c) { return c.position < position; });
  recharge(outlet.ledger);
}

void StreamAssembler::compare_delivered(std::int64_t position, std::string_view later, Copy copy,
                                        const Arrival& arrival, const Outlet& outlet) {
  StreamCounts& counts = outlet.ledger.counts;
  const std::int64_t remembered = next_ - static_cast<std::int64_t>(recent_.size());
  if (position < remembered) {
    const auto forgotten = std::min(later.size(), static_cast<std::size_t>(remembered - position));
    counts.set_aside_bytes += forgotten;
    later.remove_prefix(forgotten);
    position += static_cast<std::int64_t>(forgotten);
    if (later.empty()) return;
  }
  const TwoPieces first =
      recent_.look_back(static_cast<std::size_t>(next_ - position), later.size());
  if (equal(first, later)) {
    counts.duplicate_bytes += later.size();
  } else if (copy == Copy::kProbe) {
    counts.set_aside_bytes += later.size();
  } else {
    count_conflict(counts, later);
    const ByteRange where{stream_offset(position), later.size()};
    outlet.flow.sink().on_conflict(
        {outlet.side, where, digest_of(first), sha256(later), arrival.frame});
  }
}

void StreamAssembler::hold(std::int64_t position, std::string_view bytes, Copy copy,
                           const Arrival& arrival, const Outlet& outlet) {
  StreamCounts& counts = outlet.ledger.counts;
  for (const EarlySegments::Overlap& overlap : early_.add(position, bytes, arrival)) {
    if (overlap.held == overlap.later) {
      counts.duplicate_bytes += overlap.later.size();
    } else if (copy == Copy::kProbe) {
      counts.set_aside_bytes += overlap.later.size();
    } else {
      count_conflict(counts, overlap.later);
      conflicts_.push_back({overlap.position, length_of(overlap.later), sha256(overlap.held),
                            sha256(overlap.later), arrival.frame});
    }
  }
  recharge(outlet.ledger);
}

void StreamAssembler::deliver(std::string_view bytes, const Arrival& arrival,
                              const Outlet& outlet) {
  Ledger& ledger = outlet.ledger;
  outlet.flow.sink().on_bytes(
      {outlet.side, stream_offset(next_), bytes, arrival.time, arrival.frame});
  ledger.counts.delivered_bytes += bytes.size();
  recent_.append(bytes, {ledger.limits.recent_bytes_per_side, ledger.limits.recent_bytes_total},
                 ledger.recent_bytes);
  next_ += length_of(bytes);
  if (!conflicts_.empty()) tell_waiting_conflicts(outlet);
}

void StreamAssembler::deliver_first(const Arrival& now, const Outlet& outlet) {
  assert(started_ && has_waiting());
  if (early_.first_position() > next_) declare_gap(early_.first_position(), now, outlet);
  const EarlySegments::Part part = early_.take_first();
  deliver(part.bytes, part.arrival, outlet);
  recharge(outlet.ledger);
}

void StreamAssembler::deliver_ready(const Arrival& now, const Outlet& outlet) {
  while (is_ready()) deliver_first(now, outlet);
}

void StreamAssembler::declare_gap(std::int64_t end, const Arrival& now, const Outlet& outlet) {
  const auto length = static_cast<std::uint64_t>(end - next_);
  outlet.flow.sink().on_gap({outlet.side, stream_offset(next_), length, now.time, now.frame});
  ++outlet.ledger.counts.gaps;
  outlet.ledger.counts.gap_bytes += length;
  next_ = end;
  recent_.clear();
}

void StreamAssembler::declare_missing_end(const Arrival& now, const Outlet& outlet) {
  assert(!has_waiting());
  if (!started_) return;
  const std::int64_t end = proven_end();
  if (end > next_) declare_gap(end, now, outlet);
}

// An acknowledgement one beyond the last byte may be that of a FIN that was not captured, and then
// proves no byte.
std::int64_t StreamAssembler::proven_end() const {
  const std::int64_t known = std::max(next_, fin_.value_or(next_));
  const std::int64_t acknowledged = acknowledged_.value_or(known);
  const bool plausible = acknowledged > known + 1 && acknowledged <= known + kLargestWindow;
  return plausible ? acknowledged : known;
}

// One that is told reaches no further than what was passed on: what it is about is known by then.
void StreamAssembler::tell_waiting_conflicts(const Outlet& outlet) {
  const auto is_due = [&](const WaitingConflict& c) { return c.position + c.length <= next_; };
  for (const WaitingConflict& conflict : conflicts_) {
    if (!is_due(conflict)) continue;
    const ByteRange where{stream_offset(conflict.position),
                          static_cast<std::uint64_t>(conflict.length)};
    outlet.flow.sink().on_conflict(
        {outlet.side, where, conflict.first, conflict.later, conflict.frame});
  }
  std::erase_if(conflicts_, is_due);
}

bool StreamAssembler::is_closed() const {
  return started_ && fin_ && !has_waiting() && next_ == *fin_ && acknowledged_ == *fin_ + 1;
}

void StreamAssembler::recharge(Ledger& ledger) {
  ledger.early_bytes += held();
  ledger.early_bytes -= charged_;
  charged_ = held();
}

void StreamAssembler::release_memory(Ledger& ledger) {
  early_ = {};
  conflicts_.clear();
  recharge(ledger);
  recent_.release(ledger.recent_bytes);
}

}  // namespace constat::capture
