// Both directions of one connection that carries payload: two assemblers, one sink.
//
// Until the opening is settled whole segments wait; then it is known where both sides start, and
// they are taken in the order in which their frames came. The sink is opened at the first byte or
// gap that is handed out.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "capture/stream_events.h"
#include "capture/tcp/flow_entry.h"
#include "capture/tcp/kept_segment.h"
#include "capture/tcp/ledger.h"
#include "capture/tcp/rival_opening.h"
#include "capture/tcp/stream_assembler.h"

namespace constat::capture {

class Connection final : public SinkAccess {
 public:
  // `flow` is that of the connection, before it has seen the first segment that is added here. All
  // must outlive the connection.
  Connection(FlowEntry& flow, Ledger& ledger, StreamSinkFactory& sinks);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The opening has seen the segment already.
  void add(const TcpSegment& segment, End sender, const Arrival& arrival);
  // What waits is passed on, holes become gaps. No handshake is waited for any longer.
  void let_go(const Arrival& now);
  // Ends the stream: let_go(), missing ends, on_end. `otherwise` is the reason where neither FINs
  // nor an RST give one.
  void end(StreamEnd otherwise);

  // Memory that waits.
  std::size_t held() const;
  // Both sides are done and have acknowledged each other's FIN.
  bool is_closed() const { return sides_[0].is_closed() && sides_[1].is_closed(); }
  bool had_sink() const { return had_sink_; }
  const Arrival& last() const { return last_; }
  std::uint32_t next_sequence(End end) const { return sides_[index_of(end)].next_sequence(); }
  void release_recent();

  // --- other connections of the same 4-tuple ---
  // Could a SYN belong to this one?
  bool is_own_syn(const TcpSegment& syn, End sender) const;
  // Keeps a SYN that could not.
  void keep_rival(const TcpSegment& syn, End sender, const Arrival& arrival);
  // The segment shows that the SYNs kept are not forged: the other connection has begun.
  bool confirms_rival(const TcpSegment& segment, End sender) const;
  std::vector<KeptSegment> take_rival();
  // How far a segment is from where this connection stopped; none when nothing was heard of `end`.
  std::optional<std::int64_t> distance_to(End end, std::uint32_t sequence) const;

  // For the list of flows that hold bytes back: the place in it; 0 for none.
  std::uint64_t holding = 0;

  StreamSink& sink() override;
  void tell(const StreamNote& note) override;

 private:
  struct Reset {
    std::uint64_t count = 0;  // not ignored so far
    std::int64_t position = 0;
    FrameRef frame;
  };
  // What few connections have.
  struct Oddities {
    std::array<Reset, 2> resets;  // by index_of(sender)
    RivalOpening rival;
    std::vector<StreamNote> notes;  // from before the sink was opened; kMostNotes at most
  };
  static constexpr std::size_t kMostNotes = 16;

  StreamAssembler& side(End end) { return sides_[index_of(end)]; }
  const StreamAssembler& side(End end) const { return sides_[index_of(end)]; }
  Outlet outlet(End end);
  void keep(const TcpSegment& segment, End sender, const Arrival& arrival);
  void begin();
  void start_side(End end);
  std::optional<std::uint32_t> lowest_kept(End end) const;
  void take(const TcpSegment& segment, End sender, const Arrival& arrival);
  Doubt take_payload(const TcpSegment& segment, End sender, const Arrival& arrival);
  Doubt doubt_of(const TcpSegment& segment, End sender, std::int64_t position);
  void take_syn_payload(const TcpSegment& segment, End sender, const Arrival& arrival);
  void take_acknowledgement(const TcpSegment& segment, End sender);
  void take_reset(const TcpSegment& segment, End sender, const Arrival& arrival);
  void see_life_after_reset(End sender, std::int64_t position, std::size_t length);
  void keep_within_limits(End end, const Arrival& now);
  void deliver_waiting(StreamAssembler::Reading reading, const Arrival& now);
  void release(const Arrival& now);
  void set_rivals_aside();
  void count_end(End end);
  StreamEnd reason(StreamEnd otherwise) const;
  std::uint64_t seed() const;
  Oddities& oddities();

  FlowEntry& flow_;
  Ledger& ledger_;
  StreamSinkFactory& sinks_;
  std::array<StreamAssembler, 2> sides_;  // by index_of(End)
  std::unique_ptr<StreamSink> sink_;
  std::unique_ptr<std::vector<KeptSegment>> kept_;  // before it begins
  std::size_t kept_charge_ = 0;
  std::unique_ptr<Oddities> oddities_;
  Arrival last_;
  // By which each end acknowledged the other before its first segment here.
  std::array<std::optional<std::uint32_t>, 2> bare_acknowledgement_;
  std::array<bool, 2> heard_{};
  bool begun_ = false;
  bool had_sink_ = false;
};

}  // namespace constat::capture
