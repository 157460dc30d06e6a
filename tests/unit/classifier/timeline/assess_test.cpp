// What the mails of one sender show together.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/unit/classifier/timeline/sender_mails.h"

namespace constat::classifier {
namespace {

using capture::Outcome;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A criterion that no registry knows: its tally comes after those of the registry.
constexpr const char* kCriterion = "ZZ.test";

void add_fact(MailRecord& mail, const std::string& id, const std::string& value) {
  if (mail.findings.empty()) mail.findings = {{kCriterion, State::kObserved, {}, {}, {}, ""}};
  mail.findings[0].for_facts.push_back(static_cast<std::uint32_t>(mail.facts.size()));
  mail.facts.push_back({id, value, "0", {10, 5}, "quote of " + value});
  mail.fact_frames.push_back({mail.first_frame + 1, mail.first_frame + 2});
}

const CriterionTally& tally_of(const Assessment& assessment) {
  const auto found = std::ranges::find(assessment.criteria, kCriterion, &CriterionTally::criterion);
  EXPECT_NE(found, assessment.criteria.end());
  return *found;
}

TEST(Reached, asks_for_both_answers) {
  // Invariant 10: RCPT, end of data -> what became of the mail for that recipient.
  const auto reached_with = [](Outcome rcpt, Outcome data) {
    MailRecord mail;
    mail.outcome = data;
    RecipientRecord recipient;
    recipient.outcome = rcpt;
    return reached(mail, recipient);
  };
  EXPECT_EQ(reached_with(Outcome::kAccepted, Outcome::kAccepted), Outcome::kAccepted);
  EXPECT_EQ(reached_with(Outcome::kAccepted, Outcome::kRefused), Outcome::kRefused);
  EXPECT_EQ(reached_with(Outcome::kAccepted, Outcome::kDeferred), Outcome::kDeferred);
  EXPECT_EQ(reached_with(Outcome::kAccepted, Outcome::kUnanswered), Outcome::kUnanswered);
  EXPECT_EQ(reached_with(Outcome::kAccepted, Outcome::kNotObserved), Outcome::kNotObserved);
  EXPECT_EQ(reached_with(Outcome::kRefused, Outcome::kAccepted), Outcome::kRefused);
  EXPECT_EQ(reached_with(Outcome::kDeferred, Outcome::kAccepted), Outcome::kDeferred);
  EXPECT_EQ(reached_with(Outcome::kNotObserved, Outcome::kAccepted), Outcome::kNotObserved);
  EXPECT_EQ(reached_with(Outcome::kUnanswered, Outcome::kRefused), Outcome::kUnanswered);
}

TEST(Assess, of_no_mails_is_nothing) { EXPECT_THAT(assess({}), IsEmpty()); }

TEST(Assess, groups_by_sender_in_order_of_domain) {
  const auto found = assess({mail_of("b.example", 1, "p:a", 1), mail_of("", 2, "p:a", 2),
                             mail_of("a.example", 3, "p:a", 3), mail_of("b.example", 4, "p:b", 4)});
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(found[0].sender_domain, "");
  EXPECT_EQ(found[1].sender_domain, "a.example");
  EXPECT_EQ(found[2].sender_domain, "b.example");
  EXPECT_EQ(found[2].mails, 2u);
}

TEST(Assess, counts_recipients_by_what_became_of_them) {
  MailRecord taken = mail_of("a.example", 1, "p:a", 1);
  taken.recipients.push_back(
      {"p:b", std::nullopt, std::nullopt, RecipientCategory::kRole, 550, Outcome::kRefused});
  taken.recipients.push_back(
      {"p:a", std::nullopt, std::nullopt, RecipientCategory::kRole, 0, Outcome::kUnanswered});
  taken.recipients_not_kept = 4;
  MailRecord refused = mail_of("a.example", 2, "p:c", 2);
  refused.outcome = Outcome::kRefused;
  MailRecord file = mail_of("a.example", 3, "p:d", 3);
  file.has_envelope = false;
  file.recipients.clear();
  file.header.to = {{std::nullopt, std::nullopt, "p:d"}};
  file.completeness = capture::Completeness::kHoled;
  const Assessment found = assess({taken, refused, file}).at(0);
  EXPECT_EQ(found.mails, 3u);
  EXPECT_EQ(found.mails_without_envelope, 1u);
  EXPECT_THAT(found.mail_outcomes, ElementsAre(1, 1, 0, 0, 0));
  EXPECT_THAT(found.completeness, ElementsAre(2, 1, 0, 0));
  EXPECT_EQ(found.recipients, 4u);
  EXPECT_EQ(found.recipients_not_kept, 4u);
  EXPECT_THAT(found.recipient_outcomes, ElementsAre(1, 2, 0, 1, 0));
  EXPECT_THAT(found.recipient_categories, ElementsAre(2, 2, 0, 0));
  EXPECT_EQ(found.distinct_recipients, 4u);
}

TEST(Assess, lists_names_once_sorted_and_leaves_out_what_was_withheld) {
  MailRecord one = mail_of("a.example", 1, "p:a", 5);
  one.client_ip = "192.0.2.9";
  one.header.list_id = "list.a.example";
  add_fact(one, "legal.siren", "552100554");
  MailRecord two = mail_of("a.example", 2, "p:a", 1);
  two.header.from = {{"Boutique", "NEWS@a.example", "p:x"}, {std::nullopt, std::nullopt, "p:y"}};
  two.mail_from = "";
  two.client_ip = "192.0.2.10";
  MailRecord three = mail_of("a.example", 3, "p:a", 3);
  three.mail_from = std::nullopt;
  three.time = "";
  const Assessment found = assess({one, two, three}).at(0);
  EXPECT_THAT(found.from_names, ElementsAre("Boutique", "Shop"));
  EXPECT_THAT(found.from_addresses, ElementsAre("news@a.example"));
  EXPECT_THAT(found.return_path_domains, ElementsAre("a.example"));
  EXPECT_THAT(found.client_ips, ElementsAre("192.0.2.10", "192.0.2.9"));
  EXPECT_THAT(found.list_ids, ElementsAre("list.a.example"));
  EXPECT_THAT(found.sirens, ElementsAre("552100554"));
  EXPECT_EQ(found.first_time, two.time);
  EXPECT_EQ(found.last_time, one.time);
}

TEST(Assess, tallies_states_reasons_and_facts) {
  MailRecord one = mail_of("a.example", 1, "p:a", 1);
  add_fact(one, "optout.link", "https://a.example/1");
  add_fact(one, "optout.link", "https://a.example/2");
  MailRecord two = mail_of("a.example", 2, "p:a", 2);
  two.findings = {{kCriterion, State::kNotObservable, {}, {}, {}, "header_holed"}};
  const Assessment found = assess({one, two}).at(0);
  const CriterionTally& tally = tally_of(found);
  EXPECT_THAT(tally.states, ElementsAre(1, 0, 0, 1));
  EXPECT_EQ(tally.reasons.at("header_holed"), 1u);
  ASSERT_THAT(tally.for_facts, SizeIs(1));
  EXPECT_EQ(tally.for_facts[0].mails, 1u) << "a mail counts once";
  EXPECT_THAT(tally.for_facts[0].examples, SizeIs(2));
  EXPECT_EQ(tally.for_facts[0].examples[0], (Example{one.id,
                                                     "a.pcap",
                                                     12,
                                                     13,
                                                     one.sha256,
                                                     "0",
                                                     {10, 5},
                                                     "https://a.example/1",
                                                     "quote of https://a.example/1"}));
  EXPECT_EQ(found.criteria.size(), criteria().size() + 1);
}

TEST(Assess, shows_different_values_first_and_fills_up_with_equal_ones) {
  std::vector<MailRecord> mails;
  for (int number = 0; number < 6; ++number) {
    mails.push_back(mail_of("a.example", number, "p:a", number));
    add_fact(mails.back(), "many", number == 5 ? "late" : "same");
    add_fact(mails.back(), "all", std::to_string(number));
  }
  const Assessment found = assess(mails).at(0);
  const auto& facts = tally_of(found).for_facts;
  ASSERT_THAT(facts, SizeIs(2));
  const auto mails_of = [](const FactTally& tally) {
    std::vector<std::string> ids;
    for (const Example& example : tally.examples) ids.push_back(example.mail);
    return ids;
  };
  EXPECT_EQ(facts[0].fact, "all");
  EXPECT_THAT(mails_of(facts[0]), ElementsAre(mail_number(0), mail_number(1), mail_number(2)));
  EXPECT_THAT(mails_of(facts[1]), ElementsAre(mail_number(0), mail_number(1), mail_number(5)));
  EXPECT_EQ(facts[1].mails, 6u);
}

TEST(Assess, does_not_depend_on_the_order_of_the_mails) {
  std::mt19937 random(11);
  std::vector<MailRecord> mails;
  for (int number = 0; number < 24; ++number) {
    const std::string sender = number % 3 == 0 ? "a.example" : "b.example";
    MailRecord mail = mail_of(sender, number, "p:" + std::to_string(number % 4), number % 5);
    add_fact(mail, "fact." + std::to_string(number % 2), std::to_string(number % 7));
    mail.header.unsubscribe_mailto_ids = {"p:stop-" + sender};
    if (number % 8 == 7) mail = objection_of("p:1", number, "p:stop-a.example", number % 5);
    mails.push_back(mail);
  }
  mails.push_back(mails.front());  // the same file given twice
  mails.back().input = "copy.pcap";
  const auto expected = assess(mails);
  const auto objections = find_objections(mails);
  ASSERT_THAT(objections, testing::Not(IsEmpty()));
  for (int round = 0; round < 50; ++round) {
    std::ranges::shuffle(mails, random);
    ASSERT_TRUE(assess(mails) == expected) << round;
    ASSERT_TRUE(find_objections(mails) == objections) << round;
  }
}

TEST(Assess, totals_agree_over_any_mails) {
  std::mt19937 random(5);
  std::vector<MailRecord> mails;
  for (int number = 0; number < 200; ++number) {
    MailRecord mail = mail_of(random() % 2 == 0 ? "a.example" : "b.example", number % 20, "p:a",
                              static_cast<int>(random() % 60));
    mail.outcome = static_cast<Outcome>(random() % 5);
    mail.completeness = static_cast<capture::Completeness>(random() % 4);
    for (auto count = random() % 4; count > 0; --count)
      mail.recipients.push_back(mail.recipients[0]);
    mails.push_back(mail);
  }
  std::uint64_t total = 0;
  for (const Assessment& found : assess(mails)) {
    const auto sum = [](const auto& counts) {
      return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
    };
    EXPECT_EQ(sum(found.mail_outcomes) + found.mails_without_envelope, found.mails);
    EXPECT_EQ(sum(found.completeness), found.mails);
    EXPECT_EQ(sum(found.recipient_outcomes), found.recipients);
    EXPECT_EQ(sum(found.recipient_categories), found.recipients);
    total += found.mails;
  }
  EXPECT_EQ(total, mails.size());
}

TEST(Examples, lead_to_every_input_that_carried_the_fact) {
  MailRecord mail = mail_of("a.example", 1, "p:a", 1);
  add_fact(mail, "own", "1");
  add_fact(mail, "both", "1");
  add_fact(mail, "other", "1");
  add_fact(mail, "whole", "1");
  const std::vector<InputFrames> both = {{"a.pcap", 3, 4}, {"b.pcap", 1, 2}};
  const std::vector<InputFrames> three = {{"a.pcap", 3, 4}, {"b.pcap", 1, 9}, {"c.pcap", 1, 1}};
  mail.input = "a.pcap";
  mail.origins = three;
  mail.fact_frames = {{5, 6}, {3, 4}, {0, 0}, {0, 0}};
  mail.fact_origins = {{}, both, {{"b.pcap", 7, 8}}, {}};
  mail.fact_sources = {ByteRange{70, 5}, std::nullopt, std::nullopt, std::nullopt};
  const auto found = assess({mail});
  const std::vector<FactTally>& facts = tally_of(found.at(0)).for_facts;  // by id
  ASSERT_THAT(facts, SizeIs(4));
  const Example& of_both = facts[0].examples.at(0);
  EXPECT_EQ(of_both.origins, both);
  const Example& of_other = facts[1].examples.at(0);
  EXPECT_EQ(of_other.input, "b.pcap");
  EXPECT_EQ(of_other.first_frame, 7u);
  EXPECT_EQ(of_other.last_frame, 8u);
  EXPECT_THAT(of_other.origins, IsEmpty());
  const Example& of_own = facts[2].examples.at(0);
  EXPECT_EQ(of_own.input, "a.pcap");
  EXPECT_EQ(of_own.first_frame, 5u);
  EXPECT_EQ(of_own.source, (ByteRange{70, 5}));
  EXPECT_THAT(of_own.origins, IsEmpty());
  EXPECT_EQ(facts[3].examples.at(0).origins, three);
}

}  // namespace
}  // namespace constat::classifier
