// Parameters of MAIL and RCPT, kept as sent and read: robustness S11.
#include "parser/smtp/parameters.h"

#include <gtest/gtest.h>

#include "tests/unit/parser/smtp/talk.h"

namespace constat::parser::smtp::test {
namespace {

MailParameters of_mail(std::string_view argument) {
  return read_mail_parameters(parse_parameters(argument, 64));
}
RcptParameters of_rcpt(std::string_view argument) {
  return read_rcpt_parameters(parse_parameters(argument, 64));
}

TEST(MailParameters, are_read_in_any_case_and_order) {
  // RFC 3461 section 10.1 and RFC 1870 section 7, joined.
  const MailParameters read = of_mail(
      "<Alice@Pure-Heart.ORG> RET=HDRS size=500000 ENVID=QQ314159 BODY=8BITMIME SMTPUTF8 AUTH=<>");
  EXPECT_EQ(read.size, 500000u);
  EXPECT_EQ(read.ret, "HDRS");
  EXPECT_EQ(read.envid, "QQ314159");
  EXPECT_EQ(read.body, "8BITMIME");
  EXPECT_EQ(read.auth, "<>");
  EXPECT_TRUE(read.smtputf8);
  EXPECT_FALSE(read.size_unreadable);
}

TEST(MailParameters, of_odd_values_are_marked_and_the_first_is_kept) {
  for (const char* size : {"1000000000000000000000000000000", "-1", "x", "", "1x", "+1"}) {
    const MailParameters read = of_mail("<a@b> SIZE=" + std::string(size));
    EXPECT_TRUE(read.size_unreadable) << size;
    EXPECT_FALSE(read.size) << size;
  }
  EXPECT_TRUE(of_mail("<a@b> SIZE").size_unreadable);
  EXPECT_EQ(of_mail("<a@b> SIZE=18446744073709551615").size, UINT64_MAX);
  EXPECT_EQ(of_mail("<a@b> SIZE=1 SIZE=2").size, 1u);
  EXPECT_EQ(of_mail("<a@b> BODY=x BODY=y").body, "x");
  EXPECT_FALSE(of_mail("<a@b>").body);
  EXPECT_FALSE(of_mail("<a SIZE=1@b>").size);
  EXPECT_EQ(of_mail("a@b SIZE=1").size, 1u);
  EXPECT_EQ(of_mail("<a@b>SIZE=1").size, 1u);
}

TEST(RcptParameters, tell_what_is_asked_and_whom_it_was_meant_for) {
  const RcptParameters read =
      of_rcpt("<Dana@Ivory.EDU> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Bob+2Bx@Big-Bucks.COM");
  EXPECT_EQ(read.notify, "SUCCESS,FAILURE");
  EXPECT_EQ(read.original_type, "rfc822");
  EXPECT_EQ(read.original_recipient, "Bob+2Bx@Big-Bucks.COM");
  EXPECT_EQ(of_rcpt("<a@b> ORCPT=x").original_recipient, "x");
  EXPECT_FALSE(of_rcpt("<a@b> ORCPT=x").original_type);
  EXPECT_EQ(of_rcpt("<a@b> ORCPT").original_recipient, "");
}

TEST(Parameters, are_words_and_no_more_than_the_cap) {
  const std::string many = "<a@b>" + std::string(100, ' ') + "A=1 =2 B= C \t D=E=F";
  const std::vector<Parameter> parameters = parse_parameters(many, 64);
  ASSERT_EQ(parameters.size(), 5u);
  EXPECT_EQ(parameters[1].keyword, "");
  EXPECT_EQ(parameters[2].value, "");
  EXPECT_FALSE(parameters[3].value);
  EXPECT_EQ(parameters[4].value, "E=F");
  EXPECT_EQ(parse_parameters(many, 2).size(), 2u);
}

TEST(Arguments, are_kept_as_sent_beside_the_address_where_they_say_more) {
  Talk talk;
  talk.server("220 mx ESMTP\r\n")
      .client("EHLO c\r\n")
      .server("250-mx\r\n250-SIZE 1000\r\n250 DSN\r\n");
  talk.client("MAIL FROM:<a@s.example> SIZE=12 RET=FULL\r\n").server("250 2.1.0 ok\r\n");
  talk.client("RCPT TO:<@relay.example:b@r.example>\r\n").server("250 2.1.5 ok\r\n");
  talk.client("RCPT TO:<\"c d\"@r.example>\r\n").server("550 5.1.1 no\r\n");
  talk.client("RCPT TO: e@r.example NOTIFY=NEVER\r\n").server("451 try later\r\n");
  talk.client("DATA\r\n").server("354 go\r\n").client("x\r\n.\r\n").server("250 2.0.0 queued\r\n");
  const SessionFacts& session = talk.end().session();
  EXPECT_EQ(session.capabilities, (std::vector<std::string>{"SIZE 1000", "DSN"}));
  const Transaction& transaction = session.transactions.at(0);
  EXPECT_EQ(transaction.mail_from, "a@s.example");
  EXPECT_EQ(transaction.mail_argument, "<a@s.example> SIZE=12 RET=FULL");
  EXPECT_EQ(to_string(transaction.mail_from_status), "2.1.0");
  EXPECT_EQ(to_string(transaction.final_status), "2.0.0");
  ASSERT_EQ(transaction.details.size(), 3u);
  EXPECT_EQ(transaction.recipients[0].address, "b@r.example");
  EXPECT_EQ(transaction.details[0].argument, "<@relay.example:b@r.example>");
  EXPECT_EQ(transaction.recipients[1].address, "\"c d\"@r.example");
  EXPECT_EQ(transaction.details[1].argument, "");
  EXPECT_EQ(to_string(transaction.details[1].status), "5.1.1");
  EXPECT_EQ(transaction.recipients[2].address, "e@r.example");
  EXPECT_EQ(transaction.details[2].argument, " e@r.example NOTIFY=NEVER");
  EXPECT_EQ(to_string(transaction.details[2].status), "");
}

TEST(Arguments, beyond_the_caps_of_an_envelope_are_counted) {
  // M16: no sender fills memory with recipients.
  Limits limits;
  limits.envelope_bytes_per_transaction = 2000;
  limits.envelope_bytes_per_session = 5000;
  Talk talk(limits);
  talk.server("220 mx ESMTP\r\n").client("EHLO c\r\n").server("250 mx\r\n");
  for (int mail = 0; mail < 10; ++mail) {
    talk.client("MAIL FROM:<a@s.example>\r\n").server("250 ok\r\n");
    for (int i = 0; i < 50; ++i) talk.client("RCPT TO:<b@r.example>\r\n").server("250 ok\r\n");
    talk.client("DATA\r\n").server("354 go\r\n").client("x\r\n.\r\n").server("250 ok\r\n");
  }
  const Seen& seen = talk.end();
  EXPECT_EQ(seen.mails.size(), 10u);
  const SessionFacts& session = seen.session();
  EXPECT_EQ(session.transactions.size() + session.transactions_not_kept, 10u);
  EXPECT_GT(session.transactions_not_kept, 0u);
  const Transaction& first = session.transactions.at(0);
  EXPECT_EQ(first.recipients.size() + first.recipients_not_kept, 50u);
  EXPECT_GT(first.recipients_not_kept, 0u);
  EXPECT_TRUE(has(session.client_defects, DefectKind::kTransactionLimit));
}

TEST(EnhancedStatus, is_read_by_rfc_3463_section_2) {
  EXPECT_EQ(to_string(read_enhanced_status("2.1.5 Ok")), "2.1.5");
  EXPECT_EQ(to_string(read_enhanced_status("5.7.999")), "5.7.999");
  EXPECT_EQ(to_string(read_enhanced_status("4.0.10\nmore")), "4.0.10");
  for (const char* text : {"", "Ok", "3.1.1 x", "2.1", "2.1.5x", "2.01.5 x", "2.1.1000 x",
                           "12.1.1 x", " 2.1.5 x", "2..5 x"}) {
    EXPECT_EQ(to_string(read_enhanced_status(text)), "") << text;
  }
}

}  // namespace
}  // namespace constat::parser::smtp::test
