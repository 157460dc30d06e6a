// Facts of a mail and of its delivery, sorted together by the rules of a criterion.

#include "classifier/timeline/delivery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/timeline/delivery_facts.h"
#include "tests/unit/classifier/timeline/sample_registers.h"

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr Rule kRules[] = {{"signup.claim", Bearing::kFor},
                           {"register.consent.before", Bearing::kFor},
                           {"register.consent.no_row", Bearing::kAgainst},
                           {"register.consent.withdrawn", Bearing::kAgainst},
                           {"register.consent.", Bearing::kContext},
                           {"timeline.first_seen", Bearing::kContext}};

Criterion consent() {
  Criterion criterion{};
  criterion.id = "TEST.consent";
  criterion.scope = Scope::kDelivery;
  criterion.needs = Needs::kHeader;
  criterion.rules = kRules;
  criterion.settled_by = RegisterKind::kConsent;
  return criterion;
}

Delivery with(std::vector<std::string> ids) {
  Delivery delivery;
  for (std::string& id : ids) delivery.facts.push_back({std::move(id), "", {}, {}});
  return delivery;
}

class Examined : public testing::Test {
 protected:
  DeliveryFinding examine(std::vector<std::string> ids) {
    return examine_delivery(consent(), mail, with(std::move(ids)), registers);
  }
  Register supplied;
  Registers registers{.consent = &supplied};
  MailRecord mail = mail_of("shop.example", 1, "p:jean", 1);
};
using ExamineDelivery = Examined;

TEST_F(ExamineDelivery, sorts_the_facts_of_mail_and_delivery_by_one_set_of_rules) {
  mail = with_fact(mail, "optout.body.link");
  mail = with_fact(mail, "signup.claim");
  const auto found = examine({"register.consent.no_row", "timeline.first_seen"});
  EXPECT_EQ(found.finding.state, State::kDiscordant);
  EXPECT_THAT(found.finding.for_facts, ElementsAre(1));
  EXPECT_THAT(found.finding.against_facts, ElementsAre(2));
  EXPECT_THAT(found.finding.context_facts, ElementsAre(3));
  EXPECT_EQ(found.exhibit, ExhibitState::kNoRow);
}

TEST_F(ExamineDelivery, tells_each_state) {
  EXPECT_EQ(examine({"register.consent.before"}).finding.state, State::kObserved);
  EXPECT_EQ(examine({"register.consent.withdrawn"}).finding.state, State::kNotObserved);
  EXPECT_EQ(examine({"register.consent.before", "register.consent.withdrawn"}).finding.state,
            State::kDiscordant);
  EXPECT_EQ(examine({}).finding.state, State::kNotObserved);
  mail.completeness = capture::Completeness::kMidstream;
  const Finding unseen = examine({}).finding;
  EXPECT_EQ(unseen.state, State::kNotObservable);
  EXPECT_EQ(unseen.reason, "header_incomplete");
}

TEST_F(ExamineDelivery, claims_no_absence_that_the_mail_itself_could_not_claim) {
  mail.findings = {{"TEST.consent", State::kNotObservable, {}, {}, {}, "encrypted_body"}};
  EXPECT_EQ(examine({}).finding.state, State::kNotObservable);
  EXPECT_EQ(examine({}).finding.reason, "encrypted_body");
  EXPECT_EQ(examine({"register.consent.before"}).finding.state, State::kObserved);
}

TEST_F(ExamineDelivery, tells_each_state_of_the_exhibit) {
  EXPECT_EQ(examine({"register.consent.before"}).exhibit, ExhibitState::kConcordant);
  EXPECT_EQ(examine({"register.consent.withdrawn"}).exhibit, ExhibitState::kDiscordant);
  EXPECT_EQ(examine({"register.consent.before", "register.consent.withdrawn"}).exhibit,
            ExhibitState::kDiscordant);
  EXPECT_EQ(examine({"register.consent.undated"}).exhibit, ExhibitState::kRowWithoutBearing);
  EXPECT_EQ(examine({"register.consent.no_row"}).exhibit, ExhibitState::kNoRow);
  EXPECT_EQ(examine({}).exhibit, ExhibitState::kNoRow);
  registers.consent = nullptr;
  EXPECT_EQ(examine({}).exhibit, ExhibitState::kNotProduced);
}

TEST_F(ExamineDelivery, has_no_exhibit_where_no_register_would_settle_it) {
  Criterion criterion = consent();
  criterion.settled_by.reset();
  EXPECT_EQ(examine_delivery(criterion, mail, with({}), registers).exhibit, std::nullopt);
}

TEST(Registers, are_found_by_kind) {
  const Register one, two;
  const Registers registers{.sales = &one, .mailboxes = &two};
  EXPECT_EQ(registers.of(RegisterKind::kSales), &one);
  EXPECT_EQ(registers.of(RegisterKind::kMailboxes), &two);
  EXPECT_EQ(registers.of(RegisterKind::kConsent), nullptr);
}

TEST(DeliveriesOf, take_each_person_once) {
  MailRecord mail = mail_of("shop.example", 1, "p:jean", 1);
  mail.recipients.push_back(mail.recipients.front());
  mail.recipients.front().outcome = capture::Outcome::kDeferred;
  const auto deliveries = deliveries_of(mail);
  ASSERT_EQ(deliveries.size(), 1u);
  EXPECT_EQ(deliveries[0].outcome, capture::Outcome::kAccepted);
  EXPECT_EQ(deliveries[0].category, RecipientCategory::kConsumer);
}

TEST(ExhibitStates, have_names) {
  EXPECT_EQ(name_of(ExhibitState::kNotProduced), "not_produced");
  EXPECT_EQ(name_of(ExhibitState::kRowWithoutBearing), "row_without_bearing");
}

}  // namespace
}  // namespace constat::classifier
