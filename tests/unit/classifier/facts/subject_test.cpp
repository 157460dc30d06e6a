#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Subject, gives_every_subject_decoded_and_keeps_it_for_level_headers) {
  const Reading mail =
      read_header("From: a@b.fr\nSubject: =?utf-8?q?Des_id=C3=A9es?=\nSubject: second\n");
  EXPECT_THAT(mail.values("subject.text"), ElementsAre("Des idées", "second"));
  EXPECT_EQ(fact_kind("subject.text")->sensitivity, Sensitivity::kHeaders);
}

TEST(Subject, sees_a_missing_and_an_empty_subject) {
  EXPECT_THAT(read_header("From: a@b.fr\n").values("subject.empty"), ElementsAre("absent"));
  EXPECT_THAT(read_header("From: a@b.fr\nSubject: \n").values("subject.empty"),
              ElementsAre("empty"));
  EXPECT_THAT(read_header("From: a@b.fr\nSubject: x\n").ids("subject.empty"), IsEmpty());
}

TEST(Subject, sees_advertising_marks) {
  for (const std::string_view subject :
       {"Publicit=C3=A9_:_nos_prix", "[PUB]_Nos_prix", "Pub_-_nos_prix", "Ad:_prices",
        "Prices_(Ad)", "Advertisement"}) {
    EXPECT_EQ(read_header("From: a@b.fr\nSubject: =?utf-8?q?" + std::string(subject) + "?=\n")
                  .values("subject.advertising_mark")
                  .size(),
              1u)
        << subject;
  }
  for (const std::string_view subject : {"Publication de la lettre", "Adieu", "Ad hoc",
                                         "La publicite au cinema", "Pubs of London"}) {
    EXPECT_THAT(read_header("From: a@b.fr\nSubject: " + std::string(subject) + "\n")
                    .ids("subject.advertising"),
                IsEmpty())
        << subject;
  }
}

}  // namespace
}  // namespace constat::classifier::testing
