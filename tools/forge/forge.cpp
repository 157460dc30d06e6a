#include "tools/forge/forge.h"

#include <algorithm>

#include "tools/forge/dialogue.h"
#include "tools/forge/frame.h"
#include "tools/forge/random.h"
#include "tools/forge/segments.h"

namespace constat::forge {
namespace {

// The streams of randomness of one session: words, packets and faults draw from their own.
struct Draws {
  Draws(std::uint64_t seed, std::uint64_t session)
      : words(seed, session * 3), packets(seed, session * 3 + 1), faults(seed, session * 3 + 2) {}
  Random words, packets, faults;
};

const WrapKind& wrap_of(const CaptureFormat& capture) {
  const WrapKind* kind = find_wrap(capture.wrap);
  return kind != nullptr ? *kind : plain_wrap(capture.link);
}

absl::Status check_wrap(const Scenario& scenario) {
  const CaptureFormat& capture = scenario.capture;
  if (capture.wrap.empty()) return absl::OkStatus();
  const WrapKind* kind = find_wrap(capture.wrap);
  if (kind == nullptr) {
    return absl::InvalidArgumentError("there is no way to wrap named " + capture.wrap +
                                      "; see --list-wraps");
  }
  if (capture.snaplen < CaptureFormat{}.snaplen)
    return absl::InvalidArgumentError("a snap length and --wrap do not go together");
  for (const SessionPlan& session : scenario.sessions) {
    if (kind->can_carry(session.client.ip.version)) continue;
    return absl::InvalidArgumentError(scenario.file + ":" + std::to_string(session.line) + ": " +
                                      capture.wrap + " cannot carry this session's IP version");
  }
  return absl::OkStatus();
}

// The bytes of the client's stream that the file holds after `snaplen` cut the frame.
ByteRange captured_bytes(const Segment& segment, std::size_t frame, const CaptureFormat& capture) {
  const std::uint64_t before = frame - segment.bytes.length;
  const std::uint64_t room = capture.snaplen > before ? capture.snaplen - before : 0;
  return {segment.bytes.offset, std::min(segment.bytes.length, room)};
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
  Draws draws(seed_, session_++);
  const Dialogue dialogue = hold_dialogue(plan, templates_, draws.words);
  std::vector<Segment> segments = to_segments(plan, dialogue, draws.packets);
  const std::string problem = apply_faults(plan, dialogue, draws.faults, segments);
  if (!problem.empty()) return absl::InvalidArgumentError(problem);
  std::vector<ByteRange> captured;
  const std::size_t before = frames.size();
  for (const Segment& segment : segments) {
    const std::string ip = ip_packet_of(packet_of(segment, plan, dialogue));
    for (std::string& frame : wrapper_.wrap(ip, plan.vlan)) {
      frames.push_back({segment.time, std::move(frame)});
    }
    if (segment.side != Side::kClient || segment.bytes.empty()) continue;
    // Cut frames are not wrapped: the payload of the one frame is its end.
    const bool whole = capture_.snaplen == CaptureFormat{}.snaplen;
    captured.push_back(whole ? segment.bytes
                             : captured_bytes(segment, frames.back().bytes.size(), capture_));
  }
  truth_.add(plan, dialogue, captured, frames.size() - before);
  return absl::OkStatus();
}

absl::Status forge_scenario(const Scenario& scenario, std::ostream& capture_out,
                            std::ostream& truth_out) {
  if (absl::Status status = check_wrap(scenario); !status.ok()) return status;
  CaptureFormat capture = scenario.capture;
  const WrapKind& kind = wrap_of(capture);
  capture.link = kind.link;
  Forge forge(scenario.seed, capture, kind, scenario.templates, TruthDetail::kAll, capture_out,
              truth_out);
  if (absl::Status status = forge.add(scenario.sessions); !status.ok()) {
    return absl::InvalidArgumentError(scenario.file + ":" + std::string(status.message()));
  }
  forge.finish();
  return absl::OkStatus();
}

absl::StatusOr<std::vector<TimedPacket>> forge_packets(const Scenario& scenario) {
  std::vector<TimedPacket> packets;
  std::uint64_t session = 0;
  for (const SessionPlan& plan : scenario.sessions) {
    Draws draws(scenario.seed, session++);
    const Dialogue dialogue = hold_dialogue(plan, scenario.templates, draws.words);
    std::vector<Segment> segments = to_segments(plan, dialogue, draws.packets);
    const std::string problem = apply_faults(plan, dialogue, draws.faults, segments);
    if (!problem.empty()) return absl::InvalidArgumentError(scenario.file + ":" + problem);
    for (const Segment& segment : segments)
      packets.push_back({segment.time, ip_packet_of(packet_of(segment, plan, dialogue))});
  }
  std::ranges::stable_sort(packets, {}, &TimedPacket::time);
  return packets;
}

}  // namespace constat::forge
