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

TEST(HeaderRecord, tells_the_trace_without_its_recipients) {
  const Pseudonymiser pseudonyms("0123456789abcdef0123456789abcdef");
  parser::Header header;
  parser::TraceField trace;
  trace.from = "a.example";
  trace.from_info = "a.example [192.0.2.1]";
  trace.by = "b.example";
  trace.recipient = "louis@x.example, ann@x.example";
  trace.date = "2024-01-01T10:00:00+01:00";
  header.received = {trace};
  header.received_count = 7;
  Telling facts(Disclosure::kFacts, AddressMask(pseudonyms, {}));
  const HeaderRecord record = header_record(header, pseudonyms, facts);
  ASSERT_EQ(record.received.size(), 1u);
  EXPECT_EQ(record.received[0].from, "a.example");
  EXPECT_EQ(record.received[0].from_info, std::nullopt);
  EXPECT_THAT(record.received[0].recipient_ids,
              ElementsAre(pseudonyms.of_address("louis@x.example"),
                          pseudonyms.of_address("ann@x.example")));
  EXPECT_EQ(record.received[0].date, "2024-01-01T10:00:00+01:00");
  EXPECT_EQ(record.received_count, 7u);
  Telling headers(Disclosure::kHeaders, AddressMask(pseudonyms, {}));
  EXPECT_EQ(header_record(header, pseudonyms, headers).received[0].from_info,
            "a.example [192.0.2.1]");
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
