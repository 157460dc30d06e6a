#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

std::string digest_of(std::string_view to, std::string_view body) {
  const Reading mail =
      read("From: Shop <news@shop.example>\nTo: " + std::string(to) +
           "\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n" + std::string(body));
  const auto found = mail.values("template.text");
  return found.size() == 1 ? found[0] : "none";
}

TEST(MailTemplate, is_one_for_what_differs_by_recipient_alone) {
  const std::string jean = digest_of("Jean Petit <jean.petit@boite.example>",
                                     "Bonjour Jean,\nVotre code 4711, cher Petit.\n"
                                     "https://shop.example/u?id=17 jean.petit@boite.example\n");
  const std::string anne = digest_of("\"Anne Grand\" <anne.grand@boite.example>",
                                     "Bonjour Anne-Marie Grand !\nVotre code AB12, cher Grand.\n"
                                     "https://shop.example/u?id=99 anne.grand@boite.example\n");
  EXPECT_EQ(jean.size(), 16u);
  EXPECT_EQ(jean, anne);
}

TEST(MailTemplate, is_another_for_another_text_or_another_host) {
  const std::string to = "jean@boite.example";
  const std::string one = digest_of(to, "Nos offres de mars\nhttps://shop.example/a\n");
  EXPECT_NE(one, digest_of(to, "Nos offres de mai\nhttps://shop.example/a\n"));
  EXPECT_NE(one, digest_of(to, "Nos offres de mars\nhttps://other.example/a\n"));
  EXPECT_EQ(one, digest_of(to, "NOS  offres de mars\n\n https://shop.example/b\n"));
}

TEST(MailTemplate, of_no_text_is_none) { EXPECT_EQ(digest_of("a@b.example", "\n"), "none"); }

TEST(MailTemplate, names_images_that_may_tell_one_recipient_from_another) {
  const Reading mail = read_html(
      "<p>Nos offres<img src='https://x.example/logo.png'>"
      "<img src='https://t.example/o.gif?u=1' width=1 height=1></p>");
  EXPECT_EQ(mail.values("template.image"), std::vector<std::string>{"https://t.example/o.gif?u=1"});
}

}  // namespace
}  // namespace constat::classifier::testing
