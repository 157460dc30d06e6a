// Objections sent by mail, and what came after them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/timeline/sender_mails.h"

namespace constat::classifier {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

MailRecord newsletter(const std::string& sender, int number, const std::string& recipient,
                      int minute, const std::string& stop = "p:stop") {
  MailRecord mail = mail_of(sender, number, recipient, minute);
  mail.header.unsubscribe_mailto_ids = {stop};
  return mail;
}

TEST(Objections, name_the_person_the_sender_and_each_later_mail) {
  const std::vector<MailRecord> mails = {newsletter("shop.example", 1, "p:jean", 10),
                                         objection_of("p:jean", 2, "p:stop", 20),
                                         newsletter("shop.example", 3, "p:jean", 21),
                                         newsletter("shop.example", 4, "p:paul", 30),
                                         newsletter("shop.example", 5, "p:jean", 50),
                                         newsletter("other.example", 6, "p:jean", 51, "p:x")};
  const auto found = find_objections(mails);
  ASSERT_THAT(found, SizeIs(1));
  const Objection& objection = found[0];
  EXPECT_EQ(objection.mail, mail_number(2));
  EXPECT_EQ(objection.time, mails[1].time);
  EXPECT_EQ(objection.person, "p:jean");
  EXPECT_EQ(objection.sender_domain, "shop.example");
  EXPECT_EQ(objection.channel, "list_unsubscribe_mailto");
  EXPECT_TRUE(objection.accepted);
  EXPECT_EQ(objection.address_shared_by, 1u);
  EXPECT_EQ(objection.first_frame, 21u);
  ASSERT_THAT(objection.later, SizeIs(2));
  EXPECT_EQ(objection.later[0], (Objection::LaterMail{mail_number(3), mails[2].time, "a.pcap", 31,
                                                      36, 60, capture::Outcome::kAccepted}));
  EXPECT_EQ(objection.later[1].elapsed_seconds, 1800);
}

TEST(Objections, name_the_frames_of_one_input_where_a_mail_goes_on_in_the_next) {
  MailRecord asking = objection_of("p:jean", 2, "p:stop", 20);  // first frame 21
  asking.last_frame = 3;
  asking.last_input = "b.pcap";
  asking.origins = {{"a.pcap", 21, 40}, {"b.pcap", 1, 3}};
  MailRecord later = newsletter("shop.example", 3, "p:jean", 30);  // first frame 31
  later.last_frame = 9;
  later.last_input = "b.pcap";
  later.origins = {{"a.pcap", 31, 44}, {"b.pcap", 4, 9}};
  const auto found = find_objections({newsletter("shop.example", 1, "p:jean", 10), asking, later});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].last_frame, 40u);
  ASSERT_THAT(found[0].later, SizeIs(1));
  EXPECT_EQ(found[0].later[0].last_frame, 44u);
}

TEST(Objections, tell_what_became_of_a_later_mail_for_that_person_alone) {
  MailRecord later = newsletter("shop.example", 3, "p:paul", 30);
  later.recipients.push_back({"p:jean", std::nullopt, std::nullopt, RecipientCategory::kUnknown,
                              550, capture::Outcome::kRefused});
  const auto found = find_objections({newsletter("shop.example", 1, "p:jean", 10),
                                      objection_of("p:jean", 2, "p:stop", 20), later});
  ASSERT_THAT(found.at(0).later, SizeIs(1));
  EXPECT_EQ(found[0].later[0].outcome, capture::Outcome::kRefused);
}

TEST(Objections, count_also_when_the_server_did_not_take_them) {
  MailRecord refused = objection_of("p:jean", 2, "p:stop", 20);
  refused.outcome = capture::Outcome::kRefused;
  const auto found = find_objections({newsletter("shop.example", 1, "p:jean", 10), refused});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_FALSE(found[0].accepted);
}

TEST(Objections, are_one_per_mail_and_sender_however_many_mails_name_the_address) {
  std::vector<MailRecord> mails = {objection_of("p:jean", 0, "p:stop", 20)};
  for (int number = 1; number < 6; ++number) {
    mails.push_back(newsletter("shop.example", number, "p:jean", number));
  }
  EXPECT_THAT(find_objections(mails), SizeIs(1));
}

TEST(Objections, to_an_address_that_several_senders_share_say_so) {
  const auto found = find_objections({newsletter("a.example", 1, "p:jean", 1),
                                      newsletter("b.example", 2, "p:jean", 2),
                                      objection_of("p:jean", 3, "p:stop", 3)});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].sender_domain, "a.example");
  EXPECT_EQ(found[1].sender_domain, "b.example");
  EXPECT_EQ(found[0].address_shared_by, 2u);
}

TEST(Objections, are_not_what_a_sender_writes_to_its_own_address) {
  EXPECT_THAT(find_objections({newsletter("shop.example", 1, "p:jean", 1),
                               mail_of("shop.example", 2, "p:stop", 2)}),
              IsEmpty());
}

TEST(Objections, are_found_by_to_where_there_is_no_envelope) {
  MailRecord letter = objection_of("p:jean", 2, "p:unused", 20);
  letter.has_envelope = false;
  letter.recipients.clear();
  letter.header.to = {{std::nullopt, std::nullopt, "p:stop"}};
  letter.time = "";
  const auto found = find_objections({newsletter("shop.example", 1, "p:jean", 30), letter});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found[0].later, IsEmpty()) << "without a capture time nothing is later";
  EXPECT_FALSE(found[0].accepted);
}

TEST(Objections, do_not_count_a_mail_of_the_same_instant_as_later) {
  const auto found = find_objections(
      {objection_of("p:jean", 2, "p:stop", 20), newsletter("shop.example", 1, "p:jean", 20)});
  EXPECT_THAT(found.at(0).later, IsEmpty());
}

TEST(Objections, without_a_readable_author_name_nobody) {
  MailRecord anonymous = objection_of("", 2, "p:stop", 20);
  anonymous.header.from.clear();
  const auto found = find_objections({newsletter("shop.example", 1, "p:jean", 10), anonymous,
                                      newsletter("shop.example", 3, "", 30)});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].person, "");
  EXPECT_THAT(found[0].later, IsEmpty());
}

TEST(Objections, stay_out_of_the_assessments) {
  const auto assessments = assess(
      {newsletter("shop.example", 1, "p:jean", 10), objection_of("p:jean", 2, "p:stop", 20)});
  ASSERT_THAT(assessments, SizeIs(1));
  EXPECT_EQ(assessments[0].sender_domain, "shop.example");
  EXPECT_THAT(assessments[0].objections, SizeIs(1));
}

// Otherwise a sender could leave the report by adding one such recipient to its mails.
TEST(Objections, that_also_go_to_others_stay_in_the_assessment_of_their_sender) {
  MailRecord both = mail_of("loud.example", 2, "p:stop", 20);
  both.recipients.push_back({"p:paul", std::nullopt, std::nullopt, RecipientCategory::kConsumer,
                             250, capture::Outcome::kAccepted});
  const std::vector<MailRecord> mails = {newsletter("shop.example", 1, "p:jean", 10), both};
  EXPECT_THAT(find_objections(mails), SizeIs(1));
  const auto assessments = assess(mails);
  ASSERT_THAT(assessments, SizeIs(2));
  EXPECT_EQ(assessments[0].sender_domain, "loud.example");
}

TEST(Objections, with_recipients_that_were_not_kept_stay_there_too) {
  MailRecord more = objection_of("p:jean", 2, "p:stop", 20);
  more.recipients_not_kept = 1;
  EXPECT_THAT(assess({newsletter("shop.example", 1, "p:jean", 10), more}), SizeIs(2));
}

}  // namespace
}  // namespace constat::classifier
