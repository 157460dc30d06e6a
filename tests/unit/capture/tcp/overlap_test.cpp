// The same stream bytes twice: equal, different, partly. Robustness T01, T02, T22.

#include "core/digest.h"
#include "tests/unit/capture/tcp/segment_writer.h"

namespace constat::capture {
namespace {

using testing::Conversation;
using testing::Recorded;

TEST(Overlap, different_retransmission_is_reported_and_first_is_read) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "AAAA");
  talk.client(0, "BBBB");
  talk.finish();
  const auto& side = talk.only_flow().initiator();
  EXPECT_EQ(side.text, "AAAA");
  ASSERT_EQ(side.conflicts.size(), 1u);
  EXPECT_EQ(side.conflicts[0].where, (ByteRange{0, 4}));
  EXPECT_EQ(side.conflicts[0].first, sha256("AAAA"));
  EXPECT_EQ(side.conflicts[0].later, sha256("BBBB"));
  EXPECT_EQ(side.conflicts[0].frame.frame, 5u);
  EXPECT_EQ(talk.counts().conflicting_bytes, 4u);
}

TEST(Overlap, conflict_of_waiting_bytes_is_told_once_they_are_read) {
  Conversation talk;
  talk.handshake();
  talk.client(4, "EFGH");
  talk.client(4, "efgh");
  EXPECT_TRUE(talk.recorder.flows.empty());
  talk.client(0, "ABCD");
  talk.finish();
  const auto& side = talk.only_flow().initiator();
  EXPECT_EQ(side.text, "ABCDEFGH");
  ASSERT_EQ(side.conflicts.size(), 1u);
  EXPECT_EQ(side.conflicts[0].where, (ByteRange{4, 4}));
}

// Allen's relations between a first segment [10, 20) and a later one, which has the same bytes or
// others: whatever the relation, the first copy of each byte is read, and only different bytes make
// a conflict.
TEST(Overlap, every_relation_of_two_ranges_reads_the_first_copy) {
  const std::string first_text = "abcdefghijklmnopqrstuvwxyz0123";
  const std::string other_text = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!!!!";
  for (const bool is_same : {true, false}) {
    for (std::uint32_t from = 5; from <= 25; from += 5) {
      for (std::uint32_t to = from + 1; to <= 26; to += 1) {
        for (const bool first_waits : {true, false}) {
          Conversation talk;
          talk.handshake();
          if (!first_waits) talk.client(0, first_text.substr(0, 10));
          talk.client(10, first_text.substr(10, 10));
          talk.client(from, (is_same ? first_text : other_text).substr(from, to - from));
          talk.client(0, first_text);
          talk.finish();
          std::string expected = first_text;
          if (!is_same) {
            const std::uint32_t fixed_from = first_waits ? 10 : 0;
            for (std::uint32_t at = from; at < to; ++at) {
              if (at < fixed_from || at >= 20) expected[at] = other_text[at];
            }
          }
          EXPECT_EQ(talk.only_flow().initiator().text, expected) << from << " " << to;
          EXPECT_EQ(talk.counts().conflicts > 0, !is_same) << from << " " << to;
        }
      }
    }
  }
}

TEST(Overlap, conflict_names_only_the_range_that_came_twice) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCDEF");
  talk.client(4, "xyGH");
  talk.finish();
  const auto& side = talk.only_flow().initiator();
  EXPECT_EQ(side.text, "ABCDEFGH");
  ASSERT_EQ(side.conflicts.size(), 1u);
  EXPECT_EQ(side.conflicts[0].where, (ByteRange{4, 2}));
  EXPECT_EQ(side.conflicts[0].later, sha256("xy"));
}

TEST(Overlap, copy_of_bytes_no_longer_remembered_is_set_aside) {
  Limits limits;
  limits.recent_bytes_per_side = 1024;
  Conversation talk(limits);
  talk.handshake();
  for (std::uint32_t at = 0; at < 10'000; at += 1000) talk.client(at, std::string(1000, 'a'));
  talk.client(0, std::string(1000, 'b'));     // not held any more: nothing can be said of it
  talk.client(9000, std::string(1000, 'b'));  // held
  talk.finish();
  EXPECT_EQ(talk.counts().set_aside_bytes, 1000u);
  EXPECT_EQ(talk.counts().conflicting_bytes, 1000u);
}

TEST(Overlap, memory_for_comparison_is_taken_from_who_is_silent_for_longest) {
  Limits limits;
  limits.recent_bytes_total = 2048;
  Conversation talk(limits);
  for (unsigned port = 40000; port < 40020; ++port) {
    talk.client_port = port;
    talk.handshake();
    talk.client(0, std::string(400, 'a'));  // 512 bytes remembered
    talk.client(0, std::string(400, 'a'));
  }
  talk.client_port = 40000;
  talk.client(0, std::string(400, 'a'));  // forgotten: 19 others spoke since
  talk.finish();
  EXPECT_EQ(talk.counts().duplicate_bytes, 20u * 400);
  EXPECT_EQ(talk.counts().set_aside_bytes, 400u);
}

TEST(Overlap, keep_alive_with_a_garbage_byte_is_no_conflict) {  // RFC 9293 section 3.8.4
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.client(3, std::string(1, '\0'));
  talk.client(4, "EFGH");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.counts().conflicts, 0u);
}

TEST(Overlap, keep_alive_after_bytes_that_wait_is_no_conflict) {
  Conversation talk;
  talk.handshake();
  talk.client(4, "EFGH");
  talk.client(7, std::string(1, '\0'));
  talk.client(0, "ABCD");
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, "ABCDEFGH");
  EXPECT_EQ(talk.counts().conflicts, 0u);
}

TEST(Overlap, one_byte_that_is_not_at_the_end_is_a_conflict) {
  Conversation talk;
  talk.handshake();
  talk.client(0, "ABCD");
  talk.client(1, "x");
  talk.finish();
  EXPECT_EQ(talk.counts().conflicts, 1u);
}

TEST(Overlap, tiny_segments_in_falling_order_are_put_in_order) {  // robustness T16
  Conversation talk;
  talk.handshake();
  std::string text;
  for (std::uint32_t at = 0; at < 2000; ++at) text.push_back(static_cast<char>('a' + at % 26));
  for (std::uint32_t at = 2000; at-- > 0;) talk.client(at, text.substr(at, 1));
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, text);
}

}  // namespace
}  // namespace constat::capture
