// Overlapping retransmissions with other bytes (robustness T01): both readings stay, and the
// server's replies say which one it took. Codes by RFC 5321 section 4.3.2.

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "parser/smtp/session_pool.h"
#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp {
namespace {

using capture::Side;

class Talk {
 public:
  Talk() : sink_(pool_.open({})) {}

  Talk& client(std::string_view bytes) { return say(Side::kInitiator, bytes); }
  Talk& server(std::string_view bytes) { return say(Side::kResponder, bytes); }
  // The last `first.size()` bytes of the client come again, as `later`.
  Talk& again(std::string_view first, std::string_view later) {
    EXPECT_EQ(first.size(), later.size());
    capture::StreamConflict conflict{Side::kInitiator,
                                     {at_[0] - first.size(), first.size()},
                                     sha256(first),
                                     sha256(later),
                                     {0, 7}};
    conflict.first_bytes = first;
    conflict.later_bytes = later;
    sink_->on_conflict(conflict);
    return *this;
  }
  Talk& conflicting(std::string_view first, std::string_view later) {
    return client(first).again(first, later);
  }
  Talk& note(Side side, DefectKind kind, ByteRange where) {
    sink_->on_note({side, kind, where, {0, 3}});
    return *this;
  }
  Talk& greeted() {
    return server("220 mx.example ESMTP\r\n")
        .client("EHLO c.example\r\n")
        .server("250 mx.example\r\n");
  }
  const test::Seen& end(capture::StreamEnd reason = capture::StreamEnd::kFinished) {
    sink_->on_end(reason, {0, 9});
    return seen_;
  }
  std::uint64_t said() const { return at_[0] + at_[1]; }
  const Conflict& conflict() {
    const SessionFacts& session = end().session();
    EXPECT_EQ(session.conflicts.size(), 1u);
    return session.conflicts.at(0);
  }

 private:
  Talk& say(Side side, std::string_view bytes) {
    std::uint64_t& offset = at_[static_cast<std::size_t>(side)];
    sink_->on_bytes({side, offset, bytes, {}, {0, 1}});
    offset += bytes.size();
    return *this;
  }

  Limits limits_;
  test::Seen seen_;
  SessionPool pool_{limits_, capture::Door::kPacket, seen_, seen_};
  std::unique_ptr<capture::StreamSink> sink_;
  std::uint64_t at_[2] = {0, 0};
};

// "NOOP ....\r\n", so long that it takes the place of `commands`.
std::string noop_as_long_as(std::string_view commands) {
  return "NOOP " + std::string(commands.size() - 7, '.') + "\r\n";
}

constexpr std::string_view kMail = "MAIL FROM:<a@s.example>\r\n";
constexpr std::string_view kTwoMore = "RSET\r\nMAIL FROM:<b@s.example>\r\n";

TEST(ConflictLog, bears_out_the_first_reading_when_the_server_answers_as_many_commands) {
  Talk talk;
  talk.greeted().conflicting(noop_as_long_as(kTwoMore), kTwoMore).server("250 ok\r\n");
  talk.client("QUIT\r\n").server("221 bye\r\n");
  EXPECT_EQ(talk.conflict().replies_bear_out, RepliesBearOut::kFirst);
}

TEST(ConflictLog, bears_out_the_later_reading_when_the_server_answers_more) {
  Talk talk;
  talk.greeted().conflicting(noop_as_long_as(kTwoMore), kTwoMore).server("250 ok\r\n250 ok\r\n");
  talk.client("QUIT\r\n").server("221 bye\r\n");
  EXPECT_EQ(talk.conflict().replies_bear_out, RepliesBearOut::kLater);
}

// The reply to DATA comes one command late, and what the first reading makes of the body tells
// nothing any more.
TEST(ConflictLog, bears_out_the_later_reading_of_a_recipient_put_in) {
  const std::string later = "RCPT TO:<v@r.example>\r\nRCPT TO:<w@r.example>\r\n";
  const std::string first =
      "RCPT TO:<v@r.example> X=" + std::string(later.size() - 26, 'x') + "\r\n";
  Talk talk;
  talk.greeted().client(kMail).server("250 ok\r\n").conflicting(first, later).client("DATA\r\n");
  talk.server("250 ok\r\n250 ok\r\n354 go\r\n").client("Subject: x\r\n\r\ntext\r\n.\r\n");
  talk.server("250 queued\r\n");
  EXPECT_EQ(talk.conflict().replies_bear_out, RepliesBearOut::kLater);
}

TEST(ConflictLog, asks_the_reply_text_where_the_commands_are_the_same) {
  const std::string first = "RCPT TO:<aaaa@r.example>\r\n";
  const std::string later = "RCPT TO:<bbbb@r.example>\r\n";
  const auto answered = [&](std::string_view reply) {
    Talk talk;
    talk.greeted().client(kMail).server("250 ok\r\n").conflicting(first, later).server(reply);
    talk.client("QUIT\r\n").server("221 bye\r\n");
    return talk.conflict().replies_bear_out;
  };
  EXPECT_EQ(answered("250 2.1.5 <BBBB@r.example> ok\r\n"), RepliesBearOut::kLater);
  EXPECT_EQ(answered("550 <aaaa@r.example>: no such user\r\n"), RepliesBearOut::kFirst);
  EXPECT_EQ(answered("250 ok\r\n"), RepliesBearOut::kBoth);
}

TEST(ConflictLog, holds_codes_against_commands) {
  const std::string first = "DATA\r\n";
  const std::string later = "NOOP\r\n";
  const auto answered = [&](std::string_view reply) {
    Talk talk;
    talk.greeted().client("MAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\n");
    talk.server("250 ok\r\n250 ok\r\n").conflicting(first, later).server(reply);
    return talk.conflict().replies_bear_out;
  };
  EXPECT_EQ(answered("354 go ahead\r\n"), RepliesBearOut::kFirst);
  EXPECT_EQ(answered("250 ok\r\n"), RepliesBearOut::kLater);
  EXPECT_EQ(answered("221 bye\r\n"), RepliesBearOut::kNeither);
}

TEST(ConflictLog, reads_replies_that_came_before_the_later_bytes) {
  const std::string first = noop_as_long_as(kTwoMore);
  Talk talk;
  talk.greeted().client(first).server("250 ok\r\n").again(first, kTwoMore);
  talk.client("QUIT\r\n").server("221 bye\r\n");
  EXPECT_EQ(talk.conflict().replies_bear_out, RepliesBearOut::kFirst);
}

TEST(ConflictLog, has_no_word_on_the_content_of_a_mail) {
  Talk talk;
  talk.greeted().client(kMail).server("250 ok\r\n").client("RCPT TO:<b@r.example>\r\n");
  talk.server("250 ok\r\n").client("DATA\r\n").server("354 go\r\n").client("Subject: x\r\n\r\n");
  talk.conflicting("first words\r\n", "other words\r\n").client(".\r\n").server("250 ok\r\n");
  const Conflict& conflict = talk.conflict();
  EXPECT_EQ(conflict.replies_bear_out, std::nullopt);
  EXPECT_EQ(conflict.first, sha256("first words\r\n"));
  EXPECT_EQ(conflict.later, sha256("other words\r\n"));
}

// The later bytes end the mail and begin another one (S01 by way of T01).
TEST(ConflictLog, sees_an_end_of_data_put_into_a_mail) {
  const std::string later = "x\r\n.\r\nMAIL FROM:<b@s.example>\r\n";
  const std::string first(later.size(), 'y');
  const auto answered = [&](std::string_view replies) {
    Talk talk;
    talk.greeted().client(kMail).server("250 ok\r\n").client("RCPT TO:<b@r.example>\r\n");
    talk.server("250 ok\r\n").client("DATA\r\n").server("354 go\r\n").client("Subject: x\r\n\r\n");
    talk.conflicting(first, later).client("\r\n.\r\nQUIT\r\n").server(replies);
    return talk.conflict().replies_bear_out;
  };
  EXPECT_EQ(answered("250 queued\r\n221 bye\r\n"), RepliesBearOut::kFirst);
  // The rest of the mail's lines are commands to the server, and none that it knows.
  EXPECT_EQ(answered("250 queued\r\n250 ok\r\n500 what\r\n500 what\r\n221 bye\r\n"),
            RepliesBearOut::kLater);
}

TEST(ConflictLog, claims_nothing_where_replies_were_not_seen) {
  Talk talk;
  talk.client("EHLO c.example\r\n").conflicting("NOOP a\r\n", "NOOP b\r\n").client("QUIT\r\n");
  EXPECT_EQ(talk.conflict().replies_bear_out, RepliesBearOut::kNotObserved);
}

TEST(ConflictLog, says_no_more_than_it_can_of_many_conflicts) {
  Talk talk;
  talk.greeted();
  for (int i = 0; i < 20; ++i) talk.conflicting("NOOP a\r\n", "NOOP b\r\n").server("250 ok\r\n");
  const SessionFacts& session = talk.end().session();
  ASSERT_EQ(session.conflicts.size(), 20u);
  EXPECT_EQ(session.conflicts.front().replies_bear_out, RepliesBearOut::kBoth);
  EXPECT_EQ(session.conflicts.back().replies_bear_out, RepliesBearOut::kNotObserved);
}

// Whatever comes again and wherever: it is kept, and every byte of the first reading is accounted
// for as without it.
TEST(ConflictLog, takes_any_bytes) {
  const std::string client =
      "EHLO c.example\r\nMAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\nDATA\r\nSubject: "
      "x\r\n\r\n"
      "text\r\n.\r\nMAIL FROM:<c@s.example>\r\nRCPT TO:<d@r.example>\r\nBDAT 3 LAST\r\nabcQUIT\r\n";
  constexpr std::string_view kLater[] = {"\r\n.\r\n",
                                         "DATA\r\n",
                                         "BDAT 99999999999\r\n",
                                         "RSET\r\n",
                                         "AUTH PLAIN eA==\r\n",
                                         "RCPT TO:<",
                                         "\n",
                                         "x"};
  std::mt19937 random(20260302);
  for (int round = 0; round < 300; ++round) {
    Talk talk;
    talk.server("220 mx.example ESMTP\r\n");
    std::size_t conflicts = 0;
    for (std::size_t at = 0; at < client.size();) {
      const std::string first = client.substr(at, 1 + random() % 40);
      at += first.size();
      talk.client(first);
      if (random() % 4 == 0) talk.server("250 ok\r\n");
      if (random() % 3 != 0) continue;
      std::string later;
      while (later.size() < first.size()) later += kLater[random() % std::size(kLater)];
      talk.again(first, later.substr(0, first.size()));
      ++conflicts;
    }
    talk.server("250 ok\r\n354 go\r\n250 ok\r\n");
    const test::Seen& seen = talk.end();
    ASSERT_EQ(seen.session().conflicts.size(), conflicts);
    EXPECT_EQ(test::accounted(seen.session()), talk.said());
  }
}

TEST(FlowSink, keeps_conflicts_that_came_before_the_flow_was_known_to_be_smtp) {
  Talk talk;
  talk.conflicting("NOOP 1\r\n", "RSET\r\n\r\n").client("EHLO c.example\r\n");
  talk.server("220 mx.example ESMTP\r\n250 ok\r\n250 ok\r\n");
  const Conflict& conflict = talk.conflict();
  EXPECT_EQ(conflict.where, (ByteRange{0, 8}));
  EXPECT_EQ(conflict.later, sha256("RSET\r\n\r\n"));
  EXPECT_EQ(conflict.replies_bear_out, RepliesBearOut::kFirst);
}

TEST(Session, keeps_notes_of_the_stream_on_the_side_they_concern) {
  Talk talk;
  talk.note(Side::kInitiator, DefectKind::kOverlapConflict, {0, 1});
  talk.greeted().note(Side::kResponder, DefectKind::kStreamGap, {3, 4});
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.client_defects, (Defects{{DefectKind::kOverlapConflict, {0, 1}}}));
  EXPECT_EQ(session.server_defects, (Defects{{DefectKind::kStreamGap, {3, 4}}}));
}

}  // namespace
}  // namespace constat::parser::smtp
