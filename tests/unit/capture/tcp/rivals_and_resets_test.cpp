// Forged and true resets (robustness T05), SYNs inside a connection (T21), openings (T09, T10),
// ends (T06), caps on flows (T23), idle flows.

#include <utility>

#include "tests/unit/capture/tcp/segment_talk.h"

namespace constat::capture {
namespace {

using testing::SegmentTalk;
using Kinds = std::vector<DefectKind>;

TEST(Reset, that_the_stream_survives_is_told) {  // T05; RFC 5961 section 3
  struct Case {
    std::uint32_t ahead;
    const char* payload;
  };
  for (const Case& reset : {Case{0, ""}, Case{2, ""}, Case{0x40000000, ""}, Case{0, "RESET"}}) {
    SegmentTalk talk;
    talk.handshake();
    talk.send(talk.client(0), "ABCD");
    talk.send(talk.client(4 + reset.ahead, TcpSegment::kRst), reset.payload);
    talk.send(talk.client(4), "EFGH");
    talk.finish();
    EXPECT_EQ(talk.initiator().text, "ABCDEFGH") << reset.ahead;
    EXPECT_EQ(talk.counts().resets_ignored, 1u) << reset.ahead;
    EXPECT_EQ(talk.notes(), Kinds{DefectKind::kResetIgnored}) << reset.ahead;
    EXPECT_EQ(talk.streams.notes[0].frame.frame, 5u);
  }
}

TEST(Reset, captured_before_bytes_sent_before_it_is_not_ignored) {
  SegmentTalk talk;
  talk.handshake();
  talk.send(talk.client(0), "ABCD");
  talk.send(talk.client(8, TcpSegment::kRst));
  talk.send(talk.client(4), "EFGH");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.counts().resets_ignored, 0u);
}

TEST(Rival, forged_syn_does_not_cut_a_connection) {  // T21; RFC 5961 section 4
  SegmentTalk talk;
  talk.handshake();
  talk.send(talk.client(0), "ABCD");
  const std::uint32_t isn = std::exchange(talk.client_isn, 0x20000000);
  talk.syn("set aside");
  talk.client_isn = isn;
  talk.send(talk.client(4), "EFGH");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.counts().set_aside_bytes, 9u);
}

TEST(Rival, forged_syn_between_handshake_and_payload_does_not_move_the_start) {
  SegmentTalk talk;
  talk.handshake();
  const std::uint32_t isn = std::exchange(talk.client_isn, 0x20000000);
  talk.syn();
  talk.client_isn = isn;
  talk.send(talk.client(0), "ABCD");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCD");
}

TEST(Rival, answered_syn_is_another_connection_in_whatever_order) {  // T21
  for (const bool answer_first : {false, true}) {
    SegmentTalk talk;
    talk.handshake();
    talk.send(talk.client(0), "first, unfinished");
    talk.client_isn = 0x20000000;
    talk.server_isn = 0x30000000;
    if (answer_first) talk.syn_ack(4);
    talk.syn("EHLO");
    if (!answer_first) talk.syn_ack(4);
    talk.send(talk.client(4), " a\r\n");
    talk.finish();
    ASSERT_EQ(talk.results.size(), 2u) << answer_first;
    EXPECT_EQ(talk.results[0].sides[0].text, "first, unfinished");
    EXPECT_EQ(talk.results[1].sides[0].text, "EHLO a\r\n");
    EXPECT_TRUE(talk.results[1].handshake);
    EXPECT_EQ(talk.results[1].first_frame, 5u);
  }
}

TEST(Rival, one_direction_alone_shows_another_connection) {  // T12, T21
  SegmentTalk talk;
  talk.syn();
  talk.send(talk.client(0), "first");
  talk.client_isn = 0x20000000;
  talk.syn();
  talk.send(talk.client(0), "second");
  talk.finish();
  ASSERT_EQ(talk.results.size(), 2u);
  EXPECT_EQ(talk.results[1].sides[0].text, "second");
}

TEST(Handshake, first_syn_may_be_the_one_that_is_answered) {  // T09, CVE-2025-59147
  SegmentTalk talk;
  talk.syn();
  for (const std::uint32_t isn : {77'000u, 900'000'000u}) {
    talk.client_isn = isn;
    talk.syn();
  }
  talk.client_isn = 1000;
  talk.syn_ack();
  talk.send(talk.client(0));
  talk.send(talk.client(2), "CD");
  talk.send(talk.client(0), "AB");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCD");
  EXPECT_TRUE(talk.results[0].handshake);
}

TEST(Handshake, split_in_four_or_five_is_one_connection) {  // T10
  for (const bool five : {false, true}) {
    SegmentTalk talk;
    talk.syn();
    if (five) talk.send(talk.server(0xFFFFFFFF));
    talk.send(talk.server(0xFFFFFFFF, TcpSegment::kSyn));
    talk.send(talk.client(0xFFFFFFFF, TcpSegment::kSyn | TcpSegment::kAck));
    talk.send(talk.server(0));
    talk.send(talk.server(0), "220\r\n");
    talk.send(talk.client(0), "EHLO\r\n");
    talk.finish();
    EXPECT_EQ(talk.initiator().text, "EHLO\r\n");
    EXPECT_EQ(talk.responder().text, "220\r\n");
  }
}

TEST(Fin, nothing_is_read_behind_one_that_was_acknowledged) {  // T06
  SegmentTalk talk;
  talk.handshake();
  talk.send(talk.client(0, TcpSegment::kAck | TcpSegment::kFin), "QUIT\r\n");
  talk.send(talk.client(7), "MAIL FROM:<late@example.org>\r\n");
  talk.server_acked = 7;
  talk.send(talk.server(0), "221\r\n");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "QUIT\r\n");
  EXPECT_TRUE(talk.initiator().gaps.empty());
  EXPECT_EQ(talk.counts().set_aside_bytes, 30u);
}

TEST(Fin, forged_one_far_ahead_makes_no_gap) {  // T06
  SegmentTalk talk;
  talk.handshake();
  talk.send(talk.client(0), "ABCD");
  talk.send(talk.client(0x3F000000, TcpSegment::kAck | TcpSegment::kFin));
  talk.send(talk.client(10'000, TcpSegment::kAck | TcpSegment::kFin));
  talk.send(talk.client(4, TcpSegment::kAck | TcpSegment::kFin));
  talk.server_acked = 5;
  talk.send(talk.server(0));
  talk.finish();
  EXPECT_TRUE(talk.initiator().gaps.empty());
}

TEST(Fin, equation_of_lengths_closes) {  // robustness section 5.3
  for (unsigned lost = 0; lost < 12; ++lost) {
    SegmentTalk talk;
    talk.handshake();
    for (std::uint32_t at = 0; at < 12; ++at) {
      if (at != lost) talk.send(talk.client(at * 10), "0123456789");
    }
    talk.server_acked = 121;
    talk.send(talk.server(0));
    talk.send(talk.client(120, TcpSegment::kAck | TcpSegment::kFin));
    talk.finish();
    EXPECT_EQ(talk.counts().delivered_bytes + talk.counts().gap_bytes, 120u);
    EXPECT_EQ(talk.counts().gap_bytes, 10u);
    EXPECT_EQ(talk.counts().gap_bytes_acknowledged, 10u);
  }
}

TEST(Gap, that_nobody_acknowledged_was_not_lost_by_the_capture) {
  SegmentTalk talk;
  talk.handshake();
  talk.send(talk.client(0), "ABCD");
  talk.send(talk.client(10), "KLMN");
  talk.server_acked = 4;
  talk.send(talk.server(0));
  talk.finish();
  EXPECT_EQ(talk.counts().gap_bytes, 6u);
  EXPECT_EQ(talk.counts().gap_bytes_acknowledged, 0u);
}

TEST(Gap, acknowledged_after_it_was_declared_counts_too) {
  Limits limits;
  limits.early_bytes_per_flow = 500;
  SegmentTalk talk(limits);
  talk.handshake();
  talk.send(talk.client(100), std::string(1000, 'x'));
  EXPECT_EQ(talk.counts().gap_bytes, 100u);
  EXPECT_EQ(talk.counts().gap_bytes_acknowledged, 0u);
  talk.server_acked = 1100;
  talk.send(talk.server(0));
  talk.finish();
  EXPECT_EQ(talk.counts().gap_bytes_acknowledged, 100u);
}

TEST(HalfOpen, flows_are_counted_and_given_up_oldest_first) {  // T23
  Limits limits;
  limits.half_open_flows = 10;
  SegmentTalk talk(limits);
  for (unsigned port = 0; port < 100; ++port) {
    talk.client_port = static_cast<std::uint16_t>(1000 + port);
    talk.syn();
  }
  talk.syn_ack();
  talk.send(talk.client(0), "A");
  talk.finish();
  EXPECT_EQ(talk.counts().half_open_flows, 99u);
  EXPECT_EQ(talk.counts().half_open_flows_evicted, 90u);
  EXPECT_EQ(talk.counts().flows, 1u);
}

TEST(Eviction, is_told_before_the_end) {
  Limits limits;
  limits.flows = 1;
  SegmentTalk talk(limits);
  talk.handshake();
  talk.send(talk.client(0), "AB");
  talk.client_port = 40'001;
  talk.handshake();
  talk.send(talk.client(0), "CD");
  talk.finish();
  EXPECT_EQ(talk.notes(), Kinds{DefectKind::kFlowEvicted});
  EXPECT_EQ(talk.streams.notes[0].where, (ByteRange{2, 0}));
  EXPECT_EQ(talk.counts().flows_evicted, 1u);
}

TEST(Idle, flow_ends_at_its_next_segment_whatever_else_there_was) {
  for (const bool others : {false, true}) {
    SegmentTalk talk;
    talk.handshake();
    talk.send(talk.client(0), "AB");
    for (int minute = 0; minute < 16; ++minute) {
      talk.now += 60'000'000'000;
      talk.client_port = 40'001;
      if (others) talk.syn();
      talk.client_port = 40'000;
    }
    talk.send(talk.client(2), "CD");
    talk.finish();
    ASSERT_EQ(talk.results.size(), 2u) << others;
    EXPECT_EQ(talk.results[0].sides[0].text, "AB");
    EXPECT_EQ(talk.results[1].sides[0].text, "CD");
  }
}

TEST(Secret, changes_nothing_that_is_handed_out) {  // T24, CVE-2024-47187
  std::vector<std::vector<std::string>> orders;
  for (const std::uint64_t secret : {1ull, 2ull, 0xFFFFFFFFFFFFFFFFull}) {
    struct Order final : StreamSinkFactory {
      std::unique_ptr<StreamSink> open(const Flow& flow) override {
        return std::make_unique<Sink>(*this, flow.initiator.port);
      }
      struct Sink final : StreamSink {
        Sink(Order& to, std::uint16_t from) : order(to), port(from) {}
        void on_bytes(const StreamChunk&) override {}
        void on_gap(const StreamGap&) override {}
        void on_conflict(const StreamConflict&) override {}
        void on_end(StreamEnd, FrameRef) override { order.ended.push_back(std::to_string(port)); }
        Order& order;
        std::uint16_t port;
      };
      std::vector<std::string> ended;
    } order;
    const Limits limits;
    TcpReassembler reassembler(limits, secret, order);
    SegmentTalk talk;
    for (std::uint16_t port = 9000; port > 8000; --port) {
      talk.client_port = port;
      TcpSegment segment = talk.client(0);
      segment.payload = "A";
      reassembler.add(segment, {{0}, {0, 9001u - port}}, 0);
    }
    reassembler.finish(0);
    orders.push_back(order.ended);
  }
  EXPECT_EQ(orders[0].size(), 1000u);
  EXPECT_EQ(orders[0].front(), "9000");
  EXPECT_EQ(orders[0], orders[1]);
  EXPECT_EQ(orders[0], orders[2]);
}

}  // namespace
}  // namespace constat::capture
