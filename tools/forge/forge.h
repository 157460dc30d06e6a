// From a scenario to a capture file and its ground truth. Same scenario and seed, same bytes.
#pragma once

#include <cstdint>
#include <map>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/forge/capture_file.h"
#include "tools/forge/scenario.h"
#include "tools/forge/truth.h"
#include "tools/forge/wire/tcp_packet.h"
#include "tools/forge/wire/wrap.h"

namespace constat::forge {

// Writes sessions as they come, in batches: the sessions of a batch overlap in time and are held in
// memory together; batches follow each other in the file.
class Forge {
 public:
  // All must outlive it.
  Forge(std::uint64_t seed, const CaptureFormat& capture, const WrapKind& wrap,
        const std::map<std::string, Template>& templates, TruthDetail detail,
        std::ostream& capture_out, std::ostream& truth_out)
      : seed_(seed),
        capture_(capture),
        wrapper_(wrap, capture.order),
        templates_(templates),
        file_(capture, capture_out),
        truth_(detail, truth_out) {}

  // A fault that names what is not there gives InvalidArgument "LINE: ...".
  absl::Status add(std::span<const SessionPlan> batch);

  // Writes the summary. Call once.
  void finish() { truth_.finish(seed_, file_.frames(), file_.bytes()); }

  // Of the last frame written; unknown before the first.
  CaptureTime last_time() const { return last_time_; }

 private:
  struct Frame {
    CaptureTime time;
    std::string bytes;
  };
  absl::Status add_session(const SessionPlan& plan, std::vector<Frame>& frames);

  std::uint64_t seed_;
  const CaptureFormat& capture_;
  Wrapper wrapper_;
  const std::map<std::string, Template>& templates_;
  CaptureFile file_;
  Truth truth_;
  std::uint64_t session_ = 0;
  CaptureTime last_time_;
};

// InvalidArgument when the kind of wrapping named by the scenario cannot carry its sessions.
absl::Status forge_scenario(const Scenario& scenario, std::ostream& capture_out,
                            std::ostream& truth_out);

// The packets of a scenario in the order of time, whole and before any link or tunnel: what
// forge_scenario() wraps and cuts to the snap length.
absl::StatusOr<std::vector<TimedPacket>> forge_packets(const Scenario& scenario);

}  // namespace constat::forge
