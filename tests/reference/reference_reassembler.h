// Reassembly so slow and plain that it is right: one map entry a byte, everything kept to the end,
// no memory limits. What TcpReassembler gives where none of its caps is reached, for any list of
// segments. For tests, fuzzing and bench only.
//
// It shares with the code under test what is decided about single segments (key_of, Opening,
// SenderHabits); all that is about bytes, positions and order is its own. It knows no time: flows
// do not end by silence.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "capture/frame/tcp_segment.h"
#include "capture/tcp/doubt.h"
#include "capture/tcp/opening.h"
#include "capture/tcp/sequence.h"
#include "core/bytes.h"
#include "core/limits.h"

namespace constat::reference {

// One byte that was read and came again with another value.
struct Conflict {
  std::uint64_t offset;
  char first;
  char later;
  std::uint64_t frame;  // of the later one
  friend auto operator<=>(const Conflict&, const Conflict&) = default;
};

struct SideResult {
  std::string text;                 // without the bytes that are missing
  std::vector<ByteRange> gaps;      // in stream offsets, adjacent ones joined
  std::vector<Conflict> conflicts;  // sorted
  friend bool operator==(const SideResult&, const SideResult&) = default;
};

struct FlowResult {
  Endpoint initiator;
  Endpoint responder;
  bool handshake = false;
  std::uint64_t first_frame = 0;
  std::array<SideResult, 2> sides;  // initiator, responder
  friend bool operator==(const FlowResult&, const FlowResult&) = default;
};

class ReferenceReassembler {
 public:
  // Copies the payload. Frame numbers rise.
  void feed(const capture::TcpSegment& segment, std::uint64_t frame);
  // Flows with at least one byte or gap, in the order of their first segments. Call once.
  std::vector<FlowResult> finish();
  // Of all gaps: what the other side acknowledged. After finish().
  std::uint64_t gap_bytes_acknowledged() const { return gap_bytes_acknowledged_; }

 private:
  using End = capture::End;
  using Segment = capture::TcpSegment;
  struct Seen {
    Segment segment;  // its payload is in `payload`
    std::string payload;
    std::uint64_t frame;
    End sender;
  };
  struct Copy {
    char byte;
    std::uint64_t frame;
    capture::Doubt doubt;
  };
  struct Side {
    bool started = false;
    std::uint32_t start = 0;  // sequence number of position 0
    std::int64_t highest = 0;
    std::map<std::int64_t, std::vector<Copy>> bytes;  // in the order of arrival
    std::optional<std::int64_t> acknowledged;
    std::optional<std::int64_t> fin, other_fin;  // the furthest one, and the last other one
    capture::SenderHabits habits;

    void start_at(std::uint32_t number) {
      if (!started) start = number;
      started = true;
    }
    // The position nearest to the highest one that has this number.
    std::int64_t position_of(std::uint32_t number) const {
      const std::uint32_t at_highest = start + static_cast<std::uint32_t>(highest);
      return highest + static_cast<std::int32_t>(number - at_highest);
    }
    void see_fin(std::int64_t position);
    std::int64_t contiguous() const;
    std::optional<std::int64_t> closing() const;
    bool is_closed() const {
      const std::optional<std::int64_t> end = closing();
      return started && end && *end == contiguous();
    }
    std::int64_t proven_end(std::int64_t next, std::int64_t window) const;
  };
  struct Flow {
    capture::KeyedSender first;
    std::uint64_t first_frame;
    capture::Opening opening{first.sender};
    std::vector<Seen> waiting{};  // before it is known where the sides start
    std::vector<Seen> parked{};   // SYNs of what may be another connection
    bool carries = false;         // more than a handshake was seen
    bool begun = false;
    std::array<Side, 2> sides{};
    Side& side(End end) { return sides[capture::index_of(end)]; }
    const Side& side(End end) const { return sides[capture::index_of(end)]; }
  };

  void add(const Seen& seen, const capture::KeyedSender& keyed);
  bool begins_another(Flow& flow, const Seen& seen);
  static bool brings_news(const Flow& flow, const Seen& seen);
  static bool is_own_syn(const Flow& flow, const Seen& seen);
  static bool parked_is_confirmed(const Flow& flow, const Seen& seen);
  static std::optional<std::uint32_t> lowest_waiting(const Flow& flow, End end);
  static void begin(Flow& flow);
  static void process(Flow& flow, const Seen& seen);
  static void place(Flow& flow, const Seen& seen, std::uint32_t first_byte, capture::Doubt doubt);
  static capture::Doubt doubt_of(Flow& flow, const Seen& seen, std::uint32_t first_byte);
  SideResult result_of(const Side& side, std::int64_t window);

  std::vector<Flow> flows_;
  std::uint64_t gap_bytes_acknowledged_ = 0;
};

}  // namespace constat::reference

#include "tests/reference/reference_reassembler_inl.h"
