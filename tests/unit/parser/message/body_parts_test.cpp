#include "parser/message/body_parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

using testing::ElementsAre;

std::string multipart(const std::string& boundary, const std::string& subtype = "mixed") {
  return "Content-Type: multipart/" + subtype + "; boundary=\"" + boundary + "\"\n\n";
}

TEST(BodyParts, reads_the_example_of_rfc_2046_section_5_1_1) {
  const Parsed p(
      crlf("From: Nathaniel Borenstein <nsb@bellcore.com>\n"
           "To: Ned Freed <ned@innosoft.com>\n"
           "Date: Sun, 21 Mar 1993 23:56:48 -0800 (PST)\n"
           "Subject: Sample message\n"
           "MIME-Version: 1.0\n"
           "Content-type: multipart/mixed; boundary=\"simple boundary\"\n\n"
           "This is the preamble.  It is to be ignored, though it\n"
           "is a handy place for composition agents to include an\n"
           "explanatory note to non-MIME conformant readers.\n\n"
           "--simple boundary\n\n"
           "This is implicitly typed plain US-ASCII text.\n"
           "It does NOT end with a linebreak.\n"
           "--simple boundary\n"
           "Content-type: text/plain; charset=us-ascii\n\n"
           "This is explicitly typed plain US-ASCII text.\n"
           "It DOES end with a linebreak.\n\n"
           "--simple boundary--\n\n"
           "This is the epilogue.  It is also to be ignored.\n"));
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain", "2 text/plain"));
  EXPECT_EQ(p.body(1),
            "This is implicitly typed plain US-ASCII text.\r\n"
            "It does NOT end with a linebreak.");
  EXPECT_EQ(p.body(2),
            "This is explicitly typed plain US-ASCII text.\r\n"
            "It DOES end with a linebreak.\r\n");
  EXPECT_EQ(p.at(p.mail.parts[2].header), "Content-type: text/plain; charset=us-ascii\r\n");
  EXPECT_TRUE(p.mail.parts[1].header.empty());
  EXPECT_TRUE(p.mail.defects.empty());
  EXPECT_FALSE(p.mail.body_incomplete);
  ASSERT_EQ(p.mail.texts.size(), 2u);
  EXPECT_EQ(p.mail.texts[1].text, p.body(2));
}

// The tree printed in RFC 3501 section 6.4.5.
TEST(BodyParts, numbers_parts_as_imap_does) {
  const Parsed p(multipart("A") + "--A\nContent-Type: text/plain\n\nx\n" +
                 "--A\nContent-Type: application/octet-stream\n\nx\n" +
                 "--A\nContent-Type: message/rfc822\n\n" + multipart("B") +
                 "--B\nContent-Type: text/plain\n\nx\n--B\nContent-Type: "
                 "application/octet-stream\n\nx\n--B--\n" +
                 "--A\n" + multipart("C") + "--C\nContent-Type: image/gif\n\nx\n" +
                 "--C\nContent-Type: message/rfc822\n\n" + multipart("D") +
                 "--D\nContent-Type: text/plain\n\nx\n--D\n" + multipart("E", "alternative") +
                 "--E\nContent-Type: text/plain\n\nx\n--E\nContent-Type: "
                 "text/richtext\n\nx\n--E--\n--D--\n--C--\n--A--\n");
  EXPECT_THAT(
      p.outline(),
      ElementsAre("TEXT multipart/mixed", "1 text/plain", "2 application/octet-stream",
                  "3 message/rfc822", "3.TEXT multipart/mixed", "3.1 text/plain",
                  "3.2 application/octet-stream", "4 multipart/mixed", "4.1 image/gif",
                  "4.2 message/rfc822", "4.2.TEXT multipart/mixed", "4.2.1 text/plain",
                  "4.2.2 multipart/alternative", "4.2.2.1 text/plain", "4.2.2.2 text/richtext"));
  EXPECT_TRUE(p.mail.defects.empty());
  const std::vector<int> parents = {-1, 0, 0, 0, 3, 4, 4, 0, 7, 7, 9, 10, 10, 12, 12};
  for (std::size_t i = 0; i < parents.size(); ++i) EXPECT_EQ(p.mail.parts[i].parent, parents[i]);
  const std::vector<bool> inside = {false, false, false, false, true, true, true, false,
                                    false, false, true,  true,  true, true, true};
  for (std::size_t i = 0; i < inside.size(); ++i) {
    EXPECT_EQ(p.mail.parts[i].inside_attached_message, inside[i]) << i;
  }
  EXPECT_EQ(p.mail.texts.size(), 1u);
}

TEST(BodyParts, numbers_a_single_body_and_a_forwarded_mail) {
  EXPECT_THAT(Parsed("\nx").outline(), ElementsAre("1 text/plain"));
  EXPECT_THAT(Parsed("Content-Type: message/rfc822\n\nSubject: y\n\nx").outline(),
              ElementsAre("1 message/rfc822", "1.1 text/plain"));
  EXPECT_THAT(
      Parsed(multipart("A") + "--A\nContent-Type: message/global\n\nSubject: y\n\nx\n--A--\n")
          .outline(),
      ElementsAre("TEXT multipart/mixed", "1 message/global", "1.1 text/plain"));
}

TEST(BodyParts, never_mixes_an_attached_header_with_the_outer_one) {  // zeek#1352
  const Parsed p("From: outer@x.example\n" + multipart("A") +
                 "--A\nContent-Type: message/rfc822\n\nFrom: inner@y.example\n"
                 "List-Unsubscribe: <mailto:u@y.example>\nSubject: s\n\n"
                 "text https://y.example/\n--A--\n");
  ASSERT_EQ(p.mail.header.from.mailboxes.size(), 1u);
  EXPECT_EQ(p.mail.header.from.mailboxes[0].address, "outer@x.example");
  EXPECT_TRUE(p.mail.header.list_unsubscribe.empty());
  EXPECT_TRUE(p.mail.header.subject.empty());
  EXPECT_TRUE(p.mail.texts.empty());
  EXPECT_EQ(p.mail.parts.at(2).fields.size(), 3u);
  EXPECT_EQ(p.body(2), "text https://y.example/");
}

TEST(BodyParts, digest_holds_messages_by_default) {  // RFC 2046 section 5.1.5
  const Parsed p(multipart("A", "digest") +
                 "--A\n\nFrom: a@b\n\nx\n--A\nContent-Type: text/plain\n\ny\n--A--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/digest", "1 message/rfc822",
                                       "1.1 text/plain", "2 text/plain"));
}

TEST(BodyParts, finds_boundaries_at_line_starts_and_as_whole_lines_only) {
  const Parsed p(multipart("A") +
                 "--A\n\nx --A\n --A\n--AB\n--A-\n--A x\n--a\n--A--x\ny\n--A \t\n\nz\n--A-- \n");
  ASSERT_EQ(p.outline().size(), 3u);
  EXPECT_EQ(p.body(1), "x --A\n --A\n--AB\n--A-\n--A x\n--a\n--A--x\ny");
  EXPECT_EQ(p.body(2), "z");
}

TEST(BodyParts, leaves_the_line_end_before_a_boundary_to_the_boundary) {
  for (const std::string end : {"\r\n", "\n", "\r"}) {
    const Parsed p("Content-Type: multipart/mixed; boundary=A" + end + end + "--A" + end + end +
                   "x" + end + "--A" + end + end + "--A" + end + end + end + "--A--");
    ASSERT_EQ(p.mail.parts.size(), 4u);
    EXPECT_EQ(p.body(1), "x");
    EXPECT_EQ(p.body(2), "");
    EXPECT_EQ(p.body(3), "");
    EXPECT_EQ(p.mail.defects.size(), end == "\r" ? 1u : 0u);
  }
}

TEST(BodyParts, notes_a_missing_closing_boundary) {
  const Parsed p(multipart("A") + "--A\n\nx\n");
  EXPECT_EQ(p.body(1), "x\n");
  EXPECT_EQ(p.count(DefectKind::kBoundaryNotClosed), 1u);
  EXPECT_FALSE(p.mail.body_incomplete);
  const Parsed none(multipart("A") + "text that no reader shows\n");
  EXPECT_TRUE(none.has(DefectKind::kBoundaryNotClosed));
  EXPECT_TRUE(none.mail.body_incomplete);
}

TEST(BodyParts, an_outer_boundary_ends_what_is_inside) {
  const Parsed p(multipart("A") + "--A\n" + multipart("B") + "--B\n\nx\n--A\n\ny\n--B\n--A--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 multipart/mixed",
                                       "1.1 text/plain", "2 text/plain"));
  EXPECT_EQ(p.body(2), "x");
  EXPECT_EQ(p.body(3), "y\n--B");
  EXPECT_EQ(p.count(DefectKind::kBoundaryNotClosed), 1u);
}

TEST(BodyParts, a_boundary_ends_a_header_without_an_empty_line) {
  const Parsed p(multipart("A") + "--A\nContent-Type: text/html\n--A\n--A\n\ny\n--A--\n");
  EXPECT_THAT(p.outline(),
              ElementsAre("TEXT multipart/mixed", "1 text/html", "2 text/plain", "3 text/plain"));
  EXPECT_EQ(p.body(1), "");
  EXPECT_EQ(p.body(3), "y");
}

TEST(BodyParts, reads_parts_after_the_closing_boundary_and_says_so) {
  const Parsed p(multipart("A") + "--A\n\nx\n--A--\nepilogue\n--A\n\ny\n--A--\n");
  EXPECT_EQ(p.body(2), "y");
  ASSERT_EQ(p.mail.defects.size(), 1u);
  EXPECT_EQ(p.mail.defects[0].kind, DefectKind::kPartAfterClose);
  EXPECT_EQ(p.at(p.mail.defects[0].where), "--A");
}

TEST(BodyParts, the_same_boundary_on_two_levels_closes_from_the_inside) {
  const Parsed p(multipart("A") + "--A\n" + multipart("A") + "--A\n\nx\n--A--\n--A\n\ny\n--A--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 multipart/mixed",
                                       "1.1 text/plain", "2 text/plain"));
  EXPECT_TRUE(p.mail.defects.empty());
}

TEST(BodyParts, a_multipart_without_boundary_is_a_leaf) {  // robustness X08
  for (const char* type : {"multipart/mixed", "multipart/mixed; boundary=",
                           "multipart/mixed; boundary=\"\"", "multipart/mixed; boundary=\"  \""}) {
    const Parsed p(std::string("Content-Type: ") + type + "\n\n--\n\nx\n----\n");
    EXPECT_THAT(p.outline(), ElementsAre("1 multipart/mixed")) << type;
    EXPECT_TRUE(p.has(DefectKind::kBoundaryMissing)) << type;
    EXPECT_TRUE(p.mail.body_incomplete);
    EXPECT_FALSE(p.mail.parts[0].is_container);
  }
}

TEST(BodyParts, does_not_descend_into_an_encoded_message) {
  const Parsed p(
      "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nRnJvbTogYUBi\n");
  EXPECT_THAT(p.outline(), ElementsAre("1 message/rfc822"));
  EXPECT_FALSE(p.mail.parts[0].is_container);
}

TEST(BodyParts, stops_at_the_depth_cap) {  // robustness M05, M06
  std::string nested, chain;
  for (int i = 0; i < 1000; ++i) {
    const std::string b = "b" + std::to_string(i) + "e";
    nested += multipart(b) + "--" + b + "\n";
    chain += "Content-Type: message/rfc822\n\n";
  }
  const Parsed p(nested);
  EXPECT_EQ(p.mail.parts.size(), 101u);
  EXPECT_TRUE(p.has(DefectKind::kDepthLimit));
  EXPECT_TRUE(p.mail.body_incomplete);
  const Parsed q(chain + "\ntext");
  EXPECT_EQ(q.mail.parts.size(), 101u);
  EXPECT_TRUE(q.has(DefectKind::kDepthLimit));
  EXPECT_EQ(q.mail.parts[3].path, "1.1.1.1");
}

TEST(BodyParts, stops_at_the_part_cap_and_keeps_ranges_right) {  // robustness M07
  std::string text = multipart("a");
  for (int i = 0; i < 20'000; ++i) text += "--a\n\n";
  const Parsed p(text + "--a--\nepilogue");
  EXPECT_EQ(p.mail.parts.size(), 10'000u);
  EXPECT_EQ(p.count(DefectKind::kPartLimit), 1u);
  EXPECT_TRUE(p.mail.body_incomplete);
  EXPECT_EQ(p.mail.parts[0].body.end(), p.raw.bytes.size());
  EXPECT_EQ(p.body(9'999), "");
  EXPECT_FALSE(p.has(DefectKind::kBoundaryNotClosed));
}

// Every boundary is a prefix of the next; each line is hashed once whatever the depth.
TEST(BodyParts, passes_boundary_bombs_in_one_go) {  // robustness M08
  std::string text;
  std::string boundary;
  for (int i = 0; i < 100; ++i) {
    boundary += 'x';
    text += multipart(boundary) + "--" + boundary + "\n";
  }
  text += "\n";
  for (int i = 0; i < 100'000; ++i) text += "--" + boundary + "y\n";
  const Parsed p(text);
  EXPECT_EQ(p.outline().size(), 101u);
  EXPECT_EQ(p.mail.parts[100].body.length, 100'000u * 104);
}

}  // namespace
}  // namespace constat::parser
