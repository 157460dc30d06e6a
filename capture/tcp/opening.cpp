#include "capture/tcp/opening.h"

#include <algorithm>

#include "capture/tcp/sequence.h"

namespace constat::capture {
namespace {

// RFC 7323 section 2.3.
constexpr int kLargestShift = 14;
constexpr std::int64_t kUnscaledWindow = 65'535;

}  // namespace

void Opening::see(const TcpSegment& segment, End sender) {
  if (segment.has(TcpSegment::kRst) || closed_) return;
  std::uint8_t& time_to_live = first_time_to_live_[index_of(sender)];
  if (time_to_live == 0) time_to_live = segment.time_to_live;
  if (!segment.payload.empty() && basis_ == kSegment) {
    basis_ = kPayload;
    initiator_ = sender;
  }
  if (!segment.has(TcpSegment::kSyn)) {
    if (segment.has(TcpSegment::kAck)) see_acknowledgement(segment, sender);
  } else if (settled_) {
    see_late_syn(segment, sender);
  } else if (segment.has(TcpSegment::kAck)) {
    see_syn_ack(segment, sender);
  } else {
    see_syn(segment, sender);
  }
}

void Opening::see_acknowledgement(const TcpSegment& segment, End sender) {
  const End other = opposite(sender);
  const unsigned side = 1u << index_of(sender);
  closed_windows_ = ((closed_windows_ & ~side) | (segment.window == 0 ? side : 0)) & 3;
  const bool confirms_answer = !settled_ && has_answer_ && !has_initial(other) &&
                               segment.sequence == answer_ &&
                               segment.acknowledgement == initial_[index_of(other)] + 1;
  if (confirms_answer) {
    set_initial(sender, answer_ - 1);
    syn_bytes_ = 0;
    believe_answer(other);
  }
  std::uint32_t& lowest = acknowledgement_[index_of(sender)];
  const bool known = (acknowledgements_ & side) != 0;
  if (!known || sequence_distance(lowest, segment.acknowledgement) < 0) {
    lowest = segment.acknowledgement;
  }
  acknowledgements_ = (acknowledgements_ | side) & 3;
}

void Opening::see_syn(const TcpSegment& segment, End sender) {
  if (basis_ != kHandshake) initiator_ = sender;
  basis_ = kHandshake;
  const auto bytes =
      static_cast<std::uint16_t>(std::min<std::size_t>(segment.payload.size(), 65'535));
  const bool is_again = has_initial(sender) && initial_[index_of(sender)] == segment.sequence;
  syn_bytes_ = is_again ? std::max(syn_bytes_, bytes) : bytes;
  set_initial(sender, segment.sequence);
  shift_[index_of(sender)] = segment.window_shift;
  const bool answered = has_answer_ && !has_initial(opposite(sender)) &&
                        is_in_range(answer_, segment.sequence + 1, syn_bytes_ + 1u);
  if (answered) return believe_answer(opposite(sender));
  // Simultaneous open (RFC 9293 section 3.5, figure 7).
  settled_ = initials_ == 3;
}

// One captured after the SYN+ACK. Where bytes came with it, the SYN+ACK alone did not tell where
// they begin.
void Opening::see_late_syn(const TcpSegment& segment, End sender) {
  if (!has_initial(sender)) return;
  std::uint32_t& initial = initial_[index_of(sender)];
  std::uint8_t& shift = shift_[index_of(sender)];
  const std::uint32_t bytes_before = initial - segment.sequence;
  const bool is_asker = answered_ && sender == initiator_;
  const bool moves_start = is_asker && shift == kNoSyn && bytes_before <= segment.payload.size();
  if (moves_start) initial = segment.sequence;
  if (initial == segment.sequence) shift = segment.window_shift;
}

void Opening::see_syn_ack(const TcpSegment& segment, End sender) {
  const End asker = opposite(sender);
  answer_ = segment.acknowledgement;
  has_answer_ = true;
  shift_[index_of(sender)] = segment.window_shift;
  if (has_initial(sender)) return;  // simultaneous open: settled by the other SYN
  initial_[index_of(sender)] = segment.sequence;
  if (!has_initial(asker)) {
    set_initial(asker, answer_ - 1);
    believe_answer(sender);
  } else if (is_in_range(answer_, initial_[index_of(asker)] + 1, syn_bytes_ + 1u)) {
    believe_answer(sender);
  }
}

void Opening::believe_answer(End answerer) {
  set_initial(answerer, initial_[index_of(answerer)]);
  initiator_ = opposite(answerer);
  basis_ = kHandshake;
  answered_ = settled_ = true;
}

void Opening::set_initial(End end, std::uint32_t sequence) {
  initial_[index_of(end)] = sequence;
  initials_ = (initials_ | 1u << index_of(end)) & 3;
}

std::optional<std::uint32_t> Opening::initial_sequence(End end) const {
  if (!has_initial(end)) return std::nullopt;
  return initial_[index_of(end)];
}

std::optional<std::uint32_t> Opening::lowest_acknowledgement(End end) const {
  if ((acknowledgements_ >> index_of(end) & 1) == 0) return std::nullopt;
  return acknowledgement_[index_of(end)];
}

std::int64_t Opening::largest_window(End sender) const {
  const std::uint8_t own = shift_[index_of(sender)];
  const std::uint8_t other = shift_[index_of(opposite(sender))];
  if (own == kNoSyn || other == kNoSyn) return kLargestWindow;
  const bool scaled = own != TcpSegment::kNoShift && other != TcpSegment::kNoShift;
  return (kUnscaledWindow << (scaled ? std::min<int>(other, kLargestShift) : 0)) + kUnscaledWindow;
}

std::optional<std::size_t> Opening::syn_bytes_taken(const TcpSegment& syn, End sender) const {
  if (!answered_ || sender != initiator_) return std::nullopt;
  const std::uint32_t initial = initial_[index_of(sender)];
  if (syn.sequence != initial) return 0;
  return std::min<std::size_t>(syn.payload.size(), answer_ - (initial + 1));
}

// One with the number that is known already, one sent again before any answer, or one captured late
// of a side that was picked up without it.
bool Opening::owns_syn(std::uint32_t sequence, End sender, std::optional<std::uint32_t> lowest,
                       std::size_t reach) const {
  const auto initial = initial_sequence(sender);
  if (initial == sequence) return true;
  if (settled_ && has_syn(sender)) return false;
  if (settled_ && initial) lowest = *initial + 1;
  if (!lowest) return true;
  const std::int64_t ahead = sequence_distance(sequence + 1, *lowest);
  return ahead >= 0 && ahead <= static_cast<std::int64_t>(reach);
}

void Opening::close(std::array<std::uint32_t, 2> final_sequences) {
  acknowledgement_ = final_sequences;
  closed_ = true;
}

}  // namespace constat::capture
