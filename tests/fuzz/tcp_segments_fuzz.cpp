// Any list of TCP segments of two 4-tuples: TcpReassembler gives the streams, gaps and conflicts of
// the slow reference, whatever the secret of its hash; with small caps it still accounts for every
// byte.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "capture/tcp/tcp_reassembler.h"
#include "tests/fuzz/checking_sinks.h"
#include "tests/reference/collected_streams.h"
#include "tests/reference/segment_script.h"

namespace {

using namespace constat;
using namespace constat::capture;

constexpr std::int64_t kStep = 1'000'000;

std::uint64_t offered_bytes(const reference::SegmentScript& script) {
  std::uint64_t bytes = 0;
  for (const auto& one : script.segments()) bytes += one.payload.size();
  return bytes;
}

// All payload is in one of four places.
void check_accounts(const StreamCounts& counts, const reference::SegmentScript& script) {
  fuzz::check(offered_bytes(script) == counts.delivered_bytes + counts.duplicate_bytes +
                                           counts.conflicting_bytes + counts.set_aside_bytes);
  fuzz::check(counts.offset_bytes == counts.delivered_bytes + counts.gap_bytes);
  fuzz::check(counts.directions_finished == counts.directions_exact + counts.directions_past_fin);
  fuzz::check(counts.gap_bytes_acknowledged <= counts.gap_bytes);
}

StreamCounts run(const reference::SegmentScript& script, const Limits& limits, std::uint64_t secret,
                 StreamSinkFactory& sinks) {
  TcpReassembler reassembler(limits, secret, sinks);
  std::uint64_t frame = 0;
  for (const auto& one : script.segments()) {
    const auto now = static_cast<std::int64_t>(++frame) * kStep;
    reassembler.add(one.whole(), {{now}, {0, frame}}, now);
  }
  reassembler.finish(static_cast<std::int64_t>(frame) * kStep);
  return reassembler.counts();
}

Limits without_caps() {
  Limits limits;
  limits.pickup_bytes_per_flow = 1 << 30;
  limits.recent_bytes_per_side = 8 << 20;
  return limits;
}

void compare_with_reference(const reference::SegmentScript& script) {
  const Limits limits = without_caps();
  reference::CollectedStreams streams;
  const StreamCounts counts = run(script, limits, 7, streams);
  check_accounts(counts, script);

  reference::ReferenceReassembler expected;
  std::uint64_t frame = 0;
  for (const auto& one : script.segments()) expected.feed(one.whole(), ++frame);
  const auto results = expected.finish();
  fuzz::check(streams.results() == results);
  fuzz::check(counts.gap_bytes_acknowledged == expected.gap_bytes_acknowledged());

  reference::CollectedStreams again;
  run(script, limits, 0xABCDEF, again);
  fuzz::check(again.results() == results);
}

void run_with_small_caps(const reference::SegmentScript& script) {
  Limits limits;
  limits.early_bytes_per_flow = 1024;
  limits.early_bytes_total = 1500;
  limits.pickup_bytes_per_flow = 900;
  limits.recent_bytes_per_side = 128;
  limits.recent_bytes_total = 256;
  limits.flows = 1;
  limits.half_open_flows = 1;
  fuzz::CheckingFactory sinks;
  const StreamCounts counts = run(script, limits, 7, sinks);
  check_accounts(counts, script);
  fuzz::check(sinks.all_ended_as(counts));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 8 * 400) size = 8 * 400;  // the reference is quadratic
  const reference::SegmentScript script({reinterpret_cast<const char*>(data), size});
  compare_with_reference(script);
  run_with_small_caps(script);
  return 0;
}
