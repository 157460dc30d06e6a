// Order, holes and ends of streams.

#include "tests/support/frame_reassembler.h"

#include "tests/unit/capture/tcp/segment_writer.h"

namespace constat::capture {
namespace {

using testing::Conversation;
using testing::kAck;
using testing::kFin;
using testing::kPush;
using testing::kRst;
using testing::kSyn;
using testing::Recorded;
using From = Conversation::From;

TEST(TcpReassembler, passes_on_bytes_in_order) {
  Conversation talk;
  talk.handshake();
  talk.server(0, "220 mx\r\n");
  talk.client(0, "EHLO a\r\n");
  talk.client(8, "QUIT\r\n");
  talk.finish();
  const Recorded& flow = talk.only_flow();
  EXPECT_EQ(flow.initiator().text, "EHLO a\r\nQUIT\r\n");
  EXPECT_EQ(flow.responder().text, "220 mx\r\n");
  EXPECT_EQ(flow.flow.pickup, Pickup::kHandshake);
  EXPECT_EQ(to_string(flow.flow.initiator.ip), "192.0.2.1");
  EXPECT_EQ(flow.flow.responder.port, 25);
  EXPECT_EQ(flow.flow.sequence_seed, std::uint64_t{1000} << 32 | 50000);
  EXPECT_EQ(flow.flow.first_frame.frame, 1u);
  EXPECT_EQ(flow.end, StreamEnd::kInputEnd);
  EXPECT_EQ(flow.initiator().chunks[1].frame.frame, 6u);
  EXPECT_EQ(flow.last_frame.frame, 6u);
}

TEST(TcpReassembler, opens_no_sink_for_a_bare_handshake) {
  Conversation talk;
  talk.handshake();
  talk.finish();
  EXPECT_TRUE(talk.recorder.flows.empty());
  EXPECT_EQ(talk.counts().flows, 0u);
}

TEST(TcpReassembler, puts_early_segments_in_order) {
  Conversation talk;
  talk.handshake();
  talk.client(4, "EFGH");
  talk.client(8, "IJ");
  talk.client(0, "ABCD");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGHIJ");
  EXPECT_TRUE(talk.only_flow().initiator().gaps.empty());
  // Each byte keeps the frame it came in.
  EXPECT_EQ(talk.only_flow().initiator().chunks[1].frame.frame, 4u);
}

TEST(TcpReassembler, reports_gap_when_segment_never_comes) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.client(10, "KLMN");
  talk.finish();
  const auto& side = talk.only_flow().initiator();
  EXPECT_EQ(side.text, "ABCDKLMN");
  EXPECT_EQ(side.gaps, (std::vector<ByteRange>{{4, 6}}));
  EXPECT_EQ(talk.counts().gap_bytes, 6u);
}

TEST(TcpReassembler, does_not_take_an_acknowledgement_for_proof_that_a_segment_is_lost) {
  Conversation talk;
  talk.handshake();
  talk.client(4, "EFGH");
  talk.server_ack(8);  // captured before the segment it is about
  talk.client(0, "ABCD");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.counts().gaps, 0u);
}

TEST(TcpReassembler, reports_gap_when_the_early_cap_is_reached) {
  Limits limits;
  limits.early_bytes_per_flow = 4000;
  Conversation talk(limits);
  talk.handshake();
  for (std::uint32_t at = 1000; at < 6000; at += 1000) talk.client(at, std::string(1000, 'x'));
  ASSERT_EQ(talk.recorder.flows.size(), 1u);
  EXPECT_EQ(talk.only_flow().initiator().gaps, (std::vector<ByteRange>{{0, 1000}}));
  talk.client(0, std::string(1000, 'y'));  // too late: its place was passed
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, std::string(5000, 'x'));
  EXPECT_EQ(talk.counts().set_aside_bytes, 1000u);
}

TEST(TcpReassembler, lets_go_who_holds_back_for_longest_when_the_total_cap_is_reached) {
  Limits limits;
  limits.early_bytes_total = 5000;
  Conversation talk(limits);
  for (unsigned port = 40000; port < 40010; ++port) {  // robustness T15
    talk.client_port = port;
    talk.handshake();
    talk.client(1, std::string(1000, 'h'));
  }
  EXPECT_GE(talk.recorder.flows.size(), 5u);
  // A flow that only reorders is not touched by the others.
  talk.client_port = 50000;
  talk.handshake();
  talk.client(2, "CD");
  talk.client(0, "AB");
  talk.finish();
  EXPECT_EQ(talk.recorder.flows.size(), 11u);
  for (const auto& flow : talk.recorder.flows) {
    if (flow->flow.initiator.port != 50000) continue;
    EXPECT_EQ(flow->initiator().text, "ABCD");
    EXPECT_TRUE(flow->initiator().gaps.empty());
  }
}

TEST(TcpReassembler, counts_equal_retransmissions) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.client(0, "ABCD");
  talk.client(2, "CDEF");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEF");
  EXPECT_EQ(talk.counts().duplicate_bytes, 6u);
  EXPECT_EQ(talk.counts().conflicts, 0u);
}

TEST(TcpReassembler, reads_every_frame_seen_twice_once) {  // robustness T19
  Conversation talk;
  const auto twice = [&](auto action) { action(), action(); };
  twice([&] { talk.client_syn(); });
  twice([&] { talk.server_syn(); });
  twice([&] { talk.client_ack(0); });
  twice([&] { talk.server(0, "220\r\n"); });
  twice([&] { talk.client(0, "QUIT\r\n", kAck | kFin); });
  talk.client_acked = 7;
  twice([&] { talk.server(5, "", kAck | kFin); });
  talk.server_acked = 6;
  twice([&] { talk.client(7, ""); });
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "QUIT\r\n");
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kFinished);
}

TEST(TcpReassembler, numbers_may_wrap) {  // robustness T04
  for (const std::uint32_t before : {0u, 1u, 2u, 3u, 1000u}) {
    Conversation talk;
    talk.client_isn = 0u - before;
    talk.handshake();
    talk.client(600, std::string(600, 'b'));
    talk.client(0, std::string(600, 'a'));
    talk.finish();
    EXPECT_EQ(talk.only_flow().initiator().text, std::string(600, 'a') + std::string(600, 'b'));
  }
}

TEST(TcpReassembler, offsets_grow_beyond_four_gigabytes) {  // robustness T04
  Limits limits;
  limits.early_bytes_per_flow = 50'000;
  Conversation talk(limits);
  talk.handshake();
  // Holes of half a gigabyte, each declared at once because the cap is small, keep the test short.
  std::uint64_t at = 0;
  for (int step = 0; step < 12; ++step, at += 500'000'000) {
    talk.client(static_cast<std::uint32_t>(at), std::string(60'000, 'x'));
    talk.client(static_cast<std::uint32_t>(at + 60'000), std::string(60'000, 'y'));
  }
  talk.finish();
  const auto& side = talk.only_flow().initiator();
  EXPECT_EQ(side.chunks.back().offset, 11ull * 500'000'000 + 60'000);
  EXPECT_EQ(side.text.size(), 12u * 120'000);
  EXPECT_EQ(side.gaps.size(), 11u);
}

TEST(TcpReassembler, sets_aside_what_no_window_can_hold) {  // robustness T03
  Conversation talk;
  talk.handshake();
  talk.client(0, "AB");
  talk.client(0x60000000, "forged");
  talk.client(2, "CD");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCD");
  EXPECT_TRUE(talk.only_flow().initiator().gaps.empty());
  EXPECT_EQ(talk.counts().set_aside_bytes, 6u);
}

TEST(TcpReassembler, one_side_alone_is_read) {  // robustness T12
  Conversation talk;
  talk.client_syn();
  talk.client_ack(0);
  talk.client(0, "EHLO a\r\n");
  talk.server_acked = 20;
  talk.client(8, "QUIT\r\n", kAck | kFin);
  talk.finish();
  const Recorded& flow = talk.only_flow();
  EXPECT_EQ(flow.initiator().text, "EHLO a\r\nQUIT\r\n");
  EXPECT_EQ(flow.end, StreamEnd::kFinished);
  // The client acknowledged bytes that nobody captured.
  EXPECT_EQ(flow.responder().gaps, (std::vector<ByteRange>{{0, 20}}));
  EXPECT_EQ(flow.flow.sequence_seed, std::uint64_t{1000} << 32 | 50000);
}

TEST(TcpReassembler, ends_flows_in_the_order_of_their_first_frames) {
  Conversation talk;
  for (unsigned port = 41000; port > 40000; --port) {
    talk.client_port = port;
    talk.handshake();
  }
  for (unsigned port = 40001; port <= 41000; ++port) {
    talk.client_port = port;
    talk.client(0, "A");
  }
  talk.finish();
  ASSERT_EQ(talk.recorder.order.size(), 1000u);
  for (std::size_t at = 0; at < 1000; ++at) {
    EXPECT_EQ(talk.recorder.order[at]->flow.initiator.port, 41000 - at);
  }
}

TEST(TcpReassembler, silent_flow_ends_on_the_capture_clock) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "A");
  talk.client_port = 40001;
  for (int minute = 0; minute < 40; ++minute) {
    talk.time += 30'000'000'000;
    talk.client_syn();
  }
  EXPECT_TRUE(talk.only_flow().ended);
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kIdle);
  talk.finish();
}

TEST(TcpReassembler, one_stray_timestamp_ends_no_flow) {  // robustness T20
  Conversation talk;
  talk.handshake();
  talk.client(0, "AB");
  const std::int64_t now = talk.time;
  talk.time = INT64_MAX - 5'000'000;
  talk.server(0, "220\r\n");
  talk.time = now;
  talk.client(2, "CD");
  talk.time = 0;
  talk.client(4, "EF");
  talk.time = now + 3'600'000'000'000;  // the clock is set an hour on
  talk.client(6, "GH");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGH");
}

TEST(TcpReassembler, another_stream_after_a_long_silence_is_another_flow) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "AB");
  talk.time += 7'200'000'000'000;
  talk.client(0x20000000, "CD");
  talk.finish();
  ASSERT_EQ(talk.recorder.flows.size(), 2u);
  EXPECT_EQ(talk.recorder.flows[1]->flow.pickup, Pickup::kMidstream);
  EXPECT_EQ(talk.recorder.flows[1]->initiator().text, "CD");
}

TEST(TcpReassembler, evicts_a_bare_flow_before_one_that_carries_payload) {  // robustness T23
  Limits limits;
  limits.half_open_flows = 10;
  limits.flows = 10;
  Conversation talk(limits);
  talk.handshake();
  talk.client(0, "AB");
  for (unsigned port = 1000; port < 3000; ++port) {
    talk.client_port = port;
    talk.client_syn();
  }
  talk.client_port = 40000;
  talk.client(2, "CD");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCD");
  EXPECT_EQ(talk.counts().flows_evicted, 0u);
}

TEST(TcpReassembler, evicts_the_flow_silent_for_longest) {
  Limits limits;
  limits.flows = 2;
  Conversation talk(limits);
  for (const unsigned port : {40001u, 40002u, 40001u, 40003u}) {
    talk.client_port = port;
    if (talk.offered < 2 || port == 40003) talk.handshake();
    talk.client(talk.offered == 2 ? 1 : 0, "A");
  }
  talk.finish();
  ASSERT_EQ(talk.recorder.order.size(), 3u);
  EXPECT_EQ(talk.recorder.order[0]->flow.initiator.port, 40002);
  EXPECT_EQ(talk.recorder.order[0]->end, StreamEnd::kEvicted);
  EXPECT_EQ(talk.counts().flows_evicted, 1u);
}

}  // namespace
}  // namespace constat::capture
