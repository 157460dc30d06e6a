// reorder_test CAPTURE RUNS: rewrites the capture RUNS times (cut, repeat, reorder; seeds 1..RUNS)
// and compares every record with those of the capture as it is. Only frame numbers and times may
// differ: they are facts about the frames, not about what was said.

#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include "capture/byte_source.h"
#include "capture/packet/packet_source.h"
#include "tests/support/frame_reassembler.h"
#include "classifier/classifier.h"
#include "classifier/record_json.h"
#include "parser/smtp/session_pool.h"
#include "tests/property/rewrite_frames.h"

namespace constat::tests {
namespace {

class Collector final : public classifier::RecordSink {
 public:
  void on_mail(classifier::MailRecord&& mail) override {
    mail.first_frame = mail.last_frame = 0;
    mail.time.clear();
    for (auto& frames : mail.fact_frames) frames = {0, 0};
    std::string line;
    classifier::append_json(mail, line);
    lines.insert(line);
    ++mails;
  }
  void on_session(classifier::SessionRecord&& session) override {
    session.facts.first_frame.frame = session.facts.last_frame.frame = 0;
    session.facts.time = CaptureTime::unknown();
    session.facts.conflicts.clear();
    std::string line;
    classifier::append_json(session, line);
    lines.insert(line);
  }
  std::multiset<std::string> lines;
  std::size_t mails = 0;
};

std::vector<Frame> frames_of(const std::string& path, const Limits& limits) {
  auto bytes = capture::open_file(path);
  if (!bytes.ok()) {
    std::fprintf(stderr, "%s\n", std::string(bytes.status().message()).c_str());
    std::exit(2);
  }
  const auto kind = capture::recognise((*bytes)->peek(4096));
  const auto packets = capture::open_packets(std::move(*bytes), kind, limits);
  std::vector<Frame> frames;
  for (capture::Packet packet; packets->next(packet);) {
    frames.push_back({std::string(packet.bytes), packet.time, packet.link_type});
  }
  return frames;
}

Collector read(const std::vector<Frame>& frames, const Limits& limits) {
  const Pseudonymiser pseudonyms("a key of the property test");
  const std::vector<std::string> names = {"capture"};
  Collector records;
  classifier::Classifier classifier(limits, pseudonyms, classifier::Disclosure::kFacts, names,
                                    records);
  parser::MailParser mails(limits, classifier);
  parser::smtp::SessionPool sessions(limits, capture::Door::kPacket, mails, classifier);
  capture::FrameReassembler reassembler(limits, sessions);
  capture::InputFacts facts;
  std::uint64_t number = 0;
  for (const Frame& frame : frames) {
    capture::Packet packet;
    packet.bytes = frame.bytes;
    packet.original_length = static_cast<std::uint32_t>(frame.bytes.size());
    packet.time = frame.time;
    packet.link_type = frame.link_type;
    packet.number = ++number;
    reassembler.add(packet, 0, facts);
  }
  reassembler.finish();
  return records;
}

// Prints the first records of one side that the other does not have.
void print_difference(const Collector& expected, const Collector& actual) {
  int shown = 0;
  for (const std::string& line : expected.lines) {
    if (actual.lines.count(line) == 0 && shown++ < 2)
      std::fprintf(stderr, "- %.1500s\n", line.c_str());
  }
  shown = 0;
  for (const std::string& line : actual.lines) {
    if (expected.lines.count(line) == 0 && shown++ < 2)
      std::fprintf(stderr, "+ %.1500s\n", line.c_str());
  }
}

int compare(const std::string& path, unsigned runs) {
  const Limits limits;
  const std::vector<Frame> frames = frames_of(path, limits);
  const Collector expected = read(frames, limits);
  unsigned different = 0;
  for (unsigned seed = 1; seed <= runs; ++seed) {
    std::mt19937 random(seed);
    const std::size_t distance = 1u << (seed % 6);  // 1 to 32 places
    std::vector<Frame> rewritten = cut(frames, random);
    rewritten = repeat(rewritten, distance, random);
    rewritten = reorder(rewritten, distance, random);
    const Collector actual = read(rewritten, limits);
    if (actual.lines == expected.lines) continue;
    if (different++ == 0) {
      std::fprintf(stderr, "seed %u, distance %zu: the records differ\n", seed, distance);
      print_difference(expected, actual);
    }
  }
  std::printf("%s: %zu frames, %zu records, %zu mails; %u of %u rewritings differ\n", path.c_str(),
              frames.size(), expected.lines.size(), expected.mails, different, runs);
  return different == 0 && !expected.lines.empty() ? 0 : 1;
}

}  // namespace
}  // namespace constat::tests

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  return constat::tests::compare(argv[1], static_cast<unsigned>(std::atoi(argv[2])));
}
