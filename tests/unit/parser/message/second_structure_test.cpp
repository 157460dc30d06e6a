// Both readings of the MIME structure (robustness X04 to X10).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/digest.h"
#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string typed(const std::string& content_type) {
  return "MIME-Version: 1.0\nContent-Type: " + content_type + "\n\n";
}

// Over the digests of the decoded bytes of parts.
Digest digest_of(const std::vector<std::string>& bodies) {
  std::string digests;
  for (const std::string& body : bodies) {
    const Digest digest = sha256(body);
    digests.append(reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size());
  }
  return sha256(digests);
}

// A part for the reader of the first boundary, another for the reader of the last one.
TEST(SecondStructure, of_two_boundary_parameters_keeps_the_parts_of_each) {  // X04
  const Parsed p(typed("multipart/mixed; boundary=A; boundary=B") +
                 "--A\n\nfor A\n--A--\n--B\n\nfor B\n--B--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain"));
  EXPECT_THAT(p.other_outline(), ElementsAre("~1.1 text/plain"));
  EXPECT_EQ(p.body(1), "for A");
  EXPECT_EQ(p.body(2), "for B");
  EXPECT_EQ(p.mail.parts[2].parent, 0);
  EXPECT_EQ(p.count(DefectKind::kBoundaryAmbiguous), 1u);
  const SecondReading* both = p.both(DefectKind::kBoundaryAmbiguous);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->part, 0);
  EXPECT_EQ(both->first_bytes, 5u);
  EXPECT_EQ(both->first, digest_of({"for A"}));
  EXPECT_EQ(both->second, digest_of({"for B"}));
  // Of the text that only some see nothing is concluded.
  EXPECT_EQ(p.mail.texts.size(), 1u);
  EXPECT_TRUE(p.mail.body_incomplete);
}

TEST(SecondStructure, by_a_boundary_that_never_comes_has_no_parts) {  // X04
  const Parsed p(typed("multipart/mixed; boundary=A; boundary=B") + "--A\n\nx\n--A--\n");
  EXPECT_THAT(p.other_outline(), IsEmpty());
  const SecondReading* both = p.both(DefectKind::kBoundaryAmbiguous);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->second_bytes, 0u);
  EXPECT_EQ(both->second, sha256(""));
  EXPECT_FALSE(p.has(DefectKind::kSecondReadingLimit));
  EXPECT_FALSE(p.mail.body_incomplete);
}

TEST(SecondStructure, of_nested_parts_is_whole) {  // X04
  const Parsed p(typed("multipart/mixed; boundary=A; boundary=B") +
                 "--A\n\nx\n--B\nContent-Type: multipart/alternative; boundary=C\n\n"
                 "--C\n\ny\n--C\nContent-Type: text/html\n\nz\n--C--\n--B--\n--A--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain"));
  EXPECT_THAT(p.other_outline(),
              ElementsAre("~1.1 multipart/alternative", "~1.1.1 text/plain", "~1.1.2 text/html"));
  EXPECT_EQ(p.mail.parts[3].parent, 2);
}

TEST(SecondStructure, of_a_continued_boundary_keeps_both_forms) {  // X05
  const Parsed p(typed("multipart/mixed; boundary=A; boundary*0=B; boundary*1=C") +
                 "--A\n\na\n--A--\n--BC\n\nb\n--BC--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain"));
  EXPECT_THAT(p.other_outline(), ElementsAre("~1.1 text/plain"));
  EXPECT_EQ(p.body(2), "b");
}

TEST(SecondStructure, of_an_encoded_word_takes_the_literal_first) {  // X06
  const Parsed p(typed("multipart/mixed; boundary=\"a=?us-ascii?Q?b?=\"") +
                 "--a=?us-ascii?Q?b?=\n\nliteral\n--a=?us-ascii?Q?b?=--\n"
                 "--ab\n\ndecoded\n--ab--\n");
  EXPECT_EQ(p.body(1), "literal");
  ASSERT_THAT(p.other_outline(), ElementsAre("~1.1 text/plain"));
  EXPECT_EQ(p.body(2), "decoded");
}

TEST(SecondStructure, behind_an_invalid_parameter_is_no_multipart_for_some) {  // X07
  const std::string body = "--B\n\nx\n--B--\n";
  const Parsed p(typed("multipart/mixed; x y=1; boundary=B") + body);
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain"));
  EXPECT_THAT(p.other_outline(), IsEmpty());
  const SecondReading* both = p.both(DefectKind::kBoundaryAmbiguous);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->second, sha256(body));
  EXPECT_FALSE(p.mail.body_incomplete);
}

TEST(SecondStructure, of_a_boundary_too_long_is_undivided) {  // X08
  const std::string boundary(71, 'b');
  const std::string body = "--" + boundary + "\n\nx\n--" + boundary + "--\n";
  const Parsed p(typed("multipart/mixed; boundary=" + boundary) + body);
  EXPECT_EQ(p.body(1), "x");
  EXPECT_EQ(p.count(DefectKind::kBoundaryMalformed), 1u);
  ASSERT_NE(p.both(DefectKind::kBoundaryMalformed), nullptr);
  EXPECT_EQ(p.both(DefectKind::kBoundaryMalformed)->second, sha256(body));
  const std::string allowed(70, 'b');  // RFC 2046 section 5.1.1
  EXPECT_TRUE(Parsed(typed("multipart/mixed; boundary=" + allowed) + "--" + allowed + "\n\nx\n--" +
                     allowed + "--\n")
                  .mail.defects.empty());
}

TEST(SecondStructure, of_characters_not_allowed_in_a_boundary_is_the_same) {  // X08
  const Parsed p(typed("multipart/mixed; boundary=\"#b*#\"") + "--#b*#\n\nx\n--#b*#--\n");
  EXPECT_EQ(p.count(DefectKind::kBoundaryMalformed), 1u);
  EXPECT_EQ(p.body(1), "x");
  EXPECT_THAT(p.mail.second_readings, IsEmpty());
}

TEST(SecondStructure, of_a_boundary_of_64_kib_is_read_too) {  // X08
  const std::string boundary(60'000, 'b');
  const Parsed p(typed("multipart/mixed; boundary=" + boundary) + "--" + boundary + "\n\nx\n--" +
                 boundary + "y\n--" + boundary + "--\n");
  EXPECT_TRUE(p.has(DefectKind::kBoundaryMalformed));
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain"));
}

TEST(SecondStructure, of_a_spaced_boundary_ignores_the_space) {  // X08
  const Parsed p(typed("multipart/mixed; boundary=\"b \"") +
                 "--b \n\nx\n--b\n\ny\n--b --\nend\n--b--\n");
  EXPECT_TRUE(p.has(DefectKind::kBoundaryMalformed));
  EXPECT_EQ(p.outline().size(), 2u);
  EXPECT_EQ(p.body(1), "x\n--b\n\ny");
  EXPECT_THAT(p.other_outline(), ElementsAre("~1.1 text/plain", "~1.2 text/plain"));
  EXPECT_EQ(p.body(2), "x");
  EXPECT_EQ(p.body(3), "y\n--b --\nend");
}

TEST(SecondStructure, without_a_boundary_is_that_of_the_first_dashes) {  // X08
  for (const char* type : {"multipart/mixed", "multipart/mixed; boundary=\"\""}) {
    const Parsed p(typed(type) + "pre\n--xyz\n\na\n--xyz\n\nb\n--xyz--\n");
    EXPECT_THAT(p.outline(), ElementsAre("1 multipart/mixed")) << type;
    EXPECT_THAT(p.other_outline(), ElementsAre("1.~1.1 text/plain", "1.~1.2 text/plain")) << type;
  }
  const Parsed empty(typed("multipart/mixed; boundary=\"\"") + "--\n\na\n--\n\nb\n----\n");
  EXPECT_EQ(empty.other_outline().size(), 2u);
  EXPECT_THAT(Parsed(typed("multipart/mixed") + "no dashes\n").other_outline(), IsEmpty());
}

// RFC 2046 section 5.1.1: "it is sufficient that the boundary appear in its entirety".
TEST(SecondStructure, lines_that_begin_with_the_boundary_separate_parts_for_some) {
  const Parsed p(typed("multipart/mixed; boundary=A") + "--A\n\na\n--AB\n\nb\n--A--\n");
  EXPECT_EQ(p.body(1), "a\n--AB\n\nb");
  EXPECT_THAT(p.other_outline(), ElementsAre("~1.1 text/plain", "~1.2 text/plain"));
  EXPECT_EQ(p.body(2), "a");
  EXPECT_EQ(p.body(3), "b");
  EXPECT_EQ(p.count(DefectKind::kBoundaryAmbiguous), 1u);
}

TEST(SecondStructure, of_an_open_inner_multipart_goes_on_behind_the_outer_boundary) {  // X09
  const Parsed p(typed("multipart/mixed; boundary=A") +
                 "--A\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nx\n--A\n\ny\n--B\n\nz\n"
                 "--B--\n--A--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 multipart/mixed",
                                       "1.1 text/plain", "2 text/plain"));
  EXPECT_EQ(p.body(2), "x");
  EXPECT_EQ(p.body(3), "y\n--B\n\nz\n--B--");
  EXPECT_THAT(p.other_outline(), ElementsAre("1.~1.1 text/plain", "1.~1.2 text/plain"));
  EXPECT_EQ(p.body(4), "x\n--A\n\ny");
  EXPECT_EQ(p.body(5), "z");
  EXPECT_EQ(p.count(DefectKind::kBoundaryNotClosed), 1u);
  EXPECT_NE(p.both(DefectKind::kBoundaryNotClosed), nullptr);
}

TEST(SecondStructure, an_inner_multipart_without_end_alone_is_read_in_one_way) {
  const Parsed p(typed("multipart/mixed; boundary=A") +
                 "--A\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\nx\n--A--\n");
  EXPECT_EQ(p.count(DefectKind::kBoundaryNotClosed), 1u);
  EXPECT_THAT(p.mail.second_readings, IsEmpty());
  EXPECT_FALSE(p.mail.body_incomplete);
}

TEST(SecondStructure, parts_after_the_end_are_of_a_second_reading) {  // X09
  const Parsed p(typed("multipart/mixed; boundary=A") + "--A\n\nx\n--A--\n--A\n\ny\n--A--\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain"));
  EXPECT_THAT(p.other_outline(), ElementsAre("2 text/plain"));
  const SecondReading* both = p.both(DefectKind::kPartAfterClose);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->first, digest_of({"x"}));
  EXPECT_EQ(both->second, digest_of({"x", "y"}));
  EXPECT_EQ(p.mail.texts.size(), 1u);
  EXPECT_TRUE(p.mail.body_incomplete);
}

TEST(SecondStructure, mime_fields_outside_of_the_parts_begin_one_for_some) {  // X09
  const Parsed p(typed("multipart/mixed; boundary=A") +
                 "preamble\nContent-Type: text/html\n\n<b>hello</b>\n--A\n\nx\n--A--\n"
                 "Content-Type: text/plain\n\nend\n");
  EXPECT_THAT(p.other_outline(), ElementsAre("~1.1 text/html", "~2.1 text/plain"));
  EXPECT_EQ(p.body(2), "<b>hello</b>\n");
  EXPECT_EQ(p.body(3), "end\n");
  EXPECT_EQ(p.count(DefectKind::kPartOutside), 2u);
  EXPECT_TRUE(Parsed(typed("multipart/mixed; boundary=A") +
                     "This is a message in MIME format.\n--A\n\nx\n--A--\nThe end.\n")
                  .mail.defects.empty());
}

TEST(SecondStructure, lone_returns_beside_boundaries_end_lines_for_some) {  // X16
  const Parsed p(typed("multipart/mixed; boundary=A") + "--A\n\nx\r--A\r\ry\n--A--\n");
  EXPECT_EQ(p.body(1), "x\r--A\r\ry");
  EXPECT_THAT(p.other_outline(), ElementsAre("~1.1 text/plain", "~1.2 text/plain"));
  EXPECT_EQ(p.body(2), "x");
  EXPECT_EQ(p.body(3), "y");
}

TEST(SecondStructure, a_cr_before_crlf_changes_nothing) {  // X16
  const Parsed p(
      "Content-Type: multipart/mixed; boundary=A\r\r\n\r\r\n--A\r\r\n\r\r\nx\r\r\n"
      "--A--\r\r\n");
  EXPECT_THAT(p.outline(), ElementsAre("TEXT multipart/mixed", "1 text/plain"));
  EXPECT_EQ(p.body(1), "x\r");
  EXPECT_TRUE(p.has(DefectKind::kBareCr));
}

TEST(SecondEncoding, two_fields_are_both_undone) {  // X10
  const Parsed p("Content-Transfer-Encoding: base64\nContent-Transfer-Encoding: 7bit\n\nQUJD\n");
  EXPECT_EQ(p.mail.texts.at(0).text, "ABC");
  const SecondReading* both = p.both(DefectKind::kTransferEncodingAmbiguous);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->part, 0);
  EXPECT_EQ(both->first, sha256("ABC"));
  EXPECT_EQ(both->second, sha256("QUJD\n"));
  EXPECT_TRUE(p.has(DefectKind::kTransferEncodingAmbiguous));
  // The same twice is a duplicate only.
  const Parsed q("Content-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: 7bit\n\nQUJD\n");
  EXPECT_THAT(q.mail.second_readings, IsEmpty());
}

TEST(SecondEncoding, of_an_unknown_name_is_what_it_resembles) {  // X10
  const Parsed p("Content-Transfer-Encoding: x-base64\n\nQUJD\n");
  EXPECT_EQ(p.mail.texts.at(0).text, "QUJD\n");
  const SecondReading* both = p.both(DefectKind::kTransferEncodingUnknown);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->second, sha256("ABC"));
  EXPECT_THAT(Parsed("Content-Transfer-Encoding: x-other\n\nQUJD\n").mail.second_readings,
              IsEmpty());
}

TEST(SecondEncoding, of_a_multipart_is_undone_for_some) {  // X10, RFC 2045 section 6.4
  const std::string inside = "--A\r\n\r\nx\r\n--A--\r\n";
  const std::string body = "LS1BDQoNCngNCi0tQS0tDQo=\n";  // the same in base64
  const Parsed p(
      "Content-Type: multipart/mixed; boundary=A\n"
      "Content-Transfer-Encoding: base64\n\n" +
      body);
  const SecondReading* both = p.both(DefectKind::kTransferEncodingAmbiguous);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->first, sha256(body));
  EXPECT_EQ(both->second, sha256(inside));
  EXPECT_TRUE(p.mail.body_incomplete);
}

TEST(SecondEncoding, a_name_with_a_space_or_a_comment_is_the_name) {  // X10
  for (const char* name : {"base64 ", "base64 (c)", " BASE64\t"}) {
    const Parsed p(std::string("Content-Transfer-Encoding: ") + name + "\n\nQUJD\n");
    EXPECT_EQ(p.mail.texts.at(0).text, "ABC") << name;
    EXPECT_THAT(p.mail.defects, IsEmpty()) << name;
  }
  const Parsed more("Content-Transfer-Encoding: base64 x\n\nQUJD\n");
  EXPECT_EQ(more.mail.texts.at(0).text, "ABC");
  EXPECT_NE(more.both(DefectKind::kTransferEncodingAmbiguous), nullptr);
}

TEST(SecondEncoding, of_base64_behind_its_padding_is_the_shorter_one) {  // X11
  const Parsed p("Content-Transfer-Encoding: base64\n\nQUI=\nQ0Q=\n");
  EXPECT_EQ(p.mail.texts.at(0).text, "ABCD");
  const SecondReading* both = p.both(DefectKind::kBase64Malformed);
  ASSERT_NE(both, nullptr);
  EXPECT_EQ(both->first_bytes, 4u);
  EXPECT_EQ(both->first, sha256("ABCD"));
  EXPECT_EQ(both->second_bytes, 2u);
  EXPECT_EQ(both->second, sha256("AB"));
  for (const char* ordinary : {"QUI=\n", "QUJD\n", "QUI=\n\n \n", "QU*JD\n", "QUI\n"}) {
    EXPECT_THAT(Parsed(std::string("Content-Transfer-Encoding: base64\n\n") + ordinary)
                    .mail.second_readings,
                IsEmpty())
        << ordinary;
  }
}

// O3: a cap reached is a fact, however many others there are.
TEST(DefectsOfMail, beyond_the_cap_still_tell_of_caps) {
  Limits few;
  few.defects_per_mail = 3;
  few.mime_parts = 20;
  std::string body;
  for (int i = 0; i < 30; ++i) body += "--A\nContent-Transfer-Encoding: x\n\ny\n";
  const Parsed p(typed("multipart/mixed; boundary=A") + body, few);
  EXPECT_EQ(p.mail.defects.size(), 3u);
  EXPECT_EQ(p.count(DefectKind::kPartLimit), 1u);
  EXPECT_EQ(p.count(DefectKind::kTransferEncodingUnknown), 2u);
  EXPECT_EQ(p.mail.defects_not_kept, 18u);
}

TEST(SecondReadings, beyond_the_caps_are_noted_once) {
  Limits few;
  few.second_readings_per_mail = 2;
  std::string body;
  for (int i = 0; i < 10; ++i) {
    body += "--A\nContent-Transfer-Encoding: base64\n\nQUI=QUI=\n";
  }
  const Parsed p(typed("multipart/mixed; boundary=A") + body + "--A--\n", few);
  EXPECT_EQ(p.mail.second_readings.size(), 2u);
  EXPECT_EQ(p.count(DefectKind::kSecondReadingLimit), 1u);
  Limits none;
  none.second_reading_passes = 0;
  const Parsed q(typed("multipart/mixed; boundary=A; boundary=B") + "--A\n\nx\n--A--\n", none);
  EXPECT_EQ(q.count(DefectKind::kSecondReadingLimit), 1u);
  EXPECT_EQ(q.outline().size(), 2u);
}

// Every multipart open at once, each with 16 further boundaries: the work is capped.
TEST(SecondReadings, of_many_levels_stay_within_the_work_allowed) {
  std::string text;
  for (int level = 0; level < 100; ++level) {
    const std::string b = "b" + std::to_string(level) + "e";
    text += typed("multipart/mixed; boundary=" + b + "; boundary=x" + b + "; boundary=y" + b) +
            "--" + b + "\n";
  }
  text += "\n";
  for (int i = 0; i < 20'000; ++i) text += "--x\nsome text of a body\n";
  const Parsed p(text);
  EXPECT_EQ(p.count(DefectKind::kSecondReadingLimit), 1u);
  EXPECT_EQ(p.outline().size(), 101u);
}

}  // namespace
}  // namespace constat::parser
