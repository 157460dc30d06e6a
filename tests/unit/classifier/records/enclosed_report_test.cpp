// What may be told of the reports that a mail carries.

#include "classifier/records/enclosed_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class EnclosedReportTest : public testing::Test {
 protected:
  EnclosedReportTest() {
    parts_.reporting_mta = {"dns", "mx.example"};
    parts_.arrival_date_as_sent = "Thu, 8 Mar 2005 14:00:00 EDT";
    parts_.original_rcpt_to = {"louis@x.example", ""};
    parts_.reported_uris = {"https://s.example/?u=louis@x.example"};
    parts_.reported_domains = {"s.example"};
    parts_.original_mail_from = "bounce+louis=x.example@s.example";
    parts_.returned = parser::ReturnedContent::kMessage;
    parts_.returned_message_id = "1@s.example";
    parser::RecipientStatus status;
    status.final_recipient = {"rfc822", "louis@x.example"};
    status.action = "failed";
    status.status = "5.1.1";
    status.diagnostic = {"smtp", "550 <louis@x.example> unknown"};
    status.remote_mta = {"dns", "b.example"};
    parts_.recipients = {status};
    parts_.recipients_count = 3;
  }

  EnclosedReport told(parser::ReportKind kind, Disclosure level = Disclosure::kFacts) {
    parts_.kind = kind;
    parser::ParsedMail mail;
    mail.report = parts_;
    Telling telling(level, AddressMask(pseudonyms_, {}));
    return enclosed_report(mail, pseudonyms_, telling).value();
  }

  parser::ReportParts parts_;
  const Pseudonymiser pseudonyms_{"0123456789abcdef0123456789abcdef"};
  const std::string louis_ = pseudonyms_.of_address("louis@x.example");
};

TEST_F(EnclosedReportTest, masks_the_recipients_of_a_delivery_status) {
  const EnclosedReport report = told(parser::ReportKind::kDeliveryStatus);
  EXPECT_EQ(report.kind, "delivery_status");
  EXPECT_EQ(report.reporting_mta, "mx.example");
  EXPECT_EQ(report.arrival_date, "Thu, 8 Mar 2005 14:00:00 EDT");
  ASSERT_EQ(report.recipients.size(), 1u);
  EXPECT_EQ(report.recipients[0].recipient_id, louis_);
  EXPECT_EQ(report.recipients[0].original_recipient_id, "");
  EXPECT_EQ(report.recipients[0].status, "5.1.1");
  EXPECT_EQ(report.recipients[0].diagnostic, "smtp; 550 <" + louis_ + "> unknown");
  EXPECT_EQ(report.recipients[0].remote_mta, "b.example");
  EXPECT_EQ(report.recipients_not_kept, 2u);
  EXPECT_EQ(report.returned, "message");
  EXPECT_EQ(report.returned_message_id, "1@s.example");
  EXPECT_EQ(report.incidents, 0u);
  EXPECT_THAT(report.original_rcpt_ids, IsEmpty());
}

TEST_F(EnclosedReportTest, masks_the_recipients_of_feedback) {
  const EnclosedReport report = told(parser::ReportKind::kFeedback);
  EXPECT_EQ(report.kind, "feedback");
  EXPECT_THAT(report.original_rcpt_ids, ElementsAre(louis_));
  EXPECT_THAT(report.reported_uris, ElementsAre("https://s.example/?u=" + louis_));
  EXPECT_THAT(report.reported_domains, ElementsAre("s.example"));
  EXPECT_EQ(report.original_mail_from.value().find("louis"), std::string::npos);
  EXPECT_EQ(report.incidents, 1u);
}

TEST_F(EnclosedReportTest, tells_addresses_from_the_level_headers_on) {
  const auto report = told(parser::ReportKind::kDeliveryStatus, Disclosure::kHeaders);
  EXPECT_EQ(report.recipients[0].diagnostic, "smtp; 550 <louis@x.example> unknown");
}

TEST_F(EnclosedReportTest, of_counts_keeps_the_kind_alone) {
  const EnclosedReport report = told(parser::ReportKind::kFeedback, Disclosure::kCounts);
  EXPECT_EQ(report.kind, "feedback");
  EXPECT_EQ(report.reporting_mta, "");
  EXPECT_EQ(report.recipients[0].status, "");
  EXPECT_EQ(report.incidents, 0u);
  EXPECT_THAT(report.reported_uris, IsEmpty());
}

TEST_F(EnclosedReportTest, of_a_mail_without_one_is_none) {
  Telling telling(Disclosure::kFacts, AddressMask(pseudonyms_, {}));
  EXPECT_EQ(enclosed_report({}, pseudonyms_, telling), std::nullopt);
}

}  // namespace
}  // namespace constat::classifier
