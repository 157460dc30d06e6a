#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/digest.h"
#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

using capture::Completeness;
using capture::RawMail;
using testing::ElementsAre;

const char* const kTwoTexts =
    "From: A <a@x.example>\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/alternative; boundary=B\r\n\r\n"
    "--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhello https://x.example/u?a=1.\r\n"
    "--B\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n"
    "--B--\r\n";

RawMail with_hole(std::uint64_t position, Completeness completeness = Completeness::kHoled) {
  RawMail mail;
  mail.completeness = completeness;
  if (completeness == Completeness::kHoled) mail.missing = {{position, 100}};
  return mail;
}

TEST(MailParser, sums_up_the_header) {
  const Parsed p(
      crlf("Return-Path: <>\nFrom: =?utf-8?Q?=C3=89lodie?= <e@x.example>\nReply-To: r@x.example\n"
           "To: one@y.example, two@y.example\nCc: c@z.example\n"
           "Subject: =?utf-8?B?w6l0w6k=?=\nDate: Fri, 21 Nov 1997 09:55:06 -0600\n"
           "Message-ID: <1234@local.machine.example>\nIn-Reply-To: <1@x> <2@x>\n"
           "References: <0@x>\n <1@x>\nX-Mailer: M 1\nPrecedence: bulk\n"
           "Auto-Submitted: no\nFeedback-ID: a:b:c:d\nList-ID: News <n.x.example>\n\n"));
  const Header& h = p.mail.header;
  EXPECT_EQ(h.return_path.mailboxes.at(0).address, "");
  EXPECT_EQ(h.from.mailboxes.at(0).name, "\xC3\x89lodie");
  EXPECT_EQ(h.reply_to.mailboxes.at(0).address, "r@x.example");
  EXPECT_EQ(h.to.count, 2u);
  EXPECT_EQ(h.cc.mailboxes.at(0).address, "c@z.example");
  EXPECT_EQ(h.subject.at(0).text, "\xC3\xA9t\xC3\xA9");
  EXPECT_EQ(p.at(h.subject.at(0).where), "=?utf-8?B?w6l0w6k=?=");
  EXPECT_EQ(h.date, "1997-11-21T09:55:06-06:00");
  EXPECT_EQ(h.date_as_sent.at(0).text, "Fri, 21 Nov 1997 09:55:06 -0600");
  EXPECT_EQ(h.message_id.at(0).text, "1234@local.machine.example");
  EXPECT_THAT(h.in_reply_to, ElementsAre("1@x", "2@x"));
  EXPECT_THAT(h.references, ElementsAre("0@x", "1@x"));
  EXPECT_EQ(h.mailer.at(0).text, "M 1");
  EXPECT_EQ(h.precedence.at(0).text, "bulk");
  EXPECT_EQ(h.auto_submitted.at(0).text, "no");
  EXPECT_EQ(h.feedback_id.at(0).text, "a:b:c:d");
  EXPECT_EQ(h.list_id.at(0).text, "n.x.example");
  EXPECT_TRUE(p.mail.defects.empty());
}

TEST(MailParser, keeps_every_instance_of_a_field_that_may_stand_once) {  // robustness X01
  const Parsed p(
      "From: a@x\nFrom: b@x\nSubject: 1\nSubject: 2\nDate: bad\nDate: 1 Jan 2024 00:00 +0000\n"
      "Message-ID: <1@x>\nMessage-ID: <2@x>\nContent-Type: text/html\nContent-Type: "
      "text/plain\n\n");
  const Header& h = p.mail.header;
  EXPECT_EQ(h.from.fields, 2u);
  EXPECT_EQ(h.from.mailboxes.size(), 2u);
  EXPECT_EQ(h.subject.size(), 2u);
  EXPECT_EQ(h.message_id.size(), 2u);
  EXPECT_EQ(h.date_as_sent.size(), 2u);
  EXPECT_EQ(h.date, "");  // of the first
  EXPECT_EQ(p.count(DefectKind::kDuplicateField), 5u);
  EXPECT_EQ(p.count(DefectKind::kDateMalformed), 1u);
}

TEST(MailParser, links_of_plain_text_stand_where_they_are_written) {
  const Parsed p(kTwoTexts);
  ASSERT_EQ(p.mail.texts.size(), 1u);
  const TextPart& text = p.mail.texts[0];
  EXPECT_EQ(text.text, "hello https://x.example/u?a=1.");
  ASSERT_EQ(text.links.size(), 1u);
  EXPECT_EQ(text.links[0].url, "https://x.example/u?a=1");
  EXPECT_EQ(p.at(text.links[0].where), text.links[0].url);
  EXPECT_EQ(text.links[0].text_offset, 6u);
  EXPECT_EQ(p.at(text.map.to_source({0, 5})), "hello");
}

TEST(MailParser, maps_text_back_through_base64_and_character_set) {
  // "caf\xE9 x" in windows-1252
  const Parsed p(
      "Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: "
      "base64\n\nY2Fm\n6SB4\n");
  const TextPart& text = p.mail.texts.at(0);
  EXPECT_EQ(text.text, "caf\xC3\xA9 x");
  EXPECT_EQ(p.at(text.map.to_source({0, 3})), "Y2Fm");
  EXPECT_EQ(p.at(text.map.to_source({3, 2})), "6SB4");
  EXPECT_EQ(p.mail.parts[0].decoded_bytes, 6u);
  EXPECT_EQ(p.mail.parts[0].decoded_sha256, sha256("caf\xE9 x"));
}

TEST(MailParser, maps_a_link_through_a_soft_line_break) {
  const Parsed p(
      "Content-Transfer-Encoding: quoted-printable\n\nhttps://x.example/=\nlong?a=3D1\n");
  const TextPart& text = p.mail.texts.at(0);
  ASSERT_EQ(text.links.size(), 1u);
  EXPECT_EQ(text.links[0].url, "https://x.example/long?a=1");
  EXPECT_EQ(p.at(text.links[0].where), "https://x.example/=\nlong?a=3D1");
}

TEST(MailParser, maps_visible_text_and_links_of_html_to_the_mail) {
  const Parsed p(
      "Content-Type: text/html; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
      "<p style=3D\"display:none\">secret</p><p>D=E9sabonnement&nbsp;: <a "
      "href=3D\"https://x.example/=\nu\">"
      "ici</a></p>\n");
  const TextPart& text = p.mail.texts.at(0);
  EXPECT_TRUE(text.html);
  const std::size_t word = text.text.find("D\xC3\xA9sabonnement");
  ASSERT_NE(word, std::string::npos);
  EXPECT_EQ(p.at(text.map.to_source({word, 14})), "D=E9sabonnement");
  EXPECT_EQ(text.text.find("secret"), std::string::npos);
  ASSERT_NE(text.hidden_text.find("secret"), std::string::npos);
  EXPECT_EQ(p.at(text.hidden_map.to_source({text.hidden_text.find("secret"), 6})), "secret");
  ASSERT_EQ(text.links.size(), 1u);
  EXPECT_EQ(text.links[0].url, "https://x.example/u");
  EXPECT_EQ(text.links[0].text, "ici");
  EXPECT_EQ(p.at(text.links[0].where), "https://x.example/=\nu");
}

TEST(MailParser, decodes_attachments_only_when_asked) {
  const Parsed texts(kTwoTexts);
  EXPECT_FALSE(texts.mail.parts.at(2).decoded);
  const Parsed all(kTwoTexts, Limits{}, Decode::kAll);
  EXPECT_TRUE(all.mail.parts.at(2).decoded);
  EXPECT_EQ(all.mail.parts[2].decoded_bytes, 3u);
  EXPECT_EQ(all.mail.parts[2].decoded_sha256, sha256(std::string("\0\1\2", 3)));
  EXPECT_FALSE(all.mail.parts[0].decoded);
}

TEST(MailParser, an_attached_text_file_is_not_read) {
  const Parsed p("Content-Disposition: attachment; filename=a.txt\n\nhttps://x.example/");
  EXPECT_TRUE(p.mail.texts.empty());
  EXPECT_EQ(Parsed("Content-Disposition: inline\n\nx").mail.texts.size(), 1u);
}

TEST(MailParser, cuts_text_at_the_cap_and_hashes_all) {
  Limits limits;
  limits.text_bytes_per_mail = 6;
  const Parsed p(
      "Content-Type: text/plain; charset=utf-8\n\nabcde\xC3\xA9"
      "fgh",
      limits);
  EXPECT_EQ(p.mail.texts.at(0).text, "abcde");
  EXPECT_TRUE(p.mail.texts[0].incomplete);
  EXPECT_TRUE(p.mail.body_incomplete);
  EXPECT_EQ(p.count(DefectKind::kTextLimit), 1u);
  EXPECT_EQ(p.mail.parts[0].decoded_bytes, 10u);
  EXPECT_EQ(p.mail.parts[0].decoded_sha256, sha256("abcde\xC3\xA9"
                                                   "fgh"));
}

TEST(MailParser, cuts_links_at_the_cap) {
  Limits limits;
  limits.links_per_mail = 1;
  const Parsed p("\nhttp://a.example http://b.example", limits);
  EXPECT_EQ(p.mail.texts.at(0).links.size(), 1u);
  EXPECT_TRUE(p.mail.texts[0].incomplete);
}

TEST(MailParser, a_hole_in_the_header_makes_the_header_incomplete) {
  const Parsed p(kTwoTexts, with_hole(30));
  EXPECT_TRUE(p.mail.header_incomplete);
  EXPECT_TRUE(p.mail.body_incomplete);  // the lost field may have said how to read the body
  EXPECT_FALSE(p.mail.texts.at(0).incomplete);
}

TEST(MailParser, a_hole_in_a_part_touches_that_part) {
  const std::string mail = kTwoTexts;
  const Parsed p(mail, with_hole(mail.find("AAEC") + 2));
  EXPECT_FALSE(p.mail.header_incomplete);
  EXPECT_TRUE(p.mail.body_incomplete);
  EXPECT_TRUE(p.mail.parts.at(0).holed);
  EXPECT_FALSE(p.mail.parts.at(1).holed);
  EXPECT_TRUE(p.mail.parts.at(2).holed);
  EXPECT_FALSE(p.mail.texts.at(0).incomplete);
  const Parsed q(mail, with_hole(mail.find("hello") + 2));
  EXPECT_TRUE(q.mail.texts.at(0).incomplete);
}

TEST(MailParser, a_truncated_mail_misses_its_tail) {
  const std::string mail =
      std::string(kTwoTexts).substr(0, std::string(kTwoTexts).find("hello") + 3);
  const Parsed p(mail, with_hole(0, Completeness::kTruncated));
  EXPECT_FALSE(p.mail.header_incomplete);
  EXPECT_TRUE(p.mail.texts.at(0).incomplete);
  EXPECT_TRUE(p.mail.body_incomplete);
  const Parsed q("From: a@b\r\nSubj", with_hole(0, Completeness::kTruncated));
  EXPECT_TRUE(q.mail.header_incomplete);
}

TEST(MailParser, a_midstream_mail_has_no_trustworthy_header) {
  const Parsed p("Note: text\n\nmore", with_hole(0, Completeness::kMidstream));
  EXPECT_TRUE(p.mail.header_incomplete);
  EXPECT_TRUE(p.mail.body_incomplete);
  EXPECT_TRUE(p.mail.parts.at(0).holed);
}

TEST(MailParser, bytes_beyond_the_mail_cap_are_a_missing_tail) {
  RawMail mail;
  mail.size = 1000;
  const Parsed p("Subject: x\n\ntext", mail);
  EXPECT_TRUE(p.mail.body_incomplete);
  EXPECT_FALSE(p.mail.header_incomplete);
}

TEST(MailParser, sorts_defects_and_counts_those_beyond_the_cap) {
  RawMail raw;
  raw.defects = {{DefectKind::kBareLf, {20, 1}}, {DefectKind::kBareLf, {10, 1}}};
  raw.defects_not_kept = 5;
  Limits limits;
  limits.defects_per_mail = 3;
  const Parsed p("bad line\nno field\nSubject: x\n\ntext", raw, limits);
  ASSERT_EQ(p.mail.defects.size(), 3u);
  EXPECT_TRUE(std::is_sorted(p.mail.defects.begin(), p.mail.defects.end(),
                             [](const Defect& a, const Defect& b) { return a.where < b.where; }));
  EXPECT_EQ(p.mail.defects_not_kept, 7u);
}

// The result is a function of the mail alone, whatever was read before it.
TEST(MailParser, gives_the_same_after_another_mail) {
  const std::vector<std::string> mails = {
      kTwoTexts,
      "From: z@z\nContent-Type: message/rfc822\n\nContent-Type: text/html; charset=koi8-r; name=x\n"
      "Content-Disposition: inline; filename=y\n\n<p>x</p>",
      "Content-Type: text/html\n\n<a href=\"http://q.example\">q</a>", "", kTwoTexts};
  KeptMail kept;
  const Limits limits;
  MailParser parser(limits, kept);
  for (const std::string& bytes : mails) {
    RawMail raw;
    raw.bytes = bytes;
    raw.size = bytes.size();
    parser.on_mail(raw);
  }
  for (std::size_t i = 0; i < mails.size(); ++i) {
    const Parsed fresh(mails[i]);
    const ParsedMail& reused = kept.mails[i];
    EXPECT_EQ(reused.defects, fresh.mail.defects);
    EXPECT_EQ(reused.fields.size(), fresh.mail.fields.size());
    ASSERT_EQ(reused.parts.size(), fresh.mail.parts.size());
    for (std::size_t k = 0; k < reused.parts.size(); ++k) {
      const Part& a = reused.parts[k];
      const Part& b = fresh.mail.parts[k];
      EXPECT_EQ(std::tie(a.path, a.parent, a.type, a.subtype, a.charset, a.encoding, a.filename,
                         a.disposition, a.header, a.body, a.is_container, a.inside_attached_message,
                         a.holed, a.decoded, a.decoded_bytes, a.decoded_sha256),
                std::tie(b.path, b.parent, b.type, b.subtype, b.charset, b.encoding, b.filename,
                         b.disposition, b.header, b.body, b.is_container, b.inside_attached_message,
                         b.holed, b.decoded, b.decoded_bytes, b.decoded_sha256));
      EXPECT_EQ(a.fields.size(), b.fields.size());
    }
    ASSERT_EQ(reused.texts.size(), fresh.mail.texts.size());
    for (std::size_t k = 0; k < reused.texts.size(); ++k) {
      const TextPart& a = reused.texts[k];
      const TextPart& b = fresh.mail.texts[k];
      EXPECT_EQ(std::tie(a.part, a.html, a.text, a.hidden_text, a.images, a.remote_images,
                         a.charset_guessed, a.incomplete),
                std::tie(b.part, b.html, b.text, b.hidden_text, b.images, b.remote_images,
                         b.charset_guessed, b.incomplete));
      EXPECT_EQ(a.links.size(), b.links.size());
      EXPECT_EQ(a.map.to_source({0, a.text.size()}), b.map.to_source({0, b.text.size()}));
    }
  }
}

}  // namespace
}  // namespace constat::parser
