// The counts of the coverage. Each reason why a frame was not analysed has its row, also when it is
// zero; of the rarer things a zero is named in a sentence below the tables.
#include "report/sections/coverage.h"

namespace constat::report {
namespace {

using classifier::Summary;

constexpr std::array<Key, static_cast<std::size_t>(capture::SkipReason::kCount_)> kSkipKeys = {
    Key::kSkipLinkType,    Key::kSkipNotIp,    Key::kSkipNotTcp,
    Key::kSkipMalformed,   Key::kSkipTooDeep,  Key::kSkipFragment,
    Key::kSkipBadChecksum, Key::kSkipFiltered, Key::kSkipEncrypted};

// Names of protocols, the same in every language.
constexpr std::array<const char*, static_cast<std::size_t>(capture::Layer::kCount_)> kLayerNames = {
    "VLAN",   "MPLS",  "PPP",      "PPPoE", "GRE",  "NVGRE", "ERSPAN", "VXLAN",
    "Geneve", "GTP-U", "IP-in-IP", "4in6",  "6in4", "6in6",  "Teredo", "802.11"};

// "of them: …": stands or falls with the row before it.
constexpr bool is_part(Key key) {
  return key == Key::kChecksumsUnfinished || key == Key::kHalfOpenFlowsEvicted;
}

// Makes tables, and remembers the rows that it left out because they count nothing.
class CountTables {
 public:
  explicit CountTables(const Wording& wording) : wording_(wording) {}

  // `rare` rows only where there is something to count; no table without a row.
  void add(Key caption, std::vector<Count> always, const std::vector<Count>& rare = {}) {
    bool whole_shown = false;
    for (const Count& count : rare) {
      const bool shown = is_part(count.first) ? whole_shown : count.second != 0;
      if (!is_part(count.first)) whole_shown = shown;
      if (shown) {
        always.push_back(count);
      } else if (!is_part(count.first)) {
        add_zero(wording_.text(count.first));
      }
    }
    if (!always.empty()) tables_.tables.push_back(count_table(wording_, caption, always));
  }

  void add_layers(const capture::FrameCounts& counts) {
    Table table = count_table(wording_, Key::kLayers, {});
    for (std::size_t i = 0; i < kLayerNames.size(); ++i) {
      if (counts.layers[i] == 0) continue;
      table.rows.push_back({{words(kLayerNames[i])}, {words(wording_.number(counts.layers[i]))}});
    }
    if (table.rows.empty()) return add_zero(wording_.text(Key::kLayers));
    tables_.tables.push_back(std::move(table));
  }

  Tables take() { return std::move(tables_); }
  const std::string& zeros() const { return zeros_; }

 private:
  void add_zero(const std::string& name) {
    if (!zeros_.empty()) zeros_ += wording_.language() == Language::kFrench ? " ; " : "; ";
    zeros_ += name;
  }

  const Wording& wording_;
  Tables tables_;
  std::string zeros_;
};

void add_frames(const Summary& summary, CountTables& tables) {
  std::vector<Count> frames = {{Key::kFramesRead, summary.frames},
                               {Key::kFramesAnalysed, summary.frames_analysed}};
  for (std::size_t i = 0; i < kSkipKeys.size(); ++i) {
    frames.emplace_back(kSkipKeys[i], summary.frames_skipped[i]);
  }
  frames.emplace_back(Key::kFramesCut, summary.frames_cut);
  frames.emplace_back(Key::kFramesDropped, summary.frames_dropped);
  tables.add(Key::kFrames, std::move(frames));
  const capture::FrameCounts& counts = summary.frame_counts;
  tables.add(Key::kFrameChecks, {},
             {{Key::kFramesRepeated, counts.frames_repeated},
              {Key::kChecksumsSetAside, counts.checksums_wrong_set_aside},
              {Key::kChecksumsRead, counts.checksums_wrong_read},
              {Key::kChecksumsUnfinished, counts.checksums_unfinished},
              {Key::kAddressesOffloading, counts.addresses_offloading},
              {Key::kDatagramsIncomplete, counts.datagrams_incomplete},
              {Key::kDatagramsOverlapping, counts.datagrams_overlapping},
              {Key::kOptionsMalformed, counts.options_malformed}});
  tables.add_layers(counts);
}

void add_streams(const Summary& summary, CountTables& tables) {
  const capture::StreamCounts& streams = summary.streams;
  tables.add(Key::kStreams,
             {{Key::kFlows, streams.flows},
              {Key::kDeliveredBytes, streams.delivered_bytes},
              {Key::kGaps, streams.gaps},
              {Key::kGapBytes, streams.gap_bytes},
              {Key::kGapBytesAcknowledged, streams.gap_bytes_acknowledged},
              {Key::kFlowsEvicted, streams.flows_evicted + summary.other.flows_given_up}},
             {{Key::kDuplicateBytes, streams.duplicate_bytes},
              {Key::kConflictingBytes, streams.conflicting_bytes},
              {Key::kConflicts, streams.conflicts},
              {Key::kSetAsideBytes, streams.set_aside_bytes},
              {Key::kHalfOpenFlows, streams.half_open_flows},
              {Key::kHalfOpenFlowsEvicted, streams.half_open_flows_evicted}});
  tables.add(Key::kOddSegments, {},
             {{Key::kResetsIgnored, streams.resets_ignored},
              {Key::kUrgentBytes, streams.urgent_bytes},
              {Key::kSynBytesIgnored, streams.syn_bytes_ignored},
              {Key::kOldTimestamps, streams.old_timestamp_segments},
              {Key::kTtlOutliers, streams.ttl_outliers},
              {Key::kProbes, streams.probes}});
}

void add_sessions(const Summary& summary, CountTables& tables) {
  tables.add(Key::kSessions, {{Key::kSessionsRead, summary.sessions},
                              {Key::kSessionsEncrypted, summary.sessions_encrypted},
                              {Key::kSessionsOneSided, summary.sessions_one_sided},
                              {Key::kSessionsMidstream, summary.sessions_midstream},
                              {Key::kOtherFlows, summary.other.flows},
                              {Key::kOpaqueFlows, summary.other.tls_flows}});
  tables.add(Key::kSessionBytes, {{Key::kCommandBytes, summary.session_bytes.command},
                                  {Key::kMailBytes, summary.session_bytes.mail},
                                  {Key::kEncryptedBytes, summary.session_bytes.encrypted},
                                  {Key::kUnparsedBytes, summary.session_bytes.unparsed},
                                  {Key::kOtherBytes, summary.other.bytes},
                                  {Key::kOpaqueBytes, summary.other.tls_bytes},
                                  {Key::kMissingBytes, summary.session_bytes.missing}});
}

void add_mails(const Summary& summary, CountTables& tables) {
  std::vector<Count> mails = {{Key::kMailsRead, summary.mails}};
  for (std::size_t i = 0; i < kCompletenessKeys.size(); ++i) {
    mails.emplace_back(kCompletenessKeys[i], summary.completeness[i]);
  }
  mails.emplace_back(Key::kMailDefects, summary.defects);
  tables.add(Key::kMails, std::move(mails));
  std::vector<Count> answers;
  for (std::size_t i = 0; i < kOutcomeKeys.size(); ++i) {
    answers.emplace_back(kOutcomeKeys[i], summary.outcomes[i]);
  }
  answers.emplace_back(Key::kNoEnvelope, summary.mails_without_envelope);
  tables.add(Key::kServerAnswer, std::move(answers));
}

}  // namespace

void write_coverage_counts(Draft& draft) {
  const Wording& wording = draft.wording();
  const Summary& summary = draft.report().summary;
  CountTables tables(wording);
  const bool captured = summary.frames != 0 || summary.streams.flows != 0 || summary.sessions != 0;
  if (captured) {
    add_frames(summary, tables);
    add_streams(summary, tables);
    add_sessions(summary, tables);
  } else {
    draft.paragraph(Key::kNoCapture);
  }
  add_mails(summary, tables);
  draft.add(tables.take());
  if (tables.zeros().empty()) return;
  draft.paragraph(wording.line(Key::kZeroCounts, {words(tables.zeros())}), Tone::kQuiet);
}

}  // namespace constat::report
