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
  // says which one was taken. A SYN+ACK that does not acknowledge the last SYN is believed only
  // once the asker goes on with exactly its numbers.
  void see(const TcpSegment& segment, End sender);

  // True once it is certain where both sides start: a SYN+ACK, two SYNs, or settle().
  bool is_settled() const { return settled_; }
  // No handshake will be waited for any longer.
  void settle() { settled_ = true; }

  // A SYN or SYN+ACK was seen.
  bool has_handshake() const { return basis_ == kHandshake; }
  // Sender of the SYN, or else of the first payload, or else of the first segment.
  End initiator() const { return initiator_; }

  std::optional<std::uint32_t> initial_sequence(End end) const;
  // The lowest number by which `end` acknowledged the other side's bytes.
  std::optional<std::uint32_t> lowest_acknowledgement(End end) const;
  // Can a SYN with this number be the flow's own? `lowest`: where the sender's bytes begin, as far
  // as they were seen without a SYN; it may be captured `reach` bytes too late at most.
  bool owns_syn(std::uint32_t sequence, End sender, std::optional<std::uint32_t> lowest,
                std::size_t reach) const;
  bool has_syn(End end) const { return shift_[index_of(end)] != kNoSyn; }
  // The last window that `end` offered was 0.
  bool has_closed_window(End end) const { return (closed_windows_ >> index_of(end) & 1) != 0; }
  // Of the first segment of `end`; 0 when none was seen.
  std::uint8_t first_time_to_live(End end) const { return first_time_to_live_[index_of(end)]; }
  // The largest window the other side can open for `sender`'s bytes: what its shift allows where
  // both SYNs were seen (RFC 7323 section 2.2), and a window's worth more for what is under way.
  std::int64_t largest_window(End sender) const;
  // How many of the bytes on a SYN the SYN+ACK acknowledged (RFC 7413 section 4.2); none when no
  // SYN+ACK tells.
  std::optional<std::size_t> syn_bytes_taken(const TcpSegment& syn, End sender) const;

  // Once the connection is over: what came last, to know what comes late.
  void close(std::array<std::uint32_t, 2> final_sequences);
  bool is_closed() const { return closed_; }
  std::uint32_t final_sequence(End end) const { return acknowledgement_[index_of(end)]; }

 private:
  enum Basis : std::uint8_t { kSegment, kPayload, kHandshake };
  static constexpr std::uint8_t kNoSyn = 0xFE;  // beside TcpSegment::kNoShift
  void see_syn(const TcpSegment& segment, End sender);
  void see_late_syn(const TcpSegment& segment, End sender);
  void see_syn_ack(const TcpSegment& segment, End sender);
  void see_acknowledgement(const TcpSegment& segment, End sender);
  void believe_answer(End answerer);
  void set_initial(End end, std::uint32_t sequence);
  bool has_initial(End end) const { return (initials_ >> index_of(end) & 1) != 0; }

  std::array<std::uint32_t, 2> initial_{};
  std::array<std::uint32_t, 2> acknowledgement_{};  // the lowest; once closed, the final sequence
  std::uint32_t answer_ = 0;                        // acknowledgement number of the SYN+ACK
  std::uint16_t syn_bytes_ = 0;                     // payload of the SYN; 65535 at most
  std::array<std::uint8_t, 2> first_time_to_live_{};
  std::array<std::uint8_t, 2> shift_{kNoSyn, kNoSyn};
  std::uint8_t initials_ : 2 = 0;          // by index_of(End): initial_ is known
  std::uint8_t acknowledgements_ : 2 = 0;  // acknowledgement_ is known
  std::uint8_t closed_windows_ : 2 = 0;
  Basis basis_ : 2 = kSegment;
  bool settled_ : 1 = false;
  bool has_answer_ : 1 = false;  // a SYN+ACK was seen; its number is in initial_
  bool answered_ : 1 = false;    // and is believed
  bool closed_ : 1 = false;
  End initiator_ : 1;
};
static_assert(sizeof(Opening) <= 32);

}  // namespace constat::capture
