// What was seen and what was not, before any finding.
#include <algorithm>

#include "report/sections/sections.h"

namespace constat::report {
namespace {

using classifier::Summary;

constexpr std::array<Key, static_cast<std::size_t>(capture::SkipReason::kCount_)> kSkipKeys = {
    Key::kSkipLinkType,    Key::kSkipNotIp,    Key::kSkipNotTcp,
    Key::kSkipMalformed,   Key::kSkipTooDeep,  Key::kSkipFragment,
    Key::kSkipBadChecksum, Key::kSkipFiltered, Key::kSkipEncrypted};

Table frames_table(const Wording& wording, const Summary& summary) {
  std::vector<Count> counts = {{Key::kFramesRead, summary.frames},
                               {Key::kFramesAnalysed, summary.frames_analysed}};
  for (std::size_t i = 0; i < kSkipKeys.size(); ++i) {
    counts.emplace_back(kSkipKeys[i], summary.frames_skipped[i]);
  }
  counts.emplace_back(Key::kFramesCut, summary.frames_cut);
  return count_table(wording, Key::kFrames, counts);
}

Table streams_table(const Wording& wording, const Summary& summary) {
  const capture::StreamCounts& streams = summary.streams;
  return count_table(wording, Key::kStreams,
                     {{Key::kFlows, streams.flows},
                      {Key::kDeliveredBytes, streams.delivered_bytes},
                      {Key::kDuplicateBytes, streams.duplicate_bytes},
                      {Key::kConflictingBytes, streams.conflicting_bytes},
                      {Key::kConflicts, streams.conflicts},
                      {Key::kGaps, streams.gaps},
                      {Key::kGapBytes, streams.gap_bytes},
                      {Key::kSetAsideBytes, streams.set_aside_bytes},
                      {Key::kDatagramsOverlapping, summary.frame_counts.datagrams_overlapping},
                      {Key::kFlowsEvicted, streams.flows_evicted}});
}

Table sessions_table(const Wording& wording, const Summary& summary) {
  return count_table(wording, Key::kSessions,
                     {{Key::kSessionsRead, summary.sessions},
                      {Key::kSessionsEncrypted, summary.sessions_encrypted},
                      {Key::kSessionsOneSided, summary.sessions_one_sided},
                      {Key::kSessionsMidstream, summary.sessions_midstream},
                      {Key::kOtherFlows, summary.other.flows},
                      {Key::kOpaqueFlows, summary.other.tls_flows}});
}

Table bytes_table(const Wording& wording, const Summary& summary) {
  return count_table(wording, Key::kSessionBytes,
                     {{Key::kCommandBytes, summary.session_bytes.command},
                      {Key::kMailBytes, summary.session_bytes.mail},
                      {Key::kEncryptedBytes, summary.session_bytes.encrypted},
                      {Key::kUnparsedBytes, summary.session_bytes.unparsed},
                      {Key::kOtherBytes, summary.other.bytes},
                      {Key::kOpaqueBytes, summary.other.tls_bytes},
                      {Key::kMissingBytes, summary.session_bytes.missing}});
}

Table mails_table(const Wording& wording, const Summary& summary) {
  std::vector<Count> counts = {{Key::kMailsRead, summary.mails}};
  for (std::size_t i = 0; i < kCompletenessKeys.size(); ++i) {
    counts.emplace_back(kCompletenessKeys[i], summary.completeness[i]);
  }
  counts.emplace_back(Key::kMailDefects, summary.defects);
  return count_table(wording, Key::kMails, counts);
}

Table answers_table(const Wording& wording, const Summary& summary) {
  std::vector<Count> counts;
  for (std::size_t i = 0; i < kOutcomeKeys.size(); ++i) {
    counts.emplace_back(kOutcomeKeys[i], summary.outcomes[i]);
  }
  counts.emplace_back(Key::kNoEnvelope, summary.mails_without_envelope);
  return count_table(wording, Key::kServerAnswer, counts);
}

}  // namespace

void write_coverage(Draft& draft) {
  const Wording& wording = draft.wording();
  const Summary& summary = draft.report().summary;
  draft.heading(2, wording.line(Key::kCoverage));
  if (!summary.broken_equations.empty()) {
    std::string names;
    for (const classifier::Equation& equation : summary.broken_equations) {
      names += (names.empty() ? "" : ", ") + equation.name;
    }
    draft.paragraph(wording.line(Key::kBrokenEquations, {code(names)}), Tone::kAlert);
  }
  draft.paragraph(Key::kCoverageLead);
  write_inputs(draft);
  draft.heading(3, wording.line(Key::kCounts));
  draft.add(Tables{{frames_table(wording, summary), streams_table(wording, summary),
                    sessions_table(wording, summary), bytes_table(wording, summary),
                    mails_table(wording, summary), answers_table(wording, summary)}});
  write_coverage_meaning(draft);
}

void write_coverage_meaning(Draft& draft) {
  const Wording& wording = draft.wording();
  const Summary& summary = draft.report().summary;
  const std::uint64_t skipped = summary.frames - std::min(summary.frames, summary.frames_analysed);
  const std::uint64_t partial =
      summary.completeness[1] + summary.completeness[2] + summary.completeness[3];
  const std::vector<Count> limits = {{Key::kMeaningInputs, summary.inputs_incomplete},
                                     {Key::kMeaningSkipped, skipped},
                                     {Key::kMeaningCut, summary.frames_cut},
                                     {Key::kMeaningGaps, summary.streams.gaps},
                                     {Key::kMeaningConflicts, summary.streams.conflicts},
                                     {Key::kMeaningEvicted, summary.streams.flows_evicted},
                                     {Key::kMeaningEncrypted, summary.sessions_encrypted},
                                     {Key::kMeaningOpaque, summary.other.tls_flows},
                                     {Key::kMeaningOneSided, summary.sessions_one_sided},
                                     {Key::kMeaningMidstream, summary.sessions_midstream},
                                     {Key::kMeaningIncomplete, partial},
                                     {Key::kMeaningNoEnvelope, summary.mails_without_envelope}};
  draft.heading(3, wording.line(Key::kMeaning));
  Bullets bullets;
  for (const auto& [key, count] : limits) {
    if (count != 0) bullets.items.push_back({words(wording.counted(key, count))});
  }
  const bool lost = summary.inputs_incomplete != 0 || summary.frames_cut != 0 ||
                    summary.streams.gaps != 0 || summary.streams.flows_evicted != 0 || partial != 0;
  if (!lost) bullets.items.push_back(wording.line(Key::kMeaningNoLoss));
  bullets.items.push_back(wording.line(Key::kMeaningUnseen));
  draft.add(std::move(bullets));
}

}  // namespace constat::report
