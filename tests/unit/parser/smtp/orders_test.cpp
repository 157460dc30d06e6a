// Commands in odd places, as the state machine of RFC 5321 section 4.1.4 has them: robustness S08.
#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

using Step = std::pair<const char*, const char*>;  // a command and its reply

struct Order {
  const char* name;
  std::vector<Step> steps;  // behind the greeting
  std::size_t out_of_order;
  std::vector<TransactionState> states;
};

constexpr TransactionState kDone = TransactionState::kCompleted;
constexpr TransactionState kRefused = TransactionState::kRefused;
constexpr TransactionState kAborted = TransactionState::kAborted;
constexpr TransactionState kCut = TransactionState::kCut;

constexpr Step kHello{"EHLO c", "250 mx"};
constexpr Step kMail{"MAIL FROM:<a@s.example>", "250 ok"};
constexpr Step kRcpt{"RCPT TO:<b@r.example>", "250 ok"};
constexpr Step kData{"DATA", "354 go"};
constexpr Step kBody{"x\r\n.", "250 queued"};
constexpr Step kQuit{"QUIT", "221 bye"};

const std::vector<Order>& orders() {
  static const std::vector<Order> kAll = {
      {"MAIL before EHLO, refused",
       {{"MAIL FROM:<a@s.example>", "503 hello first"}, kQuit},
       1,
       {kRefused}},
      {"MAIL before EHLO, taken", {kMail, kRcpt, kData, kBody, kQuit}, 1, {kDone}},
      {"RCPT before MAIL",
       {kHello, {"RCPT TO:<b@r.example>", "503 mail first"}, kMail, kRcpt, kData, kBody},
       0,
       {kRefused, kDone}},
      {"DATA before MAIL", {kHello, {"DATA", "503 mail first"}, kQuit}, 0, {}},
      {"DATA before kRcpt, refused",
       {kHello, kMail, {"DATA", "503 rcpt first"}, kRcpt, kData, kBody},
       0,
       {kDone}},
      {"DATA before kRcpt, taken", {kHello, kMail, kData, kBody, kQuit}, 1, {kDone}},
      {"EHLO between MAIL and RCPT",
       {kHello, kMail, kHello, {"RCPT TO:<b@r.example>", "503 mail first"}},
       0,
       {kAborted, kRefused}},
      {"EHLO between RCPT and DATA",
       {kHello, kMail, kRcpt, kHello, {"DATA", "503 no"}},
       0,
       {kAborted}},
      {"EHLO refused in a transaction",
       {kHello, kMail, {"EHLO d", "501 no"}, kRcpt, kData, kBody},
       0,
       {kDone}},
      {"HELO after EHLO", {kHello, {"HELO c", "250 mx"}, kMail, kRcpt, kData, kBody}, 0, {kDone}},
      {"RSET before EHLO", {{"RSET", "250 ok"}, kHello, kMail, kRcpt, kData, kBody}, 0, {kDone}},
      {"RSET without a transaction, twice",
       {kHello, {"RSET", "250 ok"}, {"RSET", "250 ok"}, kQuit},
       0,
       {}},
      {"RSET between RCPT and DATA",
       {kHello, kMail, kRcpt, {"RSET", "250 ok"}, {"DATA", "503 no"}},
       0,
       {kAborted}},
      {"RSET refused", {kHello, kMail, {"RSET", "421 busy"}, kRcpt, kData, kBody}, 0, {kDone}},
      {"MAIL twice, taken",
       {kHello, kMail, {"MAIL FROM:<c@s.example>", "250 ok"}, kRcpt, kData, kBody},
       1,
       {kAborted, kDone}},
      {"MAIL in the envelope, refused",
       {kHello, kMail, kRcpt, {"MAIL FROM:<c@s.example>", "503 nested"}, kData, kBody},
       1,
       {kDone}},
      {"STARTTLS in a transaction",
       {kHello, kMail, {"STARTTLS", "503 no"}, kRcpt, kData, kBody},
       1,
       {kDone}},
      {"AUTH in a transaction",
       {kHello, kMail, {"AUTH PLAIN", "503 no"}, kRcpt, kData, kBody},
       1,
       {kDone}},
      {"XCLIENT in a transaction",
       {kHello, kMail, {"XCLIENT NAME=x", "503 no"}, kRcpt, kData, kBody},
       1,
       {kDone}},
      {"NOOP, VRFY, HELP and EXPN anywhere",
       {{"NOOP", "250 ok"},
        kHello,
        {"VRFY x", "252 maybe"},
        kMail,
        {"HELP", "214 help"},
        kRcpt,
        {"EXPN x", "550 no"},
        kData,
        kBody},
       0,
       {kDone}},
      {"commands after QUIT", {kHello, kQuit, kMail}, 1, {kCut}},
      {"QUIT in a transaction", {kHello, kMail, kRcpt, kQuit}, 0, {kAborted}},
      {"LHLO to a server of SMTP",
       {{"LHLO c", "500 what"}, kHello, kMail, kRcpt, kData, kBody},
       0,
       {kDone}},
  };
  return kAll;
}

TEST(Orders, are_read_as_the_state_machine_has_them) {
  for (const Order& order : orders()) {
    for (const bool pipelined : {false, true}) {
      Talk talk;
      std::string client, server = "220 mx ESMTP\r\n";
      for (const auto& [command, reply] : order.steps) {
        client += std::string(command) + "\r\n";
        server += std::string(reply) + "\r\n";
      }
      if (pipelined) {
        talk.client(client).server(server);
      } else {
        talk.server("220 mx ESMTP\r\n");
        for (const auto& [command, reply] : order.steps) {
          talk.client(std::string(command) + "\r\n").server(std::string(reply) + "\r\n");
        }
      }
      const Seen& seen = talk.end();
      ASSERT_EQ(seen.sessions.size(), 1u) << order.name;
      const SessionFacts& session = seen.session();
      EXPECT_EQ(count(session.client_defects, DefectKind::kCommandOutOfOrder), order.out_of_order)
          << order.name << pipelined;
      EXPECT_TRUE(session.server_defects.empty()) << order.name;
      std::vector<TransactionState> states;
      for (const Transaction& one : session.transactions) states.push_back(one.state);
      EXPECT_EQ(states, order.states) << order.name << pipelined;
    }
  }
  EXPECT_GE(orders().size(), 20u);
}

}  // namespace
}  // namespace constat::parser::smtp::test
