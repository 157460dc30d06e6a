// Retransmissions that differ: both readings are told (robustness T01, T02).

#include <algorithm>

#include "core/digest.h"
#include "tests/unit/capture/tcp/segment_writer.h"

namespace constat::capture {
namespace {

using testing::Conversation;

// Allen's relations of a range A to B = [10, 20) (J. F. Allen, 1983).
struct Relation {
  const char* name;
  std::uint32_t from, to;  // A
};
constexpr Relation kRelations[] = {
    {"before", 2, 7},    {"meets", 5, 10},       {"overlaps", 5, 15},       {"starts", 10, 15},
    {"during", 12, 17},  {"finishes", 15, 20},   {"equals", 10, 20},        {"finished_by", 5, 20},
    {"contains", 5, 25}, {"started_by", 10, 25}, {"overlapped_by", 15, 25}, {"met_by", 20, 25},
    {"after", 23, 28},
};
constexpr Relation kB{"", 10, 20};
const std::string kText = "abcdefghijklmnopqrstuvwxyz0123";
const std::string kOther = "ABCDEFGHIJKLMNOPQRSTUVWXYZ????";

std::string cut(const std::string& text, const Relation& range) {
  return text.substr(range.from, range.to - range.from);
}

enum class Order : std::uint8_t { kRelatedFirst, kRelatedLast };
struct Combination {
  Relation relation;
  Order order;
  bool same;
};

class Allen : public ::testing::TestWithParam<Combination> {};

// Both ranges come before their turn; at the end the whole of the plain text comes.
TEST_P(Allen, first_copy_is_read_and_the_other_told) {
  const Combination& c = GetParam();
  const bool related_first = c.order == Order::kRelatedFirst;
  const Relation& first = related_first ? c.relation : kB;
  const Relation& later = related_first ? kB : c.relation;
  Conversation talk;
  talk.handshake();
  talk.client(first.from, cut(kText, first));
  talk.client(later.from, cut(c.same ? kText : kOther, later));
  talk.client(0, kText);
  talk.finish();

  const std::uint32_t from = std::max(first.from, later.from);
  const std::uint32_t to = std::min(first.to, later.to);
  std::string expected = kText;
  if (!c.same) expected.replace(later.from, later.to - later.from, cut(kOther, later));
  expected.replace(first.from, first.to - first.from, cut(kText, first));
  const auto& side = talk.only_flow().initiator();
  EXPECT_EQ(side.text, expected);

  // Those of the second copy; the plain text that comes last has its own.
  std::vector<StreamConflict> told = side.conflicts;
  std::erase_if(told, [](const StreamConflict& conflict) { return conflict.frame.frame != 5; });
  if (c.same || from >= to) {
    EXPECT_TRUE(told.empty());
  } else {
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].where, (ByteRange{from, to - from}));
    EXPECT_EQ(told[0].first, sha256(kText.substr(from, to - from)));
    EXPECT_EQ(told[0].later, sha256(kOther.substr(from, to - from)));
  }
  EXPECT_EQ(talk.counts().conflicts > 0, !c.same);
}

std::vector<Combination> all_combinations() {
  std::vector<Combination> all;
  for (const Relation& relation : kRelations) {
    for (const Order order : {Order::kRelatedFirst, Order::kRelatedLast}) {
      for (const bool same : {true, false}) all.push_back({relation, order, same});
    }
  }
  return all;
}

INSTANTIATE_TEST_SUITE_P(T02, Allen, ::testing::ValuesIn(all_combinations()), [](const auto& info) {
  const Combination& c = info.param;
  return std::string(c.relation.name) + (c.order == Order::kRelatedFirst ? "_first" : "_last") +
         (c.same ? "_same" : "_different");
});

// T01: two copies of one range, in two orders, the second before or after the acknowledgement.
TEST(TwoReadings, tell_bytes_digests_and_whether_the_first_was_acknowledged) {
  const std::string places[] = {"MAIL FROM:<a@example.org>\r\n", "in the body\r\n", "\r\n.\r\n"};
  for (const std::string& text : places) {
    std::string other = text;
    other[2] = '#';
    for (const bool swapped : {false, true}) {
      for (const bool acknowledged : {false, true}) {
        const std::string& first = swapped ? other : text;
        const std::string& later = swapped ? text : other;
        Conversation talk;
        talk.handshake();
        talk.client(0, "EHLO a\r\n");
        talk.client(8, first);
        if (acknowledged) talk.server_ack(8 + static_cast<std::uint32_t>(text.size()));
        talk.client(8, later);
        talk.finish();
        const auto& side = talk.only_flow().initiator();
        EXPECT_EQ(side.text, "EHLO a\r\n" + first);
        ASSERT_EQ(side.conflicts.size(), 1u);
        const StreamConflict& conflict = side.conflicts[0];
        EXPECT_EQ(conflict.where, (ByteRange{8, text.size()}));
        EXPECT_EQ(conflict.first, sha256(first));
        EXPECT_EQ(conflict.later, sha256(later));
        EXPECT_EQ(conflict.acknowledged_before, acknowledged);
        EXPECT_EQ(side.readings[0].first, first);
        EXPECT_EQ(side.readings[0].later, later);
      }
    }
  }
}

TEST(TwoReadings, of_bytes_that_wait_are_told_whatever_their_order) {
  Conversation talk;
  talk.handshake();
  for (const std::uint32_t at : {4u, 3u, 2u, 1u}) talk.client(at, std::string(1, 'a'));
  talk.client(1, "bbbb");
  talk.client(0, "a");
  talk.finish();
  EXPECT_EQ(talk.counts().conflicting_bytes, 4u);
  EXPECT_EQ(talk.only_flow().initiator().text, "aaaaa");
}

TEST(TwoReadings, tiny_segments_in_a_window_are_put_in_order) {  // T07
  Conversation talk;
  talk.handshake();
  std::string text;
  for (std::uint32_t at = 0; at < 64 * 200; ++at) text.push_back(static_cast<char>('a' + at % 23));
  for (std::uint32_t at = 0; at < text.size(); ++at) {
    const std::uint32_t place = (at & ~63u) + (at * 29 & 63);
    talk.client(place, text.substr(place, 1));
  }
  talk.finish();
  EXPECT_EQ(talk.only_flow().initiator().text, text);
  EXPECT_EQ(talk.counts().conflicts + talk.counts().set_aside_bytes, 0u);
}

}  // namespace
}  // namespace constat::capture
