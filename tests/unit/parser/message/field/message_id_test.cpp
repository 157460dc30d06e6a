#include "parser/message/field/message_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::parser::message {
namespace {

using testing::ElementsAre;

struct Ids {
  explicit Ids(std::string_view value, IdentifierField field = IdentifierField::kPhrases) {
    static const Limits kLimits;
    DefectLog defects(100);
    append_message_ids(value, {7, value.size()}, field, kLimits, defects, ids);
    defects.copy_sorted(found);
    for (const Defect& defect : found) {
      EXPECT_EQ(defect.kind, DefectKind::kIdentifierMalformed);
      EXPECT_EQ(defect.where, (ByteRange{7, value.size()}));
    }
  }
  bool odd() const { return !found.empty(); }
  std::vector<std::string> ids;
  Defects found;
};

std::vector<std::string> ids(std::string_view value) { return Ids(value).ids; }
std::vector<std::string> one(std::string_view value) {
  return Ids(value, IdentifierField::kOne).ids;
}

TEST(MessageId, reads_references_of_rfc_5322_appendix_a_2) {
  const Ids read("<1234@local.machine.example> <3456@example.net>");
  EXPECT_THAT(read.ids, ElementsAre("1234@local.machine.example", "3456@example.net"));
  EXPECT_FALSE(read.odd());
}

TEST(MessageId, removes_white_space_and_comments) {  // RFC 5322 appendix A.6.3
  const Ids read("<1234   @   local(blah)  .machine .example>", IdentifierField::kOne);
  EXPECT_THAT(read.ids, ElementsAre("1234@local.machine.example"));
  EXPECT_FALSE(read.odd());
  EXPECT_THAT(ids("Your mail of <a@b> yesterday\r\n <c@\r\n d>"), ElementsAre("a@b", "c@d"));
  EXPECT_THAT(one("(made by x <y>) <\"a b\"@c.example> (z)"), ElementsAre("\"a b\"@c.example"));
}

TEST(MessageId, allows_phrases_between_references) {  // RFC 5322 section 4.5.4
  EXPECT_FALSE(Ids("Your mail of \"Mon, 1 Jan\" <a@b> A. Nonymous").odd());
  EXPECT_TRUE(Ids("Your mail of Mon, 1 Jan <a@b>").odd());
  EXPECT_TRUE(Ids("Your mail <a@b>", IdentifierField::kOne).odd());
}

TEST(MessageId, allows_literals_and_quoted_strings) {
  for (const char* good : {"<a@[192.0.2.1]>", "<\"a@b\"@c.example>", "<a.b+c=d$e!f&g@h>",
                           "<caf\xC3\xA9@b.example>", "<a@b>\r\n\t(c)"}) {
    EXPECT_FALSE(Ids(good, IdentifierField::kOne).odd()) << good;
  }
}

TEST(MessageId, notes_what_is_no_identifier) {
  for (const char* odd :
       {"<a>",     "<a@>",    "<@b>",        "<a@b@c>",   "<a..b@c>", "<.a@b>", "<a@b.>",
        "<a:b@c>", "<a,b@c>", "<a b@c>",     "<a@\"b\">", "<a@[b>",   "<a@b",   "a@b",
        "",        "<>",      "<a@b> <c@d>", "<a@b>x",    "<a@b> (",  "<\"a@b>"}) {
    EXPECT_TRUE(Ids(odd, IdentifierField::kOne).odd()) << odd;
  }
  EXPECT_TRUE(Ids("<a@b>, <c@d>").odd());
  EXPECT_TRUE(Ids("<a@b> c@d").odd());
}

TEST(MessageId, keeps_each_of_several) {
  EXPECT_THAT(one("<a@b> <c@d>"), ElementsAre("a@b", "c@d"));
}

TEST(MessageId, reads_on_without_brackets) {
  EXPECT_THAT(one(" a@b "), ElementsAre("a@b"));
  EXPECT_THAT(one("<a@b"), ElementsAre("a@b"));
  EXPECT_THAT(ids("a@b, word c@d"), ElementsAre("a@b", "c@d"));
  EXPECT_THAT(ids("<a@b<c@d>"), ElementsAre("a@b", "c@d"));
  EXPECT_THAT(ids("<> none"), ElementsAre());
}

TEST(MessageId, passes_bombs_in_one_go) {  // robustness M11
  for (const char* piece : {"<", "(", "\"", "<a@b>", "\\", "[", "<(", "<\"", "@", "."}) {
    std::string value;
    for (int i = 0; i < 60'000; ++i) value += piece;
    EXPECT_LE(ids(value).size(), 60'000u);
  }
}

}  // namespace
}  // namespace constat::parser::message
