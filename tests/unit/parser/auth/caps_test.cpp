// What many or large fields cost (robustness X20, M04, M09): caps are said, time grows with the
// bytes.

#include <gtest/gtest.h>
#include <time.h>

#include <algorithm>
#include <functional>

#include "parser/auth/claims.h"
#include "parser/auth/spf_record.h"
#include "parser/auth/tag_list.h"
#include "tests/unit/parser/auth/authenticated.h"
#include "tests/unit/parser/auth/signing.h"

namespace constat::parser::auth::testing {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(AuthenticationCaps, ten_signatures_are_evaluated_and_the_rest_is_counted) {
  const Signer signer;
  const std::string field =
      signer.dkim("from:a@x.example\r\n", "text\r\n", "d=x.example; s=s; h=from");
  const DnsSnapshot dns = snapshot_of(signer.row("x.example"));
  const Told told = read_mail(repeated(field, 100) + "from:a@x.example\r\n\r\ntext\r\n", &dns);
  EXPECT_EQ(told.authentication.signatures.size(), 10u);
  EXPECT_EQ(told.authentication.signatures_not_kept, 90u);
  for (const Signature& signature : told.authentication.signatures) {
    EXPECT_EQ(signature.result, Result::kVerifies);
  }
  EXPECT_EQ(std::ranges::count(told.defects, DefectKind::kSignatureLimit), 1);
}

TEST(AuthenticationCaps, fields_that_state_results_are_kept_up_to_a_cap) {
  const Told told =
      read_mail(repeated("Authentication-Results: mx.example; none\r\n", 250) + "\r\n", nullptr);
  EXPECT_EQ(told.authentication.claims.size(), 100u);
  EXPECT_EQ(told.authentication.claims_not_kept, 150u);
  EXPECT_TRUE(told.has(DefectKind::kAuthenticationLimit));
}

// M21: what a record says of claims is bounded whatever they are.
TEST(AuthenticationCaps, results_of_all_fields_together_are_kept_up_to_a_cap) {
  const Told told = read_mail(
      repeated("Authentication-Results: mx.example" + repeated("; a=b", 60) + "\r\n", 5) + "\r\n",
      nullptr);
  std::uint64_t kept = 0, not_kept = 0;
  for (const Claim& claim : told.authentication.claims) {
    kept += claim.results.size();
    not_kept += claim.results_not_kept;
  }
  EXPECT_EQ(kept, 200u);
  EXPECT_EQ(not_kept, 100u);
  EXPECT_EQ(std::ranges::count(told.defects, DefectKind::kAuthenticationLimit), 1);
}

TEST(AuthenticationCaps, a_signature_beyond_the_cap_of_a_field_is_not_evaluated) {
  const Told told = read_mail(
      "DKIM-Signature: v=1; h=" + repeated("from:", 20'000) + "from\r\nFrom: a@x.example\r\n\r\n",
      nullptr);
  EXPECT_EQ(told.signature().reason, Reason::kBeyondCap);
}

TEST(AuthenticationCaps, all_bytes_give_a_result) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (const std::string_view name :
       {"DKIM-Signature", "ARC-Seal", "ARC-Message-Signature", "Authentication-Results"}) {
    const Told told = read_mail(std::string(name) + ":" + bytes + "\r\n\r\n", nullptr);
    EXPECT_FALSE(told.authentication.empty()) << name;
  }
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double seconds_of(const std::function<void()>& work) {
  double best = 1e9;
  for (int i = 0; i < 3; ++i) {
    const double begin = processor_seconds();
    work();
    best = std::min(best, processor_seconds() - begin);
  }
  return best;
}

struct Growth {
  const char* name;
  std::function<std::string(std::size_t)> input;
  std::function<void(const std::string&)> read;
};

void read_whole(const std::string& mail) {
  Limits limits;
  limits.header_field_bytes = limits.header_bytes = limits.mail_bytes = std::size_t{1} << 40;
  limits.header_fields = limits.signatures_per_mail = std::size_t{1} << 40;
  capture::RawMail raw;
  raw.bytes = mail;
  raw.size = mail.size();
  read_raw(raw, nullptr, limits);
}

// The least T(2n)/T(n) of several rounds: what else runs on the machine only adds to one of them.
double growth_of(const Growth& generator) {
  const std::string once = generator.input(40'000), twice = generator.input(80'000);
  double least = 1e9;
  for (int round = 0; round < 8 && least > 2.3; ++round) {
    least = std::min(least, seconds_of([&] { generator.read(twice); }) /
                                std::max(seconds_of([&] { generator.read(once); }), 20e-6));
  }
  return least;
}

TEST(AuthenticationCaps, time_grows_with_the_bytes) {
  const std::string head =
      "DKIM-Signature: v=1; a=rsa-sha256; d=x.example; s=s; bh=AAAA; b=AAAA; h=";
  const Growth generators[] = {
      {"tags", [](std::size_t n) { return repeated("a=1;", n); },
       [](const std::string& text) { TagList().read(text); }},
      {"distinct tags",
       [](std::size_t n) {
         std::string out;
         for (std::size_t i = 0; i < n; ++i) out += "t" + std::to_string(i) + "=1;";
         return out;
       },
       [](const std::string& text) { EXPECT_TRUE(TagList().read(text)); }},
      {"names of h=",
       [&head](std::size_t n) {
         return head + repeated("x-a:", n) + "from\r\n" + repeated("X-A: any text\r\n", n) +
                "\r\ntext\r\n";
       },
       read_whole},
      {"body of empty lines",
       [&head](std::size_t n) {
         return head + "from\r\nFrom: a@x.example\r\n\r\n" + repeated("\r\n", n * 8) + "x";
       },
       read_whole},
      {"white space of a body",
       [&head](std::size_t n) {
         return head + "from; c=relaxed/relaxed\r\nFrom: a@x.example\r\n\r\n" +
                repeated(" \t", n * 8) + "x";
       },
       read_whole},
      {"comments of a claim", [](std::size_t n) { return "mx.example; " + repeated("(", n); },
       [](const std::string& text) {
         Claim claim;
         read_claim(text, ClaimKind::kAuthenticationResults, Limits(), 100, claim);
       }},
      {"results of a claim",
       [](std::size_t n) { return "mx.example" + repeated("; a=b c.d=e", n); },
       [](const std::string& text) {
         Claim claim;
         read_claim(text, ClaimKind::kAuthenticationResults, Limits(), 100, claim);
       }},
      {"terms of a policy",
       [](std::size_t n) { return "v=spf1" + repeated(" a:%{d}.b.example", n); },
       [](const std::string& text) { EXPECT_TRUE(read_spf_record(text)); }},
      {"percent signs of a policy", [](std::size_t n) { return "v=spf1 a:" + repeated("%{", n); },
       [](const std::string& text) { EXPECT_FALSE(read_spf_record(text)); }},
  };
  for (const Growth& generator : generators) {
    EXPECT_LE(growth_of(generator), 2.3) << generator.name;
  }
}

}  // namespace
}  // namespace constat::parser::auth::testing
