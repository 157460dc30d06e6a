// Where connections begin and end: handshakes, midstream, FIN, RST, 4-tuples used again.

#include "tests/unit/capture/tcp/segment_writer.h"

namespace constat::capture {
namespace {

using testing::Conversation;
using testing::kAck;
using testing::kFin;
using testing::kRst;
using testing::kSyn;
using testing::Recorded;
using From = Conversation::From;

TEST(Opening, payload_captured_before_the_handshake_waits_for_it) {
  Conversation talk;
  talk.client(0, "EHLO a\r\n");
  talk.server(0, "220 mx\r\n");
  EXPECT_TRUE(talk.recorder.flows.empty());
  talk.server_syn();
  talk.client_syn();
  talk.finish();
  const Recorded& flow = talk.only_flow();
  EXPECT_EQ(flow.flow.pickup, Pickup::kHandshake);
  EXPECT_EQ(flow.flow.initiator.port, 40000);
  EXPECT_EQ(flow.initiator().text, "EHLO a\r\n");
  EXPECT_EQ(flow.responder().text, "220 mx\r\n");
}

TEST(Opening, syn_sent_again_with_another_number_opens_one_flow) {  // robustness T09
  Conversation talk;
  talk.client_syn();
  talk.client_isn = 777'000;
  talk.client_syn();
  talk.server_syn();
  talk.client(0, "A");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "A");
  EXPECT_EQ(talk.only_flow().flow.sequence_seed >> 32, 777'000u);
}

TEST(Opening, syn_ack_that_acknowledges_no_syn_is_not_believed) {
  Conversation talk;
  talk.client_syn();
  talk.segment(From::kServer, 9'000'000, 123, kSyn | kAck);
  talk.server_syn();
  talk.server(0, "220\r\n");
  talk.client(0, "A");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "A");
  EXPECT_EQ(talk.only_flow().responder().text, "220\r\n");
}

TEST(Opening, data_on_the_syn_is_offset_zero) {  // RFC 9293 section 3.4, RFC 7413
  Conversation talk;
  talk.segment(From::kClient, talk.client_isn, 0, kSyn, "EHLO");
  talk.segment(From::kServer, talk.server_isn, talk.client_isn + 5, kSyn | kAck);
  talk.client(4, " a\r\n");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "EHLO a\r\n");
}

TEST(Opening, simultaneous_open_is_one_flow) {  // RFC 9293 section 3.5, figure 7; robustness T10
  Conversation talk;
  talk.client_syn();
  talk.segment(From::kServer, talk.server_isn, 0, kSyn);
  talk.server_syn();
  talk.segment(From::kClient, talk.client_isn, talk.server_isn + 1, kSyn | kAck);
  talk.server(0, "220\r\n");
  talk.client(0, "A");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "A");
  EXPECT_EQ(talk.only_flow().responder().text, "220\r\n");
}

TEST(Opening, midstream_starts_at_the_lowest_number_seen) {
  Conversation talk;
  talk.client(500, "later ");
  talk.client(506, "still");
  talk.client(490, "the first ");
  talk.server(0, "250 ok\r\n");
  talk.finish();
  const Recorded& flow = talk.only_flow();
  EXPECT_EQ(flow.flow.pickup, Pickup::kMidstream);
  EXPECT_EQ(flow.initiator().text, "the first later still");
  EXPECT_TRUE(flow.initiator().gaps.empty());
  EXPECT_EQ(flow.responder().text, "250 ok\r\n");
}

TEST(Opening, midstream_initiator_is_the_sender_of_the_first_payload) {
  Conversation talk;
  talk.client_ack(0);
  talk.server(0, "250 ok\r\n");
  talk.client(0, "QUIT\r\n");
  talk.finish();
  EXPECT_EQ(talk.only_flow().flow.initiator.port, 25);
}

TEST(Opening, midstream_is_read_without_waiting_for_the_end) {
  Conversation talk;
  for (std::uint32_t at = 0; at < 100'000; at += 1000) talk.client(at, std::string(1000, 'x'));
  ASSERT_EQ(talk.recorder.flows.size(), 1u);
  EXPECT_EQ(talk.only_flow().initiator().text.size(), 100'000u);
  talk.client_syn();  // far too late, but of the same connection
  talk.client(100'000, "end");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text.size(), 100'003u);
}

TEST(Opening, segments_wrap_before_the_start_is_known) {
  Conversation talk;
  talk.client_isn = 0xFFFFFFFA;
  talk.client(8, "IJKL");
  talk.client(0, "ABCD");
  talk.client(4, "EFGH");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGHIJKL");
}

TEST(Closing, both_fins_acknowledged_end_the_flow_at_once) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "QUIT\r\n", kAck | kFin);
  talk.client_acked = 7;
  talk.server(0, "221\r\n", kAck | kFin);
  EXPECT_FALSE(talk.only_flow().ended);
  talk.server_acked = 6;
  talk.client(7, "");
  EXPECT_TRUE(talk.only_flow().ended);
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kFinished);
  talk.client(0, "QUIT\r\n", kAck | kFin);  // a late copy opens no second flow
  talk.finish();
  EXPECT_EQ(talk.counts().flows, 1u);
  EXPECT_EQ(talk.counts().set_aside_bytes, 6u);
}

TEST(Closing, bytes_missing_before_the_fin_are_a_gap) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.client(100, "", kAck | kFin);
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().gaps, (std::vector<ByteRange>{{4, 96}}));
}

TEST(Closing, fin_captured_before_data_loses_nothing) {  // PcapPlusPlus issue 1979
  Conversation talk;
  talk.handshake();
  talk.client(8, "IJ", kAck | kFin);
  talk.server(0, "", kAck | kFin);
  talk.client(0, "ABCD");
  talk.client(4, "EFGH");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGHIJ");
}

TEST(Closing, data_after_an_early_fin_is_read) {  // robustness T06
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD", kAck | kFin);
  talk.client(4, "EFGH");
  talk.client(8, "", kAck | kFin);
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.counts().gaps, 0u);
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kFinished);
}

TEST(Closing, server_may_answer_after_the_clients_fin) {  // robustness T06
  Conversation talk;
  talk.handshake();
  talk.client(0, ".\r\n", kAck | kFin);
  talk.client_acked = 4;
  talk.server(0, "250 ok\r\n");
  talk.finish();
  EXPECT_EQ(talk.only_flow().responder().text, "250 ok\r\n");
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kInputEnd);
}

TEST(Closing, acknowledged_bytes_that_never_came_are_a_last_gap) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.server_ack(104);
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().gaps, (std::vector<ByteRange>{{4, 100}}));
}

TEST(Closing, acknowledged_fin_that_was_not_captured_is_no_gap) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.server_ack(5);
  talk.finish();
  EXPECT_TRUE(talk.only_flow().initiator().gaps.empty());
}

// Robustness 5.3: FIN - ISN - 1 = delivered + gaps, per direction.
TEST(Closing, numbers_from_syn_to_fin_equal_bytes_read_and_missing) {
  Conversation talk;
  talk.client_isn = 0xFFFFFFF0;  // wraps inside
  talk.handshake();
  talk.client(0, std::string(10, 'a'));
  talk.client(30, std::string(10, 'b'), kAck | kFin);  // 20 bytes never come
  talk.server_acked = 5;
  talk.server(0, "250\r\n");
  talk.client_acked = 41;
  talk.server(5, "", kAck | kFin);
  talk.server_acked = 6;
  talk.client(41, "");
  talk.finish();
  EXPECT_EQ(talk.counts().directions_finished, 2u);
  EXPECT_EQ(talk.counts().directions_exact, 2u);
  EXPECT_EQ(talk.counts().directions_past_fin, 0u);
  EXPECT_EQ(talk.counts().offset_bytes, 45u);
  EXPECT_EQ(talk.counts().delivered_bytes, 25u);
  EXPECT_EQ(talk.counts().gap_bytes, 20u);
}

TEST(Closing, bytes_beyond_an_acknowledged_fin_are_counted_apart) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD", kAck | kFin);
  talk.client(4, "EFGH");  // of no acknowledgement
  talk.client_acked = 5;
  talk.server(0, "250\r\n");
  talk.finish();
  EXPECT_EQ(talk.counts().directions_finished, 1u);
  EXPECT_EQ(talk.counts().directions_exact, 0u);
  EXPECT_EQ(talk.counts().directions_past_fin, 1u);
}

TEST(Closing, without_the_syn_the_numbers_are_not_compared) {
  Conversation talk;
  talk.client(0, "ABCD", kAck | kFin);
  talk.client_acked = 5;
  talk.server(0, "250\r\n");
  talk.finish();
  EXPECT_EQ(talk.counts().directions_finished, 0u);
  EXPECT_EQ(talk.counts().offset_bytes, 9u);
}

TEST(Closing, rst_passes_on_what_waits) {
  Conversation talk;
  talk.handshake();
  talk.client(4, "EFGH");
  talk.server(0, "", kRst | kAck);
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "EFGH");
  EXPECT_EQ(talk.only_flow().initiator().gaps, (std::vector<ByteRange>{{0, 4}}));
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kReset);
}

TEST(Closing, forged_rst_stops_no_reading) {  // robustness T05
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.client(4, "ignored text of the reset", kRst);
  talk.client(4, "EFGH");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kInputEnd);
  EXPECT_EQ(talk.counts().conflicts, 0u);
  EXPECT_EQ(talk.counts().resets_ignored, 1u);
}

TEST(Closing, text_of_an_rst_before_any_payload_is_set_aside) {
  Conversation talk;
  talk.client(0, "text", kRst);
  talk.handshake();
  talk.server(0, "text", kRst | kAck);
  talk.finish();
  EXPECT_TRUE(talk.recorder.flows.empty());
  EXPECT_EQ(talk.counts().set_aside_bytes, 8u);
}

TEST(Closing, fins_count_more_than_the_rst_after_them) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "QUIT\r\n", kAck | kFin);
  talk.server(0, "221\r\n", kAck | kFin);
  talk.client(7, "", kRst);
  talk.finish();
  EXPECT_EQ(talk.only_flow().end, StreamEnd::kFinished);
}

TEST(FourTuple, new_syn_with_another_number_is_another_flow) {  // robustness T21
  Conversation talk;
  talk.handshake();
  talk.client(0, "first, unfinished");
  talk.client_isn = 0x70000000;
  talk.server_isn = 0x60000000;
  talk.handshake();
  talk.client(0, "second");
  talk.finish();
  ASSERT_EQ(talk.recorder.flows.size(), 2u);
  EXPECT_EQ(talk.recorder.flows[0]->initiator().text, "first, unfinished");
  EXPECT_EQ(talk.recorder.flows[1]->initiator().text, "second");
  EXPECT_NE(talk.recorder.flows[0]->flow.sequence_seed, talk.recorder.flows[1]->flow.sequence_seed);
}

TEST(FourTuple, used_again_after_a_close_is_another_flow) {
  Conversation talk;
  for (const std::uint32_t isn : {1000u, 0x50000000u}) {
    talk.client_isn = isn;
    talk.client_acked = talk.server_acked = 0;
    talk.handshake();
    talk.client(0, "Q", kAck | kFin);
    talk.client_acked = 2;
    talk.server(0, "", kAck | kFin);
    talk.server_acked = 1;
    talk.client(2, "");
  }
  talk.finish();
  EXPECT_EQ(talk.counts().flows, 2u);
}

TEST(FourTuple, used_again_without_a_captured_syn_is_another_flow) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "Q", kAck | kFin);
  talk.client_acked = 2;
  talk.server(0, "", kAck | kFin);
  talk.server_acked = 1;
  talk.client(2, "");
  talk.client(0x30000000, "other");
  talk.finish();
  ASSERT_EQ(talk.recorder.flows.size(), 2u);
  EXPECT_EQ(talk.recorder.flows[1]->initiator().text, "other");
}

TEST(FourTuple, repeated_syn_is_not_another_flow) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "AB");
  talk.client_syn();
  talk.server_syn();
  talk.client(2, "CD");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCD");
}

}  // namespace
}  // namespace constat::capture
