// Chains of ARC signed here (RFC 8617 section 5).

#include "parser/auth/arc_chain.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/auth/authenticated.h"
#include "tests/unit/parser/auth/signing.h"

namespace constat::parser::auth::testing {
namespace {

constexpr std::string_view kFrom = "from:a@x.example\r\n";
constexpr std::string_view kBody = "text\r\n";

// The three fields of each set, in canonical form, and the sets so far.
class Chain {
 public:
  void add(std::string_view claimed) {
    const std::string instance = "i=" + std::to_string(sets_.size() + 1);
    Set set;
    set.results = "arc-authentication-results:" + instance + "; mx.example; arc=none\r\n";
    set.message = "arc-message-signature:" + instance +
                  "; a=ed25519-sha256; c=relaxed/relaxed; d=mx.example; s=s; h=from; bh=" +
                  Signer::hash_of(kBody) + "; b=";
    set.message += signer_.value_of(std::string(kFrom) + set.message) + "\r\n";
    set.seal = "arc-seal:" + instance + "; a=ed25519-sha256; cv=" + std::string(claimed) +
               "; d=mx.example; s=s; b=";
    std::string input;
    for (const Set& earlier : sets_) input += earlier.results + earlier.message + earlier.seal;
    set.seal += signer_.value_of(input + set.results + set.message + set.seal) + "\r\n";
    sets_.push_back(std::move(set));
  }
  std::string mail() const {
    std::string out;
    for (auto set = sets_.rbegin(); set != sets_.rend(); ++set) {
      out += set->seal + set->message + set->results;
    }
    return out + std::string(kFrom) + "\r\n" + std::string(kBody);
  }
  Told read(const std::string& mail) const {
    const DnsSnapshot dns = snapshot_of(signer_.row("mx.example"));
    return read_mail(mail, &dns);
  }
  ArcChain chain(const std::string& mail) const {
    return read(mail).authentication.arc.value_or(ArcChain());
  }

 private:
  struct Set {
    std::string results, message, seal;
  };
  Signer signer_;
  std::vector<Set> sets_;
};

TEST(ArcChainTest, sets_that_build_on_each_other_verify) {
  Chain chain;
  for (const std::string_view claimed : {"none", "pass", "pass"}) {
    chain.add(claimed);
    const ArcChain told = chain.chain(chain.mail());
    EXPECT_EQ(told.result, Result::kVerifies) << meaning_of(told.reason);
    EXPECT_EQ(told.claimed, claimed);
  }
  const Told told = chain.read(chain.mail());
  ASSERT_EQ(told.authentication.signatures.size(), 6u);
  for (const Signature& signature : told.authentication.signatures) {
    EXPECT_EQ(signature.result, Result::kVerifies);
  }
  EXPECT_TRUE(told.defects.empty());
}

TEST(ArcChainTest, any_changed_letter_of_a_set_breaks_it) {
  Chain chain;
  chain.add("none");
  chain.add("pass");
  const std::string mail = chain.mail();
  for (const std::string_view at : {"i=1; mx.example", "i=2; mx.example"}) {
    std::string changed = mail;
    changed[changed.find(at) + 6] = 'y';
    EXPECT_EQ(chain.chain(changed).result, Result::kDoesNotVerify) << at;
    EXPECT_EQ(chain.chain(changed).reason, Reason::kSignatureDiffers) << at;
  }
  std::string body = mail;
  body[body.size() - 3] = 'y';
  EXPECT_EQ(chain.chain(body).reason, Reason::kBodyHashDiffers);
}

TEST(ArcChainTest, what_seals_state_must_be_so) {
  Chain first;
  first.add("pass");
  EXPECT_EQ(first.chain(first.mail()).reason, Reason::kChainClaimDiffers);
  Chain broken;
  broken.add("none");
  broken.add("fail");
  EXPECT_EQ(broken.chain(broken.mail()).reason, Reason::kChainClaimedBroken);
  EXPECT_EQ(broken.chain(broken.mail()).result, Result::kDoesNotVerify);
}

TEST(ArcChainTest, a_set_that_lacks_a_field_or_has_one_twice_is_incomplete) {
  Chain chain;
  chain.add("none");
  chain.add("pass");
  const std::string mail = chain.mail();
  const std::size_t line = mail.find("\r\n") + 2;  // after the seal of i=2
  EXPECT_EQ(chain.chain(mail.substr(line)).reason, Reason::kChainIncomplete);
  EXPECT_EQ(chain.chain(mail.substr(0, line) + mail).reason, Reason::kChainIncomplete);
  std::string renumbered = mail;
  renumbered[renumbered.find("i=1; mx.example; arc") + 2] = '3';
  EXPECT_EQ(chain.chain(renumbered).reason, Reason::kChainIncomplete);
}

TEST(ArcChainTest, without_the_key_it_is_not_evaluated) {
  Chain chain;
  chain.add("none");
  const auto told = read_mail(chain.mail(), nullptr).authentication.arc;
  ASSERT_TRUE(told);
  EXPECT_EQ(told->result, Result::kNotEvaluated);
  EXPECT_EQ(told->reason, Reason::kNoSnapshot);
}

TEST(ArcChainTest, a_mail_without_such_fields_has_no_chain) {
  EXPECT_FALSE(read_mail(std::string(kFrom) + "\r\n", nullptr).authentication.arc);
}

}  // namespace
}  // namespace constat::parser::auth::testing
