// The small parts: sequence numbers, the capture clock, the ring, early segments, the flow table.

#include <random>

#include "capture/capture_clock.h"
#include "capture/tcp/connection.h"
#include "capture/tcp/early_segments.h"
#include "capture/tcp/flow_table.h"
#include "capture/tcp/recent_bytes.h"
#include "capture/tcp/sequence.h"
#include "tests/unit/capture/tcp/segment_writer.h"

namespace constat::capture {
namespace {

TEST(Sequence, distance_wraps) {
  EXPECT_EQ(sequence_distance(5, 9), 4);
  EXPECT_EQ(sequence_distance(9, 5), -4);
  EXPECT_EQ(sequence_distance(0xFFFFFFFE, 3), 5);
  EXPECT_EQ(sequence_distance(3, 0xFFFFFFFE), -5);
}

TEST(Sequence, position_is_the_one_nearest_to_what_is_expected) {
  const SequenceSpace space(0xFFFFFFF0);
  EXPECT_EQ(space.position_of(0xFFFFFFF0, 0), 0);
  EXPECT_EQ(space.position_of(0x10, 0), 32);
  EXPECT_EQ(space.position_of(0xFFFFFFE0, 0), -16);
  const std::int64_t far = 5'000'000'000;
  EXPECT_EQ(space.position_of(space.number_of(far), far + 1000), far);
  EXPECT_EQ(space.position_of(space.number_of(far), far - 1000), far);
}

TEST(CaptureClock, neither_falls_nor_leaps) {
  CaptureClock clock;
  const auto advance = [&](std::int64_t seconds) {
    clock.advance({seconds * 1'000'000'000});
    return clock.now() / 1'000'000'000;
  };
  EXPECT_EQ(advance(1000), 0);
  EXPECT_EQ(advance(1010), 10);
  EXPECT_EQ(advance(1005), 10);
  EXPECT_EQ(advance(1012), 12);
  EXPECT_EQ(advance(9'000'000'000), 12);
  EXPECT_EQ(advance(1013), 12);
  EXPECT_EQ(advance(1014), 13);
  clock.advance({INT64_MAX});
  clock.advance({INT64_MIN + 1});
  clock.advance(CaptureTime::unknown());
  EXPECT_EQ(clock.now() / 1'000'000'000, 13);
}

std::string joined(const RecentBytes& recent, std::size_t back, std::size_t length) {
  const auto pieces = recent.look_back(back, length);
  return std::string(pieces[0]) + std::string(pieces[1]);
}

TEST(RecentBytes, remembers_the_last_bytes_whatever_the_pieces) {
  std::mt19937 random(1);
  std::size_t total = 0;
  RecentBytes recent;
  std::string all;
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random() % 3000, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    all += bytes;
    recent.append(bytes, 4096, total);
    ASSERT_EQ(recent.size(), std::min<std::size_t>(all.size(), total));
    ASSERT_LE(total, 4096u);
    const std::size_t back = recent.size() == 0 ? 0 : random() % (recent.size() + 1);
    const std::size_t length = back == 0 ? 0 : random() % (back + 1);
    ASSERT_EQ(joined(recent, back, length), all.substr(all.size() - back, length));
  }
  recent.release(total);
  EXPECT_EQ(total, 0u);
}

TEST(RecentBytes, grows_with_what_was_delivered) {
  std::size_t total = 0;
  RecentBytes recent;
  recent.append("", 4096, total);
  EXPECT_EQ(total, 0u);
  recent.append("abc", 4096, total);
  EXPECT_EQ(total, 64u);
  recent.append(std::string(100, 'd'), 4096, total);
  EXPECT_EQ(total, 256u);
  recent.append("abc", 0, total);
  EXPECT_EQ(joined(recent, 106, 106), "abc" + std::string(100, 'd') + "abc");
}

TEST(EarlySegments, later_copy_fills_only_what_is_missing) {
  EarlySegments early;
  const Arrival arrival{};
  early.add(10, "KLM", arrival);
  early.add(15, "PQ", arrival);
  const auto overlaps = early.overlaps_with(9, "jklmnopqr");
  ASSERT_EQ(overlaps.size(), 2u);
  EXPECT_EQ(overlaps[0].position, 10);
  EXPECT_EQ(overlaps[0].held, "KLM");
  EXPECT_EQ(overlaps[0].later, "klm");
  EXPECT_EQ(overlaps[1].held, "PQ");
  early.add(9, "jklmnopqr", arrival);
  EXPECT_EQ(early.byte_at(13), 'n');
  EXPECT_EQ(early.byte_at(18), std::nullopt);
  std::string text;
  EXPECT_EQ(early.first_position(), 9);
  while (!early.empty()) {
    text += early.first().bytes;
    early.drop_first();
  }
  EXPECT_EQ(text, "jKLMnoPQr");
  EXPECT_EQ(early.charge(), 0u);
}

TEST(EarlySegments, keep_parts_of_any_length_in_any_order) {
  std::mt19937 random(3);
  std::string all(20'000, ' ');
  for (char& c : all) c = static_cast<char>(random());
  EarlySegments early;
  for (int round = 0; round < 3000; ++round) {
    const std::size_t at = random() % all.size();
    const std::size_t length = 1 + random() % (round % 3 == 0 ? 3 : 40);
    const Arrival arrival{{round}, {7, static_cast<std::uint64_t>(round)}};
    early.add(static_cast<std::int64_t>(at), std::string_view(all).substr(at, length), arrival);
  }
  early.add(0, all, {});
  std::string text;
  for (; !early.empty(); early.drop_first()) text += early.first().bytes;
  EXPECT_EQ(text, all);
}

FlowKey key_with_port(std::uint16_t port) {
  TcpSegment segment;
  segment.source = {ip_address_from("192.0.2.1"), port};
  segment.destination = {ip_address_from("198.51.100.2"), 25};
  return key_of(segment).key;
}

TEST(FlowKey, is_the_same_for_both_directions) {
  TcpSegment segment;
  segment.source = {ip_address_from("2001:db8::1"), 5};
  segment.destination = {ip_address_from("2001:db8::1"), 4};
  TcpSegment answer;
  answer.source = segment.destination;
  answer.destination = segment.source;
  EXPECT_EQ(key_of(segment).key, key_of(answer).key);
  EXPECT_NE(key_of(segment).sender, key_of(answer).sender);
  const FlowHash hash(7);
  EXPECT_EQ(hash(key_of(segment).key), hash(key_of(answer).key));
}

TEST(FlowTable, knows_who_is_silent_for_longest) {
  FlowTable table(7);
  std::vector<FlowIndex> flows;
  for (std::uint16_t port = 0; port < 5; ++port) {
    flows.push_back(table.insert({key_with_port(port), End::kLesser}, {}, port));
  }
  table.touch(flows[0], FlowKind::kHalfOpen, 10);
  table.touch(flows[1], FlowKind::kCarrying, 11);
  EXPECT_EQ(table.longest_silent(FlowKind::kHalfOpen), flows[2]);
  EXPECT_EQ(table.silent_since(2), kNoFlow);
  EXPECT_EQ(table.silent_since(3), flows[2]);
  for (const std::size_t at : {2u, 3u, 4u, 0u}) table.erase(flows[at]);
  EXPECT_EQ(table.longest_silent(FlowKind::kHalfOpen), kNoFlow);
  EXPECT_EQ(table.longest_silent(FlowKind::kCarrying), flows[1]);
  EXPECT_EQ(table.size(FlowKind::kCarrying), 1u);
  EXPECT_EQ(table.find(key_with_port(1)), flows[1]);
  EXPECT_EQ(table.find(key_with_port(2)), kNoFlow);
}

TEST(FlowTable, half_open_flow_is_small) {  // robustness T23
  // In a hash table that has just grown, each flow has 16/7 slots of an index and a control byte.
  EXPECT_LE(sizeof(FlowEntry) + (sizeof(FlowIndex) + 1) * 16 / 7, 128u);
}

TEST(Connection, without_waiting_bytes_is_small) {
  EXPECT_LE(sizeof(Connection) + sizeof(FlowEntry), 700u);
}

}  // namespace
}  // namespace constat::capture
