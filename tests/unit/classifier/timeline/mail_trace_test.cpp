// Objections found from traces are those found from whole records.

#include "classifier/timeline/mail_trace.h"

#include <gtest/gtest.h>

#include <random>

#include "classifier/timeline/objections.h"
#include "tests/unit/classifier/timeline/sender_mails.h"

namespace constat::classifier {
namespace {

ForEachTrace over(const std::vector<std::string>& traces) {
  return [&traces](const std::function<void(std::string_view)>& visit) {
    for (const std::string& trace : traces) visit(trace);
  };
}

std::vector<std::string> traces_of(const std::vector<MailRecord>& mails) {
  std::vector<std::string> traces;
  for (const MailRecord& mail : mails) append_trace(mail, traces.emplace_back());
  return traces;
}

TEST(MailTrace, keeps_what_the_timeline_needs) {
  MailRecord mail = mail_of("shop.example", 7, "p:jean", 10);
  mail.header.unsubscribe_mailto_ids = {"p:stop", "p:other"};
  mail.recipients_not_kept = 3;
  const MailRecord back = mail_from_trace(traces_of({mail}).front());
  EXPECT_EQ(back.id, mail.id);
  EXPECT_EQ(back.time, mail.time);
  EXPECT_EQ(back.sender_domain, "shop.example");
  EXPECT_EQ(back.header.unsubscribe_mailto_ids, mail.header.unsubscribe_mailto_ids);
  EXPECT_EQ(recipients_of(back), recipients_of(mail));
  EXPECT_EQ(back.recipients_not_kept, 3u);
  EXPECT_EQ(back.first_frame, mail.first_frame);
  EXPECT_EQ(back.outcome, mail.outcome);
}

TEST(MailTrace, keeps_the_addressees_of_a_mail_without_an_envelope) {
  MailRecord mail = mail_of("shop.example", 7, "p:jean", 10);
  mail.has_envelope = false;
  mail.recipients.clear();
  mail.header.to = {{std::nullopt, std::nullopt, "p:a"}};
  mail.header.cc = {{std::nullopt, std::nullopt, "p:b"}};
  const MailRecord back = mail_from_trace(traces_of({mail}).front());
  EXPECT_FALSE(back.has_envelope);
  EXPECT_EQ(recipients_of(back), recipients_of(mail));
}

TEST(MailTrace, finds_no_objection_where_no_mail_names_an_address_for_it) {
  EXPECT_TRUE(find_objections(over(traces_of({mail_of("shop.example", 1, "p:jean", 1),
                                              objection_of("p:jean", 2, "p:stop", 2)})))
                  .empty());
}

// 60 campaigns of three senders and four people, some of whom object.
TEST(MailTrace, finds_the_objections_that_whole_records_show) {
  std::mt19937 random(11);
  const std::vector<std::string> senders = {"a.example", "b.example", "c.example"};
  const std::vector<std::string> people = {"p:jean", "p:paul", "p:anne", "p:lea"};
  std::size_t objections = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<MailRecord> mails;
    for (int number = 1; number < 40; ++number) {
      const std::string& person = people[random() % people.size()];
      if (random() % 5 == 0) {
        mails.push_back(
            objection_of(person, number, "p:stop" + std::to_string(random() % 3), number));
        continue;
      }
      mails.push_back(mail_of(senders[random() % senders.size()], number, person, number));
      if (random() % 2 == 0) {
        mails.back().header.unsubscribe_mailto_ids = {"p:stop" + std::to_string(random() % 4)};
      }
    }
    const auto expected = find_objections(mails);
    EXPECT_EQ(find_objections(over(traces_of(mails))), expected) << "round " << round;
    objections += expected.size();
  }
  EXPECT_GT(objections, 100u);
}

}  // namespace
}  // namespace constat::classifier
