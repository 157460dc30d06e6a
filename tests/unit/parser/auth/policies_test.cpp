// SPF and DMARC over a snapshot. The test suite of RFC 7208 runs in tests/corpus.

#include <gtest/gtest.h>

#include "parser/auth/spf.h"
#include "tests/unit/parser/auth/authenticated.h"
#include "tests/unit/parser/auth/signing.h"

namespace constat::parser::auth::testing {
namespace {

SpfStatement ask(std::string_view rows, std::string_view ip = "192.0.2.1",
                 std::string_view sender = "u@a.example") {
  static const Limits kLimits;
  const DnsSnapshot dns = snapshot_of("name,type,data,status\n" + std::string(rows));
  SpfQuestion question;
  question.client = ip_address_from(ip);
  question.helo = "mail.a.example";
  question.sender = sender;
  return evaluate_spf(dns, question, kLimits);
}

TEST(Spf, says_which_term_matches_and_which_answers_it_rests_on) {
  const SpfStatement told =
      ask("a.example,TXT,v=spf1 include:b.example -all,\nb.example,TXT,v=spf1 ip4:192.0.2.0/24 "
          "-all,\n");
  EXPECT_EQ(told.result, SpfResult::kPermitted);
  EXPECT_EQ(told.mechanism, "include:b.example");
  ASSERT_EQ(told.dns.size(), 2u);
  EXPECT_EQ(told.dns[1].name, "b.example");
}

TEST(Spf, a_name_that_the_snapshot_does_not_hold_ends_the_evaluation) {
  const SpfStatement told = ask("a.example,TXT,v=spf1 a:c.example -all,\n");
  EXPECT_EQ(told.result, SpfResult::kNotEvaluated);
  EXPECT_EQ(told.missing, "c.example A");
  // What matches before it does not need it.
  EXPECT_EQ(ask("a.example,TXT,v=spf1 ip4:192.0.2.1 a:c.example -all,\n").result,
            SpfResult::kPermitted);
}

TEST(Spf, the_null_path_is_asked_about_under_the_name_of_helo) {
  const SpfStatement told = ask("mail.a.example,TXT,v=spf1 -all,\n", "192.0.2.1", "");
  EXPECT_EQ(told.domain, "mail.a.example");
  EXPECT_EQ(told.result, SpfResult::kNotPermitted);
}

// N06: ten lookups, two void ones, circles, records at the limit of a TXT record.
TEST(Spf, limits_of_the_standard) {
  std::string rows;
  for (int i = 0; i < 12; ++i) {
    rows += "n" + std::to_string(i) + ".example,TXT,v=spf1 include:n" + std::to_string(i + 1) +
            ".example -all,\n";
  }
  EXPECT_EQ(ask(rows + "a.example,TXT,v=spf1 include:n0.example -all,\n").result,
            SpfResult::kRecordMalformed);
  EXPECT_EQ(ask("a.example,TXT,v=spf1 include:a.example -all,\n").result,
            SpfResult::kRecordMalformed);
  EXPECT_EQ(ask("a.example,TXT,v=spf1 redirect=a.example,\n").result, SpfResult::kRecordMalformed);
  EXPECT_EQ(ask("a.example,TXT,v=spf1 a:v.example mx:v.example exists:v.example +all,\n"
                "v.example,A,,nxdomain\n")
                .result,
            SpfResult::kRecordMalformed);
  std::string macros;
  for (int i = 0; i < 5000; ++i) macros += "%{s}.%{h}.";
  EXPECT_EQ(
      ask("a.example,TXT,v=spf1 exists:" + macros + "z.example -all,\nz.example,A,,nxdomain\n")
          .result,
      SpfResult::kNotEvaluated);
}

std::string from_mail(const std::string& signature) {
  return signature + "from:a@x.example\r\n\r\ntext\r\n";
}

DmarcStatement dmarc_of(const std::string& mail, const std::string& rows) {
  const DnsSnapshot dns = snapshot_of(rows);
  return read_mail(mail, &dns).authentication.dmarc.value_or(DmarcStatement());
}

std::string policy(std::string_view name, std::string_view record) {
  return R"({"name":")" + std::string(name) + R"(","type":"TXT","data":")" + std::string(record) +
         "\"}\n";
}

TEST(Dmarc, a_verifying_signature_of_the_from_domain_is_aligned) {
  const Signer signer;
  const auto signed_by = [&signer](const std::string& domain) {
    return from_mail(
        signer.dkim("from:a@x.example\r\n", "text\r\n", "d=" + domain + "; s=s; h=from"));
  };
  const std::string relaxed = policy("_dmarc.x.example", "v=DMARC1; p=reject");
  const std::string strict = policy("_dmarc.x.example", "v=DMARC1; p=none; adkim=s");
  EXPECT_EQ(dmarc_of(signed_by("x.example"), relaxed + signer.row("x.example")).result,
            DmarcResult::kAligned);
  EXPECT_EQ(dmarc_of(signed_by("m.x.example"), relaxed + signer.row("m.x.example")).result,
            DmarcResult::kAligned);
  EXPECT_EQ(dmarc_of(signed_by("m.x.example"), strict + signer.row("m.x.example")).result,
            DmarcResult::kNotAligned);
  EXPECT_EQ(dmarc_of(signed_by("y.example"), relaxed + signer.row("y.example")).result,
            DmarcResult::kNotAligned);
  // The signature may be aligned, and its key is not in the snapshot.
  EXPECT_EQ(dmarc_of(signed_by("x.example"), relaxed).result, DmarcResult::kNotEvaluated);
}

TEST(Dmarc, the_policy_of_the_organisation_stands_in) {
  const std::string mail = "From: a@m.x.example\r\n\r\ntext\r\n";
  const std::string absent = R"({"name":"_dmarc.m.x.example","type":"TXT","status":"nxdomain"})"
                             "\n";
  const DmarcStatement told =
      dmarc_of(mail, absent + policy("_dmarc.x.example", "v=DMARC1; p=reject; sp=quarantine"));
  EXPECT_EQ(told.policy, "quarantine");
  EXPECT_EQ(told.result, DmarcResult::kNotAligned);
  ASSERT_TRUE(told.dns);
  EXPECT_EQ(told.dns->name, "_dmarc.x.example");
  EXPECT_EQ(dmarc_of(mail, absent).missing, "_dmarc.x.example TXT");
  EXPECT_EQ(dmarc_of(mail, absent + policy("_dmarc.x.example", "v=spf1 -all")).result,
            DmarcResult::kNoRecord);
  EXPECT_EQ(dmarc_of(mail, absent + policy("_dmarc.x.example", "v=DMARC1; p=perhaps")).result,
            DmarcResult::kRecordMalformed);
}

TEST(Dmarc, two_authors_of_different_domains_have_no_policy) {
  const DnsSnapshot dns = snapshot_of(policy("_dmarc.x.example", "v=DMARC1; p=none"));
  const Told told = read_mail("From: a@x.example, b@y.example\r\n\r\ntext\r\n", &dns);
  EXPECT_FALSE(told.authentication.dmarc);
}

TEST(Policies, are_asked_about_with_an_envelope) {
  const DnsSnapshot dns = snapshot_of(
      "name,type,data\nx.example,TXT,v=spf1 ip4:192.0.2.1 -all\nmail.x.example,TXT,v=spf1 -all\n"
      "_dmarc.x.example,TXT,v=DMARC1; p=none\n");
  capture::RawMail raw;
  raw.bytes = "From: a@x.example\r\n\r\ntext\r\n";
  raw.size = raw.bytes.size();
  raw.has_envelope = true;
  raw.mail_from_seen = true;
  raw.mail_from = "u@x.example";
  raw.client_ip = "192.0.2.1";
  raw.helo = "mail.x.example";
  const Authentication told = read_raw(raw, &dns).authentication;
  ASSERT_EQ(told.spf.size(), 2u);
  EXPECT_EQ(told.spf[0].identity, SpfIdentity::kHelo);
  EXPECT_EQ(told.spf[0].result, SpfResult::kNotPermitted);
  EXPECT_EQ(told.spf[1].result, SpfResult::kPermitted);
  EXPECT_EQ(told.spf[1].alignment, Alignment::kSame);
  ASSERT_TRUE(told.dmarc);
  EXPECT_EQ(told.dmarc->result, DmarcResult::kAligned);
  EXPECT_TRUE(told.dmarc->aligned_spf);
  EXPECT_EQ(read_raw(raw, nullptr).authentication.spf[1].result, SpfResult::kNotEvaluated);
}

}  // namespace
}  // namespace constat::parser::auth::testing
