// How a connection began, as far as it was seen: who asked, and where each side's numbers start
// (RFC 9293 section 3.5). Small, because a flood of SYNs makes many of them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "capture/frame/tcp_segment.h"
#include "capture/tcp/flow_key.h"

namespace constat::capture {

class Opening {
 public:
  explicit Opening(End first_sender) : initiator_(first_sender) {}

  // Takes in one segment. A SYN sent again with another number replaces the first, until a SYN+ACK
  // says which one was taken; a SYN+ACK that acknowledges no SYN seen is not believed.
  void see(const TcpSegment& segment, End sender);

  // True once it is certain where both sides start: a SYN+ACK, two SYNs, or settle().
  bool is_settled() const { return settled_; }
  // No handshake will be waited for any longer.
  void settle() { settled_ = true; }

  // A SYN or SYN+ACK was seen.
  bool has_handshake() const { return basis_ == Basis::kHandshake; }
  // Sender of the SYN, or else of the first payload, or else of the first segment.
  End initiator() const { return initiator_; }

  std::optional<std::uint32_t> initial_sequence(End end) const;
  // The lowest number by which `end` acknowledged the other side's bytes.
  std::optional<std::uint32_t> lowest_acknowledgement(End end) const;

 private:
  enum class Basis : std::uint8_t { kSegment, kPayload, kHandshake };
  void see_syn(const TcpSegment& segment, End sender);
  void see_syn_ack(const TcpSegment& segment, End sender);
  void set_initial(End end, std::uint32_t sequence);

  std::array<std::uint32_t, 2> initial_{};
  std::array<std::uint32_t, 2> lowest_acknowledgement_{};
  std::array<bool, 2> has_initial_{};
  std::array<bool, 2> has_acknowledgement_{};
  bool settled_ = false;
  Basis basis_ = Basis::kSegment;
  End initiator_;
};

}  // namespace constat::capture
