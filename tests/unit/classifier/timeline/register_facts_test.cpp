// What the rows of a register say of a delivery, before and after the mail.

#include "classifier/timeline/register_facts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/timeline/controllers.h"
#include "tests/unit/classifier/timeline/delivery_facts.h"
#include "tests/unit/classifier/timeline/sample_registers.h"

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A mail of shop.example at 2026-03-01T08:10:00Z.
MailRecord mail_to(std::string_view address) {
  return mail_of("shop.example", 1, person(address), 10);
}

std::vector<std::string> found(const Registers& registers, const MailRecord& mail) {
  return FoundOf({mail}, registers).facts(0, "register.");
}

DeliveryFact fact(const Registers& registers, const MailRecord& mail, std::string_view id) {
  return FoundOf({mail}, registers).fact(0, id);
}

TEST(RegisterFacts, are_none_where_no_register_was_supplied) {
  EXPECT_THAT(found({}, mail_to("ana@b.example")), IsEmpty());
}

TEST(RegisterFacts, tell_a_consent_before_the_mail_from_one_after_it) {
  const Register consent =
      register_of(RegisterKind::kConsent,
                  "address,time,confirmed,source\n"
                  "ana@b.example,2026-01-01T00:00:00Z,,form\n"
                  "lea@b.example,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,form\n"
                  "max@b.example,2026-04-01T00:00:00Z,,\n"
                  "zoe@b.example,,,fair\n"
                  "eve@b.example,2026-01-01T00:00:00Z,2026-04-01T00:00:00Z,\n");
  const Registers registers{.consent = &consent};
  EXPECT_THAT(found(registers, mail_to("ana@b.example")),
              ElementsAre("register.consent.before=form"));
  EXPECT_THAT(found(registers, mail_to("lea@b.example")),
              ElementsAre("register.consent.before=form", "register.consent.confirmed=form"));
  EXPECT_THAT(found(registers, mail_to("max@b.example")), ElementsAre("register.consent.after"));
  EXPECT_THAT(found(registers, mail_to("zoe@b.example")),
              ElementsAre("register.consent.undated=fair"));
  EXPECT_THAT(found(registers, mail_to("eve@b.example")), ElementsAre("register.consent.before"))
      << "confirmed only after the mail";
  EXPECT_THAT(found(registers, mail_to("tom@b.example")), ElementsAre("register.consent.no_row"));

  const DeliveryFact before = fact(registers, mail_to("ana@b.example"), "register.consent.before");
  EXPECT_EQ(before.reference.exhibit, RegisterKind::kConsent);
  EXPECT_EQ(before.reference.line, 2u);
  EXPECT_EQ(before.reference.mail, "");
  // date -u -d 2026-03-01T08:10Z +%s less date -u -d 2026-01-01 +%s
  EXPECT_EQ(before.elapsed_seconds, 1772352600 - 1767225600);
  EXPECT_EQ(fact(registers, mail_to("max@b.example"), "register.consent.after").elapsed_seconds,
            1772352600 - 1775001600);
}

TEST(RegisterFacts, tell_a_withdrawal_and_a_consent_given_anew) {
  const Register consent =
      register_of(RegisterKind::kConsent,
                  "address,time,withdrawn\n"
                  "out@b.example,2025-01-01T00:00:00Z,2025-06-01T00:00:00Z\n"
                  "anew@b.example,2025-01-01T00:00:00Z,2025-06-01T00:00:00Z\n"
                  "anew@b.example,2025-09-01T00:00:00Z,\n"
                  "both@b.example,2025-01-01T00:00:00Z,\n"
                  "both@b.example,2024-01-01T00:00:00Z,2025-06-01T00:00:00Z\n"
                  "later@b.example,2025-01-01T00:00:00Z,2026-06-01T00:00:00Z\n");
  const Registers registers{.consent = &consent};
  EXPECT_THAT(found(registers, mail_to("out@b.example")),
              ElementsAre("register.consent.withdrawn"));
  EXPECT_THAT(found(registers, mail_to("anew@b.example")), ElementsAre("register.consent.before"));
  EXPECT_THAT(found(registers, mail_to("both@b.example")),
              ElementsAre("register.consent.before", "register.consent.withdrawn"));
  EXPECT_THAT(found(registers, mail_to("later@b.example")), ElementsAre("register.consent.before"));
}

TEST(RegisterFacts, tell_a_consent_to_other_controllers) {
  const Register consent =
      register_of(RegisterKind::kConsent,
                  "address,time,controllers\n"
                  "ana@b.example,2026-01-01T00:00:00Z,Autre SAS; tiers.example\n"
                  "lea@b.example,2026-01-01T00:00:00Z,Autre SAS; Shop SARL\n"
                  "max@b.example,2026-01-01T00:00:00Z,www.shop.example\n"
                  "eve@b.example,2026-01-01T00:00:00Z,552 081 317\n");
  const Registers registers{.consent = &consent};
  EXPECT_THAT(found(registers, mail_to("ana@b.example")),
              ElementsAre("register.consent.other_controller=Autre SAS; tiers.example"));
  EXPECT_THAT(found(registers, mail_to("lea@b.example")), ElementsAre("register.consent.before"));
  EXPECT_THAT(found(registers, mail_to("max@b.example")), ElementsAre("register.consent.before"));
  EXPECT_THAT(found(registers, mail_to("eve@b.example")),
              ElementsAre("register.consent.other_controller=552 081 317"));
  EXPECT_THAT(found(registers, with_fact(mail_to("eve@b.example"), "legal.siren", "552081317")),
              ElementsAre("register.consent.before"));
}

TEST(RegisterFacts, cannot_order_a_mail_without_a_time) {
  const Register consent =
      register_of(RegisterKind::kConsent, "address,time\nana@b.example,2026-01-01T00:00:00Z\n");
  MailRecord mail = mail_to("ana@b.example");
  mail.time = "";
  EXPECT_THAT(found({.consent = &consent}, mail), ElementsAre("register.consent.undated"));
  EXPECT_EQ(fact({.consent = &consent}, mail, "register.consent.undated").elapsed_seconds,
            std::nullopt);
  mail.header.date = "2026-03-01T09:00:00+01:00";
  EXPECT_THAT(found({.consent = &consent}, mail), ElementsAre("register.consent.before"));
}

TEST(RegisterFacts, tell_the_first_objection_before_the_mail) {
  const Register objection = register_of(RegisterKind::kObjection,
                                         "address,time,channel,scope\n"
                                         "ana@b.example,2026-02-01T00:00:00Z,phone,offers\n"
                                         "ana@b.example,2026-01-01T00:00:00Z,letter,\n"
                                         "lea@b.example,2026-03-01T08:10:00Z,,\n"
                                         "max@b.example,2026-03-01T08:10:01Z,,\n"
                                         "zoe@b.example,,,all\n");
  const Registers registers{.objection = &objection};
  EXPECT_THAT(found(registers, mail_to("ana@b.example")),
              ElementsAre("register.objection.before=letter"));
  EXPECT_EQ(fact(registers, mail_to("ana@b.example"), "register.objection.before").reference.line,
            3u);
  EXPECT_THAT(found(registers, mail_to("lea@b.example")), ElementsAre("register.objection.before"));
  EXPECT_THAT(found(registers, mail_to("max@b.example")), ElementsAre("register.objection.after"));
  EXPECT_THAT(found(registers, mail_to("zoe@b.example")),
              ElementsAre("register.objection.undated=all"));
  EXPECT_THAT(found(registers, mail_to("tom@b.example")), IsEmpty());
}

TEST(RegisterFacts, tell_an_objection_of_a_register_with_the_mails_after_it) {
  const Register objection =
      register_of(RegisterKind::kObjection, "address,time\nana@b.example,2026-03-01T08:15:00Z\n");
  const FoundOf run({mail_of("shop.example", 1, person("ana@b.example"), 10),
                     mail_of("shop.example", 2, person("ana@b.example"), 20),
                     mail_of("shop.example", 3, person("ana@b.example"), 30)},
                    {.objection = &objection});
  EXPECT_THAT(run.told().objections, IsEmpty()) << "not seen in the flow";
  ASSERT_EQ(run.told().register_objections.size(), 1u);
  const Objection& told = run.told().register_objections[0];
  EXPECT_EQ(told.channel, "register");
  EXPECT_EQ(told.line, 2u);
  EXPECT_EQ(told.time, "2026-03-01T08:15:00.000000000Z");
  EXPECT_EQ(told.sender_domain, "shop.example");
  ASSERT_EQ(told.later.size(), 2u);
  EXPECT_EQ(told.later[0].mail, mail_number(2));
  EXPECT_EQ(told.later[0].elapsed_seconds, 300);
}

TEST(RegisterFacts, tell_sales_of_the_same_and_of_another_siren) {
  const Register sales = register_of(RegisterKind::kSales,
                                     "address,date,siren\n"
                                     "ana@b.example,2026-01-01,552081317\n"
                                     "lea@b.example,2026-01-01,732829320\n"
                                     "max@b.example,2026-01-01,\n"
                                     "zoe@b.example,2026-05-01,552081317\n"
                                     "eve@b.example,,552081317\n"
                                     "two@b.example,2026-01-01,732829320\n"
                                     "two@b.example,2025-01-01,552 081 317 00012\n");
  const Registers registers{.sales = &sales};
  const auto of = [&](std::string_view address) {
    return found(registers, with_fact(mail_to(address), "legal.siren", "552081317"));
  };
  EXPECT_THAT(of("ana@b.example"), ElementsAre("register.sales.before"));
  EXPECT_THAT(of("lea@b.example"), ElementsAre("register.sales.other_siren=732829320"));
  EXPECT_THAT(of("max@b.example"), ElementsAre("register.sales.before"));
  EXPECT_THAT(of("zoe@b.example"), ElementsAre("register.sales.after"));
  EXPECT_THAT(of("eve@b.example"), ElementsAre("register.sales.undated"));
  EXPECT_THAT(of("two@b.example"), ElementsAre("register.sales.before"));
  EXPECT_THAT(of("tom@b.example"), ElementsAre("register.sales.no_row"));
  EXPECT_THAT(found(registers, mail_to("lea@b.example")), ElementsAre("register.sales.before"))
      << "the mail names no SIREN to compare with";
}

TEST(RegisterFacts, tell_mailboxes_of_the_operator_while_they_are_his) {
  const Register mailboxes = register_of(RegisterKind::kMailboxes,
                                         "address,since,until\nseed@b.example,2026-01-01,\n"
                                         "old@b.example,2020-01-01,2026-01-01\nany@b.example,,\n");
  const Registers registers{.mailboxes = &mailboxes};
  EXPECT_THAT(found(registers, mail_to("seed@b.example")),
              ElementsAre("register.mailbox.delivery"));
  EXPECT_THAT(found(registers, mail_to("old@b.example")), IsEmpty());
  EXPECT_THAT(found(registers, mail_to("any@b.example")), ElementsAre("register.mailbox.delivery"));
  EXPECT_THAT(found(registers, mail_to("tom@b.example")), IsEmpty());
}

TEST(RegisterFacts, tell_complaints_before_and_after) {
  const Register complaints = register_of(RegisterKind::kComplaints,
                                          "address,time\nana@b.example,2026-01-01T00:00:00Z\n"
                                          "max@b.example,2026-05-01T00:00:00Z\n");
  const Registers registers{.complaints = &complaints};
  EXPECT_THAT(found(registers, mail_to("ana@b.example")), ElementsAre("register.complaint.before"));
  EXPECT_THAT(found(registers, mail_to("max@b.example")), ElementsAre("register.complaint.after"));
}

TEST(Controllers, read_a_siren_however_it_is_spaced) {
  EXPECT_EQ(siren_in("552 081 317"), "552081317");
  EXPECT_EQ(siren_in("552.081.317.00012"), "552081317");
  EXPECT_EQ(siren_in("55208131"), "");
  EXPECT_EQ(siren_in("SIREN 552081317"), "");
}

TEST(Controllers, hold_a_sender_by_name_domain_or_siren) {
  PairEvent mail;
  mail.sender = "shop.example";
  mail.names = {"La Boutique"};
  mail.sirens = {"552081317"};
  EXPECT_TRUE(is_among_controllers("", mail));
  EXPECT_TRUE(is_among_controllers(" ; ", mail));
  EXPECT_TRUE(is_among_controllers("Autre | LA BOUTIQUE SAS", mail));
  EXPECT_TRUE(is_among_controllers("news.shop.example", mail));
  EXPECT_TRUE(is_among_controllers("55208131700012", mail));
  EXPECT_FALSE(is_among_controllers("Boutiques Unies", mail));
  EXPECT_FALSE(is_among_controllers("shop.other", mail));
}

}  // namespace
}  // namespace constat::classifier
