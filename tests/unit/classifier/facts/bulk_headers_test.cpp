#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(BulkHeaders, gives_the_fields_of_mailing_programs) {
  const Reading mail = read_header(
      "From: a@b.fr\nList-Id: Offres <offres.b.fr>\nPrecedence: bulk\nFeedback-ID: "
      "1:2:3:routeur\nAuto-Submitted: auto-generated\n"
      "X-Mailer: Campagne 4.2\nX-CSA-Complaints: csa-complaints@eco.de\n");
  EXPECT_THAT(mail.values("bulk.list_id"), ElementsAre("offres.b.fr"));
  EXPECT_THAT(mail.values("bulk.precedence"), ElementsAre("bulk"));
  EXPECT_THAT(mail.values("bulk.feedback_id"), ElementsAre("1:2:3:routeur"));
  EXPECT_THAT(mail.values("bulk.auto_submitted"), ElementsAre("auto-generated"));
  EXPECT_THAT(mail.values("bulk.mailer"), ElementsAre("Campagne 4.2"));
  EXPECT_THAT(mail.values("bulk.csa"), ElementsAre("csa-complaints@eco.de"));
}

TEST(BulkHeaders, gives_nothing_for_a_plain_mail) {
  EXPECT_THAT(read_header("From: a@b.fr\nSubject: x\n").ids("bulk."), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
