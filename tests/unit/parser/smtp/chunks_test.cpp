// BDAT in its odd forms (RFC 3030): robustness M18, and the captures smtp-bdat-* of Suricata.
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Completeness;
using capture::Outcome;

Talk& enveloped(Talk& talk) {
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("250-mx\r\n250 CHUNKING\r\n");
  talk.client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
  return talk.client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
}

TEST(Chunks, of_one_byte_each_and_empty_ones_make_one_mail) {
  Talk talk;
  enveloped(talk);
  for (int i = 0; i < 100; ++i) {
    talk.client("BDAT 1\r\nx").server("250 ok\r\n").client("BDAT 0\r\n").server("250 ok\r\n");
  }
  talk.client("BDAT 1 LAST\r\ny").server("250 queued\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, std::string(100, 'x') + "y");
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
}

TEST(Chunks, of_the_largest_sizes_never_end_and_of_larger_ones_are_none) {
  for (const char* size : {"9223372036854775807", "18446744073709551615"}) {
    Talk talk;
    enveloped(talk).client("BDAT " + std::string(size) + " LAST\r\nMAIL FROM:<x@y>\r\n");
    const Seen& seen = talk.end();
    ASSERT_EQ(seen.mails.size(), 1u) << size;
    EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kTruncated);
    EXPECT_EQ(seen.session().transactions.size(), 1u);
  }
  for (const char* size : {"-1", "18446744073709551616", "1000000000000000000000000000000", "0x10",
                           "1e3", "1 2", "1;LAST", "LAST", "LAST 1", "+1"}) {
    Talk talk;
    enveloped(talk).client("BDAT " + std::string(size) + "\r\n").server("501 what\r\n");
    talk.client("QUIT\r\n").server("221 bye\r\n");
    const Seen& seen = talk.end();
    EXPECT_TRUE(seen.mails.empty()) << size;
    EXPECT_TRUE(has(seen.session().client_defects, DefectKind::kBdatMalformed)) << size;
  }
}

TEST(Chunks, a_second_last_is_no_second_mail) {
  Talk talk;
  enveloped(talk).client("BDAT 2 LAST\r\nhi").server("250 queued\r\n");
  talk.client("BDAT 0 LAST\r\n").server("503 no mail\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "hi");
  EXPECT_EQ(seen.session().mails, 1u);
  EXPECT_EQ(seen.session().transactions.size(), 1u);
}

TEST(Chunks, without_an_envelope_are_read_as_content_and_refused) {
  // The bytes stand in the stream whatever the server says (RFC 3030 section 2).
  Talk talk;
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("250 mx\r\n");
  talk.client("BDAT 6 LAST\r\nQUIT\r\n").server("503 mail first\r\n").client("QUIT\r\n");
  talk.server("221 bye\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_FALSE(seen.mails[0].raw.has_envelope);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kRefused);
}

TEST(Chunks, refused_in_the_middle_refuse_the_mail) {
  Talk talk;
  enveloped(talk).client("BDAT 2\r\nhiBDAT 2\r\nhoBDAT 2 LAST\r\nha");
  talk.server("250 ok\r\n552 too much\r\n503 no\r\n").client("QUIT\r\n").server("221 bye\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "hihoha");
  EXPECT_EQ(seen.mails[0].raw.reply.code, 552);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kRefused);
}

TEST(Chunks, split_at_every_byte_give_the_same) {
  const std::string said = "BDAT 3\r\nabcBDAT 2 LAST\r\ndeMAIL FROM:<c@s.example>\r\n";
  for (std::size_t cut = 1; cut < said.size(); ++cut) {
    Talk talk;
    enveloped(talk).client(said.substr(0, cut)).client(said.substr(cut));
    talk.server("250 ok\r\n250 queued\r\n250 ok\r\n").client("QUIT\r\n").server("221 bye\r\n");
    const Seen& seen = talk.end();
    ASSERT_EQ(seen.mails.size(), 1u) << cut;
    EXPECT_EQ(seen.mails[0].bytes, "abcde");
    EXPECT_EQ(seen.session().transactions.at(1).mail_from, "c@s.example");
  }
}

TEST(Chunks, with_dots_and_line_ends_are_taken_as_they_are) {
  Talk talk;
  enveloped(talk).client(std::string("BDAT 12 LAST\r\n..a\r\n.\r\n\n.\r\0", 26));
  talk.server("250 queued\r\n");
  const Seen& seen = talk.end();
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.size, 12u);
  EXPECT_TRUE(seen.session().end_of_data_readings.empty());
  EXPECT_TRUE(seen.mails[0].raw.defects.empty());
}

}  // namespace
}  // namespace constat::parser::smtp::test
