#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Thread, gives_references_to_earlier_mails) {
  const Reading mail = read_header(
      "From: a@b.fr\nIn-Reply-To: <1@b.fr>\nReferences: <0@b.fr> <1@b.fr>\nSubject: Re: x\n");
  EXPECT_THAT(mail.values("thread.in_reply_to"), ElementsAre("1@b.fr"));
  EXPECT_THAT(mail.values("thread.references"), ElementsAre("2"));
  EXPECT_THAT(mail.values("thread.subject_prefix"), ElementsAre("re:"));
  EXPECT_THAT(mail.ids("thread.prefix_without"), IsEmpty());
}

TEST(Thread, knows_the_prefixes_of_replies_and_forwards) {
  for (const std::string_view subject :
       {"Re: x", "RE : x", "Fwd: x", "TR: x", "Tr : x", "Re[2]: x", "[liste] Re: x", "AW: x"}) {
    EXPECT_EQ(read_header("From: a@b.fr\nSubject: " + std::string(subject) + "\n")
                  .values("thread.prefix_without_reference")
                  .size(),
              1u)
        << subject;
  }
  for (const std::string_view subject :
       {"Remise: 10 %", "Rendez-vous", "re x", "Trois jours : x", "Reponse: x", ""}) {
    EXPECT_THAT(read_header("From: a@b.fr\nSubject: " + std::string(subject) + "\n").ids("thread."),
                IsEmpty())
        << subject;
  }
}

TEST(Thread, shows_ref_as_a_prefix_and_concludes_nothing_from_it) {
  const Reading mail = read_header("From: a@b.fr\nSubject: =?utf-8?q?R=C3=A9f=2E?= : facture 12\n");
  EXPECT_THAT(mail.values("thread.subject_prefix"), ElementsAre("ref:"));
  EXPECT_THAT(mail.ids("thread.prefix_without"), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
