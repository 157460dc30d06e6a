#include "parser/message/boundary_stack.h"

#include <gtest/gtest.h>

namespace constat::parser::message {
namespace {

std::string show(const BoundaryMatch& match) {
  if (match.kind == BoundaryKind::kNone) return "none";
  return (match.kind == BoundaryKind::kClose ? "close " : "part ") + std::to_string(match.level);
}

TEST(BoundaryStack, tells_prefixes_apart) {
  BoundaryStack stack(10);
  stack.push(0, "a");
  stack.push(1, "ab");
  stack.push(2, "abc");
  EXPECT_EQ(show(stack.match("--a")), "part 0");
  EXPECT_EQ(show(stack.match("--ab")), "part 1");
  EXPECT_EQ(show(stack.match("--abc--")), "close 2");
  EXPECT_EQ(show(stack.match("--abcd")), "none");
  EXPECT_EQ(show(stack.match("--")), "none");
  EXPECT_EQ(show(stack.match("-a")), "none");
  EXPECT_EQ(show(stack.match("a")), "none");
}

TEST(BoundaryStack, ignores_padding) {  // RFC 2046 section 5.1.1
  BoundaryStack stack(10);
  stack.push(0, "a b ");
  EXPECT_EQ(show(stack.match("--a b \t ")), "part 0");
  EXPECT_EQ(show(stack.match("--a b-- ")), "close 0");
  EXPECT_EQ(show(stack.match("--a b x")), "none");
}

TEST(BoundaryStack, innermost_of_equal_texts_counts) {
  BoundaryStack stack(10);
  stack.push(0, "same");
  stack.push(3, "same");
  EXPECT_TRUE(stack.innermost_hides_another());
  EXPECT_EQ(show(stack.match("--same")), "part 3");
  stack.pop();
  EXPECT_EQ(show(stack.match("--same")), "part 0");
  EXPECT_FALSE(stack.innermost_hides_another());
  stack.pop();
  EXPECT_EQ(show(stack.match("--same")), "none");
}

TEST(BoundaryStack, a_boundary_may_end_in_dashes) {
  BoundaryStack stack(10);
  stack.push(0, "a--");
  EXPECT_EQ(show(stack.match("--a--")), "part 0");
  EXPECT_EQ(show(stack.match("--a----")), "close 0");
  stack.push(1, "a");
  EXPECT_EQ(show(stack.match("--a--")), "close 1");
  stack.push(2, "--");
  EXPECT_EQ(show(stack.match("----")), "part 2");
  EXPECT_EQ(show(stack.match("------")), "close 2");
}

TEST(BoundaryStack, holds_as_many_as_the_cap) {
  BoundaryStack stack(100);
  for (std::size_t i = 0; i < 100; ++i) stack.push(i, std::string(i + 1, 'x'));
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_EQ(show(stack.match("--" + std::string(i + 1, 'x'))), "part " + std::to_string(i));
  }
  stack.clear();
  EXPECT_TRUE(stack.empty());
  EXPECT_EQ(show(stack.match("--x")), "none");
}

}  // namespace
}  // namespace constat::parser::message
