// One direction of a connection: segments in any order in, adjacent bytes and gaps out.
//
// Bytes in order are passed on in place. Bytes that come early wait in EarlySegments. The first
// copy of a byte is the one that is read, unless it is doubtful (doubt.h); every other copy is
// compared with it, and the difference reported once it has been passed on. A hole is declared a
// gap only when it must be: see deliver_first().
//
// Positions are stream offsets: position 0 is the byte after the SYN, or the first that was seen.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "capture/stream_events.h"
#include "capture/tcp/doubt.h"
#include "capture/tcp/ledger.h"
#include "capture/tcp/recent_bytes.h"
#include "capture/tcp/sequence.h"
#include "capture/tcp/waiting_bytes.h"

namespace constat::capture {

class SinkAccess {
 public:
  virtual ~SinkAccess() = default;
  // Opens the flow's sink when the first event needs it.
  virtual StreamSink& sink() = 0;
  // At once, or as soon as there is a sink.
  virtual void tell(const StreamNote& note) = 0;
};

// Where one direction's events go.
struct Outlet {
  SinkAccess& flow;
  Ledger& ledger;
  Side side;
};

class StreamAssembler {
 public:
  // --- where the stream begins ---
  bool started() const { return started_; }
  // Call once, before all below.
  void start(std::uint32_t sequence);

  // --- what segments say ---
  // `position` is that of the first payload byte, and may be negative.
  std::int64_t position_of(std::uint32_t sequence) const {
    return SequenceSpace(origin_).position_of(sequence, highest_);
  }
  void add_bytes(std::int64_t position, std::string_view bytes, Doubt doubt, const Arrival& arrival,
                 const Outlet& outlet);
  // Of the FIN itself: one past the last byte.
  void see_fin(std::int64_t position);
  // By the other side: of the next byte it expects.
  void see_acknowledgement(std::int64_t position, Ledger& ledger);
  // A byte marked urgent, if it was not seen before. Call before add_bytes().
  void see_urgent(std::int64_t position, const Arrival& arrival, const Outlet& outlet);

  // What may have been sent so far: the end of the furthest byte captured or acknowledged.
  std::int64_t reached() const { return std::max(highest_, acknowledged_.value_or(0)); }
  std::int64_t highest() const { return highest_; }
  std::uint64_t next() const { return static_cast<std::uint64_t>(next_); }
  SenderHabits& habits() { return habits_; }
  std::uint32_t number_of(std::int64_t position) const {
    return SequenceSpace(origin_).number_of(position);
  }
  std::uint32_t next_sequence() const { return number_of(next_); }

  // --- what waits ---
  std::size_t held() const { return waiting_ ? waiting_->charge() : 0; }
  bool has_waiting() const { return waiting_ && waiting_->has_bytes(); }
  // True when the first waiting part is next in order.
  bool is_ready() const {
    return waiting_ && !waiting_->early.empty() && waiting_->early.first_position() == next_;
  }
  FrameRef first_waiting_frame() const { return waiting_->first_frame(); }
  // Which doubtful copies may be read: while the flow goes on all, at its end those whose bytes the
  // other side acknowledged, or all if it was not captured.
  enum class Reading : std::uint8_t { kAll, kAcknowledged };
  // Passes the first waiting part on; a hole before it becomes a gap, made certain by `now`.
  // Requires has_waiting().
  void deliver_first(Reading reading, const Arrival& now, const Outlet& outlet);
  void deliver_ready(const Outlet& outlet);
  // Bytes at the end that a FIN or the other side proves to have existed become a last gap.
  // `window`: a FIN further beyond what was sent is not believed. Requires that nothing waits.
  void declare_missing_end(std::int64_t window, const Arrival& now, const Outlet& outlet);

  // --- how it ended ---
  bool has_fin() const { return fin_.has_value(); }
  // Everything up to the FIN was passed on, and the other side acknowledged the FIN and no more.
  bool is_closed() const { return fin_ && closing_position() == next_; }
  // Of the FIN that the other side acknowledged, and nothing after it.
  std::optional<std::int64_t> closing_position() const;
  void release_memory(Ledger& ledger);
  void release_recent(Ledger& ledger) { recent_.release(ledger.recent_bytes); }

 private:
  struct Copy {
    std::int64_t position;
    std::string_view bytes;
    Doubt doubt;
    FrameRef frame;
    bool acknowledged_before;
  };
  void compare_delivered(const Copy& later, const Outlet& outlet);
  void compare_probe(std::int64_t position, std::string_view byte, const Outlet& outlet);
  void tell(const Copy& later, std::string_view first, const Outlet& outlet);
  void tell_waiting(std::int64_t position, const LaterCopy& copy, const Outlet& outlet);
  void set_aside(std::int64_t position, const LaterCopy& copy, const Outlet& outlet);
  static void note(DefectKind kind, std::int64_t position, std::size_t length, FrameRef frame,
                   const Outlet& outlet) {
    outlet.flow.tell({outlet.side, kind, {static_cast<std::uint64_t>(position), length}, frame});
  }
  void hold(std::int64_t position, std::string_view bytes, const Arrival& arrival,
            const Outlet& outlet);
  void hold_doubtful(std::int64_t position, std::string_view bytes, Doubt doubt,
                     const Arrival& arrival, const Outlet& outlet);
  void deliver(std::string_view bytes, const Arrival& arrival, const Outlet& outlet);
  void tell_what_waited(std::int64_t position, std::string_view bytes, const Outlet& outlet);
  void deliver_early(const Outlet& outlet);
  void set_all_aside(const Outlet& outlet);
  void abandon_copies(std::int64_t end, const Outlet& outlet);
  void deliver_doubtful(std::int64_t end, const Outlet& outlet);
  void declare_gap(std::int64_t end, const Arrival& now, const Outlet& outlet);
  bool is_acknowledged(std::int64_t position) const {
    return acknowledged_ && *acknowledged_ >= position;
  }
  std::int64_t proven_end(std::int64_t window) const;
  WaitingBytes& waiting();
  void recharge(Ledger& ledger);

  bool started_ = false;
  std::uint32_t origin_ = 0;  // sequence number of position 0
  SenderHabits habits_;
  std::int64_t next_ = 0;     // first byte not yet passed on
  std::int64_t highest_ = 0;  // end of the furthest byte seen without doubt
  std::optional<std::int64_t> acknowledged_;
  std::optional<std::int64_t> fin_;        // the furthest one
  std::optional<std::int64_t> other_fin_;  // the last that said otherwise
  // Of gaps that were declared and not acknowledged; their last end.
  std::uint64_t unconfirmed_gap_bytes_ = 0;
  std::int64_t unconfirmed_gap_end_ = 0;
  RecentBytes recent_;  // ends at next_
  std::unique_ptr<WaitingBytes> waiting_;
};

}  // namespace constat::capture
