// Do the counts of a run close, and was all of its input read?

#include <numeric>

#include "classifier/assessment.h"

namespace constat::classifier {
namespace {

template <typename Counts>
std::uint64_t sum(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

}  // namespace

bool Summary::incomplete() const {
  const std::uint64_t complete =
      completeness[static_cast<std::size_t>(capture::Completeness::kComplete)];
  return inputs_incomplete > 0 || frames_cut > 0 || streams.gaps > 0 || streams.gap_bytes > 0 ||
         streams.flows_evicted > 0 || session_bytes.missing > 0 || sessions_midstream > 0 ||
         sessions_one_sided > 0 || sum(completeness) != complete;
}

std::vector<std::string> broken_equations(const Summary& summary) {
  std::vector<std::string> broken;
  const auto check = [&](std::string_view name, std::uint64_t whole, std::uint64_t parts) {
    if (whole != parts) broken.emplace_back(name);
  };
  check("frames_seen", summary.frames, summary.frames_analysed + sum(summary.frames_skipped));
  const parser::smtp::SessionBytes& bytes = summary.session_bytes;
  check("stream_bytes", summary.streams.delivered_bytes,
        bytes.command + bytes.mail + bytes.encrypted + bytes.unparsed + summary.other.bytes);
  check("mails_by_completeness", summary.mails, sum(summary.completeness));
  // Written so that a count of mails without envelope above the total shows too.
  check("mails_by_outcome", summary.mails, summary.mails_without_envelope + sum(summary.outcomes));
  return broken;
}

}  // namespace constat::classifier
