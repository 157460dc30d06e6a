#include "parser/message/field/content_type.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

struct Mime {
  explicit Mime(const std::string& value, const std::string& more = "", const Limits& limits = {})
      : parsed("Content-Type: " + value + "\r\n" + more + "\r\n", limits),
        part(parsed.mail.parts.at(0)),
        malformed(parsed.has(DefectKind::kParameterMalformed)) {}
  Parsed parsed;
  const Part& part;
  bool malformed;
};

TEST(ContentType, reads_type_and_parameters_without_regard_to_case) {
  const Mime m("Text/HTML ; CharSet=\"UTF-8\" (of course); format=flowed");
  EXPECT_EQ(m.part.type, "text");
  EXPECT_EQ(m.part.subtype, "html");
  EXPECT_EQ(m.part.charset, "utf-8");
  EXPECT_FALSE(m.malformed);
}

TEST(ContentType, passes_over_comments) {  // RFC 2045 section 5.1
  const Mime m("text/plain; charset=us-ascii (Plain text)");
  EXPECT_EQ(m.part.charset, "us-ascii");
  EXPECT_FALSE(m.malformed);
  const Mime b("multipart (x) / (y) mixed (z); boundary((c))=\"A\"");
  EXPECT_EQ(b.part.path, "TEXT");
  EXPECT_FALSE(b.malformed);
}

TEST(ContentType, is_text_plain_when_it_cannot_be_read) {  // RFC 2045 section 5.2
  for (const char* value : {"text", "", "; charset=utf-8", "/plain", "text/;"}) {
    const Mime m(value);
    EXPECT_EQ(m.part.type + "/" + m.part.subtype, "text/plain") << value;
    EXPECT_TRUE(m.malformed) << value;
  }
  EXPECT_EQ(Mime("; charset=utf-8").part.charset, "utf-8");
}

TEST(ContentType, reads_the_examples_of_rfc_2231) {
  const Mime name(
      "message/external-body; access-type=URL;\r\n URL*0=\"ftp://\";\r\n"
      " URL*1=\"cs.utk.edu/pub/moore/bulk-mailer/bulk-mailer.tar\"; name*0=\"a\"; name*1=b");
  EXPECT_EQ(name.part.filename, "ab");
  const Mime title("application/x-stuff; name*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A");
  EXPECT_EQ(title.part.filename, "This is ***fun***");
  const Mime both(
      "application/x-stuff\r\n ; name*0*=us-ascii'en'This%20is%20even%20more%20\r\n"
      " ; name*1*=%2A%2A%2Afun%2A%2A%2A%20\r\n ; name*2=\"isn't it!\"");
  EXPECT_EQ(both.part.filename, "This is even more ***fun*** isn't it!");
  EXPECT_FALSE(name.malformed || title.malformed || both.malformed);
}

TEST(ContentType, joins_sections_in_their_order_up_to_a_hole) {
  EXPECT_EQ(Mime("a/b; name*1=b; name*0=a; name*3=d").part.filename, "ab");
  EXPECT_EQ(Mime("a/b; name*1=b").part.filename, "");
  const Mime twice("a/b; name*0=a; name*0=x; name*1=b");
  EXPECT_EQ(twice.part.filename, "ab");
  EXPECT_TRUE(twice.malformed);
  EXPECT_TRUE(Mime("a/b; name*99999999999999999999=b").malformed);
}

TEST(ContentType, first_of_duplicate_parameters_wins) {  // robustness X04
  const Mime m("text/plain; charset=utf-8; CHARSET=latin1");
  EXPECT_EQ(m.part.charset, "utf-8");
  EXPECT_TRUE(m.malformed);
}

TEST(ContentType, skips_an_invalid_parameter) {  // robustness X07
  const Mime m("multipart/mixed; x:y=1; boundary=B");
  EXPECT_EQ(m.part.path, "TEXT");
  EXPECT_TRUE(m.malformed);
}

TEST(ContentType, takes_the_boundary_literally) {  // robustness X06
  const Parsed p(
      "Content-Type: multipart/mixed; boundary=\"=?us-ascii?Q?b?=\"\n\n"
      "--=?us-ascii?Q?b?=\n\nx\n--=?us-ascii?Q?b?=--\n");
  EXPECT_EQ(p.mail.parts.size(), 2u);
}

TEST(ContentType, joins_a_continued_boundary) {  // robustness X05
  const Parsed p(
      "Content-Type: multipart/mixed; boundary*0=\"a\"; boundary*1=b\n\n--ab\n\nx\n--ab--\n");
  EXPECT_EQ(p.mail.parts.size(), 2u);
}

TEST(ContentType, reads_on_after_missing_separators_and_quotes) {
  EXPECT_EQ(Mime("text/plain charset=utf-8").part.charset, "utf-8");
  EXPECT_EQ(Mime("a/b; name=my file (1).pdf").part.filename, "my file");
  EXPECT_EQ(Mime("a/b; name=file(1).pdf; x=y").part.filename, "file(1).pdf");
  EXPECT_EQ(Mime("a/b; name=\"unclosed.pdf").part.filename, "unclosed.pdf");
  EXPECT_TRUE(Mime("a/b; name=\"unclosed.pdf").malformed);
}

TEST(ContentType, filename_of_the_disposition_comes_first) {  // RFC 2183, RFC 6266 section 4.3
  const Mime m("a/b; name=x.pdf",
               "Content-Disposition: Attachment; filename=y.pdf; filename*=utf-8''%C3%A9.pdf\r\n");
  EXPECT_EQ(m.part.filename, "\xC3\xA9.pdf");
  EXPECT_EQ(m.part.disposition, "attachment");
  EXPECT_FALSE(m.malformed);
  const Mime words("a/b", "Content-Disposition: inline; filename=\"=?utf-8?Q?=C3=A9?=.pdf\"\r\n");
  EXPECT_EQ(words.part.filename, "\xC3\xA9.pdf");
  EXPECT_TRUE(words.malformed);
}

TEST(ContentType, notes_duplicate_fields_and_unknown_encodings) {
  const Mime m("text/html", "Content-Type: text/plain\r\nContent-Transfer-Encoding: x-mine\r\n");
  EXPECT_EQ(m.part.subtype, "html");
  EXPECT_TRUE(m.parsed.has(DefectKind::kDuplicateField));
  EXPECT_TRUE(m.parsed.has(DefectKind::kTransferEncodingUnknown));
  EXPECT_EQ(m.part.encoding, "x-mine");
  EXPECT_EQ(Mime("a/b", "Content-Transfer-Encoding: BASE64 (x)\r\n").part.encoding, "base64");
}

TEST(ContentType, stops_at_the_cap_of_parameters) {  // robustness M09
  std::string many = "a/b";
  for (int i = 0; i < 3000; ++i) many += "; name*" + std::to_string(i) + "=x";
  Limits limits;
  limits.parameters_per_field = 5;
  const Mime m(many, "", limits);
  EXPECT_EQ(m.part.filename, "xxxxx");
  EXPECT_TRUE(m.malformed);
}

}  // namespace
}  // namespace constat::parser
