// Copies that a receiver may not have got or taken (robustness T03), probes (T22), urgent bytes
// (T08), bytes on a SYN (T09).

#include "tests/unit/capture/tcp/segment_talk.h"

namespace constat::capture {
namespace {

using testing::SegmentTalk;
using Kinds = std::vector<DefectKind>;

// A segment that makes its copy doubtful, as the sixth of a flow with timestamps around 1'000'000.
struct Forgery {
  const char* name;
  void (*forge)(TcpSegment&);
  std::uint64_t conflicts;  // of a copy that differs from a true one
  Kinds notes;
};

class Insertion : public ::testing::TestWithParam<Forgery> {
 protected:
  void open() {
    talk.handshake();
    talk.send(stamped(talk.client(0)), "EHLO a\r\n");
    talk.server_acked = 8;
    talk.send(talk.server(0), "250 mx\r\n");
    talk.client_acked = 8;
  }
  static TcpSegment stamped(TcpSegment segment) {
    segment.has_timestamp = true;
    segment.timestamp = 1'000'000;
    return segment;
  }
  void send_forged() {
    TcpSegment segment = stamped(talk.client(8));
    GetParam().forge(segment);
    talk.send(segment, "FORGED");
  }
  void send_true() { talk.send(stamped(talk.client(8)), "DATA\r\n"); }
  void check_true_one_was_read() {
    talk.server_acked = 14;
    talk.send(talk.server(8), "354\r\n");
    talk.finish();
    EXPECT_EQ(talk.initiator().text, "EHLO a\r\nDATA\r\n");
    EXPECT_TRUE(talk.initiator().gaps.empty());
    EXPECT_EQ(talk.counts().conflicts, GetParam().conflicts);
    EXPECT_EQ(talk.notes(), GetParam().notes);
  }
  SegmentTalk talk;
};

TEST_P(Insertion, forged_copy_first) {
  open();
  send_forged();
  send_true();
  check_true_one_was_read();
}

TEST_P(Insertion, forged_copy_last) {
  open();
  send_true();
  send_forged();
  check_true_one_was_read();
}

TEST_P(Insertion, fills_a_hole_that_the_other_side_acknowledged) {
  open();
  send_forged();
  talk.server_acked = 14;
  talk.send(talk.server(8), "354\r\n");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "EHLO a\r\nFORGED");
  EXPECT_EQ(talk.notes(), GetParam().notes);
}

TEST_P(Insertion, is_not_read_where_nobody_acknowledged_it) {
  open();
  send_forged();
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "EHLO a\r\n");
  EXPECT_EQ(talk.counts().set_aside_bytes, 6u);
  EXPECT_EQ(talk.notes(), GetParam().notes);
}

INSTANTIATE_TEST_SUITE_P(
    T03, Insertion,
    ::testing::Values(Forgery{"old_timestamp",
                              [](TcpSegment& s) { s.timestamp -= 60'000; },
                              0,
                              {DefectKind::kOldTimestamp}},
                      Forgery{"time_to_live",
                              [](TcpSegment& s) { s.time_to_live = 3; },
                              1,
                              {DefectKind::kTtlOutlier}},
                      Forgery{"no_ack_flag", [](TcpSegment& s) { s.flags = 0; }, 0, {}}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(OutOfWindow, what_no_window_reaches_is_set_aside) {  // T03; RFC 7323 section 2.2
  SegmentTalk talk;
  talk.window_shift = TcpSegment::kNoShift;  // windows of 65535 at most
  talk.handshake();
  talk.send(talk.client(0), "AB");
  talk.server_acked = 2;
  talk.send(talk.server(0), "250\r\n");
  talk.send(talk.client(200'000), "FORGED");
  talk.send(talk.client(2), "CD");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCD");
  EXPECT_TRUE(talk.initiator().gaps.empty());
  EXPECT_EQ(talk.counts().set_aside_bytes, 6u);
  EXPECT_EQ(talk.notes(), Kinds{DefectKind::kSegmentOutOfWindow});
}

TEST(OutOfWindow, is_read_when_the_capture_lost_what_came_before) {
  SegmentTalk talk;
  talk.window_shift = TcpSegment::kNoShift;
  talk.handshake();
  talk.send(talk.client(0), "AB");
  talk.send(talk.client(200'000), "CD");  // 199998 bytes were not captured, nor their answers
  talk.server_acked = 200'002;
  talk.send(talk.server(0), "250\r\n");
  talk.send(talk.client(200'002), "EF");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCDEF");
  EXPECT_EQ(talk.initiator().gaps, (std::vector<ByteRange>{{2, 199'998}}));
  EXPECT_EQ(talk.counts().gap_bytes_acknowledged, 199'998u);
}

TEST(TimeToLive, a_route_that_changes_loses_nothing) {
  SegmentTalk talk;
  talk.handshake();
  std::string text;
  for (std::uint32_t at = 0; at < 100; ++at) {
    TcpSegment segment = talk.client(at * 10);
    if (at > 20) segment.time_to_live = 50;
    talk.send(segment, "0123456789");
    text += "0123456789";
  }
  talk.finish();
  EXPECT_EQ(talk.initiator().text, text);
  EXPECT_LE(talk.counts().ttl_outliers, 8u);
}

TEST(TimeToLive, a_few_hops_are_ordinary) {
  SegmentTalk talk;
  talk.handshake();
  for (std::uint32_t at = 0; at < 20; ++at) {
    TcpSegment segment = talk.client(at);
    segment.time_to_live = static_cast<std::uint8_t>(58 + at % 5);
    talk.send(segment, "x");
  }
  talk.finish();
  EXPECT_EQ(talk.counts().ttl_outliers, 0u);
}

TEST(Timestamp, of_a_reordered_segment_is_ordinary) {
  SegmentTalk talk;
  talk.handshake();
  for (const std::uint32_t at : {0u, 2u, 1u, 3u}) {
    TcpSegment segment = talk.client(at);
    segment.has_timestamp = true;
    segment.timestamp = 0xFFFFFFFF + at * 300;  // wraps
    talk.send(segment, std::string(1, static_cast<char>('a' + at)));
  }
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "abcd");
  EXPECT_EQ(talk.counts().old_timestamp_segments, 0u);
}

TEST(Probe, byte_into_a_closed_window_gives_way_to_the_true_one) {  // T22; RFC 9293 3.8.6.1
  SegmentTalk talk;
  talk.handshake();
  talk.send(talk.client(0), "ABCD");
  talk.server_acked = 4;
  TcpSegment full = talk.server(0);
  full.window = 0;
  talk.send(full);
  talk.send(talk.client(4), std::string(1, '\x7F'));
  talk.send(talk.client(3), std::string(1, '\x7F'));
  talk.send(talk.server(0));
  talk.send(talk.client(4), "EFGH");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.counts().probes, 2u);
  EXPECT_EQ(talk.counts().conflicts, 0u);
  EXPECT_TRUE(talk.notes().empty());
}

TEST(Probe, keep_alive_without_a_byte_is_counted) {  // T22; RFC 9293 section 3.8.4
  SegmentTalk talk;
  talk.handshake();
  talk.send(talk.client(0), "ABCD");
  for (int times = 0; times < 3; ++times) talk.send(talk.client(3));
  talk.send(talk.client(4));
  talk.finish();
  EXPECT_EQ(talk.counts().probes, 3u);
}

TEST(Urgent, byte_is_read_in_place_and_told) {  // T08; RFC 6093: the pointer is one past it
  SegmentTalk talk;
  talk.handshake();
  for (int times = 0; times < 2; ++times) {  // sent again: told once
    TcpSegment segment = talk.client(4, TcpSegment::kAck | TcpSegment::kUrg);
    segment.urgent_pointer = 3;
    talk.send(segment, "EFGH");
  }
  talk.send(talk.client(0), "ABCD");
  TcpSegment last = talk.client(8, TcpSegment::kAck | TcpSegment::kUrg);
  last.urgent_pointer = 1;
  talk.send(last, "!");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCDEFGH!");
  EXPECT_EQ(talk.counts().urgent_bytes, 2u);
  ASSERT_EQ(talk.streams.notes.size(), 2u);
  EXPECT_EQ(talk.streams.notes[0].kind, DefectKind::kUrgentData);
  EXPECT_EQ(talk.streams.notes[0].where, (ByteRange{6, 1}));
  EXPECT_EQ(talk.streams.notes[0].frame.frame, 4u);
  EXPECT_EQ(talk.streams.notes[1].where, (ByteRange{8, 1}));
}

TEST(Urgent, pointer_that_leads_out_of_the_segment_marks_nothing) {  // CVE-2024-55629
  SegmentTalk talk;
  talk.handshake();
  for (const int pointer : {0, 5, 0xFFFF}) {
    TcpSegment segment = talk.client(pointer == 0 ? 0 : 4, TcpSegment::kAck | TcpSegment::kUrg);
    segment.urgent_pointer = static_cast<std::uint16_t>(pointer);
    talk.send(segment, "ABCD");
  }
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "ABCDABCD");
  EXPECT_EQ(talk.counts().urgent_bytes, 0u);
}

TEST(SynData, counts_as_far_as_the_answer_covers_it) {  // T09; RFC 7413 section 4.2.2
  for (const std::uint32_t covered : {0u, 3u, 6u}) {
    SegmentTalk talk;
    talk.syn("EHLO a");
    talk.syn_ack(covered);
    const std::string again = covered == 6 ? "" : std::string("ehlo a").substr(covered);
    if (!again.empty()) talk.send(talk.client(covered), again);
    talk.send(talk.client(6), "\r\n");
    talk.finish();
    EXPECT_EQ(talk.initiator().text, std::string("EHLO a").substr(0, covered) + again + "\r\n");
    EXPECT_EQ(talk.counts().syn_bytes_ignored, 6 - covered);
    EXPECT_EQ(talk.counts().set_aside_bytes, 6 - covered);
    EXPECT_EQ(talk.counts().conflicts, 0u);
    EXPECT_EQ(talk.notes(), covered == 6 ? Kinds{} : Kinds{DefectKind::kSynDataIgnored});
  }
}

TEST(SynData, is_read_when_one_direction_was_captured_and_nothing_else_came) {  // T12
  SegmentTalk talk;
  talk.syn("EHLO a");
  talk.send(talk.client(6), "\r\n");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "EHLO a\r\n");
}

TEST(SynData, of_a_syn_that_was_not_answered_is_not_read) {  // CVE-2025-59147
  SegmentTalk talk;
  talk.client_isn = 777'000;
  talk.syn("EHLO forged");
  talk.client_isn = 1000;
  talk.syn("EHLO a");
  talk.syn_ack(6);
  talk.send(talk.client(6), "\r\n");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "EHLO a\r\n");
  EXPECT_EQ(talk.counts().syn_bytes_ignored, 11u);
}

TEST(SynData, captured_after_its_answer_still_begins_the_stream) {
  SegmentTalk talk;
  talk.syn_ack(6);
  talk.syn("EHLO a");
  talk.send(talk.client(6), "\r\n");
  talk.finish();
  EXPECT_EQ(talk.initiator().text, "EHLO a\r\n");
}

}  // namespace
}  // namespace constat::capture
