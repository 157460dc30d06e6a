// Transcripts: every line of the format, and lines that are none.
#include "capture/stream/transcript_source.h"

#include <gtest/gtest.h>

namespace constat::capture {
namespace {

struct Log final : StreamSinkFactory {
  struct Sink final : StreamSink {
    explicit Sink(Log& log) : log_(log) {}
    void on_bytes(const StreamChunk& chunk) override {
      log_.lines.push_back(std::string(chunk.side == Side::kInitiator ? "C" : "S") +
                           std::to_string(chunk.offset) + " " + std::string(chunk.bytes) + "@" +
                           std::to_string(chunk.frame.frame));
      log_.times.push_back(to_rfc3339(chunk.time));
    }
    void on_gap(const StreamGap& gap) override {
      log_.lines.push_back(std::string(gap.side == Side::kInitiator ? "C" : "S") +
                           std::to_string(gap.offset) + "!" + std::to_string(gap.length));
    }
    void on_conflict(const StreamConflict&) override {}
    void on_end(StreamEnd reason, FrameRef) override { log_.ends.push_back(reason); }
    Log& log_;
  };
  std::unique_ptr<StreamSink> open(const Flow& flow) override {
    flows.push_back(flow);
    return std::make_unique<Sink>(*this);
  }
  std::vector<Flow> flows;
  std::vector<std::string> lines, times;
  std::vector<StreamEnd> ends;
  InputFacts facts;
};

Log read(std::string_view text) {
  Log log;
  const auto source = open_bytes(text);
  EXPECT_TRUE(read_transcript(*source, 7, {}, log, log.facts).ok());
  EXPECT_EQ(log.facts.bytes, text.size());
  return log;
}

TEST(Transcript, lines_become_chunks_with_offsets_frames_and_times) {
  const Log log = read(
      "# transcript x\n# client 192.0.2.7:1000 server [2001:db8::1]:587\n# time "
      "2026-03-01T08:00:00Z\n"
      "S: 220 hi\nC- \\x41\\r\\n\\t\\0\\\\\\q\nC:\nC! 1460\nS! 0\nC: end\nE: reset\n");
  const std::vector<std::string> expected = {
      "S0 220 hi\r\n@4", std::string("C0 A\r\n\t\0\\\\q@5", 13), "C8 \r\n@6", "C10!1460", "S8!0",
      "C1470 end\r\n@9"};
  EXPECT_EQ(log.lines, expected);
  ASSERT_EQ(log.flows.size(), 1u);
  EXPECT_EQ(to_string(log.flows[0].initiator.ip), "192.0.2.7");
  EXPECT_EQ(log.flows[0].initiator.port, 1000);
  EXPECT_EQ(to_string(log.flows[0].responder.ip), "2001:db8::1");
  EXPECT_EQ(log.flows[0].responder.port, 587);
  EXPECT_EQ(log.times[0], "2026-03-01T08:00:00.000000000Z");
  EXPECT_EQ(log.times[1], "2026-03-01T08:00:00.001000000Z");
  EXPECT_EQ(log.ends, std::vector<StreamEnd>{StreamEnd::kReset});
}

TEST(Transcript, defaults_hold_and_the_flow_finishes) {
  const Log log = read("# transcript x\r\nC: a\r\n");
  EXPECT_EQ(to_string(log.flows.at(0).initiator.ip), "192.0.2.1");
  EXPECT_EQ(log.flows[0].responder.port, 25);
  EXPECT_EQ(log.flows[0].pickup, Pickup::kHandshake);
  EXPECT_EQ(log.times.at(0), "");
  EXPECT_EQ(log.ends, std::vector<StreamEnd>{StreamEnd::kFinished});
}

TEST(Transcript, a_line_that_is_none_is_noted_and_reading_goes_on) {
  const Log log = read("# transcript x\nwhat\nC: a\nC! many\nE: never\nC: b");
  EXPECT_EQ(log.lines, (std::vector<std::string>{"C0 a\r\n@3", "C3 b\r\n@6"}));
  ASSERT_EQ(log.facts.defects.size(), 3u);
  EXPECT_EQ(log.facts.defects[0], (Defect{DefectKind::kInputMalformed, {15, 5}}));
}

TEST(Transcript, what_follows_an_end_is_another_flow) {
  const Log log = read("# transcript x\nC: a\nE: idle\n# pickup midstream\nC: b\nE: cut\n");
  ASSERT_EQ(log.flows.size(), 2u);
  EXPECT_NE(log.flows[0].sequence_seed, log.flows[1].sequence_seed);
  EXPECT_EQ(log.flows[1].pickup, Pickup::kMidstream);
  EXPECT_EQ(log.lines[1], "C0 b\r\n@5");
  EXPECT_EQ(log.ends, (std::vector<StreamEnd>{StreamEnd::kIdle, StreamEnd::kInputEnd}));
}

TEST(Transcript, an_empty_file_opens_no_flow) {
  const Log log = read("");
  EXPECT_TRUE(log.flows.empty());
  EXPECT_EQ(log.facts.defects.at(0).kind, DefectKind::kInputEmpty);
}

}  // namespace
}  // namespace constat::capture
