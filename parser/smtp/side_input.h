// One side of a flow as an ordered sequence of bytes and gaps that can wait: what is not consumed
// during a call is copied (and later wiped), what is consumed at once is never copied.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "capture/stream_events.h"
#include "core/bytes.h"
#include "parser/smtp/held_bytes.h"

namespace constat::parser::smtp {

struct Provenance {
  capture::FrameRef frame;
  CaptureTime time;
};

// Bytes that wait, between gaps; a gap stands before every stretch but perhaps the first.
struct Stretch {
  std::string_view bytes;
  bool after_gap = false;
};

class SideInput {
 public:
  // The chunk's bytes are borrowed until settle().
  void add(const capture::StreamChunk& chunk);
  void add(const capture::StreamGap& gap);
  void settle();

  // Contiguous bytes from the present position to the next gap; empty when at_gap().
  std::string_view bytes() const;
  bool at_gap() const { return first_ < marks_.size() && marks_[first_].is_gap; }
  bool gap_ahead() const { return first_gap_ < gaps_.size(); }
  bool drained() const { return waiting() == 0 && !at_gap(); }
  std::size_t waiting() const { return held_.empty() ? borrowed_.size() : held_.view().size(); }

  // Memory that what waits takes.
  std::size_t held_bytes() const {
    return held_.capacity() + marks_.capacity() * sizeof(Mark) +
           gaps_.capacity() * sizeof(gaps_[0]);
  }

  // Position in the side's stream.
  std::uint64_t offset() const;
  ByteRange gap() const;  // requires at_gap()
  Provenance provenance() const;
  // How many of bytes() came with provenance(), at least 1 unless bytes() is empty.
  std::size_t run_length() const;

  void consume(std::size_t count);
  void pass_gap();
  // The first `length` bytes of the gap are accounted for; more of it stays.
  void shorten_gap(std::uint64_t length);

  // The first `most` stretches of what has come.
  std::vector<Stretch> look_ahead(std::size_t most) const;
  static constexpr std::size_t kAllStretches = SIZE_MAX;

 private:
  struct Mark {
    std::uint64_t index;   // bytes delivered before it
    std::uint64_t offset;  // in the stream
    std::uint64_t gap;     // length, for a gap
    bool is_gap;
    Provenance from;
  };
  void push(const Mark& mark);
  void advance_marks();
  std::string_view all() const { return held_.empty() ? borrowed_ : held_.view(); }

  HeldBytes held_;
  std::string_view borrowed_;
  std::vector<Mark> marks_;  // [first_] holds the present position
  std::size_t first_ = 0;
  std::vector<std::uint64_t> gaps_;  // index of each gap, those from first_gap_ not yet passed
  std::size_t first_gap_ = 0;
  std::uint64_t index_ = 0;  // bytes consumed
};

}  // namespace constat::parser::smtp
