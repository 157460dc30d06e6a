#include "parser/auth/canonical.h"

#include <gtest/gtest.h>

#include "parser/auth/base64_value.h"

namespace constat::parser::auth {
namespace {

std::string field(std::string_view text, Form form, LineEnds ends = LineEnds::kCrlf,
                  ByteRange left_out = {}) {
  std::string out;
  append_canonical_field(text, left_out, form, ends, out);
  return out;
}

std::string body_hash(std::string_view body, Form form, LineEnds ends = LineEnds::kCrlf,
                      std::optional<std::uint64_t> length = std::nullopt) {
  return to_hex(digest_of_body(body, form, ends, length).sha256);
}

std::string hash_of(std::string_view text) { return to_hex(sha256(text)); }

// RFC 6376 section 3.4.5, examples 1 and 2.
constexpr std::string_view kA = "A: X\r\n";
constexpr std::string_view kB = "B : Y\t\r\n\tZ  \r\n";
constexpr std::string_view kBody = " C \r\nD \t E\r\n\r\n\r\n";

TEST(Canonical, example_of_the_standard_relaxed) {
  EXPECT_EQ(field(kA, Form::kRelaxed), "a:X\r\n");
  EXPECT_EQ(field(kB, Form::kRelaxed), "b:Y Z\r\n");
  EXPECT_EQ(body_hash(kBody, Form::kRelaxed), hash_of(" C\r\nD E\r\n"));
}

TEST(Canonical, example_of_the_standard_simple) {
  EXPECT_EQ(field(kA, Form::kSimple), kA);
  EXPECT_EQ(field(kB, Form::kSimple), kB);
  EXPECT_EQ(body_hash(kBody, Form::kSimple), hash_of(" C \r\nD \t E\r\n"));
}

// RFC 6376 section 3.4.3: the hash of an empty simple body is that of one line end, in base64
// frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=; section 3.4.4: of an empty relaxed one that of
// nothing, 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=.
TEST(Canonical, empty_bodies_have_the_hashes_of_the_standard) {
  const auto bytes_of = [](const BodyDigest& digest) {
    return std::string(digest.sha256.bytes.begin(), digest.sha256.bytes.end());
  };
  for (const std::string_view body : {"", "\r\n", "\r\n\r\n"}) {
    EXPECT_EQ(bytes_of(digest_of_body(body, Form::kSimple, LineEnds::kCrlf, std::nullopt)),
              base64_value("frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY="));
    EXPECT_EQ(bytes_of(digest_of_body(body, Form::kRelaxed, LineEnds::kCrlf, std::nullopt)),
              base64_value("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="));
  }
}

TEST(Canonical, a_last_line_without_its_end_gets_one) {
  EXPECT_EQ(body_hash("a", Form::kSimple), hash_of("a\r\n"));
  EXPECT_EQ(body_hash("a ", Form::kRelaxed), hash_of("a\r\n"));
}

TEST(Canonical, line_feeds_alone_are_bytes_on_the_wire_and_line_ends_in_a_file) {
  EXPECT_EQ(body_hash("a\nb\r\n", Form::kSimple), hash_of("a\nb\r\n"));
  EXPECT_EQ(body_hash("a\nb\n\n", Form::kSimple, LineEnds::kLf), hash_of("a\r\nb\r\n"));
  EXPECT_EQ(body_hash("a \n\tb\n", Form::kRelaxed, LineEnds::kLf), hash_of("a\r\n b\r\n"));
  EXPECT_EQ(field("B: Y\n Z\n", Form::kSimple, LineEnds::kLf), "B: Y\r\n Z\r\n");
  EXPECT_EQ(field("B: Y\n Z\n", Form::kRelaxed, LineEnds::kLf), "b:Y Z\r\n");
  EXPECT_EQ(line_ends_of("a\nb\r\n"), LineEnds::kLf);
  EXPECT_EQ(line_ends_of("a\r\nb\n"), LineEnds::kCrlf);
}

TEST(Canonical, a_length_covers_the_first_bytes_and_says_when_there_are_fewer) {
  EXPECT_EQ(body_hash("abc\r\n", Form::kSimple, LineEnds::kCrlf, 2), hash_of("ab"));
  EXPECT_EQ(digest_of_body("abc\r\n", Form::kSimple, LineEnds::kCrlf, 2).bytes, 5u);
  EXPECT_TRUE(digest_of_body("abc\r\n", Form::kSimple, LineEnds::kCrlf, 5).complete);
  EXPECT_FALSE(digest_of_body("abc\r\n", Form::kSimple, LineEnds::kCrlf, 6).complete);
  EXPECT_FALSE(digest_of_body("", Form::kRelaxed, LineEnds::kCrlf, UINT64_MAX).complete);
}

TEST(Canonical, what_is_left_out_is_absent) {
  EXPECT_EQ(field("S: a=1; b=XY;c=2\r\n", Form::kSimple, LineEnds::kCrlf, {10, 2}),
            "S: a=1; b=;c=2\r\n");
  // To the end, its line end taken off already.
  EXPECT_EQ(field("S: b=X\r\n Y\r\n", Form::kRelaxed, LineEnds::kCrlf, {5, 7}), "s:b=\r\n");
}

}  // namespace
}  // namespace constat::parser::auth
