// Routing providers told from advertisers, as an observation.

#include "classifier/timeline/relations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/timeline/delivery_facts.h"

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MailRecord routed(const std::string& sender, int number) {
  MailRecord mail = mail_of(sender, number, "p:jean", number);
  mail.mail_from = "b-" + std::to_string(number) + "@bounce.router.example";
  mail.header.list_unsubscribe = {"https://u.router.example/x", "mailto:stop@" + sender};
  mail.authentication.signatures.resize(2);
  mail.authentication.signatures[0].domain = "Router.example";
  mail.authentication.signatures[1].domain = sender;
  return mail;
}

TEST(Relations, name_a_domain_that_serves_several_senders) {
  const auto found = assess({routed("a.example", 1), routed("a.example", 2), routed("b.example", 3),
                             mail_of("c.example", 4, "p:jean", 4)});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_THAT(found[0].relations,
              ElementsAre(Relation{Role::kReturnPath, "router.example", 2, 2},
                          Relation{Role::kSignature, "router.example", 2, 2},
                          Relation{Role::kUnsubscribe, "router.example", 2, 2}));
  EXPECT_TRUE(found[0].relations[0].is_routing_provider());
  EXPECT_THAT(found[2].relations, IsEmpty()) << "its own domain only";
}

TEST(Relations, to_a_domain_of_one_sender_make_no_router_of_it) {
  MailRecord mail = mail_of("a.example", 1, "p:jean", 1);
  mail.mail_from = "bounce@other.example";
  const auto found = assess({mail});
  EXPECT_THAT(found[0].relations, ElementsAre(Relation{Role::kReturnPath, "other.example", 1, 1}));
  EXPECT_FALSE(found[0].relations[0].is_routing_provider());
  EXPECT_EQ(name_of(Role::kSignature), "signature");
}

TEST(Campaigns, are_counted_by_their_key) {
  MailRecord one = with_fact(mail_of("a.example", 1, "p:jean", 1), "template.text", "t1");
  MailRecord two = with_fact(mail_of("a.example", 2, "p:paul", 2), "template.text", "t1");
  MailRecord three = with_fact(mail_of("a.example", 3, "p:paul", 3), "template.text", "t2");
  Limits limits;
  const auto found = assess({three, two, one}).at(0);
  EXPECT_THAT(found.campaigns, ElementsAre(Campaign{"template=t1", 2, 2, one.time, two.time},
                                           Campaign{"template=t2", 1, 1, three.time, three.time}));
  limits.campaigns = 1;
  const auto capped = assess({three, two, one}, {}, limits).at(0);
  EXPECT_EQ(capped.campaigns.size(), 1u);
  EXPECT_EQ(capped.campaigns_not_kept, 1u);
}

}  // namespace
}  // namespace constat::classifier
