// THE property: the result depends on the two byte streams only, not on how they were cut and
// interleaved (design.md invariant 5).
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {
namespace {

const std::string kHello = "S: 220 mx.example ESMTP\nC: EHLO client.example\n";

const std::vector<std::pair<std::string, std::string>>& conversations() {
  static const std::vector<std::pair<std::string, std::string>> kAll = {
      {"two_mails",
       kHello + "S: 250-mx\nS: 250-STARTTLS\nS: 250 8BITMIME\n"
                "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 550 no\n"
                "C: RCPT TO:<c@r.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: Subject: 1\nC:\nC: "
                "..a\nC: .b\nC: .\n"
                "S: 250 one\nC: MAIL FROM:<>\nS: 250 ok\nC: RCPT TO:<d@r.example>\nS: 250 ok\nC: "
                "DATA\nS: 354 go\n"
                "C: RCPT TO:<x@y>\nC: .\nS: 554 no\nC: QUIT\nS: 221 bye\n"},
      {"pipelined",
       kHello +
           "S: 250-mx\nS: 250 PIPELINING\nC: MAIL FROM:<a@s.example>\nC: RCPT TO:<b@r.example>\n"
           "C: RCPT TO:<c@r.example>\nC: DATA\nS: 250 ok\nS: 250 ok\nS: 452 full\nS: 354 go\nC: "
           "body\nC: .\n"
           "C: MAIL FROM:<e@s.example>\nC: RCPT TO:<f@r.example>\nC: DATA\nS: 250 one\nS: 250 "
           "ok\nS: 550 no\n"
           "S: 554 none\nC: RSET\nS: 250 ok\nC: QUIT\nS: 221 bye\n"},
      {"chunks",
       kHello +
           "S: 250-mx\nS: 250 CHUNKING\nC: MAIL FROM:<a@s.example>\nC: RCPT TO:<b@r.example>\n"
           "C- BDAT 3\\r\\nabcBDAT 2 LAST\\r\\nde\nS: 250 ok\nS: 250 ok\nS: 250 3\nS: 250 queued\n"
           "C: MAIL FROM:<a@s.example>\nC: RCPT TO:<b@r.example>\nC- BDAT 5 LAST\\r\\nQUIT\\r\n"
           "S: 250 ok\nS: 550 no\nS: 503 no recipient\nC: RSET\nS: 250 ok\nC- BDAT x\\r\\n\nS: 501 "
           "what\n"
           "C: QUIT\nS: 221 bye\n"},
      {"auth",
       kHello +
           "S: 250-mx\nS: 250 AUTH PLAIN LOGIN\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dXNlcg==\n"
           "S: 334 UGFzc3dvcmQ6\nC: c2VjcmV0\nS: 535 no\nC: AUTH PLAIN AGEAYg==\nS: 235 ok\n"
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: QUIT\nS: 221 bye\n"},
      {"starttls",
       kHello +
           "S: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nC- \\x16\\x03\\x01\\x00\\x05hello\n"
           "S- \\x16\\x03\\x03\\x00\\x02ok\nC- \\x17\\x03\\x03MAIL FROM:<a@b>\\r\\n\n"},
      {"starttls_injected",
       kHello + "S: 250-mx\nS: 250 STARTTLS\nC- STARTTLS\\r\\nRSET\\r\\n\nS: 220 go\n"
                "C- \\x16\\x03\\x01\\x00\nS- \\x16\\x03\\x03\\x00\n"},
      {"decrypted_in_place",
       kHello +
           "S: 250-mx\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nC: EHLO again.example\nS: 250 mx\n"
           "C: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\nC: "
           "DATA\nS: 354 go\n"
           "C: x\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n"},
      {"odd_line_ends",
       kHello + "S- 250 mx\\n\nC- MAIL FROM:a@s.example\\n\nS: 250 ok\nC: rcpt to: "
                "<b@r.example>\nS: 250 ok\n"
                "C: DATA\nS: 354 go\nC- "
                "a\\n.\\nb\\n.\\r\\nc\\r\\n.\\nd\\r.\\re\\r.\\r\\nf\\r\\n.\\rg\\0\\r\\n.\\r\\n\n"
                "S: 250 ok\nC: QUIT\nS: 221 bye\n"},
      {"gap_in_body", kHello + "S: 250 mx\nC: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT "
                               "TO:<b@r.example>\nS: 250 ok\nC: DATA\n"
                               "S: 354 go\nC: one\nC! 100\nC: two\nC: .\nS: 250 ok\nC: MAIL "
                               "FROM:<c@s.example>\nS: 250 ok\n"
                               "C: RCPT TO:<d@r.example>\nS: 550 no\nC: QUIT\nS: 221 bye\n"},
      {"gap_over_end",
       kHello + "S: 250 mx\nC: MAIL FROM:<a@s.example>\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: "
                "250 ok\nC: DATA\n"
                "S: 354 go\nC: one\nC! 3\nS: 250 ok\nC: MAIL FROM:<c@s.example>\nS: 250 ok\n"
                "C: RCPT TO:<d@r.example>\nS: 550 no\nC: QUIT\nS: 221 bye\n"},
      {"server_gap",
       kHello + "S: 250 mx\nC: MAIL FROM:<a@s.example>\nS! 8\nC: RCPT TO:<b@r.example>\nS: 550 no\n"
                "C: RCPT TO:<c@r.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC: one\nC: .\nS: 250 "
                "ok\nC: QUIT\n"
                "S: 221 bye\n"},
      {"lost_command",
       kHello + "S: 250 mx\nC! 26\nS: 250 ok\nC: RCPT TO:<b@r.example>\nS: 550 no\nC: RCPT "
                "TO:<c@r.example>\n"
                "S: 250 ok\nC: DATA\nS: 354 go\nC: one\nC: .\nS: 250 ok\nC: QUIT\nS: 221 bye\n"},
      {"client_only",
       "C: EHLO client.example\nC: MAIL FROM:<a@s.example>\nC: RCPT TO:<b@r.example>\n"
       "C: DATA\nC: one\nC: .\nC: MAIL FROM:<c@s.example>\nC: RCPT TO:<d@r.example>\nC: DATA\nC: "
       "two\nC: .\nC: QUIT\n"},
      {"server_only",
       "S: 220 mx.example ESMTP\nS: 250-mx\nS: 250 STARTTLS\nS: 250 ok\nS: 250 ok\nS: 354 go\n"
       "S: 250 ok\nS: 221 bye\n"},
      {"midstream",
       "# pickup midstream\nC: RCPT TO:<b@r.example>\nS: 250 2.1.0 ok\nS: 250 2.1.5 ok\nC: "
       "DATA\nS: 354 go\n"
       "C: one\nC: .\nS: 250 2.0.0 ok\nC: QUIT\nS: 221 bye\n"},
  };
  return kAll;
}

class AnyCutting : public ::testing::TestWithParam<std::size_t> {};

TEST_P(AnyCutting, gives_the_same_result) {
  const auto& [name, text] = conversations()[GetParam()];
  const Events events = events_of("# transcript " + name + "\n" + text);
  std::mt19937 random(4711);
  const std::string expected = digest_of(replay(events, Cutting::kWhole, random));
  ASSERT_EQ(digest_of(replay(events, Cutting::kBytes, random)), expected) << name;
  for (int round = 0; round < 2000; ++round) {
    ASSERT_EQ(digest_of(replay(events, Cutting::kRandom, random)), expected)
        << name << " round " << round;
  }
}

INSTANTIATE_TEST_SUITE_P(Conversations, AnyCutting,
                         ::testing::Range(std::size_t{0}, conversations().size()),
                         [](const auto& info) { return conversations()[info.param].first; });

}  // namespace
}  // namespace constat::parser::smtp::test
