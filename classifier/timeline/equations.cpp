// The accounting equations (robustness.md section 5.3): both sides of each, and in words.

#include <numeric>
#include <string_view>

#include "classifier/summary.h"

namespace constat::classifier {
namespace {

struct Sides {
  std::string_view name, left, right;
};
constexpr Sides kSides[] = {
    {"frames_seen", "frames read", "frames analysed and not analysed, by reason"},
    {"payload_bytes", "payload of the TCP segments read",
     "bytes read, sent again equal, sent again different, and set aside"},
    {"stream_bytes", "bytes read from streams",
     "commands, mails, encrypted, without meaning, and not SMTP"},
    {"stream_offsets", "offsets at which the directions ended", "bytes read and missing in gaps"},
    {"fin_offsets", "directions seen from their SYN to an acknowledged FIN",
     "those with FIN - ISN - 1 bytes, read or missing, and those with more"},
    {"gap_bytes", "bytes missing in gaps", "missing in sessions and in connections not SMTP"},
    {"mails_of_mbox", "mails of the file", "mails by what told where they begin"},
    {"mails_by_origin", "mails", "mails as their sessions and files counted them"},
    {"mails_by_completeness", "mails", "complete, with a hole, cut off, and begun before"},
    {"mails_by_outcome", "mails", "by the server's answer, and without an envelope"},
    {"facts", "facts found", "facts in the records, and counted only"},
    {"records", "records made", "records handed out"},
};

template <typename Counts>
std::uint64_t sum(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

void add_bytes(const Summary& summary, std::vector<Equation>& out) {
  const capture::StreamCounts& streams = summary.streams;
  const parser::smtp::SessionBytes& bytes = summary.session_bytes;
  out.push_back({"payload_bytes", "", summary.frame_counts.payload_bytes_offered,
                 streams.delivered_bytes + streams.duplicate_bytes + streams.conflicting_bytes +
                     streams.set_aside_bytes});
  out.push_back(
      {"stream_bytes", "", streams.delivered_bytes,
       bytes.command + bytes.mail + bytes.encrypted + bytes.unparsed + summary.other.bytes});
  out.push_back(
      {"stream_offsets", "", streams.offset_bytes, streams.delivered_bytes + streams.gap_bytes});
  out.push_back({"fin_offsets", "", streams.directions_finished,
                 streams.directions_exact + streams.directions_past_fin});
  out.push_back({"gap_bytes", "", streams.gap_bytes, bytes.missing + summary.other.missing_bytes});
}

void add_mails(const Summary& summary, std::vector<Equation>& out) {
  const std::uint64_t counted_before = summary.mails_of_sessions + summary.mails_of_files;
  if (counted_before > 0) out.push_back({"mails_by_origin", "", summary.mails, counted_before});
  out.push_back({"mails_by_completeness", "", summary.mails, sum(summary.completeness)});
  // Written so that a count of mails without envelope above the total shows too.
  out.push_back({"mails_by_outcome", "", summary.mails,
                 summary.mails_without_envelope + sum(summary.outcomes)});
}

void add_records(const Summary& summary, std::vector<Equation>& out) {
  if (summary.facts_found > 0) {
    out.push_back({"facts", "", summary.facts_found, summary.facts_kept + summary.facts_not_kept});
  }
  if (summary.records_handed_out > 0) {
    out.push_back({"records", "",
                   summary.inputs + summary.sessions + summary.mails + summary.objections,
                   summary.records_handed_out});
  }
}

}  // namespace

std::string sentence_of(const Equation& equation) {
  std::string_view left, right;
  for (const Sides& sides : kSides) {
    if (sides.name != equation.name) continue;
    left = sides.left;
    right = sides.right;
  }
  std::string out = "an accounting equation does not close: " + equation.name + ": left = ";
  out += std::to_string(equation.left) + " (" + std::string(left) + "), right = ";
  return out + std::to_string(equation.right) + " (" + std::string(right) + ")";
}

std::vector<Equation> equations(const Summary& summary) {
  std::vector<Equation> all = {
      {"frames_seen", "", summary.frames, summary.frames_analysed + sum(summary.frames_skipped)}};
  add_bytes(summary, all);
  add_mails(summary, all);
  add_records(summary, all);
  return all;
}

std::vector<Equation> broken_equations(const Summary& summary) {
  std::vector<Equation> broken;
  for (const Equation& of_input : summary.broken_equations) {
    if (!of_input.input.empty()) broken.push_back(of_input);
  }
  for (Equation& equation : equations(summary)) {
    if (!equation.closes()) broken.push_back(std::move(equation));
  }
  return broken;
}

}  // namespace constat::classifier
