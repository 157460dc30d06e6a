#include "classifier/recipient_category.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(RecipientCategory, knows_public_mailbox_providers) {
  for (const std::string_view address :
       {"x@gmail.com", "jean.dupont@orange.fr", "X@LaPoste.NET", "info@free.fr", "a@wanadoo.fr",
        "a@gmx.de", "a@163.com", "a@yahoo.fr."}) {
    EXPECT_EQ(categorise(address), RecipientCategory::kConsumer) << address;
  }
}

TEST(RecipientCategory, knows_role_names) {
  for (const std::string_view address :
       {"info@exemple.fr", "postmaster@exemple.fr", "Commande@exemple.fr", "rh@exemple.fr",
        "service-client@exemple.fr", "contact+lettre@exemple.fr", "info.paris@exemple.fr",
        "info2@exemple.fr", "postmaster"}) {
    EXPECT_EQ(categorise(address), RecipientCategory::kRole) << address;
  }
}

TEST(RecipientCategory, knows_the_shape_of_names) {
  for (const std::string_view address : {"jeanne.martin@exemple.fr", "jean-paul.martin@exemple.fr",
                                         "Jeanne_Martin@exemple.fr", "martin-durand@exemple.fr"}) {
    EXPECT_EQ(categorise(address), RecipientCategory::kNamedAtOrganisation) << address;
  }
}

TEST(RecipientCategory, leaves_the_rest_unknown) {
  for (const std::string_view address :
       {"j.martin@exemple.fr", "jmartin@exemple.fr", "x12.y34@exemple.fr", "a.b.c.d@exemple.fr",
        "jeanne.@exemple.fr", "", "@", "abc"}) {
    EXPECT_EQ(categorise(address), RecipientCategory::kUnknown) << address;
  }
}

TEST(RecipientCategory, counts_envelope_recipients_without_naming_them) {
  const Reading mail = read("From: a@b.fr\nTo: quelqu.un@autre.fr\n\nx\n",
                            {true,
                             "a@b.fr",
                             {"one@gmail.com", "two@gmail.com", "info@exemple.fr",
                              "jeanne.martin@exemple.fr", "x1@exemple.fr"}});
  EXPECT_THAT(mail.values("recipient.consumer"), ElementsAre("2"));
  EXPECT_THAT(mail.values("recipient.role"), ElementsAre("1"));
  EXPECT_THAT(mail.values("recipient.named_at_organisation"), ElementsAre("1"));
  EXPECT_THAT(mail.values("recipient.unknown"), ElementsAre("1"));
  EXPECT_THAT(mail.ids("recipient.from_header"), IsEmpty());
  for (const Fact& fact : mail.facts) {
    if (!fact.id.starts_with("recipient.")) continue;
    EXPECT_EQ(fact.part, "envelope");
    EXPECT_EQ(fact.quote, "");
    EXPECT_TRUE(fact.range.empty());
    EXPECT_THAT(fact.value, Not(HasSubstr("@")));
  }
}

TEST(RecipientCategory, says_when_the_header_stands_in_for_the_envelope) {
  const Reading mail = read("From: a@b.fr\nTo: one@gmail.com\nCc: info@exemple.fr\n\nx\n");
  EXPECT_THAT(mail.values("recipient.from_header"), ElementsAre("2"));
  EXPECT_THAT(mail.values("recipient.consumer"), ElementsAre("1"));
  EXPECT_EQ(mail.fact("recipient.role").part, "0");
}

}  // namespace
}  // namespace constat::classifier::testing
