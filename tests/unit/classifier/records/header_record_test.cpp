// Addresses of mailto: URIs (RFC 6068), and unfolded fields.

#include "classifier/records/header_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(MailtoAddresses, are_those_before_the_question_mark) {
  EXPECT_THAT(mailto_addresses("mailto:stop@s.example"), ElementsAre("stop@s.example"));
  EXPECT_THAT(mailto_addresses("MAILTO:stop@s.example?subject=a,b@c"),
              ElementsAre("stop@s.example"));
  EXPECT_THAT(mailto_addresses("mailto:a@s.example,b@s.example"),
              ElementsAre("a@s.example", "b@s.example"));
}

TEST(MailtoAddresses, are_decoded) {
  // RFC 6068 section 6.1: mailto:gorby%25kremvax@example.com
  EXPECT_THAT(mailto_addresses("mailto:gorby%25kremvax@example.com"),
              ElementsAre("gorby%kremvax@example.com"));
  EXPECT_THAT(mailto_addresses("mailto:a%40s.example"), ElementsAre("a@s.example"));
  EXPECT_THAT(mailto_addresses("mailto:a%4@s.example%"), ElementsAre("a%4@s.example%"));
}

TEST(MailtoAddresses, are_none_in_other_uris) {
  for (const char* uri :
       {"", "mailto:", "mailto:?to=a@b", "https://a@b.example/", "mail", "mailto:,,"}) {
    EXPECT_THAT(mailto_addresses(uri), IsEmpty()) << uri;
  }
}

TEST(FieldRecords, are_unfolded) {
  const Pseudonymiser pseudonyms("0123456789abcdef0123456789abcdef");
  Telling telling(Disclosure::kHeaders, AddressMask(pseudonyms, {}));
  const std::vector<parser::HeaderField> fields = {
      {"Subject", " This\r\n is a test", {}, {}},  // RFC 5322 section 2.2.3
      {"X", "", {}, {}},
      {"X", " \r\n ", {}, {}}};
  EXPECT_EQ(field_records(fields, telling),
            (std::vector<std::pair<std::string, std::string>>{
                {"Subject", "This is a test"}, {"X", ""}, {"X", ""}}));
}

TEST(HeaderRecord, names_each_unsubscribe_address_once) {
  const Pseudonymiser pseudonyms("0123456789abcdef0123456789abcdef");
  Telling telling(Disclosure::kFacts, AddressMask(pseudonyms, {}));
  parser::Header header;
  header.list_unsubscribe = {{"mailto:stop@s.example?subject=1", {}, 0},
                             {"mailto:STOP@s.example", {}, 1},
                             {"mailto:end@s.example", {}, 1}};
  EXPECT_THAT(
      header_record(header, pseudonyms, telling).unsubscribe_mailto_ids,
      ElementsAre(pseudonyms.of_address("stop@s.example"), pseudonyms.of_address("end@s.example")));
}

}  // namespace
}  // namespace constat::classifier
