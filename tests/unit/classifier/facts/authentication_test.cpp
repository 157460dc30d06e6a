#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The body hash is the one of an empty body, relaxed: SHA-256 of nothing (RFC 6376 section 3.4.4).
constexpr std::string_view kEmptyBodyHash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

std::string signature(std::string_view tags) {
  return "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example; s=s1;\n bh=" +
         std::string(kEmptyBodyHash) + "; b=AAAA; " + std::string(tags) + "\n";
}

Reading read_signed(std::string_view tags, std::string_view body = "") {
  return read(signature(tags) +
              "From: Shop <news@shop.example>\nSubject: Offers\nDate: Mon, 2 Mar 2026 08:00:00 "
              "+0100\nList-Unsubscribe: <https://shop.example/u>\n"
              "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n\n" +
              std::string(body));
}

TEST(Authentication, states_which_fields_a_signature_covers) {
  const Reading mail = read_signed("h=from:from:subject:list-unsubscribe");
  EXPECT_THAT(mail.values("authentication.covers"),
              ElementsAre("shop.example: From, Subject, List-Unsubscribe"));
  EXPECT_THAT(mail.values("authentication.covers_not"),
              ElementsAre("shop.example: Date, List-Unsubscribe-Post"));
  EXPECT_THAT(mail.values("authentication.oversigned"), ElementsAre("shop.example: From"));
  EXPECT_THAT(mail.values("authentication.domain_same"), ElementsAre("shop.example"));
}

TEST(Authentication, a_field_that_stands_twice_and_is_named_once_is_covered_in_part) {
  const Reading mail =
      read(signature("h=from:subject") + "From: a@shop.example\nSubject: one\nSubject: two\n\n");
  EXPECT_THAT(mail.values("authentication.covers_part"),
              ElementsAre("shop.example: Subject (1/2)"));
}

TEST(Authentication, says_why_a_signature_was_not_evaluated) {
  EXPECT_THAT(read_signed("h=from").values("authentication.signature.no_snapshot"),
              ElementsAre("shop.example; s1; rsa-sha256"));
  EXPECT_THAT(read_signed("h=subject").values("authentication.signature.from_not_named").size(), 1);
  EXPECT_THAT(read_signed("h=from", "text\n").values("authentication.signature.body_hash_differs"),
              ElementsAre("shop.example; s1; rsa-sha256"));
}

TEST(Authentication, says_how_much_of_the_body_is_left_out) {
  // "text" and its line end are six bytes; l=0 covers none of them.
  const Reading mail = read_signed("h=from; l=0", "text\n");
  EXPECT_THAT(mail.values("authentication.body_outside"), ElementsAre("shop.example: 6/6"));
  EXPECT_THAT(mail.ids("authentication.signature.body_hash"), IsEmpty());
}

TEST(Authentication, a_mail_with_a_hole_is_not_evaluated) {
  const std::string text = signature("h=from") + "From: a@shop.example\n\ntext\n";
  const Reading mail = read(text, {}, {{300, 10}});
  EXPECT_EQ(mail.values("authentication.signature.mail_incomplete").size(), 1u);
}

TEST(Authentication, what_servers_state_is_told_under_their_names) {
  const Reading mail = read_header(
      "Authentication-Results: mx.example; dkim=pass (good) header.d=shop.example;\n spf=fail "
      "smtp.mailfrom=b.example\nFrom: a@shop.example\n");
  EXPECT_THAT(mail.values("authentication.claim"),
              ElementsAre("mx.example: dkim=pass header.d=shop.example",
                          "mx.example: spf=fail smtp.mailfrom=b.example"));
}

TEST(Authentication, a_mail_without_any_of_it_has_no_such_fact) {
  EXPECT_THAT(read_header("From: a@b.fr\n").ids("authentication."), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
