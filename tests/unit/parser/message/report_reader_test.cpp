#include "parser/message/report_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

using testing::ElementsAre;

// A multipart/report whose second part has this type and text.
std::string mail_with(const std::string& type, const std::string& text,
                      const std::string& returned = "") {
  return crlf("Content-Type: multipart/report; report-type=x; boundary=b\n\n--b\n\nText.\n--b\n" +
              ("Content-Type: message/" + type + "\n\n") + text + "\n--b\n" + returned +
              "\n--b--\n");
}

struct Reported {
  explicit Reported(const std::string& type, const std::string& text,
                    const std::string& returned = "", const Limits& limits = {})
      : parsed(mail_with(type, text, returned), limits),
        report(parsed.mail.report.value()),
        odd(parsed.count(DefectKind::kReportMalformed)) {}
  std::vector<std::string> odd_places() const {
    std::vector<std::string> out;
    for (const Defect& defect : parsed.mail.defects) {
      if (defect.kind == DefectKind::kReportMalformed) out.push_back(parsed.at(defect.where));
    }
    return out;
  }
  Parsed parsed;
  const ReportParts& report;
  std::size_t odd;
};

TEST(ReportReader, reads_the_example_of_rfc_3464_appendix_e_1) {
  const Reported r("delivery-status",
                   "Reporting-MTA: dns; cs.utk.edu\n\n"
                   "Original-Recipient: rfc822;louisl@larry.slip.umd.edu\n"
                   "Final-Recipient: rfc822;louisl@larry.slip.umd.edu\n"
                   "Action: failed\nStatus: 4.0.0\n"
                   "Diagnostic-Code: smtp; 426 connection timed out\n"
                   "Last-Attempt-Date: Thu, 7 Jul 1994 17:15:49 -0400\n",
                   "Content-Type: message/rfc822\n\nMessage-ID: <1@x.example>\n\nbody");
  EXPECT_EQ(r.report.kind, ReportKind::kDeliveryStatus);
  EXPECT_EQ(r.report.reporting_mta.type, "dns");
  EXPECT_EQ(r.report.reporting_mta.text, "cs.utk.edu");
  ASSERT_EQ(r.report.recipients.size(), 1u);
  const RecipientStatus& recipient = r.report.recipients[0];
  EXPECT_EQ(recipient.original_recipient.type, "rfc822");
  EXPECT_EQ(recipient.original_recipient.text, "louisl@larry.slip.umd.edu");
  EXPECT_EQ(recipient.final_recipient.text, "louisl@larry.slip.umd.edu");
  EXPECT_EQ(recipient.action, "failed");
  EXPECT_EQ(recipient.status, "4.0.0");
  EXPECT_EQ(recipient.diagnostic.type, "smtp");
  EXPECT_EQ(recipient.diagnostic.text, "426 connection timed out");
  EXPECT_EQ(recipient.last_attempt_date, "1994-07-07T17:15:49-04:00");
  EXPECT_TRUE(r.parsed.at(recipient.where).starts_with("Original-Recipient: "));
  EXPECT_TRUE(r.parsed.at(recipient.where).ends_with("17:15:49 -0400\r\n"));
  EXPECT_EQ(r.report.returned, ReturnedContent::kMessage);
  EXPECT_EQ(r.report.returned_message_id, "1@x.example");
  EXPECT_EQ(r.odd, 0u);
}

TEST(ReportReader, reads_several_recipients_of_rfc_3464_appendix_e_2) {
  const Reported r("delivery-status",
                   "Reporting-MTA: dns; cs.utk.edu\n\n"
                   "Original-Recipient: rfc822;arathib@vnet.ibm.com\n"
                   "Final-Recipient: rfc822;arathib@vnet.ibm.com\nAction: failed\n"
                   "Status: 5.0.0 (permanent failure)\n"
                   "Diagnostic-Code: smtp; 550 'arathib@vnet.IBM.COM' is not a\n"
                   " registered gateway user\nRemote-MTA: dns; vnet.ibm.com\n\n"
                   "Original-Recipient: rfc822;johnh@hpnjld.njd.hp.com\n"
                   "Final-Recipient: rfc822;johnh@hpnjld.njd.hp.com\nAction: delayed\n"
                   "Status: 4.0.0 (hpnjld.njd.jp.com: host name lookup failure)\n\n"
                   "Original-Recipient: rfc822;wsnell@sdcc13.ucsd.edu\n"
                   "Final-Recipient: rfc822;wsnell@sdcc13.ucsd.edu\nAction: failed\n"
                   "Status: 5.0.0\nDiagnostic-Code: smtp; 550 user unknown\n"
                   "Remote-MTA: dns; sdcc13.ucsd.edu\n");
  ASSERT_EQ(r.report.recipients.size(), 3u);
  EXPECT_EQ(r.report.recipients[0].status, "5.0.0");
  EXPECT_EQ(r.report.recipients[0].diagnostic.text,
            "550 'arathib@vnet.IBM.COM' is not a registered gateway user");
  EXPECT_EQ(r.report.recipients[0].remote_mta.text, "vnet.ibm.com");
  EXPECT_EQ(r.report.recipients[1].action, "delayed");
  EXPECT_EQ(r.report.recipients[1].remote_mta.text, "");
  EXPECT_EQ(r.report.recipients[2].final_recipient.text, "wsnell@sdcc13.ucsd.edu");
  EXPECT_EQ(r.odd, 0u);
}

TEST(ReportReader, reads_every_field_of_rfc_3464) {
  const Reported r("global-delivery-status",
                   "Original-Envelope-Id: env;1\nReporting-MTA: dns;r.example\n"
                   "DSN-Gateway: dns;g.example\nReceived-From-MTA: dns;f.example\n"
                   "Arrival-Date: Fri, 8 Jul 1994 09:21:47 -0400\nX-Other: y\n\n"
                   "Original-Recipient: utf-8; o@x.example\nFinal-Recipient: rfc822;<f@x.example>\n"
                   "Action: Relayed (to non-DSN-aware mailer)\nStatus: 2.1.9\n"
                   "Final-Log-ID: log 1\nWill-Retry-Until: Sat, 9 Jul 1994 09:21:47 -0400\n");
  EXPECT_EQ(r.report.original_envelope_id, "env;1");
  EXPECT_EQ(r.report.dsn_gateway.text, "g.example");
  EXPECT_EQ(r.report.received_from_mta.text, "f.example");
  EXPECT_EQ(r.report.arrival_date, "1994-07-08T09:21:47-04:00");
  EXPECT_EQ(r.report.arrival_date_as_sent, "Fri, 8 Jul 1994 09:21:47 -0400");
  const RecipientStatus& recipient = r.report.recipients.at(0);
  EXPECT_EQ(recipient.original_recipient.type, "utf-8");
  EXPECT_EQ(recipient.final_recipient.text, "f@x.example");
  EXPECT_EQ(recipient.action, "relayed");
  EXPECT_EQ(recipient.final_log_id, "log 1");
  EXPECT_EQ(recipient.will_retry_until, "1994-07-09T09:21:47-04:00");
  EXPECT_EQ(r.odd, 0u);
}

TEST(ReportReader, reads_the_example_of_rfc_5965_appendix_b_2) {
  const Reported r("feedback-report",
                   "Feedback-Type: abuse\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n"
                   "Original-Mail-From: <somespammer@example.net>\n"
                   "Original-Rcpt-To: <user@example.com>\n"
                   "Arrival-Date: Thu, 8 Mar 2005 14:00:00 EDT\n"
                   "Reporting-MTA: dns; mail.example.com\nSource-IP: 192.0.2.1\n"
                   "Authentication-Results: mail.example.com;\n"
                   "               spf=fail smtp.mail=somespammer@example.com\n"
                   "Reported-Domain: example.net\n"
                   "Reported-Uri: http://example.net/earn_money.html\n"
                   "Reported-Uri: mailto:user@example.com\nRemoval-Recipient: user@example.com\n",
                   "Content-Type: text/rfc822-headers\n\nFrom: <a@x.example>\n"
                   "Message-Id: <8787KJKJ3K4J3K4J3K4J3.mail@example.net>\n\nMessage-ID: <no@x>\n");
  EXPECT_EQ(r.report.kind, ReportKind::kFeedback);
  EXPECT_EQ(r.report.feedback_type, "abuse");
  EXPECT_EQ(r.report.user_agent, "SomeGenerator/1.0");
  EXPECT_EQ(r.report.version, "1");
  EXPECT_EQ(r.report.original_mail_from, "somespammer@example.net");
  EXPECT_THAT(r.report.original_rcpt_to, ElementsAre("user@example.com"));
  EXPECT_EQ(r.report.arrival_date, "2005-03-08T14:00:00-04:00");
  EXPECT_EQ(r.report.reporting_mta.text, "mail.example.com");
  EXPECT_EQ(r.report.source_ip, "192.0.2.1");
  EXPECT_THAT(r.report.authentication_results,
              ElementsAre("mail.example.com; spf=fail smtp.mail=somespammer@example.com"));
  EXPECT_THAT(r.report.reported_domains, ElementsAre("example.net"));
  EXPECT_THAT(r.report.reported_uris,
              ElementsAre("http://example.net/earn_money.html", "mailto:user@example.com"));
  EXPECT_EQ(r.report.incidents, 1u);
  EXPECT_EQ(r.report.returned, ReturnedContent::kHeader);
  EXPECT_EQ(r.report.returned_message_id, "8787KJKJ3K4J3K4J3K4J3.mail@example.net");
  EXPECT_EQ(r.odd, 0u);
  EXPECT_TRUE(r.parsed.has(DefectKind::kDateMalformed));  // 8 March 2005 was a Tuesday
}

TEST(ReportReader, reads_a_disposition_notification) {  // RFC 8098 appendix A
  const Reported r("disposition-notification",
                   "Reporting-UA: joes-pc.cs.example.com; Foomail 97.1\n"
                   "Original-Recipient: rfc822;Joe_Recipient@example.com\n"
                   "Final-Recipient: rfc822;Joe_Recipient@example.com\n"
                   "Original-Message-ID: <199509192301.23456@example.org>\n"
                   "Disposition: manual-action/MDN-sent-manually; displayed\n");
  EXPECT_EQ(r.report.kind, ReportKind::kDisposition);
  EXPECT_EQ(r.report.original_message_id, "199509192301.23456@example.org");
  EXPECT_EQ(r.report.recipients.at(0).action, "manual-action/mdn-sent-manually; displayed");
  EXPECT_EQ(r.report.recipients.at(0).final_recipient.text, "Joe_Recipient@example.com");
  EXPECT_EQ(r.odd, 0u);
}

TEST(ReportReader, tells_recipients_apart_without_an_empty_line) {
  const Reported r("delivery-status",
                   "Reporting-MTA: dns; r.example\nFinal-Recipient: rfc822; a@x.example\n"
                   "Action: failed\nStatus: 5.1.1\nFinal-Recipient: rfc822; b@x.example\n"
                   "Action: failed\nStatus: 5.1.2\n");
  ASSERT_EQ(r.report.recipients.size(), 2u);
  EXPECT_EQ(r.report.recipients[1].final_recipient.text, "b@x.example");
  EXPECT_EQ(r.report.recipients[1].status, "5.1.2");
  EXPECT_THAT(r.odd_places(), ElementsAre("Final-Recipient: rfc822; a@x.example\r\n",
                                          "Final-Recipient: rfc822; b@x.example\r\n"));
}

TEST(ReportReader, passes_over_several_empty_lines) {
  const Reported r(
      "delivery-status",
      "\n\nReporting-MTA: dns; r.example\n\n \n\nFinal-Recipient: rfc822; a@x.example\n"
      "Action: failed\nStatus: 5.1.1\n\n\n");
  EXPECT_EQ(r.report.recipients.size(), 1u);
  EXPECT_EQ(r.odd, 0u);
}

TEST(ReportReader, notes_what_is_missing_or_odd) {
  const std::string message = "Reporting-MTA: dns; r.example\n\n";
  const std::string recipient =
      "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1.1\n";
  EXPECT_EQ(Reported("delivery-status", message + recipient).odd, 0u);
  for (const std::string& text :
       {recipient, message, std::string("Reporting-MTA: r.example\n\n") + recipient,
        message + "Final-Recipient: rfc822; a@x.example\nAction: failed\n",
        message + "Action: failed\nStatus: 5.1.1\n",
        message + "Final-Recipient: rfc822; a@x.example\nAction: lost\nStatus: 5.1.1\n",
        message + "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 550\n",
        message + "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 5.1\n",
        message + "Final-Recipient: rfc822; a@x.example\nAction: failed\nStatus: 3.1.1\n",
        message + recipient + "no field at all\n", message + recipient + "Reporting-MTA: dns; q\n",
        message + "\nReporting-MTA: dns; q\n\n" + recipient}) {
    EXPECT_GT(Reported("delivery-status", text).odd, 0u) << text;
  }
  for (const char* text : {"", "Feedback-Type: abuse\n", "Feedback-Type: abuse\nUser-Agent: x\n",
                           "Feedback-Type: abuse\nUser-Agent: x\nVersion: 1\nVersion: 1\n",
                           "Feedback-Type: abuse\nUser-Agent: x\nVersion: 1\nIncidents: many\n",
                           "Feedback-Type: abuse\n\nUser-Agent: x\nVersion: 1\n"}) {
    EXPECT_GT(Reported("feedback-report", text).odd, 0u) << text;
  }
}

TEST(ReportReader, reads_through_transfer_encoding) {
  const Parsed p(
      "Content-Type: message/feedback-report\nContent-Transfer-Encoding: base64\n\n"
      "RmVlZGJhY2stVHlwZTogYWJ1c2UK\n");
  ASSERT_TRUE(p.mail.report.has_value());
  EXPECT_EQ(p.mail.report->feedback_type, "abuse");
}

TEST(ReportReader, does_not_read_inside_attached_messages) {
  const Parsed p(
      "Content-Type: message/rfc822\n\nContent-Type: message/feedback-report\n\n"
      "Feedback-Type: abuse\n");
  EXPECT_FALSE(p.mail.report.has_value());
  EXPECT_FALSE(
      Parsed("Content-Type: text/plain\n\nFeedback-Type: abuse\n").mail.report.has_value());
}

TEST(ReportReader, keeps_the_first_of_several_and_marks_the_others) {
  const Reported r("feedback-report", "Feedback-Type: abuse\nUser-Agent: x\nVersion: 1\n",
                   "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n");
  EXPECT_EQ(r.report.kind, ReportKind::kFeedback);
  EXPECT_THAT(r.odd_places(), ElementsAre("Reporting-MTA: dns; x\r\n"));
}

TEST(ReportReader, counts_beyond_the_caps) {
  std::string text = "Reporting-MTA: dns; x\n";
  for (int i = 0; i < 20; ++i)
    text += "\nFinal-Recipient: rfc822; a\nAction: failed\nStatus: 5.0.0\n";
  Limits limits;
  limits.recipients_per_mail = 3;
  const Reported r("delivery-status", text, "", limits);
  EXPECT_EQ(r.report.recipients.size(), 3u);
  EXPECT_EQ(r.report.recipients_count, 20u);
  EXPECT_EQ(r.parsed.count(DefectKind::kAddressLimit), 1u);
  Limits small;
  small.report_bytes = 60;
  const Reported cut("delivery-status", text, "", small);
  EXPECT_EQ(cut.report.recipients_count, 1u);
  EXPECT_EQ(cut.parsed.count(DefectKind::kTextLimit), 1u);
}

TEST(ReportReader, keeps_nothing_of_the_report_before) {
  const std::string bytes = mail_with(
      "delivery-status",
      "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a\nAction: failed\nStatus: 5.0.0\n");
  const Limits limits;
  KeptMail kept;
  MailParser parser(limits, kept);
  capture::RawMail raw;
  raw.bytes = bytes;
  parser.on_mail(raw);
  parser.on_mail(raw);
  EXPECT_TRUE(kept.mails.at(0).defects.empty());
  EXPECT_TRUE(kept.mails.at(1).defects.empty());
}

TEST(ReportReader, gives_something_for_any_text) {
  for (const char* text : {"", "\n", "\n\n\n", ":", " : \n", " folded first\n", "no colon", "A: b",
                           "Final-Recipient:\n", "Action\n\n \n:x", "Status: (((\n",
                           "Final-Recipient: ;;<\n", "Diagnostic-Code: \xFF\n"}) {
    EXPECT_EQ(Reported("delivery-status", text).report.reporting_mta.text, "") << text;
  }
}

}  // namespace
}  // namespace constat::parser
