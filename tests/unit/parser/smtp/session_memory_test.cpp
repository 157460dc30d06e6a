// What unfinished sessions hold together is bounded: the one silent for longest is given up, and
// what was read of it is handed out.

#include "parser/smtp/session_memory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Side;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t kShare = 10'000;  // above SessionMemory::kLittle

class Named final : public Holder {
 public:
  Named(int name, std::vector<int>& given_up) : name_(name), given_up_(given_up) {}
  void give_up() override { given_up_.push_back(name_); }

 private:
  int name_;
  std::vector<int>& given_up_;
};

struct Three {
  std::vector<int> given_up;
  Named one{1, given_up}, two{2, given_up}, three{3, given_up};
};

TEST(SessionMemory, gives_up_who_was_silent_for_longest) {
  Three holders;
  SessionMemory memory(2 * kShare);
  memory.hold(holders.one, kShare);
  memory.hold(holders.two, kShare);
  EXPECT_THAT(holders.given_up, IsEmpty()) << "as much as the cap is not more";
  memory.hold(holders.one, kShare);  // heard again
  memory.hold(holders.three, kShare);
  EXPECT_THAT(holders.given_up, ElementsAre(2));
  EXPECT_EQ(memory.held(), 2 * kShare);
}

TEST(SessionMemory, gives_up_as_many_as_it_takes_and_never_the_one_just_heard) {
  Three holders;
  SessionMemory memory(2 * kShare);
  memory.hold(holders.one, kShare);
  memory.hold(holders.two, kShare);
  memory.hold(holders.three, 9 * kShare);
  EXPECT_THAT(holders.given_up, ElementsAre(1, 2));
  EXPECT_EQ(memory.held(), 9 * kShare);
}

TEST(SessionMemory, neither_counts_nor_gives_up_who_holds_little) {
  Three holders;
  SessionMemory memory(kShare);
  memory.hold(holders.one, SessionMemory::kLittle);
  memory.hold(holders.two, kShare);
  memory.hold(holders.three, kShare);
  EXPECT_THAT(holders.given_up, ElementsAre(2));
  memory.hold(holders.three, SessionMemory::kLittle);
  EXPECT_EQ(memory.held(), 0u) << "who let go is no longer counted";
}

TEST(SessionMemory, forgets_who_leaves_wherever_it_stood) {
  for (const int leaving : {1, 2, 3}) {
    Three holders;
    SessionMemory memory(3 * kShare);
    memory.hold(holders.one, kShare);
    memory.hold(holders.two, kShare);
    memory.hold(holders.three, kShare);
    Named& gone = leaving == 1 ? holders.one : leaving == 2 ? holders.two : holders.three;
    memory.leave(gone);
    memory.leave(gone);
    EXPECT_EQ(memory.held(), 2 * kShare);
    Named last(4, holders.given_up);
    memory.hold(last, 3 * kShare);
    std::vector<int> others = {1, 2, 3};
    others.erase(others.begin() + leaving - 1);
    EXPECT_EQ(holders.given_up, others);
    EXPECT_EQ(memory.held(), 3 * kShare);
  }
}

// Flows of one pool, each said byte by byte.
class Pool {
 public:
  explicit Pool(std::size_t session_bytes_total) {
    limits_.session_bytes_total = session_bytes_total;
    pool_ = std::make_unique<SessionPool>(limits_, capture::Door::kPacket, seen_, seen_);
  }
  std::size_t open() {
    capture::Flow flow;
    flow.initiator = {ip_address_from("192.0.2.1"), static_cast<std::uint16_t>(40'000 + size())};
    flow.responder = {ip_address_from("198.51.100.25"), 25};
    flows_.push_back({pool_->open(flow), {0, 0}});
    return size() - 1;
  }
  void say(std::size_t flow, Side side, std::string_view bytes) {
    std::uint64_t& offset = flows_[flow].at[static_cast<std::size_t>(side)];
    flows_[flow].sink->on_bytes({side, offset, bytes, {}, {0, ++frame_}});
    offset += bytes.size();
    delivered_ += bytes.size();
  }
  // A session that has sent the header of its mail and `body`, and not yet its end.
  std::size_t hoarder(std::string_view body) {
    const std::size_t flow = open();
    say(flow, Side::kResponder, "220 mx.example ESMTP\r\n");
    say(flow, Side::kInitiator, "EHLO c.example\r\nMAIL FROM:<a@s.example>\r\n");
    say(flow, Side::kInitiator, "RCPT TO:<b@r.example>\r\nDATA\r\n");
    say(flow, Side::kResponder, "250 hi\r\n250 ok\r\n250 ok\r\n354 go\r\n");
    say(flow, Side::kInitiator, "Subject: hoard\r\n\r\n");
    say(flow, Side::kInitiator, body);
    return flow;
  }
  void end_mail(std::size_t flow) {
    say(flow, Side::kInitiator, ".\r\n");
    say(flow, Side::kResponder, "250 queued\r\n");
  }
  const Seen& end() {
    for (Open& flow : flows_) flow.sink->on_end(capture::StreamEnd::kFinished, {0, ++frame_});
    seen_.other = pool_->other_flows();
    std::uint64_t read = seen_.other.bytes;
    for (const SessionFacts& session : seen_.sessions) read += accounted(session);
    EXPECT_EQ(read, delivered_) << "every byte is accounted for";
    return seen_;
  }

 private:
  struct Open {
    std::unique_ptr<capture::StreamSink> sink;
    std::uint64_t at[2];
  };
  std::size_t size() const { return flows_.size(); }

  Limits limits_;
  Seen seen_;
  std::unique_ptr<SessionPool> pool_;
  std::vector<Open> flows_;
  std::uint64_t frame_ = 0, delivered_ = 0;
};

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t line = 0; line < count; ++line)
    text += "a line of fifty bytes, all of them letters or space\r\n";
  return text;
}

TEST(SessionPool, hands_out_what_was_read_of_a_session_it_gives_up_and_counts_the_rest) {
  Pool pool(1'000'000);
  const std::string half_a_megabyte = lines(10'000);
  const std::size_t silent = pool.hoarder(half_a_megabyte);
  const std::size_t heard = pool.hoarder(half_a_megabyte);
  pool.say(silent, Side::kInitiator, "late words\r\n");
  pool.end_mail(silent);
  pool.end_mail(heard);
  const Seen& seen = pool.end();
  EXPECT_EQ(seen.other.flows_given_up, 1u);
  EXPECT_EQ(seen.other.flows, 0u) << "it was a session, not another flow";
  EXPECT_EQ(seen.other.given_up_bytes, std::string("late words\r\n.\r\n250 queued\r\n").size());
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].raw.completeness, capture::Completeness::kTruncated);
  EXPECT_EQ(seen.mails[0].bytes, "Subject: hoard\r\n\r\n" + half_a_megabyte);
  EXPECT_EQ(seen.mails[1].raw.completeness, capture::Completeness::kComplete);
  ASSERT_EQ(seen.sessions.size(), 2u);
  EXPECT_TRUE(has(seen.sessions[0].client_defects, DefectKind::kSessionGivenUp));
  EXPECT_FALSE(has(seen.sessions[1].client_defects, DefectKind::kSessionGivenUp));
}

TEST(SessionPool, keeps_a_mail_larger_than_all_room_as_long_as_it_is_heard) {
  Pool pool(100'000);
  const std::size_t flow = pool.hoarder(lines(10'000));
  pool.end_mail(flow);
  const Seen& seen = pool.end();
  EXPECT_EQ(seen.other.flows_given_up, 0u);
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.completeness, capture::Completeness::kComplete);
}

TEST(SessionPool, counts_what_waits_for_a_reply_and_what_is_not_yet_known_to_be_smtp) {
  Pool pool(300'000);
  const std::size_t waiting = pool.open();
  pool.say(waiting, Side::kResponder, "220 mx.example ESMTP\r\n");
  // No answer to DATA: all of it waits.
  pool.say(waiting, Side::kInitiator, "EHLO c.example\r\nMAIL FROM:<a@s.example>\r\nDATA\r\n");
  pool.say(waiting, Side::kInitiator, lines(3'000));
  const std::size_t unknown = pool.open();
  pool.say(unknown, Side::kInitiator, std::string(4'000, 'E'));
  const std::size_t hoarder = pool.hoarder(lines(4'000));
  pool.end_mail(hoarder);
  const Seen& seen = pool.end();
  EXPECT_EQ(seen.other.flows_given_up, 2u);
  EXPECT_EQ(seen.other.flows, 1u) << "what nobody recognised";
  EXPECT_EQ(seen.sessions.size(), 2u);
}

TEST(SessionPool, keeps_a_session_between_two_mails_while_others_hoard) {
  Pool pool(1'000'000);
  const std::size_t idle = pool.hoarder("short\r\n");
  pool.end_mail(idle);
  for (int i = 0; i < 5; ++i) pool.hoarder(lines(8'000));
  pool.say(idle, Side::kInitiator, "QUIT\r\n");
  pool.say(idle, Side::kResponder, "221 bye\r\n");
  const Seen& seen = pool.end();
  EXPECT_GE(seen.other.flows_given_up, 3u);
  std::size_t untouched = 0;
  for (const SessionFacts& session : seen.sessions)
    untouched += !has(session.client_defects, DefectKind::kSessionGivenUp);
  EXPECT_EQ(untouched, 6u - seen.other.flows_given_up);
  EXPECT_EQ(seen.mails[0].raw.completeness, capture::Completeness::kComplete);
  EXPECT_EQ(seen.other.given_up_bytes, 0u) << "QUIT was read";
}

}  // namespace
}  // namespace constat::parser::smtp::test
