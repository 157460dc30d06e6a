// Signatures and their keys: every reason why one verifies, does not, or was not evaluated.

#include "parser/auth/signature_check.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/auth/authenticated.h"
#include "tests/unit/parser/auth/signing.h"

namespace constat::parser::auth::testing {
namespace {

constexpr std::string_view kFrom = "from:a@x.example\r\n";
constexpr std::string_view kBody = "text\r\n";
constexpr std::string_view kTags = "d=x.example; s=s; h=from";

const Signer& signer() {
  static const Signer kSigner;
  return kSigner;
}

std::string mail_with(const std::string& signature, std::string_view body = kBody) {
  return signature + std::string(kFrom) + "\r\n" + std::string(body);
}
std::string signed_mail(std::string_view tags = kTags) {
  return mail_with(signer().dkim(kFrom, kBody, tags));
}

Signature evaluated(const std::string& mail, const std::string& rows,
                    std::string_view captured_at = "") {
  const DnsSnapshot dns = snapshot_of(rows);
  return read_mail(mail, &dns, captured_at).signature();
}
Reason reason_with(std::string_view tags) {
  return evaluated(signed_mail(tags), signer().row("x.example")).reason;
}
Reason reason_with_record(const std::string& record, std::string_view tags = kTags) {
  return evaluated(signed_mail(tags), Signer::row_of("x.example", record)).reason;
}

TEST(SignatureCheckTest, a_sound_signature_verifies) {
  const Signature told = evaluated(signed_mail(), signer().row("x.example"));
  EXPECT_EQ(told.result, Result::kVerifies) << meaning_of(told.reason);
}

// RFC 6376 section 3.5, tag by tag.
TEST(SignatureCheckTest, what_the_field_alone_says) {
  EXPECT_EQ(reason_with("s=s; h=from"), Reason::kMalformed);
  EXPECT_EQ(reason_with("d=x.example; h=from"), Reason::kMalformed);
  EXPECT_EQ(reason_with("d=x.example; s=s"), Reason::kMalformed);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from::to"), Reason::kMalformed);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=subject"), Reason::kFromNotNamed);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; l=x"), Reason::kMalformed);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; l=7"), Reason::kLengthExceedsBody);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; l=" + std::string(76, '9')),
            Reason::kLengthExceedsBody);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; t=5; x=5"), Reason::kMalformed);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; q=dns/txt"), Reason::kNone);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; q=http:dns/txt"), Reason::kNone);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; q=http"), Reason::kQueryMethodUnknown);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; i=u@x.example"), Reason::kNone);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; i=@sub.X.example"), Reason::kNone);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; i=@yx.example"), Reason::kIdentityOutsideDomain);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; i=x.example"), Reason::kMalformed);
  EXPECT_EQ(reason_with("d=x.example; s=s; h=from; d=x.example"), Reason::kMalformed);
}

TEST(SignatureCheckTest, algorithms_versions_and_forms_that_are_not_evaluated) {
  const std::string rows = signer().row("x.example");
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string mail = signed_mail();
    mail.replace(mail.find(from), from.size(), to);
    return evaluated(mail, rows).reason;
  };
  EXPECT_EQ(changed("ed25519-sha256", "rsa-sha1"), Reason::kAlgorithmObsolete);
  EXPECT_EQ(changed("ed25519-sha256", "rsa-sha512"), Reason::kAlgorithmUnknown);
  EXPECT_EQ(changed("v=1", "v=2"), Reason::kVersionUnknown);
  EXPECT_EQ(changed("v=1; ", ""), Reason::kMalformed);
  EXPECT_EQ(changed("relaxed/relaxed", "nofws"), Reason::kCanonicalizationUnknown);
  EXPECT_EQ(changed("ed25519-sha256", "rsa-sha256"), Reason::kKeyTypeDiffers);
  // One form alone is that of the header; the body is then simple (section 3.5).
  EXPECT_EQ(changed("relaxed/relaxed", "relaxed"), Reason::kSignatureDiffers);
}

// X20: the length of bh= is looked at before its bytes.
TEST(SignatureCheckTest, a_body_hash_of_another_length_differs) {
  for (const std::size_t bytes : {1u, 31u, 33u, 64u, 4096u}) {
    const std::string hash = to_base64(std::string(bytes, 'x'));
    const Signature told =
        evaluated(mail_with(signer().dkim(kFrom, kBody, kTags, hash)), signer().row("x.example"));
    EXPECT_EQ(told.reason, Reason::kBodyHashDiffers) << bytes;
    EXPECT_EQ(told.value, SignatureValue::kFits) << bytes;
  }
}

// RFC 6376 section 3.6.1.
TEST(SignatureCheckTest, what_the_key_record_says) {
  const std::string key = signer().public_key();
  EXPECT_EQ(reason_with_record("k=ed25519; p=" + key), Reason::kNone);
  EXPECT_EQ(reason_with_record("k=ed25519; v=DKIM1; p=" + key), Reason::kKeyMalformed);
  EXPECT_EQ(reason_with_record("v=DKIM2; k=ed25519; p=" + key), Reason::kKeyMalformed);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; p="), Reason::kKeyRevoked);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519"), Reason::kKeyMalformed);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; p=AAAA"), Reason::kKeyMalformed);
  EXPECT_EQ(reason_with_record("v=DKIM1; p=" + key), Reason::kKeyTypeDiffers);  // k=rsa
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; h=sha1; p=" + key), Reason::kKeyHashNotListed);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; h=sha1:sha256; p=" + key), Reason::kNone);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; s=tls; p=" + key),
            Reason::kKeyServiceNotListed);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; s=tls:*; p=" + key), Reason::kNone);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; s=email; n=note; p=" + key), Reason::kNone);
  EXPECT_EQ(reason_with_record("no tags"), Reason::kKeyMalformed);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; t=s; p=" + key,
                               "d=x.example; s=s; h=from; i=@sub.x.example"),
            Reason::kKeyNotForSubdomain);
  EXPECT_EQ(reason_with_record("v=DKIM1; k=ed25519; t=y:s; p=" + key), Reason::kNone);
  // X20: 16 KiB.
  EXPECT_EQ(
      reason_with_record("v=DKIM1; k=ed25519; n=" + std::string(16 * 1024, 'x') + "; p=" + key),
      Reason::kKeyTooLarge);
}

TEST(SignatureCheckTest, a_key_under_test_is_told) {
  const Signature told = evaluated(
      signed_mail(), Signer::row_of("x.example", "k=ed25519; t=y; p=" + signer().public_key()));
  ASSERT_TRUE(told.key);
  EXPECT_TRUE(told.key->testing);
  EXPECT_EQ(told.key->bits,
            256u);  // RFC 8463 section 2: of the key, as OpenSSL counts (253 rounded)
}

TEST(SignatureCheckTest, what_the_snapshot_says_of_the_name) {
  const auto with_status = [](std::string_view status) {
    const std::string row =
        R"({"name":"s._domainkey.x.example","type":"TXT","status":")" + std::string(status) + "\"}";
    return evaluated(signed_mail(), row).reason;
  };
  EXPECT_EQ(with_status("nxdomain"), Reason::kNoKeyRecord);
  EXPECT_EQ(with_status("no_data"), Reason::kNoKeyRecord);
  EXPECT_EQ(with_status("servfail"), Reason::kServerFailure);
}

// A key that was changed: the observation nearest to the mail first, then the others.
TEST(SignatureCheckTest, each_key_observed_under_the_name_is_tried) {
  const Signer later;
  const std::string rows = later.row("x.example", "2026-03-02T00:00:00Z") +
                           signer().row("x.example", "2026-01-01T00:00:00Z");
  const Signature told = evaluated(signed_mail(), rows, "2026-03-01T00:00:00Z");
  EXPECT_EQ(told.result, Result::kVerifies);
  ASSERT_TRUE(told.key);
  EXPECT_EQ(told.key->dns.observed_at, "2026-01-01T00:00:00Z");
  // Of a key that fits nothing, the nearest is told.
  const Signature none = evaluated(signed_mail(),
                                   later.row("x.example", "2026-03-02T00:00:00Z") +
                                       Signer().row("x.example", "2026-01-01T00:00:00Z"),
                                   "2026-03-01T00:00:00Z");
  EXPECT_EQ(none.reason, Reason::kSignatureDiffers);
  ASSERT_TRUE(none.key);
  EXPECT_EQ(none.key->dns.observed_at, "2026-03-02T00:00:00Z");
}

// x= is compared with the time of capture and with nothing else: there is no clock here.
TEST(SignatureCheckTest, expiry_is_said_beside_the_result) {
  const std::string rows = signer().row("x.example");
  const std::string mail = signed_mail("d=x.example; s=s; h=from; x=1772323200");  // 2026-03-01
  EXPECT_EQ(evaluated(mail, rows).expiry, Expiry::kNotEvaluated);
  EXPECT_EQ(evaluated(mail, rows, "2026-03-01T00:00:00Z").expiry, Expiry::kNotPast);
  EXPECT_EQ(evaluated(mail, rows, "2026-03-01T00:00:01Z").expiry, Expiry::kPast);
  EXPECT_EQ(evaluated(mail, rows, "2026-03-01T00:00:01Z").result, Result::kVerifies);
  EXPECT_EQ(evaluated(signed_mail(), rows).expiry, Expiry::kNone);
}

// T13: a mail with a hole is not evaluated.
TEST(SignatureCheckTest, an_incomplete_mail_is_not_evaluated) {
  const std::string bytes = signed_mail();
  const DnsSnapshot dns = snapshot_of(signer().row("x.example"));
  capture::RawMail raw;
  raw.bytes = bytes;
  raw.size = bytes.size();
  raw.completeness = capture::Completeness::kHoled;
  raw.missing = {{bytes.size() - 2, 10}};
  const Signature told = read_raw(raw, &dns).signature();
  EXPECT_EQ(told.result, Result::kNotEvaluated);
  EXPECT_EQ(told.reason, Reason::kMailIncomplete);
  EXPECT_EQ(told.body_hash, BodyHash::kNotEvaluated);
  raw.completeness = capture::Completeness::kComplete;
  raw.missing.clear();
  raw.size += 1;  // beyond what is kept
  EXPECT_EQ(read_raw(raw, &dns).signature().reason, Reason::kBeyondCap);
}

TEST(SignatureCheckTest, domains_are_compared_with_from) {
  const auto alignment = [](std::string_view domain) {
    const std::string tags = "d=" + std::string(domain) + "; s=s; h=from";
    return read_mail(signed_mail(tags), nullptr).signature().alignment;
  };
  EXPECT_EQ(alignment("X.example"), Alignment::kSame);
  EXPECT_EQ(alignment("mail.x.example"), Alignment::kSameOrganisation);
  EXPECT_EQ(alignment("y.example"), Alignment::kDifferent);
}

}  // namespace
}  // namespace constat::parser::auth::testing
