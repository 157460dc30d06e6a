#include "parser/message/boundary_stack.h"

#include <gtest/gtest.h>

namespace constat::parser::message {
namespace {

std::string show(const BoundaryMatch& match) {
  if (match.kind == BoundaryKind::kNone) return "none";
  return (match.kind == BoundaryKind::kClose ? "close " : "part ") + std::to_string(match.level);
}

TEST(BoundaryStack, tells_prefixes_apart) {
  BoundaryStack stack;
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
  BoundaryStack stack;
  stack.push(0, "a b");
  EXPECT_EQ(show(stack.match("--a b \t ")), "part 0");
  EXPECT_EQ(show(stack.match("--a b-- ")), "close 0");
  EXPECT_EQ(show(stack.match("--a b x")), "none");
  EXPECT_EQ(show(stack.match("--a b --")), "none");
}

TEST(BoundaryStack, spaces_at_the_end_of_a_boundary_count) {  // robustness X08
  BoundaryStack stack;
  stack.push(0, "a b  ");
  EXPECT_EQ(show(stack.match("--a b  ")), "part 0");
  EXPECT_EQ(show(stack.match("--a b   \t")), "part 0");
  EXPECT_EQ(show(stack.match("--a b ")), "none");
  EXPECT_EQ(show(stack.match("--a b  --")), "close 0");
  EXPECT_EQ(show(stack.match("--a b--")), "none");
}

TEST(BoundaryStack, innermost_of_equal_texts_counts) {
  BoundaryStack stack;
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
  BoundaryStack stack;
  stack.push(0, "a--");
  EXPECT_EQ(show(stack.match("--a--")), "part 0");
  EXPECT_EQ(show(stack.match("--a----")), "close 0");
  stack.push(1, "a");
  EXPECT_EQ(show(stack.match("--a--")), "close 1");
  stack.push(2, "--");
  EXPECT_EQ(show(stack.match("----")), "part 2");
  EXPECT_EQ(show(stack.match("------")), "close 2");
}

// RFC 2046 section 5.1.1: "it is sufficient that the boundary appear in its entirety".
TEST(BoundaryStack, tells_what_a_line_begins_with) {
  BoundaryStack stack;
  stack.push(0, "a");
  stack.push(1, "abc");
  stack.push(2, "b");
  EXPECT_EQ(show(stack.beginning_of("--ab")), "part 0");
  EXPECT_EQ(show(stack.beginning_of("--abcd")), "part 1");
  EXPECT_EQ(show(stack.beginning_of("--a--x")), "close 0");
  EXPECT_EQ(show(stack.beginning_of("--a ")), "none");
  EXPECT_EQ(show(stack.beginning_of("--c")), "none");
  EXPECT_EQ(show(stack.beginning_of("--")), "none");
  stack.pop();
  stack.pop();
  EXPECT_EQ(show(stack.beginning_of("--abcd")), "part 0");
}

TEST(BoundaryStack, grows) {
  BoundaryStack stack;
  for (std::size_t i = 0; i < 5000; ++i) stack.push(i, "b" + std::to_string(i % 4000));
  EXPECT_EQ(show(stack.match("--b0")), "part 4000");
  EXPECT_EQ(show(stack.match("--b3999")), "part 3999");
  for (std::size_t i = 0; i < 1000; ++i) stack.pop();
  EXPECT_EQ(show(stack.match("--b0")), "part 0");
  stack.clear();
  EXPECT_EQ(show(stack.match("--b0")), "none");
}

TEST(BoundaryStack, holds_as_many_as_the_cap) {
  BoundaryStack stack;
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
