// What the second phase keeps of a mail.

#include "classifier/timeline/mail_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/timeline/sender_mails.h"

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MailTrace back_and_forth(const MailTrace& trace) {
  std::string bytes;
  append_trace(trace, bytes);
  return trace_from(bytes);
}

TEST(MailTrace, keeps_who_sent_it_to_whom_and_which_addresses_it_names) {
  MailRecord mail = mail_of("shop.example", 7, "p:jean", 10);
  mail.header.unsubscribe_mailto_ids = {"p:stop", "p:other"};
  mail.header.reply_to = {{std::nullopt, std::nullopt, "p:reply"}};
  mail.header.list_id = "News.Shop.Example";
  mail.recipients_not_kept = 3;
  const MailTrace trace = trace_of(mail);
  EXPECT_EQ(trace.where.mail, mail.id);
  EXPECT_EQ(trace.where.first_frame, 71u);
  EXPECT_EQ(trace.sender, "shop.example");
  EXPECT_EQ(trace.author, "p:from-shop.example");
  EXPECT_THAT(trace.own_addresses, ElementsAre("p:from-shop.example", "p:reply"));
  EXPECT_THAT(trace.unsubscribe_addresses, ElementsAre("p:stop", "p:other"));
  EXPECT_THAT(trace.names, ElementsAre("Shop"));
  EXPECT_EQ(trace.list, "news.shop.example");
  EXPECT_EQ(trace.recipients_not_kept, 3u);
  ASSERT_EQ(trace.deliveries.size(), 1u);
  EXPECT_EQ(trace.deliveries[0].person, "p:jean");
  EXPECT_EQ(trace.deliveries[0].outcome, capture::Outcome::kAccepted);
  EXPECT_TRUE(trace.shows(Mark::kAccepted));
  EXPECT_TRUE(trace.shows(Mark::kAutomated)) << "a list";
  EXPECT_EQ(back_and_forth(trace), trace);
}

TEST(MailTrace, keeps_what_bears_on_other_mails) {
  MailRecord mail = mail_of("shop.example", 7, "p:jean", 10);
  mail.facts = {{"transaction.order", "A-17", "1", {}, ""},
                {"transaction.auto_submitted", "auto-generated", "0", {}, ""},
                {"legal.siren", "552081317", "1", {}, ""},
                {"template.text", "00ff", "1", {}, ""},
                {"signup.confirmation_request", "", "1", {}, ""}};
  mail.header.message_id = "1@shop.example";
  mail.header.in_reply_to = {"9@boite.example"};
  mail.header.references = {"8@boite.example", "9@boite.example"};
  mail.links = {{"https://shop.example/?u=1", std::nullopt, "1", false}};
  const MailTrace trace = trace_of(mail);
  EXPECT_TRUE(trace.shows(Mark::kOrder));
  EXPECT_TRUE(trace.shows(Mark::kConfirmationRequest));
  EXPECT_TRUE(trace.shows(Mark::kAnswer));
  EXPECT_FALSE(trace.shows(Mark::kOffer));
  EXPECT_FALSE(trace.shows(Mark::kSigned));
  EXPECT_EQ(trace.transaction, "order");
  EXPECT_THAT(trace.sirens, ElementsAre("552081317"));
  EXPECT_EQ(trace.template_digest, "00ff");
  EXPECT_EQ(trace.message, short_name("1@shop.example"));
  EXPECT_THAT(trace.answers_to,
              ElementsAre(short_name("9@boite.example"), short_name("8@boite.example")));
  EXPECT_NE(trace.links, 0u);
  EXPECT_EQ(back_and_forth(trace), trace);
}

// RFC 3464 section 2.3.3: only "failed" says that the address took nothing. RFC 5965 section 3.
TEST(MailTrace, keeps_what_reports_say) {
  MailRecord bounce = mail_of("mx.example", 1, "p:bounces", 1);
  bounce.report.emplace();
  bounce.report->kind = "delivery_status";
  bounce.report->recipients = {
      {"p:jean", "failed", "5.1.1", std::nullopt, "p:alias", "", "", "", ""},
      {"p:paul", "delayed", "4.4.1", std::nullopt, "", "", "", "", ""}};
  const MailTrace trace = trace_of(bounce);
  EXPECT_THAT(trace.bounces, ElementsAre(Bounce{"p:jean", "5.1.1"}, Bounce{"p:alias", "5.1.1"}));
  EXPECT_FALSE(trace.shows(Mark::kFeedback));
  EXPECT_EQ(back_and_forth(trace), trace);

  MailRecord feedback = mail_of("fbl.example", 2, "p:abuse", 2);
  feedback.report.emplace();
  feedback.report->kind = "feedback";
  feedback.report->returned_message_id = "1@shop.example";
  feedback.report->original_rcpt_ids = {"p:jean"};
  feedback.report->reported_domains = {"shop.example"};
  const MailTrace told = trace_of(feedback);
  EXPECT_TRUE(told.shows(Mark::kFeedback));
  EXPECT_EQ(told.reported_message, short_name("1@shop.example"));
  EXPECT_THAT(told.reported_recipients, ElementsAre("p:jean"));
  EXPECT_EQ(back_and_forth(told), told);
}

TEST(MailTrace, has_the_recipients_of_to_and_cc_where_there_is_no_envelope) {
  MailRecord mail = mail_of("shop.example", 7, "p:jean", 10);
  mail.has_envelope = false;
  mail.recipients.clear();
  mail.header.to = {{std::nullopt, std::nullopt, "p:a"}};
  mail.header.cc = {{std::nullopt, std::nullopt, "p:b"}, {std::nullopt, std::nullopt, "p:a"}};
  const MailTrace trace = trace_of(mail);
  ASSERT_EQ(trace.deliveries.size(), 2u);
  EXPECT_EQ(trace.deliveries[1].person, "p:b");
  EXPECT_EQ(trace.deliveries[1].outcome, capture::Outcome::kNotObserved);
  EXPECT_FALSE(trace.shows(Mark::kAccepted));
}

TEST(MailTrace, takes_the_date_field_where_nothing_was_captured) {
  MailRecord mail = mail_of("shop.example", 7, "p:jean", 10);
  mail.header.date = "2020-01-01T00:00:00Z";
  EXPECT_EQ(to_rfc3339(moment_of(mail)), "2026-03-01T08:10:00.000000000Z");
  mail.time = "";
  mail.header.date = "2026-03-01T09:00:00+01:00";
  EXPECT_EQ(to_rfc3339(moment_of(mail)), "2026-03-01T08:00:00.000000000Z");
  mail.header.date = "9999999-03-01T09:00:00Z";
  EXPECT_FALSE(moment_of(mail).known());
  mail.header.date.reset();
  EXPECT_FALSE(moment_of(mail).known());
}

TEST(MailTrace, of_nothing_has_no_name) {
  EXPECT_EQ(short_name(""), 0u);
  EXPECT_THAT(trace_of(MailRecord()).deliveries, IsEmpty());
  EXPECT_EQ(back_and_forth(MailTrace()), MailTrace());
}

}  // namespace
}  // namespace constat::classifier
