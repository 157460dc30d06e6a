#include "classifier/timeline/campaign_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/timeline/delivery_facts.h"

namespace constat::classifier {
namespace {

TEST(CampaignKey, is_the_feedback_id_where_there_is_one) {
  MailRecord mail = mail_of("shop.example", 1, "p:jean", 1);
  mail.header.feedback_id = "spring:17:offers:router";
  mail.header.list_id = "news.shop.example";
  EXPECT_EQ(campaign_key(mail), "feedback_id=spring:17:offers:router");
}

TEST(CampaignKey, is_the_list_and_the_template) {
  MailRecord mail = with_fact(mail_of("shop.example", 1, "p:jean", 1), "template.text", "00ff");
  EXPECT_EQ(campaign_key(mail), "template=00ff");
  mail.header.list_id = "News.Shop.example";
  EXPECT_EQ(campaign_key(mail), "list_id=news.shop.example;template=00ff");
  mail.facts.clear();
  EXPECT_EQ(campaign_key(mail), "list_id=news.shop.example");
}

TEST(CampaignKey, is_the_masked_return_path_where_there_is_nothing_else) {
  MailRecord mail = mail_of("shop.example", 1, "p:jean", 1);
  mail.mail_from = "bounce-17-a3f@mail.shop.example";
  EXPECT_EQ(campaign_key(mail), "return_path=bounce-#-#@mail.shop.example");
  mail.mail_from = "";
  EXPECT_EQ(campaign_key(mail), "");
  mail.mail_from.reset();
  EXPECT_EQ(campaign_key(mail), "");
}

// VERP as records tell it: the recipient's address is a pseudonym.
TEST(CampaignKey, masks_pseudonyms_in_return_paths) {
  const std::string pseudonym = "p:" + std::string(26, 'k');
  EXPECT_EQ(masked_return_path("b+" + pseudonym + "@Shop.example"), "b+#@shop.example");
  EXPECT_EQ(masked_return_path("p:short@shop.example"), "p:short@shop.example");
  EXPECT_EQ(masked_return_path("x9"), "#");
}

}  // namespace
}  // namespace constat::classifier
