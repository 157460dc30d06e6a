// Reports that a mail carries. Texts after RFC 5965 appendix B.2 and RFC 3464 appendix E.

#include "classifier/records/enclosed_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using testing::HasSubstr;
using testing::Not;

class EnclosedReportTest : public testing::Test {
 protected:
  std::optional<EnclosedReport> read(const std::string& subtype, const std::string& body,
                                     Disclosure level = Disclosure::kFacts) {
    capture::RawMail raw;
    raw.bytes = body;
    parser::ParsedMail mail;
    mail.raw = &raw;
    parser::Part part;
    part.type = "message";
    part.subtype = subtype;
    part.encoding = encoding_;
    part.body = {0, body.size()};
    mail.parts = {part};
    Telling telling(level, AddressMask(pseudonyms_, {}));
    return enclosed_report(mail, limits_, pseudonyms_, telling);
  }

  std::string encoding_ = "7bit";
  const Limits limits_{};
  const Pseudonymiser pseudonyms_{"0123456789abcdef0123456789abcdef"};
};

TEST_F(EnclosedReportTest, reads_a_feedback_report) {
  const auto report = read("feedback-report",
                           "Feedback-Type: abuse\r\n"
                           "User-Agent: SomeGenerator/1.0\r\n"
                           "Version: 1\r\n"
                           "Original-Mail-From: <somesender@example.net>\r\n"
                           "Original-Rcpt-To: <user@example.com>\r\n"
                           "Arrival-Date: Thu, 8 Mar 2005 14:00:00 EDT\r\n"
                           "Reporting-MTA: dns; mail.example.com\r\n"
                           "Source-IP: 192.0.2.1\r\n"
                           "Reported-Domain: example.net\r\n");
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(*report, (EnclosedReport{"feedback",
                                     "abuse",
                                     "SomeGenerator/1.0",
                                     "Thu, 8 Mar 2005 14:00:00 EDT",
                                     "192.0.2.1",
                                     "example.net",
                                     "mail.example.com",
                                     {}}));
}

TEST_F(EnclosedReportTest, reads_a_delivery_status_and_masks_its_recipients) {
  const std::string body =
      "Reporting-MTA: dns; cs.utk.edu\r\n"
      "\r\n"
      "Original-Recipient: rfc822;louisl@larry.slip.umd.edu\r\n"
      "Final-Recipient: rfc822;louisl@larry.slip.umd.edu\r\n"
      "Action: failed\r\n"
      "Status: 4.0.0\r\n"
      "Diagnostic-Code: smtp; 426 <louisl@larry.slip.umd.edu>\r\n connection timed out\r\n"
      "\r\n"
      "Final-Recipient: rfc822; second@example.net\r\n"
      "Action: delayed\r\n";
  const std::string louis = pseudonyms_.of_address("louisl@larry.slip.umd.edu");
  const auto report = read("delivery-status", body);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->reporting_mta, "cs.utk.edu");
  EXPECT_EQ(report->recipients,
            (std::vector<DeliveryStatus>{
                {louis, "failed", "4.0.0", "smtp; 426 <" + louis + "> connection timed out"},
                {pseudonyms_.of_address("second@example.net"), "delayed", "", std::nullopt}}));
  EXPECT_THAT(*read("delivery-status", body, Disclosure::kHeaders)->recipients[0].diagnostic,
              HasSubstr("louisl@larry.slip.umd.edu"));
}

TEST_F(EnclosedReportTest, reads_through_transfer_encoding) {
  encoding_ = "base64";
  const auto report = read("feedback-report", "RmVlZGJhY2stVHlwZTogYWJ1c2UK");
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->feedback_type, "abuse");
}

TEST_F(EnclosedReportTest, of_counts_keeps_the_kind_alone) {
  const auto report = read("feedback-report", "Feedback-Type: abuse\r\n", Disclosure::kCounts);
  EXPECT_EQ(report->kind, "feedback");
  EXPECT_EQ(report->feedback_type, "");
}

TEST_F(EnclosedReportTest, of_other_parts_is_none) {
  EXPECT_EQ(read("rfc822", "Feedback-Type: abuse\r\n"), std::nullopt);
}

TEST_F(EnclosedReportTest, gives_something_for_any_text) {
  for (const char* body : {"", "\n", "\n\n\n", ":", " : \n", " folded first\n", "no colon", "A: b",
                           "Final-Recipient:\n", "Action\r\n\r\n \r\n:x"}) {
    EXPECT_TRUE(read("delivery-status", body).has_value()) << body;
  }
}

}  // namespace
}  // namespace constat::classifier
