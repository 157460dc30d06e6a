// One direction of a connection: segments in any order in, adjacent bytes and gaps out.
//
// Bytes in order are passed on in place. Bytes that come early wait in EarlySegments. The first
// copy of a byte is the one that is read; a later copy is compared with it, from EarlySegments or
// from RecentBytes, and the difference reported once the first copy has been passed on.
//
// Before start() the beginning is not known and everything waits. A hole is declared a gap only
// when it must be: see deliver_first().
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "capture/stream_events.h"
#include "capture/tcp/early_segments.h"
#include "capture/tcp/ledger.h"
#include "capture/tcp/recent_bytes.h"
#include "capture/tcp/sequence.h"

namespace constat::capture {

// Opens the flow's sink when the first event needs it.
class SinkAccess {
 public:
  virtual ~SinkAccess() = default;
  virtual StreamSink& sink() = 0;
};

// Where one direction's events go.
struct Outlet {
  SinkAccess& flow;
  Ledger& ledger;
  Side side;
};

class StreamAssembler {
 public:
  // --- what segments say ---
  // `sequence` is that of the first payload byte.
  void add_bytes(std::uint32_t sequence, std::string_view bytes, const Arrival& arrival,
                 const Outlet& outlet);
  // `sequence` of the FIN itself: one past the last byte. The furthest one counts.
  void see_fin(std::uint32_t sequence);
  // The other side's acknowledgement number.
  void see_acknowledgement(std::uint32_t acknowledgement);

  // --- where the stream begins ---
  bool started() const { return started_; }
  void start(std::uint32_t sequence, const Outlet& outlet);
  // At the lowest byte held; false when there is none.
  bool start_at_lowest(const Outlet& outlet);
  std::optional<std::uint32_t> lowest_sequence_held() const;
  // Sequence number of stream offset 0, of the next byte expected. Require started().
  std::uint32_t start_sequence() const { return space_->number_of(start_); }
  std::uint32_t next_sequence() const { return space_->number_of(next_); }

  // --- what waits ---
  // Memory charged for bytes and conflicts that wait.
  std::size_t held() const { return early_.charge() + conflicts_.size() * sizeof(WaitingConflict); }
  bool has_waiting() const { return !early_.empty(); }
  // True when the first waiting part is next in order.
  bool is_ready() const { return started_ && has_waiting() && early_.first_position() == next_; }
  FrameRef first_waiting_frame() const { return early_.first().arrival.frame; }
  // Passes the first waiting part on; a hole before it becomes a gap, made certain by `now`.
  void deliver_first(const Arrival& now, const Outlet& outlet);
  void deliver_ready(const Arrival& now, const Outlet& outlet);
  // Bytes at the end that a FIN or the other side proves to have existed become a last gap.
  void declare_missing_end(const Arrival& now, const Outlet& outlet);

  // --- how it ended ---
  bool has_fin() const { return fin_.has_value(); }
  // Everything up to the FIN was passed on, and the other side acknowledged the FIN and no more.
  bool is_closed() const;
  void release_memory(Ledger& ledger);

 private:
  struct WaitingConflict {
    std::int64_t position;
    std::int64_t length;
    Digest first;
    Digest later;
    FrameRef frame;
  };
  // A later copy that is a keep-alive or window probe is not evidence of a second reading.
  enum class Copy : std::uint8_t { kData, kProbe };

  std::int64_t position_of(std::uint32_t sequence);
  std::int64_t reference() const { return started_ ? next_ : highest_; }
  std::uint64_t stream_offset(std::int64_t position) const;
  void compare_delivered(std::int64_t position, std::string_view later, Copy copy,
                         const Arrival& arrival, const Outlet& outlet);
  void hold(std::int64_t position, std::string_view bytes, Copy copy, const Arrival& arrival,
            const Outlet& outlet);
  void deliver(std::string_view bytes, const Arrival& arrival, const Outlet& outlet);
  void declare_gap(std::int64_t end, const Arrival& now, const Outlet& outlet);
  void tell_waiting_conflicts(const Outlet& outlet);
  void recharge(Ledger& ledger);
  void begin_at(std::int64_t position, const Outlet& outlet);
  std::int64_t proven_end() const;

  std::optional<SequenceSpace> space_;  // position 0: the first sequence number met
  bool started_ = false;
  std::int64_t start_ = 0;
  std::int64_t next_ = 0;     // first byte not yet passed on
  std::int64_t highest_ = 0;  // end of the furthest byte seen
  std::optional<std::int64_t> acknowledged_;
  std::optional<std::int64_t> fin_;
  EarlySegments early_;
  std::vector<WaitingConflict> conflicts_;
  RecentBytes recent_;  // ends at next_
  std::size_t charged_ = 0;
};

}  // namespace constat::capture
