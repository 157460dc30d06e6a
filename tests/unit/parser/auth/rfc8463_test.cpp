// The example of RFC 8463 appendix A: one mail, signed with Ed25519 and with RSA.

#include <gtest/gtest.h>

#include "tests/unit/parser/auth/authenticated.h"

namespace constat::parser::auth::testing {
namespace {

// Appendix A.3, with the line ends of the wire.
constexpr std::string_view kMail =
    "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\n"
    " d=football.example.com; i=@football.example.com;\n"
    " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\n"
    " subject : date : message-id : from : subject : date;\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\n"
    " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\n"
    " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\n"
    "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n"
    " d=football.example.com; i=@football.example.com;\n"
    " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\n"
    " date : message-id : from : subject : date;\n"
    " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\n"
    " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\n"
    " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\n"
    " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\n"
    "From: Joe SixPack <joe@football.example.com>\n"
    "To: Suzie Q <suzie@shopping.example.net>\n"
    "Subject: Is dinner ready?\n"
    "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\n"
    "Message-ID: <20030712040037.46341.5F8J@football.example.com>\n"
    "\n"
    "Hi.\n"
    "\n"
    "We lost the game.  Are you hungry yet?\n"
    "\n"
    "Joe.\n";

// Appendix A.2, in the form of zone files.
constexpr std::string_view kSnapshot =
    R"({"name":"brisbane._domainkey.football.example.com","type":"TXT","data":"v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=","ttl":3600,"observed_at":"2018-06-10T14:00:00Z","server":"192.0.2.53","dnssec":"secure"}
{"name":"test._domainkey.football.example.com.","type":"TXT","data":"\"v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWR\" \"iGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutAC\" \"DfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3\" \"Ip3G+2kryOTIKT+l/K4w3QIDAQAB\"","observed_at":"2018-06-10T14:00:00Z"}
)";

TEST(Rfc8463, both_signatures_verify_with_the_keys_of_the_appendix) {
  const DnsSnapshot dns = snapshot_of(kSnapshot);
  const Told told = read_mail(with_crlf(kMail), &dns);
  ASSERT_EQ(told.authentication.signatures.size(), 2u);
  for (const Signature& signature : told.authentication.signatures) {
    EXPECT_EQ(signature.result, Result::kVerifies) << meaning_of(signature.reason);
    EXPECT_EQ(signature.value, SignatureValue::kFits);
    EXPECT_EQ(signature.body_hash, BodyHash::kMatches);
    EXPECT_EQ(signature.domain, "football.example.com");
    EXPECT_EQ(signature.identity, "@football.example.com");
    EXPECT_EQ(signature.alignment, Alignment::kSame);
    EXPECT_EQ(signature.signed_at, 1528637909u);
  }
  ASSERT_TRUE(told.signature(0).key);
  EXPECT_EQ(told.signature(0).key->type, "ed25519");
  EXPECT_EQ(told.signature(0).key->dns.observed_at, "2018-06-10T14:00:00Z");
  EXPECT_EQ(told.signature(0).key->dns.server, "192.0.2.53");
  EXPECT_EQ(told.signature(0).key->dns.dnssec, "secure");
  ASSERT_TRUE(told.signature(1).key);
  EXPECT_EQ(told.signature(1).key->bits, 1024u);
}

// h= names From, Subject and Date once more than they stand, To and Message-ID once.
TEST(Rfc8463, tells_which_fields_are_covered_and_how_often) {
  const Told told = read_mail(with_crlf(kMail), nullptr);
  const std::vector<Coverage> expected = {
      {"From", 1, 2}, {"To", 1, 1}, {"Subject", 1, 2}, {"Date", 1, 2}, {"Message-ID", 1, 1}};
  EXPECT_EQ(told.signature(0).covers, expected);
}

TEST(Rfc8463, without_a_key_the_body_hash_is_still_checked) {
  const Told without = read_mail(with_crlf(kMail), nullptr);
  EXPECT_EQ(without.signature().result, Result::kNotEvaluated);
  EXPECT_EQ(without.signature().reason, Reason::kNoSnapshot);
  EXPECT_EQ(without.signature().body_hash, BodyHash::kMatches);
  const DnsSnapshot other = snapshot_of("name,type,data\nother.example,A,192.0.2.1\n");
  const Told missing = read_mail(with_crlf(kMail), &other);
  EXPECT_EQ(missing.signature().reason, Reason::kNameNotInSnapshot);
  EXPECT_EQ(missing.signature().body_hash, BodyHash::kMatches);
}

// X20: a mail file whose lines end in LF alone is read as it was on the wire.
TEST(Rfc8463, a_file_with_bare_line_feeds_verifies_too) {
  const DnsSnapshot dns = snapshot_of(kSnapshot);
  const Told told = read_mail(kMail, &dns);
  EXPECT_TRUE(told.authentication.line_ends_converted);
  EXPECT_EQ(told.signature(0).result, Result::kVerifies);
  EXPECT_EQ(told.signature(1).result, Result::kVerifies);
}

TEST(Rfc8463, one_letter_of_the_body_changes_the_hash_and_not_the_value) {
  const DnsSnapshot dns = snapshot_of(kSnapshot);
  std::string mail = with_crlf(kMail);
  mail[mail.size() - 4] = 'f';
  const Told told = read_mail(mail, &dns);
  EXPECT_EQ(told.signature(0).result, Result::kDoesNotVerify);
  EXPECT_EQ(told.signature(0).reason, Reason::kBodyHashDiffers);
  EXPECT_EQ(told.signature(0).value, SignatureValue::kFits);
}

TEST(Rfc8463, one_letter_of_a_covered_field_changes_the_value_and_not_the_hash) {
  const DnsSnapshot dns = snapshot_of(kSnapshot);
  std::string mail = with_crlf(kMail);
  mail.replace(mail.find("dinner"), 6, "supper");
  const Told told = read_mail(mail, &dns);
  EXPECT_EQ(told.signature(1).result, Result::kDoesNotVerify);
  EXPECT_EQ(told.signature(1).reason, Reason::kSignatureDiffers);
  EXPECT_EQ(told.signature(1).body_hash, BodyHash::kMatches);
}

TEST(Rfc8463, a_field_added_where_it_was_oversigned_is_noticed) {
  const DnsSnapshot dns = snapshot_of(kSnapshot);
  const Told from = read_mail("From: x@football.example.com\r\n" + with_crlf(kMail), &dns);
  EXPECT_EQ(from.signature(0).reason, Reason::kSignatureDiffers);
  // To is named once: the one added above it is not part of what was signed.
  const Told to = read_mail("To: x@football.example.com\r\n" + with_crlf(kMail), &dns);
  EXPECT_EQ(to.signature(0).result, Result::kVerifies);
  EXPECT_EQ(to.signature(0).covers[1], (Coverage{"To", 2, 1}));
}

}  // namespace
}  // namespace constat::parser::auth::testing
