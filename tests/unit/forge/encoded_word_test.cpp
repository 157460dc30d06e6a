// RFC 2047. Expected words checked by hand against its section 4.2.
#include "tools/forge/encoded_word.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "tools/forge/utf8.h"

namespace constat::forge {
namespace {

TEST(EncodedWord, leaves_ascii_alone) {
  EXPECT_EQ(encode_header_text("Spring is here: 20% off"), "Spring is here: 20% off");
  EXPECT_EQ(encode_header_text(""), "");
}

TEST(EncodedWord, writes_blanks_as_underscores_and_escapes_the_rest) {
  EXPECT_EQ(encode_header_text("Où ? a_b=c"), "=?utf-8?Q?O=C3=B9_=3F_a=5Fb=3Dc?=");
}

TEST(EncodedWord, cuts_between_characters_at_75_columns) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "é€";
  std::istringstream words(encode_header_text(text));
  std::string escaped;
  for (std::string word; words >> word;) {
    EXPECT_LE(word.size(), 75u);
    ASSERT_TRUE(word.starts_with("=?utf-8?Q?") && word.ends_with("?=")) << word;
    const std::string inner = word.substr(10, word.size() - 12);
    EXPECT_FALSE(inner.starts_with("=A9") || inner.starts_with("=82") || inner.starts_with("=AC"))
        << word;
    escaped += inner;
  }
  std::string expected;
  for (int i = 0; i < 60; ++i) expected += "=C3=A9=E2=82=AC";
  EXPECT_EQ(escaped, expected);
}

TEST(EncodedWord, encodes_the_name_and_never_the_address) {
  EXPECT_EQ(encode_mailbox("La Ferme du Pré <offres@ferme.example>"),
            "=?utf-8?Q?La_Ferme_du_Pr=C3=A9?= <offres@ferme.example>");
  EXPECT_EQ(encode_mailbox("Ferme, la <a@b.example>"), "\"Ferme, la\" <a@b.example>");
  EXPECT_EQ(encode_mailbox("a@b.example"), "a@b.example");
  EXPECT_EQ(encode_mailbox("<a@b.example>"), "<a@b.example>");
}

TEST(EncodedWord, finds_the_address_and_its_domain) {
  EXPECT_EQ(address_of("La Ferme <offres@ferme.example>"), "offres@ferme.example");
  EXPECT_EQ(address_of(" a@b.example "), "a@b.example");
  EXPECT_EQ(domain_of("a@b@c.example"), "c.example");
  EXPECT_EQ(domain_of("nobody"), "");
}

TEST(Utf8, turns_what_latin1_has_into_one_byte) {
  EXPECT_TRUE(fits_latin1("déjà vu ÿ"));
  EXPECT_FALSE(fits_latin1("12 €"));
  EXPECT_FALSE(fits_latin1("\xc3"));
  EXPECT_EQ(to_latin1("dé\xc3\xbf"), "d\xe9\xff");
  EXPECT_EQ(to_latin1("€"), "?");
  EXPECT_EQ(to_latin1("\xe2\x82"), "?");
}

}  // namespace
}  // namespace constat::forge
