// The table of transitions, walked: RFC 5321 section 4.1.4.
#include "parser/smtp/transitions.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace constat::parser::smtp {
namespace {

TEST(Transitions, no_two_rows_speak_of_the_same_case) {
  std::set<std::tuple<State, Verb, ReplyClass>> seen;
  for (const Transition& row : transitions()) {
    EXPECT_TRUE(seen.insert({row.from, row.verb, row.reply}).second)
        << static_cast<int>(row.from) << ' ' << static_cast<int>(row.verb);
    EXPECT_FALSE(row.section.empty());
  }
}

TEST(Transitions, every_state_is_reached_from_the_start_or_is_the_start) {
  std::set<State> reached = {State::kConnected, State::kUnsynced};
  for (bool grown = true; grown;) {
    grown = false;
    for (const Transition& row : transitions()) {
      if (reached.count(row.from) > 0) grown = reached.insert(row.next).second || grown;
    }
  }
  EXPECT_EQ(reached.size(), static_cast<std::size_t>(State::kCount_));
}

TEST(Transitions, every_pair_is_a_row_or_none_and_never_a_branch) {
  for (std::size_t state = 0; state < static_cast<std::size_t>(State::kCount_); ++state) {
    for (std::size_t verb = 0; verb < static_cast<std::size_t>(Verb::kCount_); ++verb) {
      const auto next =
          next_state(static_cast<State>(state), static_cast<Verb>(verb), ReplyClass::kPositive);
      if (next) {
        EXPECT_LT(*next, State::kCount_);
      }
    }
  }
}

TEST(Transitions, the_order_of_the_rfc_holds) {
  using R = ReplyClass;
  EXPECT_EQ(next_state(State::kConnected, Verb::kGreeting, R::kPositive), State::kGreeted);
  EXPECT_EQ(next_state(State::kReady, Verb::kMail, R::kPositive), State::kMail);
  EXPECT_EQ(next_state(State::kMail, Verb::kRcpt, R::kPermanent), State::kEnvelope);
  EXPECT_EQ(next_state(State::kEnvelope, Verb::kData, R::kIntermediate), State::kBody);
  EXPECT_EQ(next_state(State::kBody, Verb::kEndOfData, R::kPositive), State::kReady);
  EXPECT_EQ(next_state(State::kEnvelope, Verb::kEhlo, R::kPositive), State::kReady);
  EXPECT_EQ(next_state(State::kGreeted, Verb::kStarttls, R::kPositive), State::kEncrypted);
  EXPECT_EQ(next_state(State::kReady, Verb::kRcpt, R::kPositive), std::nullopt);
  EXPECT_EQ(next_state(State::kMail, Verb::kMail, R::kPositive), std::nullopt);
  EXPECT_EQ(next_state(State::kMail, Verb::kData, R::kIntermediate), std::nullopt);
  EXPECT_EQ(next_state(State::kGreeted, Verb::kMail, R::kPositive), std::nullopt);
}

}  // namespace
}  // namespace constat::parser::smtp
