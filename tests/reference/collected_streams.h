// What TcpReassembler hands out, in the form of the reference's results, so that both compare with
// ==. Checks the contract of stream_events.h on the way; a breach ends the program.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "capture/stream_events.h"
#include "tests/reference/reference_reassembler.h"

namespace constat::reference {

class CollectedStreams final : public capture::StreamSinkFactory {
 public:
  std::unique_ptr<capture::StreamSink> open(const capture::Flow& flow) override {
    FlowResult result;
    result.initiator = flow.initiator;
    result.responder = flow.responder;
    result.handshake = flow.pickup == capture::Pickup::kHandshake;
    result.first_frame = flow.first_frame.frame;
    flows_.push_back(std::make_unique<FlowResult>(result));
    return std::make_unique<Sink>(*flows_.back(), *this);
  }

  // After TcpReassembler::finish(). Sorted by first frame.
  std::vector<FlowResult> results() const {
    check(ended == flows_.size());
    std::vector<FlowResult> results;
    for (const auto& flow : flows_) {
      results.push_back(*flow);
      for (SideResult& side : results.back().sides) {
        std::sort(side.conflicts.begin(), side.conflicts.end());
      }
    }
    std::stable_sort(results.begin(), results.end(), [](const FlowResult& a, const FlowResult& b) {
      return a.first_frame < b.first_frame;
    });
    return results;
  }

  std::vector<capture::StreamNote> notes;
  std::size_t ended = 0;

 private:
  static void check(bool holds) {
    if (!holds) std::abort();
  }

  class Sink final : public capture::StreamSink {
   public:
    Sink(FlowResult& flow, CollectedStreams& all) : flow_(flow), all_(all) {}

    void on_bytes(const capture::StreamChunk& chunk) override {
      check(!ended_ && !chunk.bytes.empty() && chunk.offset == next(chunk.side));
      side(chunk.side).text += chunk.bytes;
      next(chunk.side) += chunk.bytes.size();
    }
    void on_gap(const capture::StreamGap& gap) override {
      check(!ended_ && gap.length > 0 && gap.offset == next(gap.side));
      std::vector<ByteRange>& gaps = side(gap.side).gaps;
      if (!gaps.empty() && gaps.back().end() == gap.offset) {
        gaps.back().length += gap.length;
      } else {
        gaps.push_back({gap.offset, gap.length});
      }
      next(gap.side) += gap.length;
    }
    void on_conflict(const capture::StreamConflict& conflict) override {
      check(!ended_ && conflict.where.end() <= next(conflict.side) && !conflict.where.empty());
      check(conflict.first_bytes.size() == conflict.where.length);
      check(conflict.later_bytes.size() == conflict.where.length);
      check(conflict.first == sha256(conflict.first_bytes));
      check(conflict.later == sha256(conflict.later_bytes));
      check(conflict.first != conflict.later);
      for (std::size_t at = 0; at < conflict.first_bytes.size(); ++at) {
        if (conflict.first_bytes[at] == conflict.later_bytes[at]) continue;
        side(conflict.side)
            .conflicts.push_back({conflict.where.offset + at, conflict.first_bytes[at],
                                  conflict.later_bytes[at], conflict.frame.frame});
      }
    }
    void on_note(const capture::StreamNote& note) override {
      check(!ended_);
      all_.notes.push_back(note);
    }
    void on_end(capture::StreamEnd, capture::FrameRef) override {
      check(!ended_);
      ended_ = true;
      ++all_.ended;
    }

   private:
    SideResult& side(capture::Side side) { return flow_.sides[static_cast<std::size_t>(side)]; }
    std::uint64_t& next(capture::Side side) { return next_[static_cast<std::size_t>(side)]; }
    FlowResult& flow_;
    CollectedStreams& all_;
    std::array<std::uint64_t, 2> next_{};
    bool ended_ = false;
  };

  std::vector<std::unique_ptr<FlowResult>> flows_;
};

}  // namespace constat::reference
