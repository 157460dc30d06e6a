// Bodies of DATA and BDAT: RFC 5321 sections 2.3.8 and 4.5.2, RFC 3030; robustness S01, S02, S05,
// S09.
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/conversation.h"

namespace constat::parser::smtp::test {
namespace {

using capture::Completeness;
using capture::Outcome;

std::string in_data(const std::string& raw) {
  return "# transcript body\nS: 220 mx ESMTP\nC: EHLO c\nS: 250 mx\nC: MAIL FROM:<a@s.example>\nS: "
         "250 ok\n"
         "C: RCPT TO:<b@r.example>\nS: 250 ok\nC: DATA\nS: 354 go\nC- " +
         raw + "\nS: 250 ok\nC: QUIT\nS: 221 bye\n";
}

TEST(DotBody, leading_dots_are_undone_and_each_one_starts_a_piece) {
  const Seen seen = read(in_data("..\\r\\n.x\\r\\n...y\\r\\na.b\\r\\n.\\r\\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, ".\r\nx\r\n..y\r\na.b\r\n");
  const auto& pieces = seen.mails[0].pieces;
  ASSERT_EQ(pieces.size(), 3u);
  // The client said "EHLO c", MAIL, RCPT, DATA before: 8 + 25 + 23 + 6 bytes, then the dot.
  EXPECT_EQ(pieces[0].source_offset, 63u);
  EXPECT_EQ(pieces[1].source_offset, 67u);
  EXPECT_EQ(pieces[2].source_offset, 71u);
  EXPECT_TRUE(seen.mails[0].raw.defects.empty());
}

struct OddEnd {
  const char* name;
  const char* before;
  const char* after;
};

// Postfix's and SEC Consult's list (VU#302671): 7 x 7 line ends around a dot; one of them is the
// end.
constexpr OddEnd kEnds[] = {{"CRLF", "\\r\\n", "\\r\\n"},
                            {"LF", "\\n", "\\n"},
                            {"CR", "\\r", "\\r"},
                            {"CRCRLF", "\\r\\r\\n", "\\r\\r\\n"},
                            {"CRNULLF", "\\r\\0\\n", "\\r\\0\\n"},
                            {"LFCR", "\\n\\r", "\\n\\r"},
                            {"NULCRLF", "\\0\\r\\n", "\\0\\r\\n"}};

TEST(DotBody, every_odd_dot_line_is_marked_and_only_crlf_dot_crlf_ends_the_mail) {
  for (const OddEnd& before : kEnds) {
    for (const OddEnd& after : kEnds) {
      const std::string x = before.before;
      const bool ends_in_crlf = x.size() >= 4 && x.substr(x.size() - 4) == "\\r\\n";
      const bool strict = ends_in_crlf && std::string(after.name) == "CRLF";
      const Seen seen = read(in_data("one" + x + "." + after.after + "two\\r\\n.\\r\\n"));
      const std::string which = std::string(before.name) + "." + after.name;
      ASSERT_GE(seen.mails.size(), 1u) << which;
      const auto& raw = seen.mails[0].raw;
      const std::size_t marks = count(raw.defects, DefectKind::kEndOfDataAmbiguous);
      EXPECT_EQ(marks, strict ? 0u : 1u) << which;
      EXPECT_EQ(seen.mails[0].bytes.find("two") == std::string::npos, strict) << which;
      if (strict) continue;
      for (const Defect& defect : raw.defects) {
        if (defect.kind != DefectKind::kEndOfDataAmbiguous) continue;
        // "one", the odd line end, and there the dot stands or stood.
        const auto line_end = static_cast<std::size_t>(std::count(x.begin(), x.end(), '\\'));
        EXPECT_EQ(defect.where.offset, 3 + line_end) << which;
      }
    }
  }
}

TEST(DotBody, bare_line_ends_and_nul_are_noted_where_they_stand) {
  const Seen seen = read(in_data("a\\nb\\rc\\0d\\r\\n.\\r\\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  const Defects expected = {
      {DefectKind::kBareLf, {1, 1}}, {DefectKind::kBareCr, {3, 1}}, {DefectKind::kNulByte, {5, 1}}};
  EXPECT_EQ(seen.mails[0].raw.defects, expected);
  EXPECT_EQ(seen.mails[0].bytes, std::string("a\nb\rc\0d\r\n", 9));
}

TEST(DotBody, a_client_with_bare_lf_throughout_is_read) {
  const Seen seen = read(
      "# transcript lf only\nS- 220 mx ESMTP\\n\nC- EHLO c\\n\nS- 250 mx\\n\nC- MAIL "
      "FROM:<a@s.example>\\n\n"
      "S- 250 ok\\n\nC- RCPT TO:<b@r.example>\\n\nS- 250 ok\\n\nC- DATA\\n\nS- 354 go\\n\n"
      "C- one\\n..two\\n.\\n\nS- 250 ok\\n\nC- QUIT\\n\nS- 221 bye\\n\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "one\n.two\n");
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
  EXPECT_EQ(count(seen.session().client_defects, DefectKind::kBareLf), 5u);
  EXPECT_EQ(count(seen.session().server_defects, DefectKind::kBareLf), 7u);
  EXPECT_TRUE(has(seen.mails[0].raw.defects, DefectKind::kEndOfDataAmbiguous));
}

TEST(DotBody, many_bare_line_feeds_are_counted_and_the_first_kept) {
  std::string body;
  for (int index = 0; index < 100; ++index) body += "x\\n";
  const Seen seen = read(in_data(body + "\\r\\n.\\r\\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(count(seen.mails[0].raw.defects, DefectKind::kBareLf), 16u);
  EXPECT_EQ(seen.mails[0].raw.defects_not_kept, 84u);
}

TEST(DotBody, commands_in_a_body_are_text) {
  const Seen seen = read(in_data("MAIL FROM:<x@y>\\r\\nQUIT\\r\\n.\\r\\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "MAIL FROM:<x@y>\r\nQUIT\r\n");
}

TEST(DotBody, a_mail_of_more_than_a_megabyte_is_read_whole) {
  std::string text =
      "# transcript big\nS: 220 mx ESMTP\nC: EHLO c\nS: 250 mx\nC: MAIL FROM:<a@s.example>\nS: 250 "
      "ok\n"
      "C: RCPT TO:<b@r.example>\nS: 250 ok\nC: DATA\nS: 354 go\n";
  const std::string line = "C: " + std::string(998, 'x') + "\n";
  for (int index = 0; index < 2000; ++index) text += line;
  const Seen seen = read(text + "C: .\nS: 250 ok\n");
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.size, 2'000'000u);
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kAccepted);
}

std::string chunked(const std::string& steps) {
  return "# transcript chunks\nS: 220 mx ESMTP\nC: EHLO c\nS: 250-mx\nS: 250 CHUNKING\nC: MAIL "
         "FROM:<a@s.example>\n"
         "S: 250 ok\nC: RCPT TO:<b@r.example>\nS: 250 ok\n" +
         steps + "C: QUIT\nS: 221 bye\n";
}

TEST(BdatBody, chunks_in_one_segment_make_one_mail) {
  const Seen seen =
      read(chunked("C- BDAT 3\\r\\nabcBDAT 2 LAST\\r\\nde\nS: 250 3 octets\nS: 250 queued\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "abcde");
  EXPECT_EQ(seen.mails[0].raw.reply.text, "queued");
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kComplete);
}

TEST(BdatBody, an_empty_last_chunk_ends_the_mail_and_the_next_is_another) {
  const Seen seen =
      read(chunked("C- BDAT 5\\r\\n.\\r\\n.x\nS: 250 ok\nC: BDAT 0 LAST\nS: 250 queued\n"
                   "C: MAIL FROM:<c@s.example>\nS: 250 ok\nC: RCPT TO:<d@r.example>\nS: 250 ok\nC- "
                   "BDAT 2 LAST\\r\\nhi\nS: 250 ok\n"));
  ASSERT_EQ(seen.mails.size(), 2u);
  EXPECT_EQ(seen.mails[0].bytes, ".\r\n.x");
  EXPECT_EQ(seen.mails[1].raw.mail_from, "c@s.example");
}

TEST(BdatBody, bytes_of_a_refused_chunk_follow_all_the_same) {
  const Seen seen =
      read(chunked("C- BDAT 6 LAST\\r\\nRSET\\r\\n\nS: 554 no\nC: RSET\nS: 250 ok\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].bytes, "RSET\r\n");
  EXPECT_EQ(seen.mails[0].raw.outcome, Outcome::kRefused);
  EXPECT_EQ(seen.session().transactions[0].state, TransactionState::kRefused);
}

TEST(BdatBody, chunks_that_are_broken_off_give_a_truncated_mail) {
  const Seen seen = read(chunked("C- BDAT 3\\r\\nabc\nS: 250 ok\nC: RSET\nS: 250 ok\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kTruncated);
  EXPECT_EQ(seen.session().transactions[0].state, TransactionState::kAborted);
}

TEST(BdatBody, a_size_that_cannot_be_read_is_noted_and_commands_go_on) {
  for (const char* size : {"x", "-1", "99999999999999999999", "3 LAST now", "3LAST", ""}) {
    const Seen seen = read(chunked("C: BDAT " + std::string(size) + "\nS: 501 what\n"));
    EXPECT_TRUE(has(seen.session().client_defects, DefectKind::kBdatMalformed)) << size;
    EXPECT_TRUE(seen.mails.empty()) << size;
    EXPECT_EQ(seen.session().bytes.unparsed, 0u) << size;
  }
}

TEST(BdatBody, a_chunk_larger_than_the_flow_is_truncated) {
  const Seen seen = read(chunked("C- BDAT 18446744073709551615 LAST\\r\\nabc\n"));
  ASSERT_EQ(seen.mails.size(), 1u);
  EXPECT_EQ(seen.mails[0].raw.completeness, Completeness::kTruncated);
}

}  // namespace
}  // namespace constat::parser::smtp::test
