#include "parser/message/field/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::parser::message {
namespace {

using testing::ElementsAre;

struct Read {
  explicit Read(std::string text, Limits with = {}, EmptyPath empty = EmptyPath::kMalformed)
      : value(std::move(text)), limits(with) {
    DefectLog log(1000);
    HeaderText words(log);
    AddressReader(limits, words, log).read(value, 0, empty, list);
    log.copy_sorted(defects);
  }
  // "name|address", with "group:" before it.
  std::vector<std::string> all() const {
    std::vector<std::string> out;
    for (const Mailbox& m : list.mailboxes) {
      out.push_back((m.group.empty() ? "" : m.group + ":") + m.name + "|" + m.address);
    }
    return out;
  }
  std::string at(std::size_t i) const {
    const ByteRange where = list.mailboxes.at(i).where;
    return value.substr(where.offset, where.length);
  }
  std::string value;
  Limits limits;
  AddressList list;
  Defects defects;
};

void expect_good(const char* text, std::vector<std::string> expected) {
  const Read read(text);
  EXPECT_EQ(read.all(), expected) << text;
  EXPECT_TRUE(read.defects.empty()) << text;
}

void expect_odd(const char* text, std::vector<std::string> expected) {
  const Read read(text);
  EXPECT_EQ(read.all(), expected) << text;
  EXPECT_FALSE(read.defects.empty()) << text;
  for (const Defect& defect : read.defects) EXPECT_LE(defect.where.end(), read.value.size());
}

TEST(Address, reads_the_examples_of_rfc_5322_appendix_a) {
  expect_good("John Doe <jdoe@machine.example>", {"John Doe|jdoe@machine.example"});
  expect_good("\"Joe Q. Public\" <john.q.public@example.com>",
              {"Joe Q. Public|john.q.public@example.com"});
  expect_good("Mary Smith <mary@x.test>, jdoe@example.org, Who? <one@y.test>",
              {"Mary Smith|mary@x.test", "|jdoe@example.org", "Who?|one@y.test"});
  expect_good("<boss@nil.test>, \"Giant; \\\"Big\\\" Box\" <sysservices@example.net>",
              {"|boss@nil.test", "Giant; \"Big\" Box|sysservices@example.net"});
  expect_good(
      "A Group:Ed Jones <c@a.test>,joe@where.test,John <jdoe@one.test>;",
      {"A Group:Ed Jones|c@a.test", "A Group:|joe@where.test", "A Group:John|jdoe@one.test"});
  expect_good("Undisclosed recipients:;", {});
  // A.5
  expect_good("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>",
              {"Pete|pete@silly.test"});
  expect_good(
      "A Group(Some people)\r\n     :Chris Jones <c@(Chris's host.)public.example>,\r\n"
      "         joe@example.org,\r\n  John <jdoe@one.test> (my dear friend); (the end of the "
      "group)",
      {"A Group:Chris Jones|c@public.example", "A Group:|joe@example.org",
       "A Group:John|jdoe@one.test"});
  expect_good("(Empty list)(start)Hidden recipients  :(nobody(that I know))  ;", {});
  // A.6.1 and A.6.3: obsolete
  expect_good("Joe Q. Public <john.q.public@example.com>",
              {"Joe Q. Public|john.q.public@example.com"});
  expect_good("Mary Smith <@node.test:mary@example.net>, , jdoe@test  . example",
              {"Mary Smith|mary@example.net", "|jdoe@test.example"});
  expect_good("John Doe <jdoe@machine(comment).  example>", {"John Doe|jdoe@machine.example"});
}

TEST(Address, reads_quoted_local_parts_literals_and_routes) {
  expect_good("\"a@b c\"@x.example", {"|\"a@b c\"@x.example"});
  expect_good("me@[192.0.2.1]", {"|me@[192.0.2.1]"});
  expect_good("N <me@[IPv6:2001:db8::1]>", {"N|me@[IPv6:2001:db8::1]"});
  expect_good("<@a.example,@b.example:c@d.example>", {"|c@d.example"});
}

TEST(Address, takes_the_comment_for_a_name_only_without_another) {
  expect_good("a@b.example (Ann Bee)", {"Ann Bee|a@b.example"});
  expect_good("Ann <a@b.example> (not her)", {"Ann|a@b.example"});
  expect_good("(first) a@b.example, c@d.example", {"first|a@b.example", "|c@d.example"});
}

TEST(Address, decodes_names_and_never_addresses) {
  expect_good("=?utf-8?Q?Andr=C3=A9?= Pirard <a@b.example>", {"Andr\xC3\xA9 Pirard|a@b.example"});
  expect_good("=?utf-8?Q?a=40b.example?= <c@d.example>", {"a@b.example|c@d.example"});
  expect_odd("=?utf-8?Q?x?=@b.example", {"|=?utf-8?Q?x?=@b.example"});
  expect_odd("Ann <=?utf-8?Q?x?=@b.example>", {"Ann|=?utf-8?Q?x?=@b.example"});
  expect_odd("\"=?utf-8?Q?x?=\" <c@d.example>", {"x|c@d.example"});
  expect_odd("=?utf-8?Q?Ann_=3Ca=40b.example=3E?=", {"Ann <a@b.example>|"});
  expect_odd("=?utf-8?Q?Doe,_J?= J <a@b.example>, \"=?utf-8?Q?x?=\" <c@d.example",
             {"Doe, J J|a@b.example", "x|c@d.example"});
}

TEST(Address, keeps_several_senders_apart) {
  expect_good("a@x.example, b@y.example", {"|a@x.example", "|b@y.example"});
  expect_odd("a@x.example; b@y.example;", {"|a@x.example", "|b@y.example"});
  expect_odd("a@x.example b@y.example", {"|a@x.example", "|b@y.example"});
  expect_odd("A <a@x.example> B <b@y.example>", {"A|a@x.example", "B|b@y.example"});
  expect_odd("A <a@x.example><b@y.example>", {"A|a@x.example", "|b@y.example"});
}

TEST(Address, reads_on_after_missing_brackets_and_quotes) {
  expect_odd("Ann Bee a@b.example", {"Ann Bee|a@b.example"});
  expect_odd("Ann <a@b.example, Bob <c@d.example>", {"Ann|a@b.example", "Bob|c@d.example"});
  expect_odd("Ann a@b.example>", {"Ann|a@b.example"});
  expect_odd("a@b.example>, c@d.example", {"|a@b.example", "|c@d.example"});
  expect_odd("\"Ann <a@b.example>", {"Ann|a@b.example"});
  expect_odd("Ann (her <a@b.example>", {"Ann (her|a@b.example"});
  expect_odd("me@x.example <a@b.example>", {"me@x.example|a@b.example"});
  expect_odd("root", {"|root"});
  expect_odd("Ann Bee", {"Ann Bee|"});
  expect_odd("<>", {"|"});
  expect_odd("a@b@c.example", {"|a@b@c.example"});
  expect_odd("<a b@c.example>", {"|a b@c.example"});
  expect_odd("@x.example", {"|@x.example"});
}

TEST(Address, notes_what_is_no_addr_spec) {  // RFC 5322 sections 3.4.1 and 4.4
  for (const char* bad :
       {"a..b@c.example", ".a@c.example", "a.@c.example", "a@c..example", "a@c.example.", "a@.c",
        "a@", "a@[192.0.2.1].example", "a@\"b\".example", "a\"b\"@c.example", "a@b[c]",
        "[192.0.2.1]@b.example", "a b@c.example", "a@b c", "a;b@c.example", "a\x01@b.example"}) {
    const Read bare(bad);
    EXPECT_FALSE(bare.defects.empty()) << bad;
    const Read bracketed("X <" + std::string(bad) + ">");
    EXPECT_FALSE(bracketed.defects.empty()) << bad;
    EXPECT_FALSE(bracketed.list.mailboxes.empty()) << bad;
  }
  expect_odd("a..b@c.example", {"|a..b@c.example"});
  expect_good("\"a\".\"b c\".d@e.example", {"|\"a\".\"b c\".d@e.example"});
  expect_good("caf\xC3\xA9@\xC3\xA9.example", {"|caf\xC3\xA9@\xC3\xA9.example"});  // RFC 6532
}

TEST(Address, keeps_what_senders_try) {  // robustness X02
  expect_good("a@x.example, b@y.example", {"|a@x.example", "|b@y.example"});
  expect_good("Them: a@x.example, B <b@y.example>;",  // RFC 6854 allows it in From
              {"Them:|a@x.example", "Them:B|b@y.example"});
  expect_good("\"ceo@bank.example\" <a@x.example>", {"ceo@bank.example|a@x.example"});
  expect_good("ceo@bank.example (a@x.example)", {"a@x.example|ceo@bank.example"});
  expect_good("<@bank.example:a@x.example>", {"|a@x.example"});
  expect_good("\"<ceo@bank.example>\"@x.example", {"|\"<ceo@bank.example>\"@x.example"});
  expect_odd("ceo@bank.example <a@x.example>", {"ceo@bank.example|a@x.example"});
  const std::string nul("ceo@bank.example\0 <a@x.example>", 31);
  const Read read(nul);
  ASSERT_EQ(read.list.mailboxes.size(), 1u);
  EXPECT_EQ(read.list.mailboxes[0].address, "a@x.example");
  EXPECT_EQ(read.list.mailboxes[0].name, std::string("ceo@bank.example\0", 17));
  EXPECT_FALSE(read.defects.empty());
}

TEST(Address, allows_the_empty_path_in_return_path_only) {
  const Read path("<>", {}, EmptyPath::kAllowed);
  EXPECT_THAT(path.all(), ElementsAre("|"));
  EXPECT_TRUE(path.defects.empty());
}

TEST(Address, says_where_each_mailbox_stands) {
  const Read read(" \"X\" <x@y.example> , g: a@b.example (c);");
  EXPECT_EQ(read.at(0), "\"X\" <x@y.example>");
  EXPECT_EQ(read.at(1), "a@b.example");
}

TEST(Address, counts_beyond_the_cap) {
  Limits limits;
  limits.addresses_per_field = 2;
  const Read read("a@x, b@x, c@x, d@x", limits);
  EXPECT_EQ(read.list.mailboxes.size(), 2u);
  EXPECT_EQ(read.list.count, 4u);
  EXPECT_EQ(std::count_if(read.defects.begin(), read.defects.end(),
                          [](const Defect& d) { return d.kind == DefectKind::kAddressLimit; }),
            1);
}

TEST(Address, passes_bombs_in_one_go) {  // robustness M11
  for (const char c : {'(', ':', '<', '"', '\\', '@', '[', ',', ';', '.', '>', '='}) {
    const Read read(std::string(300'000, c));
    EXPECT_LE(read.list.mailboxes.size(), read.limits.addresses_per_field);
  }
  const Read nested(std::string(100'000, '(') + "x" + std::string(100'000, ')') + " a@b.example");
  EXPECT_EQ(nested.list.mailboxes.at(0).address, "a@b.example");
  EXPECT_FALSE(nested.defects.empty());
}

}  // namespace
}  // namespace constat::parser::message
