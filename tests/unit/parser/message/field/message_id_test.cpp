#include "parser/message/field/message_id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace constat::parser::message {
namespace {

using testing::ElementsAre;

std::vector<std::string> ids(std::string_view value) {
  std::vector<std::string> out;
  append_message_ids(value, out);
  return out;
}

TEST(MessageId, reads_references_of_rfc_5322_appendix_a_2) {
  EXPECT_THAT(ids("<1234@local.machine.example> <3456@example.net>"),
              ElementsAre("1234@local.machine.example", "3456@example.net"));
}

TEST(MessageId, removes_white_space_and_passes_over_phrases) {
  EXPECT_EQ(single_message_id("<1234   @   local(blah)  .machine .example>"),  // A.6.3
            "1234@local(blah).machine.example");
  EXPECT_THAT(ids("Your mail of <a@b> yesterday\r\n <c@\r\n d>"), ElementsAre("a@b", "c@d"));
}

TEST(MessageId, reads_on_without_brackets) {
  EXPECT_EQ(single_message_id(" a@b "), "a@b");
  EXPECT_EQ(single_message_id("<a@b"), "a@b");
  EXPECT_THAT(ids("a@b, word c@d"), ElementsAre("a@b", "c@d"));
  EXPECT_THAT(ids("<a@b<c@d>"), ElementsAre("a@b", "c@d"));
  EXPECT_THAT(ids("<> none"), ElementsAre());
}

}  // namespace
}  // namespace constat::parser::message
