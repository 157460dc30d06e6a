// TcpReassembler against the slow reference, over random lists of segments.

#include <random>

#include "capture/tcp/tcp_reassembler.h"
#include "gtest/gtest.h"
#include "tests/reference/collected_streams.h"
#include "tests/reference/segment_script.h"

namespace constat::capture {
namespace {

std::string print(const std::vector<reference::FlowResult>& results) {
  std::string out;
  for (const auto& flow : results) {
    out += "\nflow " + std::to_string(flow.initiator.port) + " frame " +
           std::to_string(flow.first_frame) + (flow.handshake ? " handshake" : "");
    for (const auto& side : flow.sides) {
      out += "\n  text " + std::to_string(side.text.size()) + " " + side.text.substr(0, 200);
      for (const ByteRange& gap : side.gaps) {
        out += " gap " + std::to_string(gap.offset) + "+" + std::to_string(gap.length);
      }
      for (const auto& conflict : side.conflicts) {
        out += " conflict " + std::to_string(conflict.offset) + conflict.first + conflict.later +
               "@" + std::to_string(conflict.frame);
      }
    }
  }
  return out;
}

std::string print(const reference::SegmentScript& script) {
  std::string out;
  int frame = 0;
  for (const auto& one : script.segments()) {
    const TcpSegment& s = one.segment;
    out += "\n" + std::to_string(++frame) + ": " + std::to_string(s.source.port) + " flags " +
           std::to_string(s.flags) + " seq " + std::to_string(s.sequence) + " ack " +
           std::to_string(s.acknowledgement) + " window " + std::to_string(s.window) + " ttl " +
           std::to_string(s.time_to_live) + " ts " + std::to_string(s.timestamp) + " " +
           one.payload;
  }
  return out;
}

struct Compared {
  std::vector<reference::FlowResult> actual;
  std::vector<reference::FlowResult> expected;
  StreamCounts counts;
  std::uint64_t expected_acknowledged = 0;
};

Compared compare(const reference::SegmentScript& script) {
  Limits limits;
  limits.pickup_bytes_per_flow = 1 << 30;
  reference::CollectedStreams streams;
  TcpReassembler reassembler(limits, 1, streams);
  reference::ReferenceReassembler expected;
  std::uint64_t frame = 0;
  for (const auto& one : script.segments()) {
    ++frame;
    const auto now = static_cast<std::int64_t>(frame);
    reassembler.add(one.whole(), {{now}, {0, frame}}, now);
    expected.feed(one.whole(), frame);
  }
  reassembler.finish(static_cast<std::int64_t>(frame));
  Compared compared{streams.results(), expected.finish(), reassembler.counts(), 0};
  compared.expected_acknowledged = expected.gap_bytes_acknowledged();
  return compared;
}

TEST(Reference, agrees_on_random_segments) {
  std::uint64_t conflicts = 0;
  std::uint64_t gaps = 0;
  for (unsigned seed = 1; seed <= 6000; ++seed) {
    std::mt19937 random(seed);
    std::string input(8 * (1 + random() % 40), ' ');
    for (char& c : input) c = static_cast<char>(random());
    // Most segments are ordinary ones of one flow.
    for (std::size_t at = 0; at < input.size(); at += 8) {
      if (random() % 4 != 0) input[at] = static_cast<char>((random() & 1) | 0x40);
      if (random() % 4 != 0) input[at + 7] = 0;
      if (random() % 2 != 0) input[at + 5] = 0;
    }
    if (seed % 2 == 0) {
      const std::string handshake("\x01\0\0\0\0\0\0\1\x10\0\0\0\0\0\0\1", 16);
      input.replace(0, std::min<std::size_t>(16, input.size()),
                    handshake.substr(0, std::min<std::size_t>(16, input.size())));
    }
    const reference::SegmentScript script(input);
    const Compared compared = compare(script);
    ASSERT_EQ(compared.actual, compared.expected)
        << "seed " << seed << print(script) << "\nactual" << print(compared.actual) << "\nexpected"
        << print(compared.expected);
    ASSERT_EQ(compared.counts.gap_bytes_acknowledged, compared.expected_acknowledged) << seed;
    std::uint64_t offered = 0;
    for (const auto& one : script.segments()) offered += one.payload.size();
    const StreamCounts& counts = compared.counts;
    ASSERT_EQ(offered, counts.delivered_bytes + counts.duplicate_bytes + counts.conflicting_bytes +
                           counts.set_aside_bytes)
        << seed << print(script);
    ASSERT_EQ(counts.offset_bytes, counts.delivered_bytes + counts.gap_bytes) << seed;
    ASSERT_EQ(counts.directions_finished, counts.directions_exact + counts.directions_past_fin)
        << seed << print(script);
    conflicts += counts.conflicts;
    gaps += counts.gaps;
  }
  EXPECT_GT(conflicts, 1000u);
  EXPECT_GT(gaps, 1000u);
}

}  // namespace
}  // namespace constat::capture
