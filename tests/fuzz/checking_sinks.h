// Sinks that check the contract of capture/stream_events.h, for the fuzz targets.
#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "capture/stream_events.h"
#include "tests/fuzz/check.h"
#include "tests/support/frame_reassembler.h"

namespace constat::fuzz {

class CheckingFactory final : public capture::StreamSinkFactory {
 public:
  std::unique_ptr<capture::StreamSink> open(const capture::Flow& flow) override {
    check(flow.initiator.ip.known() && flow.responder.ip.known());
    ++opened_;
    return std::make_unique<Sink>(*this);
  }

  // Every sink ended, and the counters tell what the sinks saw.
  bool all_ended_as(const capture::StreamCounts& counts) const {
    return opened_ == ended_ && counts.flows == opened_ && counts.delivered_bytes == bytes_ &&
           counts.gaps == gaps_ && counts.gap_bytes == gap_bytes_ && counts.conflicts >= conflicts_;
  }

 private:
  class Sink final : public capture::StreamSink {
   public:
    explicit Sink(CheckingFactory& totals) : totals_(totals) {}
    void on_bytes(const capture::StreamChunk& chunk) override {
      check(!ended_ && !chunk.bytes.empty() && chunk.offset == next(chunk.side));
      next(chunk.side) += chunk.bytes.size();
      totals_.bytes_ += chunk.bytes.size();
      // Every byte is read, so that the sanitizer sees a dangling one.
      for (const char byte : chunk.bytes) sum_ = sum_ * 31 + static_cast<unsigned char>(byte);
    }
    void on_gap(const capture::StreamGap& gap) override {
      check(!ended_ && gap.length > 0 && gap.offset == next(gap.side));
      next(gap.side) += gap.length;
      ++totals_.gaps_;
      totals_.gap_bytes_ += gap.length;
    }
    void on_conflict(const capture::StreamConflict& conflict) override {
      check(!ended_ && !conflict.where.empty() && conflict.first != conflict.later);
      check(conflict.where.end() <= next(conflict.side));
      ++totals_.conflicts_;
    }
    void on_end(capture::StreamEnd, capture::FrameRef) override {
      check(!ended_);
      ended_ = true;
      ++totals_.ended_;
    }

   private:
    std::uint64_t& next(capture::Side side) { return next_[static_cast<std::size_t>(side)]; }
    CheckingFactory& totals_;
    std::array<std::uint64_t, 2> next_{};
    unsigned sum_ = 0;
    bool ended_ = false;
  };

  std::uint64_t opened_ = 0;
  std::uint64_t ended_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t gaps_ = 0;
  std::uint64_t gap_bytes_ = 0;
  std::uint64_t conflicts_ = 0;
};

}  // namespace constat::fuzz
