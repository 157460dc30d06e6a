#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

TEST(RegistersFacts, are_kinds_that_one_mail_alone_never_shows) {
  const Reading mail =
      read_header("From: a@b.fr\nTo: c@d.fr\nSubject: Re: x\nIn-Reply-To: <1@d.fr>\n");
  EXPECT_THAT(mail.ids("register."), ::testing::IsEmpty());
  const FactKind* first = fact_kind("register.consent.before");
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->sensitivity, Sensitivity::kPublic);
}

TEST(RegistersFacts, say_where_they_come_from_by_their_id) {
  for (const FactFamily* family : fact_families()) {
    if (family->id != "registers") continue;
    for (const FactKind& kind : family->kinds)
      EXPECT_TRUE(kind.id.starts_with("register.")) << kind.id;
  }
}

}  // namespace
}  // namespace constat::classifier::testing
