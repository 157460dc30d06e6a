// What is kept of every flow. At most 128 bytes with its place in the hash table, because a flood
// of SYNs makes many (robustness T23); what a flow with payload needs is in its Connection.
#pragma once

#include <cstdint>

#include "capture/stream_events.h"
#include "capture/tcp/flow_key.h"
#include "capture/tcp/opening.h"

namespace constat::capture {

using FlowIndex = std::uint32_t;
constexpr FlowIndex kNoFlow = UINT32_MAX;

// kHalfOpen: no payload yet. kClosed: over; stays to take in what comes late. kQuiet: carries
// payload, and its RecentBytes were given back.
enum class FlowKind : std::uint8_t { kHalfOpen, kClosed, kQuiet, kCarrying };

struct FlowEntry {
  FrameRef first_frame() const { return {input, frame}; }

  FlowKey key;
  FlowKind kind = FlowKind::kHalfOpen;
  Opening opening{End::kLesser};
  std::uint32_t input = 0;  // of the first frame
  CaptureTime time;
  std::uint64_t frame = 0;
  std::int64_t touched = 0;   // when it was last heard of, on the capture clock
  FlowIndex older = kNoFlow;  // neighbours in the list of its kind
  FlowIndex newer = kNoFlow;
  std::uint32_t connection = kNoFlow;  // index; none before the first payload, nor after the close
};
static_assert(sizeof(FlowEntry) <= 112);

}  // namespace constat::capture
