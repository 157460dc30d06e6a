// Both directions of one connection that carries payload: two assemblers, one sink.
//
// The sink is opened at the first byte or gap that can be handed out. Until the opening is settled
// nothing is: then both sides' bytes are released in the order in which their frames came.
#pragma once

#include <array>
#include <memory>

#include "capture/stream_events.h"
#include "capture/tcp/flow_key.h"
#include "capture/tcp/ledger.h"
#include "capture/tcp/opening.h"
#include "capture/tcp/stream_assembler.h"

namespace constat::capture {

class Connection final : public SinkAccess {
 public:
  // Who speaks, and when and where it was first heard. All references must outlive the connection.
  struct Origin {
    const FlowKey& key;
    CaptureTime time;
    FrameRef first_frame;
  };
  Connection(const Origin& origin, Ledger& ledger, StreamSinkFactory& sinks);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // `opening` has seen the segment already.
  void add(const TcpSegment& segment, End sender, const Opening& opening, const Arrival& arrival);
  // Called once, when the opening is settled.
  void begin(const Opening& opening, const Arrival& now);
  // Waiting bytes are passed on, holes become gaps.
  void let_go(const Arrival& now);
  // Ends the stream: let_go(), missing ends, on_end. `otherwise` is the reason where neither FINs
  // nor an RST give one. Requires begin().
  void end(StreamEnd otherwise);

  bool begun() const { return begun_; }
  std::size_t held() const { return sides_[0].held() + sides_[1].held(); }
  // Both sides are done and have acknowledged each other's FIN.
  bool is_closed() const { return sides_[0].is_closed() && sides_[1].is_closed(); }
  // Could a SYN whose first byte has this number belong to this connection?
  bool can_begin_at(End end, std::uint32_t first_byte) const;
  // After a long silence: does a segment go on where this connection stopped?
  bool goes_on_at(End end, std::uint32_t sequence) const;
  CaptureTime last_time() const { return last_.time; }
  FrameRef last_frame() const { return last_.frame; }
  std::uint32_t next_sequence(End end) const { return sides_[index_of(end)].next_sequence(); }

  StreamSink& sink() override;

 private:
  Outlet outlet(End end);
  void start_side(End end, const Opening& opening);
  void keep_within_limits(End end, const Arrival& now);
  void release(const Arrival& now);
  StreamEnd reason(StreamEnd otherwise) const;
  std::uint64_t seed(const Opening& opening) const;

  Ledger& ledger_;
  StreamSinkFactory& sinks_;
  const FlowKey& key_;
  std::array<StreamAssembler, 2> sides_;  // by index_of(End)
  std::array<bool, 2> heard_{};
  std::unique_ptr<StreamSink> sink_;
  Flow flow_;
  Arrival last_;
  End initiator_ = End::kLesser;
  bool begun_ = false;
  bool reset_ = false;
  // A side's start was guessed from what was seen, not told by a SYN.
  std::array<bool, 2> guessed_{};
};

}  // namespace constat::capture
