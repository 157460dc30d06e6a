// The definitions of reference_reassembler.h.
#pragma once

#include "tests/reference/reference_reassembler.h"

namespace constat::reference {

inline constexpr std::int32_t kReach = 256 * 1024;            // Limits::early_bytes_per_flow
inline constexpr std::uint32_t kLateReach = 4 * 1024 * 1024;  // behind the end of a closed stream
inline constexpr std::size_t kMostParked = 4;
inline constexpr std::array<capture::End, 2> kEnds = {capture::End::kLesser,
                                                      capture::End::kGreater};

inline bool may_be_forged(capture::Doubt doubt) {
  using capture::Doubt;
  return doubt != Doubt::kNone && doubt != Doubt::kProbe && doubt != Doubt::kSyn;
}

inline void ReferenceReassembler::feed(const Segment& segment, std::uint64_t frame) {
  const capture::KeyedSender keyed = capture::key_of(segment);
  Seen seen{segment, std::string(segment.payload), frame, keyed.sender};
  seen.segment.payload = {};
  add(seen, keyed);
}

inline void ReferenceReassembler::add(const Seen& seen, const capture::KeyedSender& keyed) {
  Segment segment = seen.segment;
  segment.payload = seen.payload;
  const auto last = std::find_if(flows_.rbegin(), flows_.rend(),
                                 [&](const Flow& flow) { return flow.first.key == keyed.key; });
  Flow* flow = last == flows_.rend() ? nullptr : &*last;
  if (flow == nullptr && segment.has(Segment::kRst)) return;
  if (flow != nullptr && begins_another(*flow, seen)) {
    const std::vector<Seen> parked = std::move(flow->parked);
    flow->parked.clear();
    if (!flow->opening.is_closed()) begin(*flow);
    flows_.push_back({keyed, parked.empty() ? seen.frame : parked[0].frame});
    if (!parked.empty()) flows_.back().opening = capture::Opening(parked[0].sender);
    for (const Seen& earlier : parked) add(earlier, {keyed.key, earlier.sender});
    return add(seen, keyed);
  }
  if (flow == nullptr) {
    flows_.push_back({keyed, seen.frame});
    flow = &flows_.back();
  }
  if (flow->opening.is_closed()) return;
  if (segment.has(Segment::kSyn) && !segment.has(Segment::kRst) && !is_own_syn(*flow, seen)) {
    if (flow->parked.size() == kMostParked) flow->parked.erase(flow->parked.begin());
    flow->parked.push_back(seen);
    flow->carries = true;
    return;
  }
  flow->carries = flow->carries || brings_news(*flow, seen);
  flow->opening.see(segment, seen.sender);
  const bool may_begin = flow->carries && flow->opening.is_settled();
  if (!flow->begun && !may_begin) return flow->waiting.push_back(seen);
  begin(*flow);
  process(*flow, seen);
  if (!flow->sides[0].is_closed() || !flow->sides[1].is_closed()) return;
  const auto end_of = [](const Side& side) {
    return side.start + static_cast<std::uint32_t>(side.contiguous());
  };
  flow->opening.close({end_of(flow->sides[0]), end_of(flow->sides[1])});
}

// After a close: a SYN with another number, or bytes that are no late copy. Else: a SYN that cannot
// be the flow's own, once something confirms that it is no forgery.
inline bool ReferenceReassembler::begins_another(Flow& flow, const Seen& seen) {
  const Segment& segment = seen.segment;
  if (segment.has(Segment::kRst)) return false;
  if (flow.opening.is_closed()) {
    if (segment.has(Segment::kSyn)) {
      return flow.opening.initial_sequence(seen.sender) != segment.sequence;
    }
    const std::uint32_t behind = flow.opening.final_sequence(seen.sender) + 1 - segment.sequence;
    return !seen.payload.empty() && behind > kLateReach;
  }
  if (segment.has(Segment::kSyn) && is_own_syn(flow, seen)) return false;
  return parked_is_confirmed(flow, seen);
}

// More than a handshake and the first acknowledgement.
inline bool ReferenceReassembler::brings_news(const Flow& flow, const Seen& seen) {
  const Segment& segment = seen.segment;
  if (segment.has(Segment::kRst)) return false;
  if (!seen.payload.empty() || segment.has(Segment::kFin)) return true;
  if (segment.has(Segment::kSyn) || !segment.has(Segment::kAck)) return false;
  const auto lowest = flow.opening.lowest_acknowledgement(seen.sender);
  const auto initial = flow.opening.initial_sequence(capture::opposite(seen.sender));
  if (lowest) return lowest != segment.acknowledgement;
  return initial && *initial + 1 != segment.acknowledgement;
}

inline bool ReferenceReassembler::is_own_syn(const Flow& flow, const Seen& seen) {
  const auto initial = flow.opening.initial_sequence(seen.sender);
  if (initial == seen.segment.sequence) return true;
  std::optional<std::uint32_t> start;
  if (!flow.begun && !flow.opening.is_settled()) {
    start = lowest_waiting(flow, seen.sender);
  } else if (flow.opening.has_syn(seen.sender)) {
    return false;
  } else if (initial) {
    start = *initial + 1;
  } else if (flow.side(seen.sender).started) {
    start = flow.side(seen.sender).start;
  }
  if (!start) return true;
  const std::int32_t ahead = capture::sequence_distance(seen.segment.sequence + 1, *start);
  return ahead >= 0 && ahead <= kReach;
}

// A SYN and the SYN+ACK that answers it, or a segment that goes on from a SYN where the flow
// cannot.
inline bool ReferenceReassembler::parked_is_confirmed(const Flow& flow, const Seen& seen) {
  const auto answers = [](const Seen& answer, const Seen& syn) {
    if (answer.sender == syn.sender || !answer.segment.has(Segment::kSyn) ||
        !answer.segment.has(Segment::kAck) || syn.segment.has(Segment::kAck)) {
      return false;
    }
    return answer.segment.acknowledgement - (syn.segment.sequence + 1) <= syn.payload.size();
  };
  for (const Seen& earlier : flow.parked) {
    if (answers(seen, earlier) || (seen.segment.has(Segment::kSyn) && answers(earlier, seen))) {
      return true;
    }
    if (seen.segment.has(Segment::kSyn) || seen.sender != earlier.sender) continue;
    const std::uint32_t past = seen.segment.sequence - (earlier.segment.sequence + 1);
    if (past != 0 && past != earlier.payload.size()) continue;
    const Side& side = flow.side(seen.sender);
    std::optional<std::uint32_t> reached = lowest_waiting(flow, seen.sender);
    if (side.started) reached = side.start + static_cast<std::uint32_t>(side.highest);
    if (!reached) return true;
    const std::int64_t distance = capture::sequence_distance(*reached, seen.segment.sequence);
    if (distance > kReach || distance < -kReach) return true;
  }
  return false;
}

inline std::optional<std::uint32_t> ReferenceReassembler::lowest_waiting(const Flow& flow,
                                                                         End end) {
  std::optional<std::uint32_t> lowest;
  for (const Seen& seen : flow.waiting) {
    const bool counts = seen.sender == end && !seen.payload.empty() &&
                        !seen.segment.has(Segment::kRst) && !seen.segment.has(Segment::kSyn);
    if (!counts) continue;
    if (!lowest || capture::sequence_distance(*lowest, seen.segment.sequence) < 0) {
      lowest = seen.segment.sequence;
    }
  }
  return lowest;
}

inline void ReferenceReassembler::begin(Flow& flow) {
  if (flow.begun) return;
  flow.begun = true;
  flow.opening.settle();
  for (const End end : kEnds) {
    const auto held = lowest_waiting(flow, end);
    const auto acknowledged = flow.opening.lowest_acknowledgement(capture::opposite(end));
    const bool below = held && acknowledged && flow.opening.has_handshake() &&
                       capture::sequence_distance(*held, *acknowledged) < 0;
    if (const auto initial = flow.opening.initial_sequence(end)) {
      flow.side(end).start_at(*initial + 1);
    } else if (acknowledged && (!held || below)) {
      flow.side(end).start_at(*acknowledged);
    } else if (held) {
      flow.side(end).start_at(*held);
    }
  }
  for (const Seen& seen : flow.waiting) process(flow, seen);
  flow.waiting.clear();
}

inline void ReferenceReassembler::process(Flow& flow, const Seen& seen) {
  const Segment& segment = seen.segment;
  if (segment.has(Segment::kRst)) return;
  Side& side = flow.side(seen.sender);
  Side& other = flow.side(capture::opposite(seen.sender));
  const std::uint32_t first_byte = segment.sequence + (segment.has(Segment::kSyn) ? 1 : 0);
  capture::Doubt doubt = capture::Doubt::kNone;
  if (!seen.payload.empty()) {
    side.start_at(first_byte);
    doubt = doubt_of(flow, seen, first_byte);
    place(flow, seen, first_byte, doubt);
  }
  if (segment.has(Segment::kFin)) {
    side.start_at(first_byte);
    side.see_fin(side.position_of(first_byte + segment.payload_length));
  }
  if (segment.has(Segment::kAck) && !segment.has(Segment::kSyn) && !may_be_forged(doubt)) {
    other.start_at(segment.acknowledgement);
    const std::int64_t position = other.position_of(segment.acknowledgement);
    if (position > other.highest + capture::kLargestWindow) return;
    other.acknowledged = std::max(other.acknowledged.value_or(position), position);
  }
}

inline capture::Doubt ReferenceReassembler::doubt_of(Flow& flow, const Seen& seen,
                                                     std::uint32_t first_byte) {
  using capture::Doubt;
  Side& side = flow.side(seen.sender);
  const Doubt habit = side.habits.judge(seen.segment, flow.opening.first_time_to_live(seen.sender));
  const std::int64_t position = side.position_of(first_byte);
  const std::int64_t end = position + static_cast<std::int64_t>(seen.payload.size());
  const std::int64_t reached = std::max(side.highest, side.acknowledged.value_or(0));
  if (end > reached + flow.opening.largest_window(seen.sender)) return Doubt::kOutOfWindow;
  if (habit != Doubt::kNone) return habit;
  const bool closed = flow.opening.has_closed_window(capture::opposite(seen.sender));
  const bool is_probe = closed && seen.payload.size() == 1 && position == side.highest;
  return is_probe ? Doubt::kProbe : Doubt::kNone;
}

inline void ReferenceReassembler::place(Flow& flow, const Seen& seen, std::uint32_t first_byte,
                                        capture::Doubt doubt) {
  Side& side = flow.side(seen.sender);
  std::string_view payload = seen.payload;
  const std::int64_t position = side.position_of(first_byte);
  if (position > side.highest + capture::kLargestWindow) return;
  if (position < side.highest - capture::kLargestWindow) return;
  if (seen.segment.has(Segment::kSyn)) {
    Segment segment = seen.segment;
    segment.payload = payload;
    const auto taken = flow.opening.syn_bytes_taken(segment, seen.sender);
    doubt = taken ? capture::Doubt::kNone : capture::Doubt::kSyn;
    payload = payload.substr(0, taken.value_or(payload.size()));
  }
  if (payload.size() == 1 && position + 1 == side.highest) return;  // keep-alive
  for (std::size_t at = 0; at < payload.size(); ++at) {
    const std::int64_t place = position + static_cast<std::int64_t>(at);
    if (place >= 0) side.bytes[place].push_back({payload[at], seen.frame, doubt});
    if (doubt == capture::Doubt::kNone) side.highest = std::max(side.highest, place + 1);
  }
}

inline void ReferenceReassembler::Side::see_fin(std::int64_t position) {
  if (position > highest + capture::kLargestWindow) return;
  if (position < highest - capture::kLargestWindow) return;
  if (!fin) {
    fin = position;
  } else if (position > *fin) {
    other_fin = fin;
    fin = position;
  } else if (position < *fin) {
    other_fin = position;
  }
}

// How far bytes without doubt go without a hole.
inline std::int64_t ReferenceReassembler::Side::contiguous() const {
  std::int64_t next = 0;
  for (const auto& [position, copies] : bytes) {
    const bool certain = std::any_of(copies.begin(), copies.end(), [](const Copy& copy) {
      return copy.doubt == capture::Doubt::kNone;
    });
    if (position != next || !certain) break;
    ++next;
  }
  return next;
}

// Of the FIN that the other side acknowledged, and nothing after it.
inline std::optional<std::int64_t> ReferenceReassembler::Side::closing() const {
  if (!acknowledged) return std::nullopt;
  const std::int64_t end = *acknowledged - 1;
  if (fin != end && other_fin != end) return std::nullopt;
  return end;
}

// An acknowledgement one beyond the last byte may be that of a FIN that was not captured.
inline std::int64_t ReferenceReassembler::Side::proven_end(std::int64_t next,
                                                           std::int64_t window) const {
  std::int64_t known = next;
  const std::int64_t reached = std::max({highest, next, acknowledged.value_or(0)});
  if (other_fin && acknowledged == *other_fin + 1) {
    known = std::max(known, *other_fin);
  } else if (fin && *fin <= reached + window) {
    known = std::max(known, *fin);
  }
  const std::int64_t claimed = acknowledged.value_or(known);
  const bool plausible = claimed > known + 1 && claimed <= known + capture::kLargestWindow;
  return plausible ? claimed : known;
}

inline SideResult ReferenceReassembler::result_of(const Side& side, std::int64_t window) {
  SideResult result;
  std::int64_t next = 0;
  const auto gap_up_to = [&](std::int64_t end) {
    if (end <= next) return;
    result.gaps.push_back(
        {static_cast<std::uint64_t>(next), static_cast<std::uint64_t>(end - next)});
    const std::int64_t acknowledged = std::min(end, side.acknowledged.value_or(next));
    if (acknowledged > next) {
      gap_bytes_acknowledged_ += static_cast<std::uint64_t>(acknowledged - next);
    }
    next = end;
  };
  for (const auto& [position, copies] : side.bytes) {
    auto first = std::find_if(copies.begin(), copies.end(),
                              [](const Copy& copy) { return copy.doubt == capture::Doubt::kNone; });
    if (first == copies.end()) {
      if (side.acknowledged && position >= *side.acknowledged) continue;
      first = copies.begin();
    }
    const auto closing = side.closing();
    if (closing && next <= *closing && position > *closing) break;
    gap_up_to(position);
    result.text.push_back(first->byte);
    next = position + 1;
    for (auto copy = copies.begin(); copy != copies.end(); ++copy) {
      if (copy->byte == first->byte || capture::is_dropped_by_receivers(copy->doubt)) continue;
      result.conflicts.push_back(
          {static_cast<std::uint64_t>(position), first->byte, copy->byte, copy->frame});
    }
  }
  gap_up_to(side.proven_end(next, window));
  std::sort(result.conflicts.begin(), result.conflicts.end());
  return result;
}

inline std::vector<FlowResult> ReferenceReassembler::finish() {
  std::vector<FlowResult> results;
  for (Flow& flow : flows_) {
    begin(flow);
    const End initiator = flow.opening.initiator();
    FlowResult result{flow.first.key.at(initiator),
                      flow.first.key.at(capture::opposite(initiator)),
                      flow.opening.has_handshake(),
                      flow.first_frame,
                      {}};
    for (const End end : kEnds) {
      result.sides[end == initiator ? 0 : 1] =
          result_of(flow.side(end), flow.opening.largest_window(end));
    }
    const auto is_empty = [](const SideResult& side) {
      return side.text.empty() && side.gaps.empty();
    };
    if (!is_empty(result.sides[0]) || !is_empty(result.sides[1])) results.push_back(result);
  }
  std::stable_sort(results.begin(), results.end(), [](const FlowResult& a, const FlowResult& b) {
    return a.first_frame < b.first_frame;
  });
  return results;
}

}  // namespace constat::reference
