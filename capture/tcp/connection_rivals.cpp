// Where one connection ends and another of the same 4-tuple begins (robustness T21).

#include "capture/tcp/connection.h"

namespace constat::capture {

bool Connection::is_own_syn(const TcpSegment& syn, End sender) const {
  std::optional<std::uint32_t> lowest = lowest_kept(sender);
  if (side(sender).started()) lowest = side(sender).number_of(0);
  return flow_.opening.owns_syn(syn.sequence, sender, lowest, ledger_.limits.early_bytes_per_flow);
}

void Connection::keep_rival(const TcpSegment& syn, End sender, const Arrival& arrival) {
  if (syn.payload.size() > RivalOpening::kMostPayload) {
    ledger_.counts.set_aside_bytes += syn.payload.size();
    return;
  }
  const auto dropped = oddities().rival.add(syn, sender, arrival);
  if (dropped) ledger_.counts.set_aside_bytes += dropped->segment().payload.size();
}

// A segment that goes on from a SYN confirms it only where this connection cannot be meant.
bool Connection::confirms_rival(const TcpSegment& segment, End sender) const {
  if (!oddities_ || segment.has(TcpSegment::kRst)) return false;
  const RivalOpening& rival = oddities_->rival;
  if (rival.is_answered_by(segment, sender)) return true;
  if (!rival.goes_on_with(segment, sender)) return false;
  const auto reach = static_cast<std::int64_t>(ledger_.limits.early_bytes_per_flow);
  const auto distance = distance_to(sender, segment.sequence);
  return !distance || *distance > reach || *distance < -reach;
}

std::vector<KeptSegment> Connection::take_rival() {
  if (!oddities_) return {};
  std::vector<KeptSegment> segments = oddities_->rival.segments();
  oddities_->rival = {};
  return segments;
}

void Connection::set_rivals_aside() {
  for (const KeptSegment& kept : take_rival()) {
    ledger_.counts.set_aside_bytes += kept.segment().payload.size();
  }
}

std::optional<std::int64_t> Connection::distance_to(End end, std::uint32_t sequence) const {
  const StreamAssembler& side = this->side(end);
  std::optional<std::uint32_t> reached = lowest_kept(end);
  if (side.started()) reached = side.number_of(side.highest());
  if (!reached) return std::nullopt;
  return sequence_distance(*reached, sequence);
}

}  // namespace constat::capture
