// Whose addresses are masked.

#include "classifier/records/correspondents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> in(std::string_view name, std::string_view value) {
  return addresses_of_delivery({name, value, {}, {}});
}

TEST(Correspondents, received_names_the_recipient_after_for) {
  // RFC 5321 section 4.4, the example of appendix D, folded.
  EXPECT_THAT(in("Received", " from bar.com by foo.com ; Thu, 21 May 1998\r\n\t05:33:29 -0700"),
              IsEmpty());
  EXPECT_THAT(in("received",
                 " from a.example (x@y.example)\r\n by b.example\r\n for <Jones@XYZ.COM>; date"),
              ElementsAre("Jones@XYZ.COM"));
  EXPECT_THAT(in("Received", " by b.example for jones@xyz.com; date"),
              ElementsAre("jones@xyz.com"));
  EXPECT_THAT(in("Received", " FOR\r\n <a@b.example>"), ElementsAre("a@b.example"));
  EXPECT_THAT(in("Received", " by b.example (envelope-from <v@n.example>) for <a@b.example>"),
              ElementsAre("a@b.example"));
}

TEST(Correspondents, a_word_that_contains_for_names_nobody) {
  EXPECT_THAT(in("Received", " from forward.example by for.example before a@b.example"), IsEmpty());
  EXPECT_THAT(in("Received", " for"), IsEmpty());
  EXPECT_THAT(in("Received", " for ;a@b.example"), IsEmpty());
  EXPECT_THAT(in("Received", "for <<<<"), IsEmpty());
  EXPECT_THAT(in("Received", ""), IsEmpty());
}

TEST(Correspondents, fields_of_delivery_name_recipients) {
  EXPECT_THAT(in("Delivered-To", " a@b.example"), ElementsAre("a@b.example"));
  EXPECT_THAT(in("X-Original-To", " <a@b.example>, c@d.example"),
              ElementsAre("a@b.example", "c@d.example"));
  EXPECT_THAT(in("X-Mailer", " a@b.example"), IsEmpty());
}

TEST(Correspondents, of_a_transaction_are_its_recipients_and_a_sender_at_an_open_provider) {
  parser::smtp::Transaction transaction;
  transaction.mail_from = "news@shop.example";
  transaction.recipients = {{"a@b.example", 250, capture::Outcome::kAccepted}};
  EXPECT_THAT(masked_addresses(transaction), ElementsAre("a@b.example"));
  transaction.mail_from = "marie@gmail.com";
  EXPECT_THAT(masked_addresses(transaction), ElementsAre("a@b.example", "marie@gmail.com"));
}

}  // namespace
}  // namespace constat::classifier
