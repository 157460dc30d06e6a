// What several mails together show of one delivery, rule by rule.

#include "classifier/timeline/second_phase.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/timeline/delivery_facts.h"

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view kObjection = "timeline.objection.";

MailRecord newsletter(int number, const std::string& recipient, int minute,
                      const std::string& list = "") {
  MailRecord mail = mail_of("shop.example", number, recipient, minute);
  mail.header.unsubscribe_mailto_ids = {"p:stop"};
  if (!list.empty()) mail.header.list_id = list;
  return with_fact(std::move(mail), "prospection.offer", "-20 %");
}

MailRecord signed_by(MailRecord mail, parser::auth::Result result) {
  mail.authentication.signatures.emplace_back();
  mail.authentication.signatures.back().result = result;
  return mail;
}

TEST(SecondPhase, tells_the_first_mail_to_a_person_and_the_days_since) {
  MailRecord next_week = newsletter(3, "p:jean", 0);
  next_week.time = "2026-03-08T08:30:00.000000000Z";
  const FoundOf found({next_week, newsletter(1, "p:jean", 10), newsletter(2, "p:paul", 20)});
  EXPECT_THAT(found.facts(1, "timeline.first"), ElementsAre("timeline.first_communication"));
  EXPECT_THAT(found.facts(2, "timeline.first"), ElementsAre("timeline.first_communication"));
  EXPECT_THAT(found.facts(0, "timeline.first"), ElementsAre("timeline.first_seen=7"));
  const DeliveryFact seen = found.fact(0, "timeline.first_seen");
  EXPECT_EQ(seen.elapsed_seconds, 7 * 86'400 + 20 * 60);
  EXPECT_EQ(seen.reference.mail, mail_number(1));
  EXPECT_EQ(seen.reference.first_frame, 11u);
}

TEST(SecondPhase, cannot_tell_what_was_first_of_mails_without_a_time) {
  MailRecord undated = newsletter(1, "p:jean", 10);
  undated.time = "";
  const FoundOf found({undated, newsletter(2, "p:jean", 20)});
  EXPECT_THAT(found.facts(0, "timeline."), IsEmpty());
  EXPECT_THAT(found.facts(1, "timeline.first"), ElementsAre("timeline.first_communication"));
}

TEST(SecondPhase, tells_a_mail_before_an_objection_from_one_after_it) {
  const FoundOf found({newsletter(1, "p:jean", 10), objection_of("p:jean", 2, "p:stop", 20),
                       newsletter(3, "p:jean", 25), newsletter(4, "p:paul", 30)});
  EXPECT_THAT(found.facts(0, kObjection), IsEmpty());
  EXPECT_THAT(found.facts(2, kObjection), ElementsAre("timeline.objection.mailto"));
  EXPECT_THAT(found.facts(3, kObjection), IsEmpty()) << "another person";
  const DeliveryFact fact = found.fact(2, "timeline.objection.mailto");
  EXPECT_EQ(fact.elapsed_seconds, 300);
  EXPECT_EQ(fact.reference.mail, mail_number(2));
  EXPECT_EQ(fact.reference.input, "a.pcap");
  EXPECT_TRUE(found.is_only_objection(1));
  EXPECT_FALSE(found.is_only_objection(2));
}

TEST(SecondPhase, tells_the_strength_of_an_objection) {
  using parser::auth::Result;
  for (const auto& [result, id] :
       {std::pair(Result::kVerifies, "timeline.objection.mailto_signed"),
        std::pair(Result::kNotEvaluated, "timeline.objection.mailto_signed"),
        std::pair(Result::kDoesNotVerify, "timeline.objection.mailto")}) {
    const FoundOf found({newsletter(1, "p:jean", 10),
                         signed_by(objection_of("p:jean", 2, "p:stop", 20), result),
                         newsletter(3, "p:jean", 25)});
    EXPECT_THAT(found.facts(2, kObjection), ElementsAre(id));
    ASSERT_EQ(found.told().objections.size(), 1u);
    EXPECT_EQ(found.told().objections[0].is_signed, result != Result::kDoesNotVerify);
  }
}

TEST(SecondPhase, counts_each_strength_once_from_its_first_mail) {
  const FoundOf found({newsletter(1, "p:jean", 1), objection_of("p:jean", 2, "p:stop", 2),
                       objection_of("p:jean", 3, "p:stop", 3),
                       with_fact(letter_of("p:jean", 4, "p:from-shop.example", 4), "request.stop"),
                       newsletter(5, "p:jean", 5)});
  EXPECT_THAT(found.facts(4, kObjection),
              ElementsAre("timeline.objection.mailto", "timeline.objection.reply"));
  EXPECT_EQ(found.fact(4, "timeline.objection.mailto").elapsed_seconds, 180);
  EXPECT_EQ(found.told().objections.size(), 3u);
}

TEST(SecondPhase, takes_words_of_stopping_to_the_sender_as_an_objection) {
  const FoundOf found({newsletter(1, "p:jean", 1),
                       with_fact(letter_of("p:jean", 2, "p:from-shop.example", 2), "request.stop"),
                       newsletter(3, "p:jean", 3)});
  EXPECT_THAT(found.facts(2, kObjection), ElementsAre("timeline.objection.reply"));
  ASSERT_EQ(found.told().objections.size(), 1u);
  EXPECT_EQ(found.told().objections[0].channel, "reply");
  ASSERT_EQ(found.told().objections[0].later.size(), 1u);
  EXPECT_EQ(found.told().objections[0].later[0].elapsed_seconds, 60);
  EXPECT_FALSE(found.is_only_objection(1));
}

// RFC 3834: an answer that a program wrote is nobody's will, whatever it quotes.
TEST(SecondPhase, takes_no_automatic_answer_and_no_other_letter_as_an_objection) {
  MailRecord automatic =
      with_fact(letter_of("p:jean", 2, "p:from-shop.example", 2), "request.stop");
  automatic.header.auto_submitted = "auto-replied";
  const FoundOf found({newsletter(1, "p:jean", 1), automatic,
                       letter_of("p:jean", 4, "p:from-shop.example", 4),
                       newsletter(5, "p:jean", 5)});
  EXPECT_THAT(found.facts(3, kObjection), IsEmpty());
  EXPECT_THAT(found.told().objections, IsEmpty());
}

TEST(SecondPhase, tells_a_transactional_mail_after_an_objection_from_an_offer) {
  MailRecord invoice = mail_of("shop.example", 3, "p:jean", 30);
  invoice = with_fact(std::move(invoice), "transaction.invoice", "F-1");
  invoice = with_fact(std::move(invoice), "prospection.price", "9,99 EUR");
  const MailRecord both = with_fact(newsletter(4, "p:jean", 40), "transaction.order", "A-1");
  const FoundOf found(
      {newsletter(1, "p:jean", 10), objection_of("p:jean", 2, "p:stop", 20), invoice, both});
  EXPECT_THAT(found.facts(2, kObjection), ElementsAre("timeline.objection.transactional=invoice"));
  EXPECT_THAT(found.facts(3, kObjection), ElementsAre("timeline.objection.mailto"));
  ASSERT_EQ(found.told().objections[0].later.size(), 2u);
  EXPECT_TRUE(found.told().objections[0].later[0].transactional);
  EXPECT_FALSE(found.told().objections[0].later[1].transactional);
}

TEST(SecondPhase, tells_a_mail_of_another_list_after_an_objection) {
  MailRecord other = newsletter(3, "p:jean", 30, "jobs.shop.example");
  other.header.unsubscribe_mailto_ids = {"p:stop-jobs"};
  const FoundOf found({newsletter(1, "p:jean", 10, "News.shop.example"),
                       objection_of("p:jean", 2, "p:stop", 20), other,
                       newsletter(4, "p:jean", 40, "news.shop.example"),
                       mail_of("shop.example", 5, "p:jean", 50)});
  EXPECT_THAT(found.facts(2, kObjection),
              ElementsAre("timeline.objection.other_list=news.shop.example"));
  EXPECT_THAT(found.facts(3, kObjection), ElementsAre("timeline.objection.mailto"));
  EXPECT_THAT(found.facts(4, kObjection), ElementsAre("timeline.objection.mailto"))
      << "it names no list: the sender is the same";
  ASSERT_EQ(found.told().objections.size(), 1u);
  const Objection& objection = found.told().objections[0];
  EXPECT_THAT(objection.lists, ElementsAre("news.shop.example"));
  ASSERT_EQ(objection.later.size(), 3u);
  EXPECT_TRUE(objection.later[0].other_list);
  EXPECT_FALSE(objection.later[1].other_list);
}

TEST(SecondPhase, says_how_many_senders_share_the_address_written_to) {
  MailRecord other = newsletter(2, "p:paul", 2);
  other.sender_domain = "other.example";
  const FoundOf found({newsletter(1, "p:jean", 1), other, objection_of("p:jean", 3, "p:stop", 3),
                       newsletter(4, "p:jean", 4)});
  EXPECT_THAT(found.facts(3, kObjection), ElementsAre("timeline.objection.mailto=2"));
}

TEST(SecondPhase, keeps_a_feedback_report_apart_from_objections) {
  MailRecord offer = newsletter(1, "p:jean", 1);
  offer.header.message_id = "1@shop.example";
  MailRecord report = mail_of("fbl.example", 2, "p:abuse", 2);
  report.report.emplace();
  report.report->kind = "feedback";
  report.report->returned_message_id = "1@shop.example";
  const FoundOf found({offer, report, newsletter(3, "p:jean", 3), newsletter(4, "p:paul", 4)});
  EXPECT_THAT(found.facts(2, "timeline.c"), ElementsAre("timeline.complaint.before"));
  EXPECT_THAT(found.facts(2, kObjection), IsEmpty());
  EXPECT_THAT(found.facts(3, "timeline.c"), IsEmpty());
  EXPECT_EQ(found.fact(2, "timeline.complaint.before").reference.mail, mail_number(2));
  EXPECT_THAT(found.told().objections, IsEmpty());
  ASSERT_EQ(found.told().complaints.size(), 1u);
  EXPECT_EQ(found.told().complaints[0].channel, "feedback_report");
  EXPECT_EQ(found.told().complaints[0].person, "p:jean");
  EXPECT_EQ(found.told().complaints[0].sender_domain, "shop.example");
}

// RFC 5965 section 3.2: Original-Rcpt-To and Reported-Domain, where the mail itself was not seen.
TEST(SecondPhase, joins_a_feedback_report_by_the_recipient_and_domain_it_names) {
  MailRecord report = mail_of("fbl.example", 2, "p:abuse", 2);
  report.report.emplace();
  report.report->kind = "feedback";
  report.report->original_rcpt_ids = {"p:jean"};
  report.report->reported_domains = {"News.Shop.Example"};
  const FoundOf found({report, newsletter(3, "p:jean", 3), newsletter(4, "p:paul", 4)});
  EXPECT_THAT(found.facts(1, "timeline.c"), ElementsAre("timeline.complaint.before"));
  EXPECT_THAT(found.facts(2, "timeline.c"), IsEmpty());
}

TEST(SecondPhase, cannot_tell_who_complained_of_a_mail_to_several) {
  MailRecord offer = newsletter(1, "p:jean", 1);
  offer.header.message_id = "1@shop.example";
  offer.recipients.push_back({"p:paul", std::nullopt, std::nullopt, RecipientCategory::kUnknown,
                              250, capture::Outcome::kAccepted});
  MailRecord report = mail_of("fbl.example", 2, "p:abuse", 2);
  report.report.emplace();
  report.report->kind = "feedback";
  report.report->returned_message_id = "1@shop.example";
  EXPECT_THAT(FoundOf({offer, report}).told().complaints, IsEmpty());
  report.report->original_rcpt_ids = {"p:paul"};
  const FoundOf named({offer, report});
  ASSERT_EQ(named.told().complaints.size(), 1u);
  EXPECT_EQ(named.told().complaints[0].person, "p:paul");
}

TEST(SecondPhase, tells_a_confirmation_request_seen_before) {
  const FoundOf found(
      {with_fact(mail_of("shop.example", 1, "p:jean", 1), "signup.confirmation_request"),
       newsletter(2, "p:jean", 2), newsletter(3, "p:paul", 3)});
  constexpr std::string_view kId = "timeline.confirmation_request.before";
  EXPECT_THAT(found.facts(0, kId), IsEmpty());
  EXPECT_THAT(found.facts(1, kId), ElementsAre(kId));
  EXPECT_EQ(found.fact(1, kId).elapsed_seconds, 60);
  EXPECT_THAT(found.facts(2, kId), IsEmpty());
}

TEST(SecondPhase, tells_an_earlier_order_of_the_same_or_another_siren) {
  const auto order = [](int number, const std::string& person, const std::string& siren) {
    MailRecord mail =
        with_fact(mail_of("shop.example", number, person, number), "transaction.order", "A-1");
    return siren.empty() ? mail : with_fact(std::move(mail), "legal.siren", siren);
  };
  const auto offer = [](int number, const std::string& person) {
    return with_fact(newsletter(number, person, number), "legal.siren", "552081317");
  };
  const FoundOf found({order(1, "p:same", "552081317"), order(2, "p:other", "732829320"),
                       order(3, "p:silent", ""), offer(4, "p:same"), offer(5, "p:other"),
                       offer(6, "p:silent"), offer(7, "p:nobody")});
  EXPECT_THAT(found.facts(3, "timeline.order"), ElementsAre("timeline.order.before=equal_siren"));
  EXPECT_THAT(found.facts(4, "timeline.order"),
              ElementsAre("timeline.order.other_siren=732829320"));
  EXPECT_THAT(found.facts(5, "timeline.order"),
              ElementsAre("timeline.order.before=siren_not_stated"));
  EXPECT_THAT(found.facts(6, "timeline.order"), IsEmpty());
  EXPECT_THAT(found.facts(0, "timeline.order"), IsEmpty()) << "an order is not before itself";
}

// RFC 5322 section 3.6.4.
TEST(SecondPhase, tells_an_answer_in_a_thread_that_the_recipient_opened) {
  MailRecord question = letter_of("p:jean", 2, "p:from-shop.example", 2);
  question.header.message_id = "q@boite.example";
  MailRecord answer = newsletter(3, "p:jean", 3);
  answer.header.in_reply_to = {"q@boite.example"};
  MailRecord further = newsletter(4, "p:jean", 4);
  further.header.references = {"q@boite.example", "3@shop.example"};
  const FoundOf found(
      {newsletter(1, "p:jean", 1), question, answer, further, newsletter(5, "p:jean", 5)});
  constexpr std::string_view kId = "timeline.thread_by_recipient";
  EXPECT_THAT(found.facts(2, kId), ElementsAre(kId));
  EXPECT_EQ(found.fact(2, kId).reference.mail, mail_number(2));
  EXPECT_THAT(found.facts(3, kId), ElementsAre(kId));
  EXPECT_THAT(found.facts(4, kId), IsEmpty());
}

TEST(SecondPhase, does_not_take_an_answer_of_the_recipient_for_an_opening) {
  MailRecord reply = letter_of("p:jean", 2, "p:from-shop.example", 2);
  reply.header.message_id = "r@boite.example";
  reply.header.in_reply_to = {"1@shop.example"};
  MailRecord next = newsletter(3, "p:jean", 3);
  next.header.in_reply_to = {"r@boite.example"};
  const FoundOf found({newsletter(1, "p:jean", 1), reply, next});
  EXPECT_THAT(found.facts(2, "timeline.thread"), IsEmpty());
}

// RFC 3464; RFC 3463 section 3.2: X.1.1 is "bad destination mailbox address".
TEST(SecondPhase, tells_bounces_of_unsubscribe_addresses_and_of_recipients) {
  MailRecord bounce = mail_of("mx.example", 5, "p:jean", 15);
  bounce.report.emplace();
  bounce.report->kind = "delivery_status";
  bounce.report->recipients = {{"p:stop", "failed", "5.1.1", std::nullopt, "", "", "", "", ""}};
  MailRecord unknown = mail_of("mx.example", 6, "p:bounces", 25);
  unknown.report.emplace();
  unknown.report->kind = "delivery_status";
  unknown.report->recipients = {{"p:paul", "failed", "5.1.1", std::nullopt, "", "", "", "", ""},
                                {"p:lea", "failed", "5.7.1", std::nullopt, "", "", "", "", ""}};
  MailRecord elsewhere = newsletter(4, "p:jean", 40);
  elsewhere.header.unsubscribe_mailto_ids = {"p:other-stop"};
  const FoundOf found({newsletter(1, "p:jean", 10), newsletter(2, "p:paul", 20),
                       newsletter(3, "p:lea", 30), elsewhere, bounce, unknown});
  EXPECT_THAT(found.facts(0, "timeline.optout"), ElementsAre("timeline.optout_bounced=5.1.1"));
  EXPECT_EQ(found.fact(0, "timeline.optout_bounced").elapsed_seconds, -300) << "it came later";
  EXPECT_EQ(found.fact(1, "timeline.optout_bounced").elapsed_seconds, 300);
  EXPECT_THAT(found.facts(3, "timeline.optout"), IsEmpty()) << "it names another address";
  EXPECT_THAT(found.facts(1, "timeline.rec"), ElementsAre("timeline.recipient_unknown=5.1.1"));
  EXPECT_EQ(found.fact(1, "timeline.recipient_unknown").reference.mail, mail_number(6));
  EXPECT_THAT(found.facts(0, "timeline.rec"), IsEmpty());
  EXPECT_THAT(found.facts(2, "timeline.rec"), IsEmpty()) << "5.7.1 says something else";
}

TEST(SecondPhase, tells_links_that_differ_per_recipient_within_a_template) {
  const auto offer = [](int number, const std::string& person, const std::string& url,
                        const std::string& text) {
    MailRecord mail = newsletter(number, person, number);
    mail.links = {{url, std::nullopt, "1", false}};
    return with_fact(std::move(mail), "template.text", text);
  };
  const FoundOf found(
      {offer(1, "p:a", "https://x.example/1", "t1"), offer(2, "p:b", "https://x.example/2", "t1"),
       offer(3, "p:a", "https://x.example/", "t2"), offer(4, "p:b", "https://x.example/", "t2"),
       offer(5, "p:a", "https://x.example/5", "t3"), offer(6, "p:a", "https://x.example/6", "t3")});
  EXPECT_THAT(found.facts(0, "timeline.link"), ElementsAre("timeline.link_per_recipient=2/2"));
  EXPECT_THAT(found.facts(1, "timeline.link"), ElementsAre("timeline.link_per_recipient=2/2"));
  EXPECT_THAT(found.facts(2, "timeline.link"), IsEmpty()) << "the same for both";
  EXPECT_THAT(found.facts(4, "timeline.link"), IsEmpty()) << "one person only";
}

TEST(SecondPhase, tells_images_that_differ_per_recipient_within_a_template) {
  const auto offer = [](int number, const std::string& person, const std::string& image) {
    MailRecord mail = with_fact(newsletter(number, person, number), "template.text", "t");
    return with_fact(std::move(mail), "template.image", image);
  };
  const FoundOf found({offer(1, "p:a", "https://x.example/1.gif"),
                       offer(2, "p:b", "https://x.example/2.gif"), newsletter(3, "p:c", 3)});
  EXPECT_THAT(found.facts(1, "timeline.image"), ElementsAre("timeline.image_per_recipient=2/2"));
  EXPECT_THAT(found.facts(2, "timeline.image"), IsEmpty());
}

TEST(SecondPhase, takes_two_variants_for_many_not_for_one_per_recipient) {
  std::vector<MailRecord> mails;
  for (int number = 0; number < 20; ++number) {
    MailRecord mail = newsletter(number, "p:" + std::to_string(number), number);
    mail.links = {{"https://x.example/" + std::to_string(number % 2), std::nullopt, "1", false}};
    mails.push_back(with_fact(std::move(mail), "template.text", "t"));
  }
  EXPECT_THAT(FoundOf(mails).facts(7, "timeline.link"), IsEmpty());
}

TEST(SecondPhase, keeps_the_recipients_of_one_mail_apart) {
  MailRecord two = newsletter(3, "p:paul", 30);
  two.recipients.push_back({"p:jean", std::nullopt, std::nullopt, RecipientCategory::kUnknown, 250,
                            capture::Outcome::kAccepted});
  two.recipients.push_back(two.recipients.front());
  const FoundOf found({newsletter(1, "p:jean", 10), objection_of("p:jean", 2, "p:stop", 20), two});
  ASSERT_EQ(found.deliveries(2).size(), 2u) << "a person named twice is one delivery";
  EXPECT_THAT(found.facts(2, kObjection, 0), IsEmpty());
  EXPECT_THAT(found.facts(2, kObjection, 1), ElementsAre("timeline.objection.mailto"));
}

TEST(SecondPhase, bounds_what_it_tells_one_by_one_and_counts_the_rest) {
  Limits limits;
  limits.objections = 2;
  limits.later_mails = 1;
  std::vector<MailRecord> mails = {newsletter(0, "p:jean", 0)};
  for (int number = 1; number < 5; ++number) {
    mails.push_back(objection_of("p:jean", number, "p:stop", number));
  }
  mails.push_back(newsletter(6, "p:jean", 6));
  mails.push_back(newsletter(7, "p:jean", 7));
  const FoundOf found(mails, {}, limits);
  EXPECT_EQ(found.told().objections.size(), 2u);
  EXPECT_EQ(found.told().objections_not_kept, 2u);
  EXPECT_EQ(found.told().objections[0].later.size(), 1u);
  EXPECT_EQ(found.told().objections[0].later_not_kept, 1u);
  EXPECT_THAT(found.facts(6, kObjection), ElementsAre("timeline.objection.mailto"));
}

}  // namespace
}  // namespace constat::classifier
