// What a run counts, and whether all of its input was read.

#include "classifier/summary.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

namespace constat::classifier {
namespace {

template <typename Counts>
std::uint64_t sum(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

template <typename Counts>
void add_each(const Counts& from, Counts& to) {
  for (std::size_t index = 0; index < to.size(); ++index) to[index] += from[index];
}

void add_bytes(const parser::smtp::SessionBytes& from, parser::smtp::SessionBytes& to) {
  to.command += from.command;
  to.mail += from.mail;
  to.encrypted += from.encrypted;
  to.missing += from.missing;
  to.unparsed += from.unparsed;
}

void add_frames(const capture::FrameCounts& from, capture::FrameCounts& to) {
  add_each(from.layers, to.layers);
  to.checksums_wrong_set_aside += from.checksums_wrong_set_aside;
  to.checksums_wrong_read += from.checksums_wrong_read;
  to.checksums_unfinished += from.checksums_unfinished;
  to.addresses_offloading += from.addresses_offloading;
  to.frames_repeated += from.frames_repeated;
  to.datagrams_overlapping += from.datagrams_overlapping;
  to.datagrams_incomplete += from.datagrams_incomplete;
  to.options_malformed += from.options_malformed;
  to.payload_bytes_offered += from.payload_bytes_offered;
}

// The first fact of a kind is always kept: see FactSink.
bool has_fact(const MailRecord& mail, std::string_view id) {
  return std::ranges::find(mail.facts, id, &Fact::id) != mail.facts.end();
}

}  // namespace

void Summary::add(const capture::InputFacts& input) {
  ++inputs;
  frames += input.frames;
  frames_analysed += input.frames_analysed;
  frames_cut += input.frames_cut;
  frames_dropped += input.frames_dropped;
  add_each(input.frames_skipped, frames_skipped);
  mails_of_files += input.mails;
  defects += input.defects.size() + input.defects_not_kept;
  if (!input.defects.empty() || input.defects_not_kept > 0) ++inputs_incomplete;
  if (input.compression != capture::Compression::kNone) ++inputs_compressed;
  const auto check = [&](std::string name, std::uint64_t left, std::uint64_t right) {
    if (left != right) broken_equations.push_back({std::move(name), input.name, left, right});
  };
  check("frames_seen", input.frames, input.frames_analysed + sum(input.frames_skipped));
  if (input.kind != capture::InputKind::kMbox) return;
  const capture::MboxRules& rules = input.mbox;
  check("mails_of_mbox", input.mails,
        rules.separator + rules.separator_alone + rules.content_length + rules.file_start);
}

void Summary::add(const SessionRecord& session) {
  const parser::smtp::SessionFacts& facts = session.facts;
  ++sessions;
  if (facts.starttls == parser::smtp::Starttls::kAccepted) ++sessions_encrypted;
  if (facts.sides != parser::smtp::Sides::kBoth) ++sessions_one_sided;
  if (facts.midstream) ++sessions_midstream;
  mails_of_sessions += facts.mails;
  defects += facts.client_defects.size() + facts.server_defects.size() + facts.defects_not_kept;
  // Written conversations do not pass through TCP: their bytes are in no equation.
  if (facts.door != capture::Door::kPacket) return;
  add_bytes(facts.bytes, session_bytes);
}

void Summary::add(const MailRecord& mail) {
  ++mails;
  ++completeness[static_cast<std::size_t>(mail.completeness)];
  defects += mail.defects.size() + mail.defects_not_kept;
  facts_kept += mail.facts.size();
  facts_not_kept += mail.facts_not_kept;
  if (has_fact(mail, "parser.readings_differ")) ++mails_read_otherwise;
  if (has_fact(mail, "parser.other_reading_missing")) ++mails_without_other_reading;
  if (mail.has_envelope) {
    ++outcomes[static_cast<std::size_t>(mail.outcome)];
  } else {
    ++mails_without_envelope;
  }
}

void Summary::add(const Summary& part) {
  inputs += part.inputs;
  inputs_incomplete += part.inputs_incomplete;
  inputs_compressed += part.inputs_compressed;
  frames += part.frames;
  frames_analysed += part.frames_analysed;
  frames_cut += part.frames_cut;
  add_each(part.frames_skipped, frames_skipped);
  add_frames(part.frame_counts, frame_counts);
  frames_dropped += part.frames_dropped;
  streams.add(part.streams);
  other.add(part.other);
  add_bytes(part.session_bytes, session_bytes);
  sessions += part.sessions;
  sessions_encrypted += part.sessions_encrypted;
  sessions_one_sided += part.sessions_one_sided;
  sessions_midstream += part.sessions_midstream;
  mails += part.mails;
  mails_of_sessions += part.mails_of_sessions;
  mails_of_files += part.mails_of_files;
  add_each(part.completeness, completeness);
  add_each(part.outcomes, outcomes);
  mails_without_envelope += part.mails_without_envelope;
  mails_read_otherwise += part.mails_read_otherwise;
  mails_without_other_reading += part.mails_without_other_reading;
  facts_found += part.facts_found;
  facts_kept += part.facts_kept;
  facts_not_kept += part.facts_not_kept;
  defects += part.defects;
  objections += part.objections;
  records_handed_out += part.records_handed_out;
  broken_equations.insert(broken_equations.end(), part.broken_equations.begin(),
                          part.broken_equations.end());
}

bool Summary::incomplete() const {
  const std::uint64_t complete =
      completeness[static_cast<std::size_t>(capture::Completeness::kComplete)];
  const std::uint64_t too_deep =
      frames_skipped[static_cast<std::size_t>(capture::SkipReason::kTooDeep)];
  return inputs_incomplete > 0 || frames_cut > 0 || frames_dropped > 0 || too_deep > 0 ||
         frame_counts.datagrams_incomplete > 0 || streams.gaps > 0 || streams.gap_bytes > 0 ||
         streams.flows_evicted > 0 || other.flows_given_up > 0 || session_bytes.missing > 0 ||
         sessions_midstream > 0 || sessions_one_sided > 0 || sum(completeness) != complete;
}

}  // namespace constat::classifier
