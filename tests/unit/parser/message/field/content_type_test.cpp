#include "parser/message/field/content_type.h"

#include <gmock/gmock.h>
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

TEST(ContentType, notes_types_and_dispositions_that_are_no_tokens) {
  const Mime slashes("image/jpeg/foo; name=x");
  EXPECT_EQ(slashes.part.type + "/" + slashes.part.subtype, "image/jpeg");
  EXPECT_EQ(slashes.part.filename, "x");
  EXPECT_TRUE(slashes.malformed);
  EXPECT_TRUE(Mime("foo\xA7/bar").malformed);
  EXPECT_TRUE(Mime("\"text\"/plain").malformed);
  EXPECT_TRUE(Mime("a/b", "Content-Disposition: ab./k; filename=y\r\n").malformed);
  EXPECT_FALSE(Mime("application/vnd.x+json", "Content-Disposition: X-a\r\n").malformed);
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

TEST(ContentType, keeps_every_name_that_differs) {  // robustness X13
  using testing::ElementsAre;
  const Mime m("a/b; name=c.txt; name*=utf-8'fr-CA'c.txt",
               "Content-Disposition: attachment; filename=a.exe;\r\n filename*0=\"b\";\r\n"
               " filename*1=\".p\";\r\n filename*2=df\r\n"
               "Content-Disposition: attachment; filename=d.exe\r\n");
  EXPECT_EQ(m.part.filename, "b.pdf");
  EXPECT_THAT(m.part.other_filenames, ElementsAre("a.exe", "d.exe", "c.txt"));
  EXPECT_EQ(m.parsed.count(DefectKind::kFileNameAmbiguous), 1u);
  const Mime same("a/b; name=\"x.pdf\"", "Content-Disposition: inline; filename=x.pdf\r\n");
  EXPECT_THAT(same.part.other_filenames, ElementsAre());
  EXPECT_TRUE(same.parsed.mail.defects.empty());
}

// CVE-2024-39929: a name whose extension stands in a later section; CVE-2026-116269: repeated
// sections.
TEST(ContentType, keeps_names_of_repeated_sections) {  // robustness X13
  using testing::ElementsAre;
  const Mime m("a/b; name*0=\"a.\";\r\n name*1=txt; name*1=exe");
  EXPECT_EQ(m.part.filename, "a.txt");
  EXPECT_THAT(m.part.other_filenames, ElementsAre("a.exe"));
  EXPECT_TRUE(m.malformed);
}

TEST(ContentType, takes_hostile_names_as_data) {  // robustness X14
  EXPECT_EQ(Mime("a/b; name=\"../../etc/passwd\"").part.filename, "../../etc/passwd");
  EXPECT_EQ(Mime("a/b; name=\"C:\\\\x.exe\"").part.filename, "C:\\x.exe");
  EXPECT_EQ(Mime("a/b; name*=utf-8''a%00b%0d%0a.txt").part.filename,
            std::string("a\0b\r\n.txt", 9));
  EXPECT_EQ(Mime("a/b; name*=utf-8''a%E2%80%AEfdp.exe").part.filename,
            "a\xE2\x80\xAE"
            "fdp.exe");
  EXPECT_EQ(Mime("a/b; name=-rf").part.filename, "-rf");
  EXPECT_EQ(Mime("a/b; name=" + std::string(60'000, 'a')).part.filename.size(), 60'000u);
}

TEST(ContentType, notes_what_rfc_2231_does_not_allow) {
  for (const char* value :
       {"a/b; name*=\"utf-8''x\"", "a/b; name*=x", "a/b; name*=utf-8''%zz", "a/b; name*=utf-8''%4",
        "a/b; name*0=a; name*2=b", "a/b; name*01=b; name*0=a", "a/b; name*1=b", "a/b; name*x=b",
        "a/b; name*0=a; name*0=b", "a/b; name=x; name*0=x", "a/b; name*-1=x", "a/b; *=x",
        "a/b; name**=x"}) {
    EXPECT_TRUE(Mime(value).malformed) << value;
  }
  EXPECT_EQ(Mime("a/b; name*=\"utf-8''%C3%A9\"").part.filename, "\xC3\xA9");
  EXPECT_EQ(Mime("a/b; name*=x%41").part.filename, "xA");
  EXPECT_EQ(Mime("a/b; name*=''x%41").part.filename, "xA");
  EXPECT_FALSE(Mime("a/b; name*=''x%41").malformed);
  EXPECT_EQ(Mime("a/b; name*=iso-8859-15'fr'%A4.txt").part.filename, "\xE2\x82\xAC.txt");
  EXPECT_TRUE(Mime("a/b; name*=x-none''%A4").parsed.has(DefectKind::kCharsetUnknown));
}

TEST(ContentType, reads_the_next_parameter_after_a_forgotten_semicolon) {
  const Mime m("text/plain; charset=utf-8 name=\"x y\" format=flowed");
  EXPECT_EQ(m.part.charset, "utf-8");
  EXPECT_EQ(m.part.filename, "x y");
  EXPECT_TRUE(m.malformed);
  const Mime comment("text/plain; charset=utf-8 (a; b); name=z");
  EXPECT_EQ(comment.part.charset, "utf-8");
  EXPECT_EQ(comment.part.filename, "z");
  EXPECT_FALSE(comment.malformed);
  EXPECT_EQ(Mime("a/b; name=report=final.pdf").part.filename, "report=final.pdf");
}

TEST(ContentType, gives_every_reading_of_a_boundary) {  // robustness X01, X04, X05, X06
  using testing::ElementsAre;
  const auto readings = [](std::vector<std::string> values) {
    static const Limits kLimits;
    message::DefectLog defects(100);
    message::HeaderText text(defects);
    message::MimeFieldReader reader(kLimits, text, defects);
    std::vector<HeaderField> fields;
    for (const std::string& value : values) {
      fields.push_back({"Content-Type", value, {0, value.size()}, {0, value.size()}});
    }
    const message::MimeFields& mime = reader.read(fields, message::DefaultType::kText);
    std::vector<std::string> all = mime.other_boundaries;
    all.insert(all.begin(), mime.boundary);
    return all;
  };
  EXPECT_THAT(readings({"multipart/mixed; boundary=A; boundary=B; boundary=A"}),
              ElementsAre("A", "B"));
  EXPECT_THAT(readings({"multipart/mixed; boundary=A; boundary*0=B; boundary*1=C; boundary*1=D"}),
              ElementsAre("A", "BC", "BD"));
  EXPECT_THAT(readings({"multipart/mixed; boundary=\"=?us-ascii?Q?b?=\""}),
              ElementsAre("=?us-ascii?Q?b?=", "b"));
  EXPECT_THAT(readings({"multipart/mixed; boundary=A", "multipart/mixed; boundary=B"}),
              ElementsAre("A", "B"));
  EXPECT_THAT(readings({"multipart/mixed; boundary((c))=\"A\""}), ElementsAre("A"));
  EXPECT_THAT(readings({"text/plain"}), ElementsAre(""));
}

TEST(ContentType, stops_at_the_cap_of_parameters) {  // robustness M09
  std::string many = "a/b";
  for (int i = 0; i < 3000; ++i) many += "; name*" + std::to_string(i) + "=x";
  Limits limits;
  limits.parameters_per_field = 5;
  const Mime m(many, "", limits);
  EXPECT_EQ(m.part.filename, "xxxxx");
  EXPECT_EQ(m.parsed.count(DefectKind::kParameterLimit), 1u);
}

}  // namespace
}  // namespace constat::parser
