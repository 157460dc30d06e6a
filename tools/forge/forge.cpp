#include "tools/forge/forge.h"

#include <algorithm>

#include "tools/forge/dialogue.h"
#include "tools/forge/frame.h"
#include "tools/forge/random.h"
#include "tools/forge/segments.h"

namespace constat::forge {
namespace {

// Stretches of the client's stream that the file holds after `snaplen` cut the frames.
std::vector<ByteRange> captured_bytes(const std::vector<Segment>& segments, const SessionPlan& plan,
                                      const CaptureFormat& capture) {
  const std::uint64_t before = bytes_before_payload(plan, capture.link);
  const std::uint64_t room = capture.snaplen > before ? capture.snaplen - before : 0;
  std::vector<ByteRange> out;
  for (const Segment& segment : segments) {
    if (segment.side != Side::kClient || segment.bytes.empty()) continue;
    out.push_back({segment.bytes.offset, std::min(segment.bytes.length, room)});
  }
  return out;
}

}  // namespace

absl::Status Forge::add(std::span<const SessionPlan> batch) {
  std::vector<Frame> frames;
  for (const SessionPlan& plan : batch) {
    if (absl::Status status = add_session(plan, frames); !status.ok()) return status;
  }
  std::stable_sort(frames.begin(), frames.end(),
                   [](const Frame& a, const Frame& b) { return a.time < b.time; });
  for (const Frame& frame : frames) file_.add(frame.time, frame.bytes);
  if (!frames.empty()) last_time_ = std::max(last_time_, frames.back().time);
  return absl::OkStatus();
}

absl::Status Forge::add_session(const SessionPlan& plan, std::vector<Frame>& frames) {
  // Words, packets and faults draw from streams of their own.
  Random words(seed_, session_ * 3);
  Random packets(seed_, session_ * 3 + 1);
  Random faults(seed_, session_ * 3 + 2);
  ++session_;
  const Dialogue dialogue = hold_dialogue(plan, templates_, words);
  std::vector<Segment> segments = to_segments(plan, dialogue, packets);
  const std::string problem = apply_faults(plan, dialogue, faults, segments);
  if (!problem.empty()) return absl::InvalidArgumentError(problem);
  for (const Segment& segment : segments) {
    frames.push_back({segment.time, render_frame(segment, plan, dialogue, capture_)});
  }
  truth_.add(plan, dialogue, captured_bytes(segments, plan, capture_), segments.size());
  return absl::OkStatus();
}

absl::Status forge_scenario(const Scenario& scenario, std::ostream& capture_out,
                            std::ostream& truth_out) {
  Forge forge(scenario.seed, scenario.capture, scenario.templates, TruthDetail::kAll, capture_out,
              truth_out);
  if (absl::Status status = forge.add(scenario.sessions); !status.ok()) {
    return absl::InvalidArgumentError(scenario.file + ":" + std::string(status.message()));
  }
  forge.finish();
  return absl::OkStatus();
}

}  // namespace constat::forge
