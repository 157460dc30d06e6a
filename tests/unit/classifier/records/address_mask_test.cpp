// Addresses of recipients are masked wherever they hide, and nothing else is touched.

#include <gtest/gtest.h>

#include <chrono>

#include "classifier/disclosure.h"

namespace constat::classifier {
namespace {

class AddressMaskTest : public testing::Test {
 protected:
  AddressMask mask_of(const std::vector<std::string>& addresses) const {
    return AddressMask(pseudonyms_, addresses);
  }
  // The text, with # standing for the pseudonym of jean@mail.example.
  std::string masked(std::string_view text) const {
    std::string out = mask_of({"jean@mail.example"}).apply(text);
    const std::string pseudonym = pseudonyms_.of_address("jean@mail.example");
    for (std::size_t at; (at = out.find(pseudonym)) != std::string::npos;) {
      out.replace(at, pseudonym.size(), "#");
    }
    return out;
  }

  const Pseudonymiser pseudonyms_{"0123456789abcdef0123456789abcdef"};
};

TEST_F(AddressMaskTest, masks_an_address_that_stands_alone) {
  EXPECT_EQ(masked("jean@mail.example"), "#");
  EXPECT_EQ(masked("<jean@mail.example>"), "<#>");
  EXPECT_EQ(masked("5.1.1 <Jean@Mail.Example>: no such user"), "5.1.1 <#>: no such user");
  EXPECT_EQ(masked("to jean@mail.example."), "to #.");
  EXPECT_EQ(masked("jean@mail.example, jean@mail.example"), "#, #");
}

TEST_F(AddressMaskTest, masks_in_urls_percent_encoded_once_or_twice) {
  EXPECT_EQ(masked("https://s.example/u?e=jean@mail.example&k=1"), "https://s.example/u?e=#&k=1");
  EXPECT_EQ(masked("https://s.example/u?e=jean%40mail.example"), "https://s.example/u?e=#");
  EXPECT_EQ(masked("https://s.example/u?e=JEAN%2540mail%252Eexample&x=%20"),
            "https://s.example/u?e=#&x=%20");
  EXPECT_EQ(masked("https://s.example/%6a%65%61%6e%40%6d%61%69%6c.example/x"),
            "https://s.example/#/x");
  EXPECT_EQ(masked("mailto:stop@s.example?subject=stop%20jean%40mail.example"),
            "mailto:stop@s.example?subject=stop%20#");
}

TEST_F(AddressMaskTest, masks_the_encoded_plus_of_a_tagged_address) {
  const AddressMask mask = mask_of({"jean+shop@mail.example"});
  const std::string pseudonym = pseudonyms_.of_address("jean+shop@mail.example");
  EXPECT_EQ(mask.apply("https://s.example/?e=jean%2Bshop%40mail.example"),
            "https://s.example/?e=" + pseudonym);
}

TEST_F(AddressMaskTest, masks_in_verp_return_paths) {
  EXPECT_EQ(masked("bounce-123-jean=mail.example@news.example"), "bounce-123-#@news.example");
  EXPECT_EQ(masked("jean=mail.example@news.example"), "#@news.example");
  EXPECT_EQ(masked("b+jean=mail.example-77@news.example"), "b+#-77@news.example");
  EXPECT_EQ(masked("bounce-jean@mail.example@news.example"), "bounce-#@news.example");
  EXPECT_EQ(masked("SRS0=HHH=TT=mail.example=jean@fwd.example"), "SRS0=HHH=TT=#@fwd.example");
}

TEST_F(AddressMaskTest, leaves_other_addresses_alone) {
  for (const char* other :
       {"xjean@mail.example", "no-jean@mail.example", "a.jean@mail.example", "jean@mail.example.fr",
        "jean@mail.examples", "jean@xmail.example", "jeanne@mail.example", "jean@mail-example",
        "jean", "mail.example", "@mail.example", "jean@", "bounce-xjean=mail.example@n.example"}) {
    EXPECT_EQ(masked(other), other);
  }
}

TEST_F(AddressMaskTest, prefers_the_longest_address) {
  const AddressMask mask = mask_of({"b@c.example", "a-b@c.example", "b@c.example.org"});
  EXPECT_EQ(mask.apply("x=a-b=c.example@n"), "x=" + pseudonyms_.of_address("a-b@c.example") + "@n");
  EXPECT_EQ(mask.apply("b@c.example.org"), pseudonyms_.of_address("b@c.example.org"));
}

TEST_F(AddressMaskTest, gives_text_without_addresses_back_byte_for_byte) {
  const std::string odd = std::string("100%, %zz %4 % =?utf-8?Q?x?= a=b@ @@ \xFF") + '\0' + "%";
  EXPECT_EQ(masked(odd), odd);
  EXPECT_EQ(masked(""), "");
  EXPECT_EQ(masked("%"), "%");
  EXPECT_EQ(masked("@"), "@");
}

TEST_F(AddressMaskTest, without_addresses_masks_nothing) {
  EXPECT_TRUE(mask_of({}).empty());
  EXPECT_TRUE(mask_of({"", "postmaster", "@x", "x@"}).empty());
  EXPECT_EQ(mask_of({}).apply("jean@mail.example"), "jean@mail.example");
}

TEST_F(AddressMaskTest, knows_what_it_touches) {
  const AddressMask mask = mask_of({"jean@mail.example"});
  EXPECT_TRUE(mask.touches("JEAN@mail.example"));
  EXPECT_FALSE(mask.touches("paul@mail.example"));
}

TEST_F(AddressMaskTest, keeps_spellings_of_one_mailbox_together) {
  const AddressMask mask = mask_of({"Jean@MAIL.example", "jean@mail.example"});
  EXPECT_EQ(mask.apply("jean@mail.example"), pseudonyms_.of_address("jean@mail.example"));
}

// Every separator is a candidate; the work per byte must not grow with the number of addresses.
TEST_F(AddressMaskTest, is_linear_with_many_addresses_and_separators) {
  std::vector<std::string> addresses;
  for (int index = 0; index < 20'000; ++index) {
    addresses.push_back("user" + std::to_string(index) + "@a.example");
  }
  addresses.push_back("a@a");
  const AddressMask mask = mask_of(addresses);
  std::string text;
  while (text.size() < 1'000'000) text += "b=b.a=a-b=";
  const auto start = std::chrono::steady_clock::now();
  mask.apply(text);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST(Disclosure, names_are_read_back) {
  for (const Disclosure level :
       {Disclosure::kCounts, Disclosure::kFacts, Disclosure::kHeaders, Disclosure::kContent}) {
    EXPECT_EQ(disclosure_named(name_of(level)), level);
  }
  EXPECT_EQ(name_of(Disclosure::kFacts), "facts");
  EXPECT_EQ(disclosure_named("everything"), std::nullopt);
  EXPECT_EQ(disclosure_named(""), std::nullopt);
}

}  // namespace
}  // namespace constat::classifier
