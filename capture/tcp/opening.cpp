#include "capture/tcp/opening.h"

#include "capture/tcp/sequence.h"

namespace constat::capture {
namespace {

// A SYN+ACK may cover data that came on the SYN (RFC 7413), so it may acknowledge a little more.
constexpr std::uint32_t kMostSynPayload = 65'535;

}  // namespace

void Opening::see(const TcpSegment& segment, End sender) {
  if (segment.has(TcpSegment::kRst)) return;
  if (!segment.payload.empty() && basis_ == Basis::kSegment) {
    basis_ = Basis::kPayload;
    initiator_ = sender;
  }
  if (settled_) return;
  if (!segment.has(TcpSegment::kSyn)) {
    if (!segment.has(TcpSegment::kAck)) return;
    std::uint32_t& lowest = lowest_acknowledgement_[index_of(sender)];
    bool& known = has_acknowledgement_[index_of(sender)];
    if (!known || sequence_distance(lowest, segment.acknowledgement) < 0) {
      lowest = segment.acknowledgement;
    }
    known = true;
  } else if (segment.has(TcpSegment::kAck)) {
    see_syn_ack(segment, sender);
  } else {
    see_syn(segment, sender);
  }
}

void Opening::see_syn(const TcpSegment& segment, End sender) {
  if (basis_ != Basis::kHandshake) initiator_ = sender;
  basis_ = Basis::kHandshake;
  set_initial(sender, segment.sequence);
  // Simultaneous open (RFC 9293 section 3.5, figure 7).
  settled_ = has_initial_[0] && has_initial_[1];
}

void Opening::see_syn_ack(const TcpSegment& segment, End sender) {
  const End asker = opposite(sender);
  const std::uint32_t first_byte = segment.acknowledgement;
  if (!has_initial_[index_of(asker)]) {
    set_initial(asker, first_byte - 1);
  } else if (!is_in_range(first_byte, initial_[index_of(asker)] + 1, kMostSynPayload)) {
    return;
  }
  set_initial(sender, segment.sequence);
  initiator_ = asker;
  basis_ = Basis::kHandshake;
  settled_ = true;
}

void Opening::set_initial(End end, std::uint32_t sequence) {
  initial_[index_of(end)] = sequence;
  has_initial_[index_of(end)] = true;
}

std::optional<std::uint32_t> Opening::initial_sequence(End end) const {
  if (!has_initial_[index_of(end)]) return std::nullopt;
  return initial_[index_of(end)];
}

std::optional<std::uint32_t> Opening::lowest_acknowledgement(End end) const {
  if (!has_acknowledgement_[index_of(end)]) return std::nullopt;
  return lowest_acknowledgement_[index_of(end)];
}

}  // namespace constat::capture
