// What the limits of the coverage mean, in sentences; each only where it applies.
#include <algorithm>

#include "report/sections/coverage.h"

namespace constat::report {
namespace {

using classifier::Summary;

std::vector<Count> limits_of(const Summary& summary) {
  const capture::FrameCounts& frames = summary.frame_counts;
  const capture::StreamCounts& streams = summary.streams;
  const std::uint64_t skipped = summary.frames - std::min(summary.frames, summary.frames_analysed);
  const std::uint64_t partial =
      summary.completeness[1] + summary.completeness[2] + summary.completeness[3];
  return {
      {Key::kMeaningInputs, summary.inputs_incomplete},
      {Key::kMeaningCompressed, summary.inputs_compressed},
      {Key::kMeaningDropped, summary.frames_dropped},
      {Key::kMeaningSkipped, skipped},
      {Key::kMeaningCut, summary.frames_cut},
      {Key::kMeaningLayers, static_cast<std::uint64_t>(std::ranges::count_if(
                                frames.layers, [](std::uint64_t count) { return count != 0; }))},
      {Key::kMeaningRepeated, frames.frames_repeated},
      {Key::kMeaningOffload, frames.addresses_offloading},
      {Key::kMeaningChecksums, frames.checksums_wrong_set_aside},
      {Key::kMeaningDatagrams, frames.datagrams_incomplete},
      {Key::kMeaningGaps, streams.gaps},
      {Key::kMeaningAcknowledged, streams.gap_bytes_acknowledged},
      {Key::kMeaningConflicts, streams.conflicts},
      {Key::kMeaningSetAside, streams.set_aside_bytes},
      {Key::kMeaningEvicted, streams.flows_evicted + summary.other.flows_given_up},
      {Key::kMeaningEncrypted, summary.sessions_encrypted},
      {Key::kMeaningOpaque, summary.other.tls_flows},
      {Key::kMeaningOneSided, summary.sessions_one_sided},
      {Key::kMeaningMidstream, summary.sessions_midstream},
      {Key::kMeaningIncomplete, partial},
      {Key::kMeaningNoEnvelope, summary.mails_without_envelope}};
}

// A gap, cut or early end of the inputs themselves.
bool lost_anything(const Summary& summary) {
  const std::uint64_t whole = summary.completeness[0];
  return summary.inputs_incomplete != 0 || summary.frames_cut != 0 || summary.frames_dropped != 0 ||
         summary.frame_counts.datagrams_incomplete != 0 || summary.streams.gaps != 0 ||
         summary.streams.flows_evicted != 0 || summary.other.flows_given_up != 0 ||
         summary.mails != whole;
}

}  // namespace

void write_coverage_meaning(Draft& draft) {
  const Wording& wording = draft.wording();
  const Summary& summary = draft.report().summary;
  draft.heading(3, wording.line(Key::kMeaning));
  Bullets bullets;
  for (const auto& [key, count] : limits_of(summary)) {
    if (count != 0) bullets.items.push_back({words(wording.counted(key, count))});
  }
  if (!lost_anything(summary)) bullets.items.push_back(wording.line(Key::kMeaningNoLoss));
  bullets.items.push_back(wording.line(Key::kMeaningUnseen));
  draft.add(std::move(bullets));
}

}  // namespace constat::report
