// Second readings of the end of data: robustness S01 (CVE-2023-51764, -51765, -51766, VU#302671).
#include "parser/smtp/odd_ends.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Outcome;

struct LineEnding {
  const char* name;
  std::string bytes;
};

const std::vector<LineEnding>& line_ends() {
  static const std::vector<LineEnding> kAll = {{"CRLF", "\r\n"},
                                               {"LF", "\n"},
                                               {"CR", "\r"},
                                               {"CRCRLF", "\r\r\n"},
                                               {"CRNULLF", std::string("\r\0\n", 3)},
                                               {"LFCR", "\n\r"},
                                               {"NULCRLF", std::string("\0\r\n", 3)}};
  return kAll;
}

const std::string kInnerMail =
    "MAIL FROM:<x@s.example>\r\nRCPT TO:<y@r.example>\r\nDATA\r\ninner\r\n";
const std::string kInnerText = "more text\r\nand more\r\n";
const std::string kFinalDot = ".\r\n";

enum class Server { kTakesOne, kTakesTwo };

struct Case {
  std::string x, y, inner;
  Server server;
  bool commands() const { return inner == kInnerMail; }
};

// Replies to the end of data and to all behind it but QUIT, from RFC 5321 sections 4.2 and 4.3.2.
std::string replies(const Case& one) {
  if (one.server == Server::kTakesOne) return "250 queued\r\n";
  if (one.commands()) return "250 first\r\n250 ok\r\n250 ok\r\n354 go\r\n250 second\r\n";
  return "250 first\r\n500 what\r\n500 what\r\n500 what\r\n";
}

void check(const Case& one, const Seen& seen, const std::string& which) {
  ASSERT_EQ(seen.mails.size(), 1u) << which;
  const SessionFacts& session = seen.session();
  // The strict reading is the primary one: one mail, all of its bytes.
  const bool undone = one.x.ends_with("\r\n");
  const std::string strict = "one" + one.x + (undone ? "" : ".") + one.y + one.inner;
  EXPECT_EQ(seen.mails[0].bytes, strict) << which;
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted) << which;
  EXPECT_EQ(session.mails, 1u) << which;
  ASSERT_EQ(session.transactions.size(), 1u) << which;
  EXPECT_EQ(session.transactions[0].recipients.size(), 1u) << which;
  EXPECT_TRUE(session.server_defects.empty()) << which;
  EXPECT_FALSE(has(session.client_defects, DefectKind::kCommandOutOfOrder)) << which;

  ASSERT_EQ(session.end_of_data_readings.size(), 1u) << which;
  const EndOfDataReading& reading = session.end_of_data_readings[0];
  EXPECT_EQ(reading.mail, seen.mails[0].raw.id) << which;
  EXPECT_EQ(reading.form, one.x + "." + one.y) << which;
  // EHLO, MAIL, RCPT and DATA are 16 + 25 + 23 + 6 bytes, then "one".
  EXPECT_EQ(reading.where, (ByteRange{70 + 3, one.x.size() + 1 + one.y.size()})) << which;
  EXPECT_EQ(reading.strict, (ReadMail{strict.size(), sha256(strict)})) << which;
  const std::string first = "one" + one.x;
  std::vector<ReadMail> second = {{first.size(), sha256(first)}};
  if (one.commands()) second.push_back({7, sha256("inner\r\n")});
  EXPECT_EQ(reading.second, second) << which;
  // MAIL, RCPT and DATA; or two lines of text and the line ".".
  EXPECT_EQ(reading.commands, 3u) << which;
  EXPECT_EQ(reading.taken,
            one.server == Server::kTakesOne ? EndOfDataTaken::kStrict : EndOfDataTaken::kSecond)
      << which;
}

// All 49 forms but the three that end in the strict one, with what follows and both servers.
void for_each_case(const std::function<void(const Case&, const std::string&)>& run) {
  for (const LineEnding& x : line_ends()) {
    for (const LineEnding& y : line_ends()) {
      const bool strict = x.bytes.ends_with("\r\n") && y.bytes == "\r\n";
      if (strict) continue;
      for (const std::string& inner : {kInnerMail, kInnerText}) {
        for (const Server server : {Server::kTakesOne, Server::kTakesTwo}) {
          const std::string which = std::string(x.name) + "." + y.name +
                                    (inner == kInnerMail ? " commands " : " text ") +
                                    (server == Server::kTakesOne ? "one" : "two");
          run({x.bytes, y.bytes, inner, server}, which);
        }
      }
    }
  }
}

TEST(OddEnds, every_form_is_kept_in_both_readings_in_every_segmentation) {
  std::size_t cases = 0;
  for_each_case([&](const Case& one, const std::string& which) {
    const std::string form = one.x + "." + one.y;
    // Bit i: a segment ends behind byte i of the form.
    for (unsigned cuts = 0; cuts < 1u << form.size(); ++cuts) {
      Talk talk;
      talk.in_data();
      std::string piece = "one";
      for (std::size_t i = 0; i < form.size(); ++i) {
        piece.push_back(form[i]);
        if ((cuts >> i & 1) == 0) continue;
        talk.client(piece);
        piece.clear();
      }
      talk.client(piece + one.inner + kFinalDot);
      talk.server(replies(one)).client("QUIT\r\n").server("221 bye\r\n");
      const Seen& seen = talk.end();
      if (cuts == 0) {
        check(one, seen, which);
      }
      static std::string whole;
      const std::string digest = digest_of(seen);
      if (cuts == 0) whole = digest;
      ASSERT_EQ(digest, whole) << which << " cuts " << cuts;
      ++cases;
    }
  });
  EXPECT_GT(cases, 5000u);
}

TEST(OddEnds, the_order_in_which_the_two_sides_are_seen_changes_nothing) {
  for_each_case([&](const Case& one, const std::string& which) {
    const std::string client =
        "EHLO c.example\r\nMAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>"
        "\r\nDATA\r\none" +
        one.x + "." + one.y + one.inner + kFinalDot + "QUIT\r\n";
    const std::string server =
        "220 mx.example ESMTP\r\n250 mx.example\r\n250 ok\r\n250 ok\r\n354 "
        "go\r\n" +
        replies(one) + "221 bye\r\n";
    check(one, Talk().client(client).server(server).end(), which + " client first");
    check(one, Talk().server(server).client(client).end(), which + " server first");
    Talk byte_by_byte;
    for (std::size_t i = 0; i < std::max(client.size(), server.size()); ++i) {
      if (i < client.size()) byte_by_byte.client(client.substr(i, 1));
      if (i < server.size()) byte_by_byte.server(server.substr(i, 1));
    }
    check(one, byte_by_byte.end(), which + " byte by byte");
  });
}

TEST(OddEnds, mails_behind_it_get_their_own_replies_whatever_the_server_took) {
  // The inner mail is refused for its recipient, the next real one is accepted: the two must not be
  // taken for each other.
  for (const Server server : {Server::kTakesOne, Server::kTakesTwo}) {
    Talk talk;
    talk.in_data().client("one\n.\r\n" + kInnerMail + kFinalDot);
    talk.server(server == Server::kTakesOne
                    ? "250 queued\r\n"
                    : "250 first\r\n250 ok\r\n550 no\r\n503 none\r\n500 what\r\n500 what\r\n");
    talk.client("MAIL FROM:<c@s.example>\r\n").server("250 ok\r\n");
    talk.client("RCPT TO:<d@r.example>\r\n").server("250 ok\r\n");
    talk.client("DATA\r\n").server("354 go\r\n");
    talk.client("two\r\n.\r\n").server("250 queued\r\n").client("QUIT\r\n").server("221 bye\r\n");
    const Seen& seen = talk.end();
    ASSERT_EQ(seen.mails.size(), 2u);
    EXPECT_EQ(seen.mails[1].bytes, "two\r\n");
    EXPECT_EQ(seen.mails[1].raw.mail_from, "c@s.example");
    EXPECT_EQ(seen.mails[1].raw.outcome, Outcome::kAccepted);
    ASSERT_EQ(seen.mails[1].raw.recipients.size(), 1u);
    EXPECT_EQ(seen.mails[1].raw.recipients[0].outcome, Outcome::kAccepted);
    EXPECT_TRUE(seen.session().server_defects.empty());
    EXPECT_EQ(seen.session().end_of_data_readings[0].taken,
              server == Server::kTakesOne ? EndOfDataTaken::kStrict : EndOfDataTaken::kSecond);
  }
}

TEST(OddEnds, an_inner_mail_of_the_same_shape_as_the_next_is_told_apart_at_the_end) {
  Talk talk;
  talk.in_data().client("one\n.\n" + kInnerMail + kFinalDot);
  talk.server("250 first\r\n250 ok\r\n250 ok\r\n354 go\r\n250 second\r\n");
  talk.client("MAIL FROM:<c@s.example>\r\nRCPT TO:<d@r.example>\r\nDATA\r\n");
  talk.server("250 ok\r\n550 no\r\n554 none\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  ASSERT_EQ(seen.session().transactions.size(), 2u);
  EXPECT_EQ(seen.session().transactions[1].recipients[0].outcome, Outcome::kRefused);
  EXPECT_EQ(seen.session().end_of_data_readings[0].taken, EndOfDataTaken::kSecond);
}

TEST(OddEnds, a_session_that_ends_after_the_mail_shows_that_no_more_was_taken) {
  Talk talk;
  talk.in_data().client("one\n.\n" + kInnerMail + kFinalDot).server("250 queued\r\n");
  EXPECT_EQ(talk.end().session().end_of_data_readings[0].taken, EndOfDataTaken::kStrict);
}

TEST(OddEnds, a_capture_that_ends_there_tells_nothing) {
  Talk talk;
  talk.in_data().client("one\n.\n" + kInnerMail + kFinalDot).server("250 queued\r\n");
  const Seen& seen = talk.end(capture::StreamEnd::kInputEnd);
  EXPECT_EQ(seen.session().end_of_data_readings[0].taken, EndOfDataTaken::kBoth);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
}

TEST(OddEnds, without_the_servers_side_nothing_is_said_of_it) {
  Talk talk;
  talk.client(
      "EHLO c.example\r\nMAIL FROM:<a@s.example>\r\nRCPT TO:<b@r.example>\r\nDATA\r\none\n."
      "\n" +
      kInnerMail + kFinalDot + "QUIT\r\n");
  const SessionFacts& session = talk.end().session();
  ASSERT_EQ(session.end_of_data_readings.size(), 1u);
  EXPECT_EQ(session.end_of_data_readings[0].taken, EndOfDataTaken::kNotObserved);
  EXPECT_EQ(session.mails, 1u);
}

TEST(OddEnds, a_server_that_takes_it_and_closes_leaves_the_strict_mail_open) {
  // The client never ends its mail; the server ended it and took the QUIT inside.
  Talk talk;
  talk.in_data().client("one\n.\nQUIT\r\n").server("250 queued\r\n221 bye\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.completeness, capture::Completeness::kTruncated);
  EXPECT_EQ(seen.session().end_of_data_readings[0].taken, EndOfDataTaken::kSecond);
  EXPECT_FALSE(has(seen.session().server_defects, DefectKind::kReplyUnexpected));
}

TEST(OddEnds, of_several_forms_the_one_that_the_replies_fit_is_named) {
  Talk talk;
  talk.in_data().client("one\n.\ntwo\r.\r" + kInnerMail + kFinalDot);
  talk.server("250 first\r\n250 ok\r\n250 ok\r\n354 go\r\n250 second\r\n");
  talk.client("QUIT\r\n").server("221 bye\r\n");
  const auto& readings = talk.end().session().end_of_data_readings;
  ASSERT_EQ(readings.size(), 2u);
  EXPECT_EQ(readings[0].form, "\n.\n");
  EXPECT_EQ(readings[0].taken, EndOfDataTaken::kNotObserved);
  EXPECT_EQ(readings[1].form, "\r.\r");
  EXPECT_EQ(readings[1].taken, EndOfDataTaken::kSecond);
}

TEST(OddEnds, several_inner_mails_are_all_told) {
  Talk talk;
  const std::string envelope = "MAIL FROM:<x@s.example>\r\nRCPT TO:<y@r.example>\r\nDATA\r\n";
  talk.in_data().client("one\n.\n" + envelope + "two\n.\n" + envelope + "three\r\n.\r\n");
  talk.server(
      "250 1\r\n250 ok\r\n250 ok\r\n354 go\r\n250 2\r\n250 ok\r\n250 ok\r\n354 go\r\n250 3"
      "\r\n");
  talk.client("QUIT\r\n").server("221 bye\r\n");
  const EndOfDataReading reading = talk.end().session().end_of_data_readings.at(0);
  EXPECT_EQ(reading.second,
            (std::vector<ReadMail>{
                {4, sha256("one\n")}, {4, sha256("two\n")}, {7, sha256("three\r\n")}}));
  EXPECT_EQ(reading.commands, 6u);
  EXPECT_EQ(reading.taken, EndOfDataTaken::kSecond);
}

TEST(OddEnds, a_mail_with_a_hole_is_read_up_to_it) {
  Talk talk;
  talk.in_data().client("one\n.\nMAIL FROM:<x@s.example>\r\n").gap(capture::Side::kInitiator, 100);
  talk.client("text\r\n.\r\n").server("250 queued\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const SessionFacts& session = talk.end().session();
  ASSERT_EQ(session.end_of_data_readings.size(), 1u);
  EXPECT_EQ(session.end_of_data_readings[0].second[0], (ReadMail{4, sha256("one\n")}));
  EXPECT_EQ(session.mails, 1u);
}

TEST(OddEnds, more_than_the_cap_are_counted) {
  Limits limits;
  limits.second_readings_per_mail = 2;
  Talk talk(limits);
  talk.in_data();
  talk.client("a\n.\nb\r.\rc\r\r\n.\rd\r\n.\ne\r\n.\r\n").server("250 ok\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.end_of_data_readings.size(), 2u);
}

TEST(OddEnds, an_undecided_mail_holds_no_more_than_the_cap) {
  // Inner and following commands fit the same replies, and a large body follows.
  Limits limits;
  limits.smtp_waiting_bytes = 4096;
  Talk talk(limits);
  talk.in_data().client("one\n.\n" + kInnerMail + kFinalDot).server("250 queued\r\n");
  talk.client("MAIL FROM:<c@s.example>\r\nRCPT TO:<d@r.example>\r\nDATA\r\n");
  talk.server("250 ok\r\n250 ok\r\n354 go\r\n");
  for (int line = 0; line < 1000; ++line) talk.client("a line of an ordinary mail\r\n");
  talk.client(".\r\n").server("250 queued\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[1].raw.size, 28'000u);
  EXPECT_EQ(seen.mails[1].raw.outcome, Outcome::kAccepted);
  EXPECT_EQ(seen.session().end_of_data_readings[0].taken, EndOfDataTaken::kBoth);
}

TEST(LineEndsAroundADot, are_the_longest_of_the_seven) {
  EXPECT_EQ(line_end_before("x\r\r\n"), "\r\r\n");
  EXPECT_EQ(line_end_before("x\r\n"), "\r\n");
  EXPECT_EQ(line_end_before("\n"), "\n");
  EXPECT_EQ(line_end_before("x"), "");
  EXPECT_EQ(line_end_behind("\n\rMAIL"), "\n\r");
  EXPECT_EQ(line_end_behind(std::string_view("\0\r\nx", 4)), std::string_view("\0\r\n", 3));
  EXPECT_EQ(line_end_behind("\rx"), "\r");
}

}  // namespace
}  // namespace constat::parser::smtp::test
