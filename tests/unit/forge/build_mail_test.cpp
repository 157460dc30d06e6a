#include "tools/forge/build_mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::forge {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const CaptureTime kSent = capture_time_from_rfc3339("2026-03-02T08:00:00Z");

Template letter() {
  Template mail;
  mail.from = "La Ferme du Grand Pré <offres@ferme.example>";
  mail.subject = "Les paniers d'été de {to}";
  mail.has_text = true;
  mail.text = "Bonjour {to}\n";
  return mail;
}

std::string built(const Template& mail, std::uint64_t seed = 1) {
  Random random(seed, 0);
  return build_mail(mail, {{"to", "ana@boite.example"}}, "ana@boite.example", kSent, random);
}

TEST(FillIn, replaces_only_the_names_it_knows) {
  const Values values{{"to", "ana"}, {"n", "3"}};
  EXPECT_EQ(fill_in("{to} {n}{n}", values), "ana 33");
  EXPECT_EQ(fill_in("p { color: red } {{unsubscribe}} {other} {to", values),
            "p { color: red } {{unsubscribe}} {other} {to");
  EXPECT_EQ(fill_in("{{to}}", values), "{ana}");
  EXPECT_EQ(fill_in("*|UNSUB|*", values), "*|UNSUB|*");
}

TEST(MailDate, follows_the_zone_over_midnight) {
  EXPECT_EQ(mail_date(kSent, "+0100"), "Mon, 02 Mar 2026 09:00:00 +0100");
  EXPECT_EQ(mail_date(kSent, "-0930"), "Sun, 01 Mar 2026 22:30:00 -0930");
  EXPECT_EQ(mail_date(CaptureTime{0}, "+0000"), "Thu, 01 Jan 1970 00:00:00 +0000");
}

TEST(BuildMail, writes_crlf_lines_and_ends_with_one) {
  const std::string mail = built(letter());
  EXPECT_TRUE(mail.ends_with("\r\n"));
  for (std::size_t i = 0; i < mail.size(); ++i) {
    if (mail[i] == '\n') {
      EXPECT_EQ(mail[i - 1], '\r') << i;
    }
  }
  EXPECT_THAT(mail,
              HasSubstr("From: =?utf-8?Q?La_Ferme_du_Grand_Pr=C3=A9?= <offres@ferme.example>\r\n"));
  EXPECT_THAT(mail, HasSubstr("Date: Mon, 02 Mar 2026 08:00:00 +0000\r\n"));
  EXPECT_THAT(mail, HasSubstr("To: ana@boite.example\r\n"));
  // RFC 2045 section 6.7 (1): any byte may be escaped; mimetic escapes "@".
  EXPECT_THAT(mail, HasSubstr("\r\n\r\nBonjour ana=40boite.example\r\n"));
}

TEST(BuildMail, folds_with_a_blank_so_that_unfolding_gives_the_value_back) {
  Template mail = letter();
  mail.subject =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
      "sixteen";
  const std::string built_mail = built(mail);
  const std::size_t start = built_mail.find("Subject: ") + 9;
  std::string value = built_mail.substr(start, built_mail.find("\r\nDate:") - start);
  for (std::size_t at = value.find("\r\n"); at != std::string::npos; at = value.find("\r\n"))
    value.erase(at, 2);
  EXPECT_EQ(value, mail.subject);
}

TEST(BuildMail, draws_boundaries_from_the_seed_alone) {
  Template mail = letter();
  mail.has_html = true;
  mail.html = "<p>Bonjour</p>\n";
  mail.attachments.push_back({"catalogue.pdf", "application/pdf", 300});
  EXPECT_EQ(built(mail), built(mail));
  EXPECT_NE(built(mail), built(mail, 2));
  EXPECT_THAT(built(mail), HasSubstr("Content-Type: multipart/mixed; boundary=\"=_"));
  EXPECT_THAT(built(mail), HasSubstr("Content-Type: multipart/alternative; boundary=\"=_"));
  EXPECT_THAT(built(mail),
              HasSubstr("Content-Disposition: attachment; filename=\"catalogue.pdf\""));
}

TEST(BuildMail, gives_one_token_per_mail) {
  Template mail = letter();
  mail.headers = {{"List-Unsubscribe", "<https://ferme.example/{token}>"}};
  mail.text = "https://ferme.example/{token}\n";
  const std::string text = built(mail);
  const std::size_t first = text.find("https://ferme.example/");
  EXPECT_THAT(text.substr(first + 40), HasSubstr(text.substr(first, 38)));
}

TEST(BuildMail, sends_a_raw_mail_as_it_was_written) {
  Template mail = letter();
  mail.raw = "From: a@b.example\nX-Odd:\n\tfolded with a tab\n\n.{to}\n";
  EXPECT_EQ(built(mail),
            "From: a@b.example\r\nX-Odd:\r\n\tfolded with a tab\r\n\r\n.ana@boite.example\r\n");
}

TEST(BuildMail, writes_latin1_bytes_when_asked) {
  Template mail = letter();
  mail.charset = Charset::kLatin1;
  mail.text_encoding = Encoding::kEightBit;
  mail.text = "été\n";
  EXPECT_THAT(built(mail), HasSubstr("charset=\"iso-8859-1\""));
  EXPECT_THAT(built(mail), HasSubstr("\xe9t\xe9\r\n"));
  EXPECT_THAT(built(mail), Not(HasSubstr("\xc3\xa9t")));
}

}  // namespace
}  // namespace constat::forge
