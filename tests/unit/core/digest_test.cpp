#include "core/digest.h"

#include <gtest/gtest.h>

namespace constat {
namespace {

// FIPS 180-4 examples.
TEST(Sha256, agrees_with_the_standard) {
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, does_not_depend_on_how_the_bytes_are_cut) {
  Sha256 hash;
  for (const char* piece : {"a", "", "bc"}) hash.update(piece);
  EXPECT_EQ(hash.finish(), sha256("abc"));
}

TEST(Sha256, starts_afresh_after_finish) {
  Sha256 hash;
  hash.update("something else");
  hash.finish();
  hash.update("abc");
  EXPECT_EQ(hash.finish(), sha256("abc"));
}

// RFC 4231, test case 2.
TEST(HmacSha256, agrees_with_rfc_4231) {
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

// RFC 4231, test case 6: a key longer than a block.
TEST(HmacSha256, shortens_a_key_longer_than_a_block) {
  EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xAA'),
                               "Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

// RFC 4231, test case 1, twice: nothing of a message stays in the key.
TEST(HmacKey, serves_message_after_message) {
  const HmacKey key(std::string(20, '\x0B'));
  EXPECT_EQ(to_hex(key.of("Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  key.of("something else");
  EXPECT_EQ(to_hex(key.of("Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
}

TEST(Sha256, goes_on_from_the_same_bytes_when_copied) {
  Sha256 hash;
  hash.update("a");
  Sha256 copy = hash;
  copy.update("bc");
  hash.update("x");
  EXPECT_EQ(copy.finish(), sha256("abc"));
  EXPECT_EQ(hash.finish(), sha256("ax"));
}

// RFC 4648, section 10.
TEST(Base32AndBase64, agree_with_rfc_4648) {
  EXPECT_EQ(to_base32(""), "");
  EXPECT_EQ(to_base32("f"), "my");
  EXPECT_EQ(to_base32("foob"), "mzxw6yq");
  EXPECT_EQ(to_base32("foobar"), "mzxw6ytboi");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace constat
