#include "parser/auth/claims.h"

#include <gtest/gtest.h>

namespace constat::parser::auth {
namespace {

struct Read {
  bool sound = false;
  Claim claim;

  std::string text() const {
    std::string out = claim.server;
    for (const ClaimedResult& result : claim.results) {
      out += "|" + result.method + "=" + result.result;
      for (const ClaimProperty& property : result.properties) {
        out += " " + property.name + "=" + property.value;
      }
    }
    return out;
  }
};

Read read(std::string_view value, ClaimKind kind = ClaimKind::kAuthenticationResults) {
  static const Limits kLimits;
  Read out;
  out.sound = read_claim(value, kind, kLimits, 100, out.claim);
  return out;
}

// The examples of RFC 8601 appendix B.
TEST(Claims, examples_of_the_standard) {
  Read none = read("example.org 1; none");
  EXPECT_TRUE(none.sound);
  EXPECT_EQ(none.text(), "example.org");
  Read spf = read("example.com;\r\n          spf=pass smtp.mailfrom=example.net");
  EXPECT_TRUE(spf.sound);
  EXPECT_EQ(spf.text(), "example.com|spf=pass smtp.mailfrom=example.net");
  Read two = read(
      "example.com;\r\n  auth=pass (cram-md5) smtp.auth=sender@example.net;\r\n"
      "  spf=pass smtp.mailfrom=example.net");
  EXPECT_TRUE(two.sound);
  EXPECT_EQ(
      two.text(),
      "example.com|auth=pass smtp.auth=sender@example.net|spf=pass smtp.mailfrom=example.net");
  Read reason = read(
      "example.com;\r\n  dkim=pass reason=\"good signature\"\r\n"
      "    header.i=@mail-router.example.net;\r\n"
      "  dkim=fail reason=\"bad signature\"\r\n    header.i=@newyork.example.com");
  EXPECT_TRUE(reason.sound);
  EXPECT_EQ(reason.text(),
            "example.com|dkim=pass reason=good signature header.i=@mail-router.example.net"
            "|dkim=fail reason=bad signature header.i=@newyork.example.com");
  // Appendix B.7: comments wherever they may stand.
  Read comments = read(
      "foo.example.net (foobar) 1 (baz);\r\n  dkim (Because I like it) / 1 "
      "(One yay) = (wait for it) fail\r\n    policy (A dot can go here) . (like "
      "that) expired\r\n    (this surprised me) = (as I wasn't expecting it) "
      "1362471462");
  EXPECT_TRUE(comments.sound);
  EXPECT_EQ(comments.text(), "foo.example.net|dkim=fail policy.expired=1362471462");
}

TEST(Claims, a_field_that_deviates_keeps_what_can_be_read) {
  Read broken = read("mx.example; dkim pass; spf=pass smtp.mailfrom=a@b.example; ; dmarc=none x");
  EXPECT_FALSE(broken.sound);
  EXPECT_EQ(broken.text(), "mx.example|spf=pass smtp.mailfrom=a@b.example|dmarc=none");
  for (const std::string_view value :
       {"", ";", "mx.example", "mx.example;", "mx.example; none; x", "dkim=pass",
        "mx.example 1x; none", "mx.example; a=b (", "mx.example; a=b c.d=\"e"}) {
    EXPECT_FALSE(read(value).sound) << value;
  }
}

TEST(Claims, of_arc_have_an_instance) {
  Read arc = read("i=12; mx.example; arc=none", ClaimKind::kArcAuthenticationResults);
  EXPECT_TRUE(arc.sound);
  EXPECT_EQ(arc.claim.instance, 12u);
  EXPECT_EQ(arc.text(), "mx.example|arc=none");
  EXPECT_FALSE(read("mx.example; arc=none", ClaimKind::kArcAuthenticationResults).sound);
  EXPECT_FALSE(read("i=999; mx.example; none", ClaimKind::kArcAuthenticationResults).sound);
}

// The example of RFC 7208 section 9.1.
TEST(Claims, received_spf_names_its_receiver) {
  Read spf = read(
      "pass (mybox.example.org: domain of\r\n myname@example.com designates 192.0.2.1 as "
      "permitted sender)\r\n receiver=mybox.example.org; client-ip=192.0.2.1;\r\n"
      " envelope-from=\"myname@example.com\"; helo=foo.example.com;",
      ClaimKind::kReceivedSpf);
  EXPECT_TRUE(spf.sound);
  EXPECT_EQ(spf.text(),
            "mybox.example.org|spf=pass receiver=mybox.example.org client-ip=192.0.2.1 "
            "envelope-from=myname@example.com helo=foo.example.com");
}

TEST(Claims, results_beyond_the_cap_are_counted) {
  Claim claim;
  EXPECT_TRUE(read_claim("mx.example; a=b; c=d; e=f", ClaimKind::kAuthenticationResults, Limits(),
                         1, claim));
  EXPECT_EQ(claim.results.size(), 1u);
  EXPECT_EQ(claim.results_not_kept, 2u);
}

TEST(Claims, are_known_by_the_name_of_the_field) {
  EXPECT_EQ(claim_kind_of("authentication-results"), ClaimKind::kAuthenticationResults);
  EXPECT_EQ(claim_kind_of("RECEIVED-SPF"), ClaimKind::kReceivedSpf);
  EXPECT_EQ(claim_kind_of("X-Authentication-Results"), std::nullopt);
}

}  // namespace
}  // namespace constat::parser::auth
