#include "core/pseudonym.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

const Pseudonymiser kPseudonyms("0123456789abcdef0123456789abcdef");

TEST(Pseudonym, is_the_documented_construction) {
  // python3: k=hmac(key,b"constat address v1").digest();
  // "p:"+b32(hmac(k,b"a@b.example"))[:26].lower()
  EXPECT_EQ(kPseudonyms.of_address("a@b.example"), "p:nnf4lnfih462cnofrldbiee5d3");
}

TEST(Pseudonym, joins_spellings_of_one_mailbox) {
  EXPECT_EQ(kPseudonyms.of_address("Marie.Dupont@Example.ORG"),
            kPseudonyms.of_address("marie.dupont@example.org"));
}

TEST(Pseudonym, differs_by_key_and_by_kind) {
  const Pseudonymiser other("another key of thirty-two bytes!");
  EXPECT_NE(kPseudonyms.of_address("a@b.example"), other.of_address("a@b.example"));
  EXPECT_NE(kPseudonyms.of_address("b.example").substr(2),
            kPseudonyms.of_domain("b.example").substr(3));
}

TEST(Pseudonym, of_nothing_is_nothing) { EXPECT_EQ(kPseudonyms.of_address(""), ""); }

TEST(LowerAscii, leaves_other_bytes_alone) {
  EXPECT_EQ(to_lower_ascii("ABC\xC3\x89z"), "abc\xC3\x89z");
  EXPECT_TRUE(equals_ignoring_case("Content-Type", "CONTENT-type"));
  EXPECT_FALSE(equals_ignoring_case("a", "ab"));
}

}  // namespace
}  // namespace constat
