#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "parser/message/header_fields.h"
#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

using testing::ElementsAre;

std::vector<std::string> names(const Parsed& parsed) {
  std::vector<std::string> out;
  for (const HeaderField& field : parsed.mail.fields) out.emplace_back(field.name);
  return out;
}

TEST(HeaderFields, keeps_order_duplicates_and_ranges) {
  const Parsed p("To: a@b\r\nSubject: x\r\nTo: c@d\r\n\r\nbody");
  EXPECT_THAT(names(p), ElementsAre("To", "Subject", "To"));
  EXPECT_EQ(p.at(p.mail.fields[1].where), "Subject: x\r\n");
  EXPECT_EQ(p.at(p.mail.fields[1].value_where), "x");
  EXPECT_EQ(p.at(p.mail.header_where), "To: a@b\r\nSubject: x\r\nTo: c@d\r\n");
  EXPECT_EQ(p.body(0), "body");
  EXPECT_EQ(p.count(DefectKind::kDuplicateField), 1u);
}

TEST(HeaderFields, folds_with_each_kind_of_line_end) {
  for (const std::string end : {"\r\n", "\n", "\r"}) {
    const Parsed p("A: 1" + end + " 2" + end + "\t3" + end + "B: 4" + end + end + "text");
    ASSERT_EQ(p.mail.fields.size(), 2u);
    EXPECT_EQ(p.mail.fields[0].value, "1" + end + " 2" + end + "\t3");
    EXPECT_EQ(p.mail.fields[1].value, "4");
    EXPECT_EQ(p.body(0), "text");
    EXPECT_EQ(p.mail.defects.size(), end == "\r" ? 1u : 0u);
  }
}

// Robustness X16: a CR alone ends no line where others end in LF; that some end it there is kept.
TEST(HeaderFields, mixes_line_ends_within_one_header) {
  const Parsed p("A: 1\r\nB: 2\nC: 3\rD: 4\n\r\nbody\r\n");
  EXPECT_THAT(names(p), ElementsAre("A", "B", "C"));
  EXPECT_EQ(p.mail.fields[2].value, "3\rD: 4");
  EXPECT_EQ(p.body(0), "body\r\n");
  const SecondReading* both = p.both(DefectKind::kHeaderEndAmbiguous);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->part, -1);
  EXPECT_EQ(p.at(both->where), "\r");
  EXPECT_EQ(both->first, sha256("A:1\nB:2\nC:3\rD: 4\n"));
  EXPECT_EQ(both->second, sha256("A:1\nB:2\nC:3\nD:4\n"));
}

TEST(HeaderFields, allows_white_space_before_the_colon) {  // RFC 5322 section 4.5.1
  const Parsed p("From : Me <me@x.example>\nSubject\t: hi\n\n");
  EXPECT_THAT(names(p), ElementsAre("From", "Subject"));
  EXPECT_EQ(p.mail.header.from.mailboxes.at(0).address, "me@x.example");
  EXPECT_EQ(p.mail.header.subject.at(0).text, "hi");
}

TEST(HeaderFields, goes_on_after_a_malformed_line_when_a_field_follows) {
  const Parsed p("A: 1\nno colon here\nB: 2\n\nbody");
  EXPECT_THAT(names(p), ElementsAre("A", "B"));
  ASSERT_EQ(p.mail.defects.size(), 2u);
  EXPECT_EQ(p.mail.defects[0].kind, DefectKind::kHeaderFieldMalformed);
  EXPECT_EQ(p.mail.defects[1].kind, DefectKind::kHeaderEndAmbiguous);
  EXPECT_EQ(p.at(p.mail.defects[0].where), "no colon here");
}

TEST(HeaderFields, starts_the_body_at_a_malformed_line_when_none_follows) {
  const Parsed p("A: 1\nDear reader\nof this\n\nlater: text\n");
  EXPECT_THAT(names(p), ElementsAre("A"));
  EXPECT_EQ(p.body(0), "Dear reader\nof this\n\nlater: text\n");
  EXPECT_TRUE(p.has(DefectKind::kHeaderFieldMalformed));
  EXPECT_TRUE(p.has(DefectKind::kHeaderUnterminated));
}

TEST(HeaderFields, a_line_like_a_boundary_ends_a_header_without_an_empty_line) {
  for (const char* before : {" \n", "This is a multi-part message.\n", ""}) {
    const Parsed p("A: 1\nContent-Type: multipart/mixed; boundary=b\n" + std::string(before) +
                   "--b\nContent-Type: text/html\n\nx\n--b--\n");
    EXPECT_THAT(names(p), ElementsAre("A", "Content-Type"));
    EXPECT_EQ(p.body(1), "x");
    EXPECT_TRUE(p.has(DefectKind::kHeaderUnterminated));
    EXPECT_FALSE(p.mail.body_incomplete);
  }
}

TEST(HeaderFields, others_may_start_the_body_where_this_header_goes_on) {  // robustness X03
  EXPECT_TRUE(Parsed("A: 1\nno colon here\nB: 2\n\nbody").mail.body_incomplete);
}

void expect_two_bodies(const std::string& text, const std::string& first,
                       const std::string& second) {
  const Parsed p(text);
  ASSERT_EQ(p.mail.second_readings.size(), 1u) << text;
  const SecondReading& reading = p.mail.second_readings[0];
  EXPECT_EQ(reading.why, DefectKind::kHeaderEndAmbiguous);
  EXPECT_EQ(p.count(DefectKind::kHeaderEndAmbiguous), 1u);
  EXPECT_EQ(reading.part, -1);
  EXPECT_EQ(p.body(0), first);
  EXPECT_EQ(reading.first_bytes, first.size());
  EXPECT_EQ(reading.second_bytes, second.size());
  EXPECT_EQ(reading.first, sha256(first));
  EXPECT_EQ(reading.second, sha256(second));
}

TEST(HeaderFields, keeps_both_splits_of_header_and_body) {  // robustness X03
  expect_two_bodies("A: 1\nno colon\nnor here\nB: 2\n\nbody", "body",
                    "no colon\nnor here\nB: 2\n\nbody");
  expect_two_bodies("A: 1\nDear reader\nof this\n\nmore\n", "Dear reader\nof this\n\nmore\n",
                    "more\n");
  expect_two_bodies("A: 1\n \t\nB: 2\n\nbody", "body", "B: 2\n\nbody");
  expect_two_bodies("A: 1\r\n \r\n\r\nbody", "body", "\r\nbody");
  expect_two_bodies("A: 1\n \nX\nB: 2\n \nC: 3\n\nbody", "body", "X\nB: 2\n \nC: 3\n\nbody");
  // Where white space and a malformed line would start the same body, that is no other reading.
  expect_two_bodies("A: 1\n \nDear reader\n\nmore\n", "Dear reader\n\nmore\n", "more\n");
  EXPECT_TRUE(Parsed("A: 1\n \nDear reader\n").mail.second_readings.empty());
  EXPECT_TRUE(Parsed("A: 1\n continued\n\nB: 2\n\nbody").mail.second_readings.empty());
  EXPECT_TRUE(Parsed("A: 1\nbody without an empty line").mail.second_readings.empty());
}

TEST(HeaderFields, keeps_every_instance_of_a_field) {  // robustness X01
  const std::vector<std::string> once = {"From: a@x.example",
                                         "Sender: a@x.example",
                                         "Reply-To: a@x.example",
                                         "To: a@x.example",
                                         "Cc: a@x.example",
                                         "Bcc: a@x.example",
                                         "Subject: s",
                                         "Date: 1 Jan 2024 10:00 +0000",
                                         "Message-ID: <a@x.example>",
                                         "In-Reply-To: <a@x.example>",
                                         "References: <a@x.example>",
                                         "MIME-Version: 1.0",
                                         "Content-Type: text/plain",
                                         "Content-Disposition: inline",
                                         "Content-Transfer-Encoding: 7bit"};
  for (const std::string& field : once) {
    const Parsed p(field + "\nX: y\n" + field + "\n" + field + "\n\n");
    EXPECT_EQ(p.mail.fields.size(), 4u);
    EXPECT_EQ(p.count(DefectKind::kDuplicateField), 2u) << field;
    EXPECT_EQ(p.mail.defects.size(), 2u) << field;
  }
  const Parsed p("From: a@x.example\nfrom: b@y.example, c@y.example\nSubject: 1\nSubject: 2\n\n");
  ASSERT_EQ(p.mail.header.from.mailboxes.size(), 3u);
  EXPECT_EQ(p.mail.header.from.mailboxes[2].field, 1u);
  EXPECT_EQ(p.mail.header.from.fields, 2u);
  EXPECT_EQ(p.mail.header.subject[1].text, "2");
}

TEST(HeaderFields, passes_over_a_byte_order_mark) {
  const Parsed p(
      "\xEF\xBB\xBF"
      "From: a@x.example\n\nbody");
  EXPECT_THAT(names(p), ElementsAre("From"));
  EXPECT_EQ(p.count(DefectKind::kHeaderFieldMalformed), 1u);
  EXPECT_EQ(p.mail.header_where.offset, 3u);
}

TEST(HeaderFields, reads_names_with_white_space_before_the_colon) {  // robustness X02
  const Parsed p("From : a@x.example\nSubject\t:s\n\n");
  EXPECT_EQ(p.mail.header.from.mailboxes.at(0).address, "a@x.example");
  EXPECT_EQ(p.mail.header.subject.at(0).text, "s");
  EXPECT_TRUE(p.mail.defects.empty());
}

TEST(HeaderFields, does_not_read_a_folded_name) {  // robustness X02; RFC 5322 section 2.2.3
  const Parsed p("X: 1\nFrom\n : a@x.example\nFrom: b@y.example\n\nbody");
  EXPECT_THAT(names(p), ElementsAre("X", "From"));
  EXPECT_EQ(p.mail.header.from.mailboxes.at(0).address, "b@y.example");
  EXPECT_EQ(p.count(DefectKind::kHeaderFieldMalformed), 2u);
  EXPECT_EQ(p.mail.second_readings.size(), 1u);
}

TEST(HeaderFields, skips_mbox_lines_at_the_start_only) {
  const Parsed p("From a@b Mon Jan  1 00:00:00 2024\n>From c\nFrom: d@e\n\nFrom here\n");
  EXPECT_THAT(names(p), ElementsAre("From"));
  EXPECT_EQ(p.mail.header_where.offset, 42u);
  EXPECT_EQ(p.body(0), "From here\n");
  EXPECT_TRUE(p.mail.defects.empty());
}

TEST(HeaderFields, reads_a_mail_without_header_or_without_anything) {
  const Parsed empty("");
  EXPECT_TRUE(empty.mail.fields.empty());
  EXPECT_THAT(empty.outline(), ElementsAre("1 text/plain"));
  const Parsed body("\r\nonly text");
  EXPECT_TRUE(body.mail.fields.empty());
  EXPECT_EQ(body.body(0), "only text");
  const Parsed header("Subject: x");
  EXPECT_THAT(names(header), ElementsAre("Subject"));
  EXPECT_EQ(header.body(0), "");
  EXPECT_TRUE(header.mail.defects.empty());
}

TEST(HeaderFields, cuts_a_long_field_but_not_the_recipients) {
  Limits limits;
  limits.header_field_bytes = 10;
  const Parsed p("Subject: 0123456789abc\nTo: one@x.example, two@x.example\n\n", limits);
  EXPECT_EQ(p.mail.fields[0].value, "0123456789");
  EXPECT_EQ(p.mail.header.to.mailboxes.size(), 2u);
  ASSERT_EQ(p.count(DefectKind::kHeaderFieldTooLong), 1u);
  EXPECT_EQ(p.at(p.mail.defects[0].where), "abc");
  EXPECT_TRUE(p.mail.header_incomplete);
}

TEST(HeaderFields, stops_keeping_at_the_caps_and_still_finds_the_body) {
  Limits few;
  few.header_fields = 2;
  const Parsed p("A: 1\nB: 2\nC: 3\nD: 4\n\nbody", few);
  EXPECT_THAT(names(p), ElementsAre("A", "B"));
  EXPECT_EQ(p.count(DefectKind::kHeaderLimit), 1u);
  EXPECT_TRUE(p.mail.header_incomplete);
  EXPECT_EQ(p.body(0), "body");
  Limits small;
  small.header_bytes = 6;
  const Parsed q("A: 1\nB: 2\n\nbody", small);
  EXPECT_THAT(names(q), ElementsAre("A"));
  EXPECT_EQ(q.body(0), "body");
}

TEST(HeaderFields, a_line_of_white_space_continues_the_field) {  // RFC 5322 section 4.2
  const Parsed p("A: 1\n \nB: 2\n\nbody");
  EXPECT_THAT(names(p), ElementsAre("A", "B"));
}

TEST(LineScanner, finds_lines_whatever_the_order_of_questions) {
  const std::string text = "ab\r\nc\rd\n\n\r\re";
  message::LineScanner lines;
  lines.start(text, message::LineEnds::kEither);
  std::vector<std::string> seen;
  for (std::uint64_t at = 0; at < text.size();) {
    const message::Line line = lines.line_at(at);
    seen.emplace_back(lines.text_of(line));
    for (std::uint64_t back = 0; back <= at; ++back) lines.line_at(back);
    EXPECT_EQ(lines.line_at(at).next, line.next);
    EXPECT_EQ(lines.end_before(line.next), line.end);
    at = line.next;
  }
  EXPECT_THAT(seen, ElementsAre("ab", "c", "d", "", "", "", "e"));
}

TEST(LineScanner, ends_lines_at_lf_and_at_cr_only_without_any_lf) {
  const auto lines_of = [](const std::string& text) {
    message::LineScanner lines;
    lines.start(text);
    std::vector<std::string> seen;
    for (std::uint64_t at = 0; at < text.size();) {
      const message::Line line = lines.line_at(at);
      seen.emplace_back(lines.text_of(line));
      at = line.next;
    }
    return seen;
  };
  EXPECT_THAT(lines_of("ab\r\nc\rd\n\r\r\ne\r"), ElementsAre("ab", "c\rd", "", "e"));
  EXPECT_THAT(lines_of("ab\rc\r\rd"), ElementsAre("ab", "c", "", "d"));
}

}  // namespace
}  // namespace constat::parser
