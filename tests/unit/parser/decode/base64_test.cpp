// base64. Expected values: RFC 4648 section 10 (test vectors), RFC 2045 section 6.8, and by hand.

#include "parser/decode/base64.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/decode/decoded.h"

namespace constat::parser {
namespace {

constexpr auto kBase64 = TransferEncoding::kBase64;

Defect malformed(std::uint64_t offset, std::uint64_t length) {
  return {DefectKind::kBase64Malformed, {offset, length}};
}

TEST(Base64, reads_the_vectors_of_rfc_4648) {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"Zg==", "f"},
                                                         {"Zm8=", "fo"},
                                                         {"Zm9v", "foo"},
                                                         {"Zm9vYg==", "foob"},
                                                         {"Zm9vYmE=", "fooba"},
                                                         {"Zm9vYmFy", "foobar"}};
  for (const auto& [encoded, plain] : vectors) {
    const Decoded result = decode(encoded, kBase64);
    EXPECT_EQ(result.text, plain);
    EXPECT_EQ(result.size, result.text.size());
    EXPECT_TRUE(result.defects.empty()) << encoded;
  }
}

TEST(Base64, reads_every_byte_value) {
  // 00 10 83 10 51 87 ... : the alphabet in order encodes these 48 bytes (python3
  // base64.b64decode).
  const Decoded result =
      decode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", kBase64);
  const unsigned char expected[] = {0x00, 0x10, 0x83, 0x10, 0x51, 0x87, 0x20, 0x92, 0x8b, 0x30,
                                    0xd3, 0x8f, 0x41, 0x14, 0x93, 0x51, 0x55, 0x97, 0x61, 0x96,
                                    0x9b, 0x71, 0xd7, 0x9f, 0x82, 0x18, 0xa3, 0x92, 0x59, 0xa7,
                                    0xa2, 0x9a, 0xab, 0xb2, 0xdb, 0xaf, 0xc3, 0x1c, 0xb3, 0xd3,
                                    0x5d, 0xb7, 0xe3, 0x9e, 0xbb, 0xf3, 0xdf, 0xbf};
  EXPECT_EQ(result.text, std::string(reinterpret_cast<const char*>(expected), sizeof expected));
}

TEST(Base64, allows_white_space_anywhere) {
  const Decoded result = decode(" Z\r\nm\t9\nv\r\n YmF y\r\n", kBase64);
  EXPECT_EQ(result.text, "foobar");
  EXPECT_TRUE(result.defects.empty());
}

TEST(Base64, maps_each_unit_to_its_four_characters) {
  const std::string source = "Zm9vYmFy\r\nZm9vYg==\r\n";
  const Decoded result = decode(source, kBase64);
  ASSERT_EQ(result.text, "foobarfoob");
  EXPECT_EQ(result.origin(source, 0, 3), "Zm9v");
  EXPECT_EQ(result.origin(source, 4, 1), "YmFy");
  EXPECT_EQ(result.origin(source, 3, 4), "YmFy\r\nZm9v");
  EXPECT_EQ(result.origin(source, 9, 1), "Yg=");
  EXPECT_EQ(result.map.text_length(), result.text.size());
}

TEST(Base64, maps_a_clean_line_as_one_run) {
  std::string source;
  for (int line = 0; line < 10; ++line) source += std::string(76, 'A') + "\r\n";
  const Decoded result = decode(source, kBase64);
  EXPECT_EQ(result.text.size(), 570u);
  EXPECT_EQ(result.map.run_count(), 10u);
}

TEST(Base64, maps_a_scattered_unit_to_all_of_its_range) {
  const std::string source = "Zm9v\r\nYm\r\nFy";
  const Decoded result = decode(source, kBase64);
  ASSERT_EQ(result.text, "foobar");
  EXPECT_EQ(result.origin(source, 4, 1), "Ym\r\nFy");
}

TEST(Base64, adds_the_offset_of_the_part_to_ranges_and_defects) {
  const Decoded result = decode("Zm9v!YmFy", kBase64, 100, 1000);
  EXPECT_EQ(result.map.to_source({3, 3}), (ByteRange{1005, 4}));
  EXPECT_EQ(result.defects, Defects{malformed(1004, 1)});
}

TEST(Base64, skips_other_characters_and_notes_the_first) {
  const Decoded result = decode(
      "Zm!9v*Ym\xff"
      "Fy",
      kBase64);
  EXPECT_EQ(result.text, "foobar");
  EXPECT_EQ(result.defects, Defects{malformed(2, 1)});
}

TEST(Base64, reads_on_after_padding) {
  const Decoded result = decode("Zg==Zm8=Zm9v", kBase64);
  EXPECT_EQ(result.text, "ffofoo");
  EXPECT_EQ(result.defects, Defects{malformed(4, 1)});
}

TEST(Base64, notes_padding_that_is_missing_or_too_much) {
  EXPECT_EQ(decode("Zg", kBase64).text, "f");
  EXPECT_EQ(decode("Zg", kBase64).defects, Defects{malformed(2, 0)});
  EXPECT_EQ(decode("Zm8", kBase64).text, "fo");
  EXPECT_EQ(decode("Zg=", kBase64).defects, Defects{malformed(3, 0)});
  EXPECT_EQ(decode("Zm9v=", kBase64).defects, Defects{malformed(4, 1)});
  EXPECT_EQ(decode("Zg= \r\n =", kBase64).defects, Defects{});
}

TEST(Base64, drops_a_lone_last_character) {
  const Decoded result = decode("Zm9vY", kBase64);
  EXPECT_EQ(result.text, "foo");
  EXPECT_EQ(result.defects, Defects{malformed(5, 0)});
  EXPECT_EQ(decode("Z=Zm9v", kBase64).text, "foo");
}

TEST(Base64, counts_on_past_the_cap) {
  const Decoded result = decode("Zm9vYmFyZm9vYmFy", kBase64, 4);
  EXPECT_EQ(result.text, "foob");
  EXPECT_EQ(result.size, 12u);
  EXPECT_EQ(result.map.text_length(), 4u);
  EXPECT_EQ(result.map.to_source({3, 1}), (ByteRange{4, 4}));
  ASSERT_EQ(result.defects.size(), 1u);
  EXPECT_EQ(result.defects[0].kind, DefectKind::kTextLimit);
}

TEST(Base64, reads_one_character_a_line) {
  std::string source;
  for (int count = 0; count < 1000; ++count) source += "Z\nm\n9\nv\n";
  const Decoded result = decode(source, kBase64);
  EXPECT_EQ(result.size, 3000u);
  EXPECT_EQ(result.text.substr(2997), "foo");
  EXPECT_TRUE(result.defects.empty());
}

TEST(Base64, reads_lines_longer_than_one_chunk) {
  const Decoded result = decode(std::string(400'000, 'A'), kBase64);
  EXPECT_EQ(result.text, std::string(300'000, '\0'));
}

}  // namespace
}  // namespace constat::parser
