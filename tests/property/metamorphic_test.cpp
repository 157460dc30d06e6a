// metamorphic_test FOLDER RUNS PART PARTS: forges every scenario of the folder, rewrites each many
// times (cut, repeated, reordered, wrapped in links and tunnels, mirrored, spread over files), and
// compares every record and every delivered byte with those of the scenario as it is, and with the
// slow reference reassembler.
//
// RUNS are shared out among all scenarios, small ones get more; this process does its part of them.
// Run N of a scenario always rewrites with seed N.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/property/read_frames.h"
#include "tests/property/rewrite_packets.h"
#include "tools/forge/forge.h"
#include "tools/forge/read_scenario.h"

namespace constat::tests {
namespace {

namespace fs = std::filesystem;

struct Subject {
  std::string name;
  Packets packets;
  double cost = 0;    // of one run, in bytes and packets
  unsigned runs = 0;  // its share
};

Subject forge_subject(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream source;
  source << in.rdbuf();
  forge::ScenarioReading reading = forge::read_scenario(source.str(), path.string());
  auto packets = forge::forge_packets(reading.scenario);
  if (!reading.problem.empty() || !packets.ok()) {
    std::fprintf(stderr, "%s\n",
                 (reading.problem + std::string(packets.status().message())).c_str());
    std::exit(2);
  }
  Subject subject;
  subject.name = path.stem().string();
  subject.packets = std::move(*packets);
  double bytes = 0;
  for (const TimedPacket& packet : subject.packets) bytes += static_cast<double>(packet.ip.size());
  const auto count = static_cast<double>(subject.packets.size());
  subject.cost = 200 * count + bytes;
  return subject;
}

// Every scenario but those whose frames the snap length cut: a cut frame cannot be cut elsewhere.
std::vector<Subject> forge_subjects(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const bool cut = entry.path().stem().string().starts_with("snaplen");
    if (entry.path().extension() == ".forge" && !cut) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Subject> subjects;
  for (const fs::path& file : files) subjects.push_back(forge_subject(file));
  return subjects;
}

// In proportion to the inverse of what a run costs, three at least, until all are given out.
void share_out(unsigned runs, std::vector<Subject>& subjects) {
  double all = 0;
  for (const Subject& subject : subjects) all += 1 / subject.cost;
  unsigned given = 0;
  for (Subject& subject : subjects) {
    subject.runs = std::max(3u, static_cast<unsigned>(runs / subject.cost / all));
    given += subject.runs;
  }
  const auto cheapest = std::ranges::min_element(subjects, {}, &Subject::cost);
  if (given < runs) cheapest->runs += runs - given;
}

std::vector<Frame> rewrite(const Packets& packets, unsigned seed) {
  std::mt19937 random(seed);
  const std::size_t distance = 1u << (seed % 6);  // 1 to 32 places
  Packets rewritten = cut(packets, random);
  rewritten = repeat(rewritten, distance, random);
  rewritten = reorder(rewritten, distance, random);
  Framing framing;
  framing.wrapping = static_cast<Wrapping>(seed % 3);
  framing.mirror = seed % 4 == 3 ? Mirror::kSome : Mirror::kNone;
  framing.inputs = 1 + seed / 3 % 5;
  return to_frames(rewritten, framing, random);
}

// Prints the first lines of one side that the other does not have.
void print_difference(const std::multiset<std::string>& expected,
                      const std::multiset<std::string>& actual) {
  int shown = 0;
  for (const std::string& line : expected) {
    if (actual.count(line) == 0 && shown++ < 2) std::fprintf(stderr, "- %.1500s\n", line.c_str());
  }
  shown = 0;
  for (const std::string& line : actual) {
    if (expected.count(line) == 0 && shown++ < 2) std::fprintf(stderr, "+ %.1500s\n", line.c_str());
  }
}

bool counts_agree(const Reading& expected, const Reading& actual) {
  const capture::StreamCounts& a = expected.counts;
  const capture::StreamCounts& b = actual.counts;
  return a.flows == b.flows && a.delivered_bytes == b.delivered_bytes &&
         a.gap_bytes == b.gap_bytes && a.gaps == b.gaps &&
         a.gap_bytes_acknowledged == b.gap_bytes_acknowledged && b.conflicts == 0 &&
         a.directions_finished == b.directions_finished &&
         b.directions_finished == b.directions_exact + b.directions_past_fin &&
         b.offset_bytes == b.delivered_bytes + b.gap_bytes &&
         b.delivered_bytes + b.duplicate_bytes + b.conflicting_bytes + b.set_aside_bytes ==
             actual.payload_offered;
}

// "" when all agree, else what does not.
std::string compare(const Reading& expected, const Reading& actual) {
  if (actual.streams != actual.reference) {
    print_difference(actual.reference, actual.streams);
    return "the streams are not those of the reference reassembler";
  }
  if (actual.streams != expected.streams) {
    print_difference(expected.streams, actual.streams);
    return "the streams differ";
  }
  if (actual.records != expected.records) {
    print_difference(expected.records, actual.records);
    return "the records differ";
  }
  return counts_agree(expected, actual) ? "" : "the counters differ or do not close";
}

unsigned run_subject(const Subject& subject, const Limits& limits) {
  std::mt19937 unused(0);
  const Reading expected = read_frames(to_frames(subject.packets, {}, unused), limits);
  unsigned wrong = expected.records.empty() || !compare(expected, expected).empty();
  for (unsigned seed = 1; seed <= subject.runs; ++seed) {
    const Reading actual = read_frames(rewrite(subject.packets, seed), limits);
    const std::string problem = compare(expected, actual);
    if (problem.empty()) continue;
    if (wrong++ < 2)
      std::fprintf(stderr, "%s, seed %u: %s\n", subject.name.c_str(), seed, problem.c_str());
  }
  std::printf("%-28s %5zu packets %5zu records %4zu mails, %u of %u rewritings differ\n",
              subject.name.c_str(), subject.packets.size(), expected.records.size(), expected.mails,
              wrong, subject.runs);
  std::fflush(stdout);
  return wrong;
}

int run(const fs::path& folder, unsigned runs, unsigned part, unsigned parts) {
  const Limits limits;
  std::vector<Subject> subjects = forge_subjects(folder);
  share_out(runs, subjects);
  unsigned done = 0;
  unsigned wrong = 0;
  for (std::size_t i = part - 1; i < subjects.size(); i += parts) {
    wrong += run_subject(subjects[i], limits);
    done += subjects[i].runs;
  }
  std::printf("%u runs, %u differ\n", done, wrong);
  return done > 0 && wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace constat::tests

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const auto number = [&](int i) { return static_cast<unsigned>(std::atoi(argv[i])); };
  return constat::tests::run(argv[1], number(2), number(3), number(4));
}
