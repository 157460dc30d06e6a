// Organisational domains. Expected values: the test vectors published with the list
// (https://raw.githubusercontent.com/publicsuffix/list/master/tests/test_psl.txt), and its rules.

#include "classifier/records/organisational_domain.h"

#include <gtest/gtest.h>

namespace constat::classifier {
namespace {

TEST(OrganisationalDomain, is_one_label_below_the_public_suffix) {
  EXPECT_EQ(organisational_domain("example.com"), "example.com");
  EXPECT_EQ(organisational_domain("a.b.example.com"), "example.com");
  EXPECT_EQ(organisational_domain("www.example.co.uk"), "example.co.uk");
  EXPECT_EQ(organisational_domain("b.c.kobe.jp"), "b.c.kobe.jp");
  EXPECT_EQ(organisational_domain("a.b.c.kobe.jp"), "b.c.kobe.jp");
  EXPECT_EQ(organisational_domain("www.city.kobe.jp"), "city.kobe.jp");
  EXPECT_EQ(organisational_domain("www.test.k12.ak.us"), "test.k12.ak.us");
}

TEST(OrganisationalDomain, of_a_name_without_a_rule_follows_the_prevailing_rule) {
  EXPECT_EQ(organisational_domain("news.shop.example"), "shop.example");
  EXPECT_EQ(organisational_domain("a.b.c.test"), "c.test");
}

TEST(OrganisationalDomain, ignores_case_and_a_final_dot) {
  EXPECT_EQ(organisational_domain("WwW.Example.COM."), "example.com");
}

TEST(OrganisationalDomain, of_a_public_suffix_is_that_suffix) {
  EXPECT_EQ(organisational_domain("co.uk"), "co.uk");
  EXPECT_EQ(organisational_domain("com"), "com");
}

TEST(OrganisationalDomain, leaves_addresses_and_single_labels_as_they_are) {
  EXPECT_EQ(organisational_domain("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(organisational_domain("[192.0.2.1]"), "[192.0.2.1]");
  EXPECT_EQ(organisational_domain("[IPv6:2001:DB8::1]"), "[ipv6:2001:db8::1]");
  EXPECT_EQ(organisational_domain("2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(organisational_domain("LocalHost"), "localhost");
  EXPECT_EQ(organisational_domain(""), "");
}

TEST(OrganisationalDomain, joins_both_spellings_of_an_international_name) {
  // test_psl.txt: www.食狮.com.cn -> 食狮.com.cn; xn--85x722f is its A-label.
  EXPECT_EQ(organisational_domain("www.xn--85x722f.com.cn"), "xn--85x722f.com.cn");
  EXPECT_EQ(organisational_domain("www.\xE9\xA3\x9F\xE7\x8B\xAE.com.cn"), "xn--85x722f.com.cn");
  // xn--fsqu00a.xn--0zwm56d is in no rule; "é" composed or decomposed, small or capital, is one
  // name.
  EXPECT_EQ(organisational_domain("news.caf\xC3\xA9.fr"), "xn--caf-dma.fr");
  EXPECT_EQ(organisational_domain("news.cafe\xCC\x81.fr"), "xn--caf-dma.fr");
  EXPECT_EQ(organisational_domain("NEWS.CAF\xC3\x89.FR"), "xn--caf-dma.fr");
}

TEST(OrganisationalDomain, gives_something_for_any_bytes) {
  EXPECT_EQ(organisational_domain("."), "");
  EXPECT_EQ(organisational_domain("..."), "");
  EXPECT_EQ(organisational_domain("\xFF\xFE.fr"), "\xFF\xFE.fr");
  EXPECT_EQ(organisational_domain(std::string_view("a\0b.fr", 6)), std::string_view("a\0b.fr", 6));
  const std::string endless(100'000, 'a');
  EXPECT_EQ(organisational_domain(endless + ".fr"), endless + ".fr");
  organisational_domain(std::string(1000, '.') + "fr");
  organisational_domain("a..b..fr");
  organisational_domain("exa mple.com");
}

TEST(PslVersion, is_a_date) {
  const std::string version = psl_version();
  ASSERT_EQ(version.size(), 10u) << version;
  EXPECT_EQ(version[4], '-');
  EXPECT_EQ(version[7], '-');
  EXPECT_GE(version, "2020-01-01");
}

}  // namespace
}  // namespace constat::classifier
