#include "parser/message/field/received.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/parser/message/parsed.h"

namespace constat::parser {
namespace {

struct Trace {
  explicit Trace(const std::string& value)
      : parsed("Received: " + value + "\r\n\r\n"),
        field(parsed.mail.header.received.at(0)),
        odd(parsed.has(DefectKind::kReceivedMalformed)) {}
  Parsed parsed;
  TraceField field;
  bool odd;
};

TEST(Received, reads_the_example_of_rfc_5321_appendix_d_3) {
  // The mail as foo.com received it.
  const Trace t("from bar.com by foo.com ; Thu, 21 May 1998\r\n   05:33:29 -0700");
  EXPECT_EQ(t.field.from, "bar.com");
  EXPECT_EQ(t.field.by, "foo.com");
  EXPECT_EQ(t.field.date, "1998-05-21T05:33:29-07:00");
  EXPECT_FALSE(t.odd);
}

TEST(Received, reads_the_example_of_rfc_5322_appendix_a_4) {
  const Trace t(
      "from x.y.test\r\n   by example.net\r\n   via TCP\r\n   with ESMTP\r\n   id ABC12345\r\n"
      "   for <mary@example.net>;  21 Nov 1997 10:05:43 -0600");
  EXPECT_EQ(t.field.from, "x.y.test");
  EXPECT_EQ(t.field.by, "example.net");
  EXPECT_EQ(t.field.with, "ESMTP");
  EXPECT_EQ(t.field.id, "ABC12345");
  EXPECT_EQ(t.field.recipient, "mary@example.net");
  EXPECT_EQ(t.field.date, "1997-11-21T10:05:43-06:00");
  EXPECT_FALSE(t.odd);
  EXPECT_THAT(t.parsed.at(t.field.where), testing::StartsWith("from x.y.test"));
}

// Forms as Postfix, Exim, qmail, Exchange, Gmail and sendmail write them.
TEST(Received, reads_what_servers_write) {
  const Trace postfix(
      "from mail.s.example (mail.s.example [192.0.2.1])\r\n"
      "\t(using TLSv1.2 with cipher ECDHE (256/256 bits))\r\n\t(No client certificate "
      "requested)\r\n"
      "\tby mx.r.example (Postfix) with ESMTPS id 4ABC; Mon,  1 Jan 2024 10:00:00 +0100 (CET)");
  EXPECT_EQ(postfix.field.from, "mail.s.example");
  EXPECT_EQ(postfix.field.from_info,
            "mail.s.example [192.0.2.1]; using TLSv1.2 with cipher ECDHE (256/256 bits); "
            "No client certificate requested");
  EXPECT_EQ(postfix.field.by, "mx.r.example");
  EXPECT_EQ(postfix.field.with, "ESMTPS");
  EXPECT_EQ(postfix.field.id, "4ABC");
  EXPECT_FALSE(postfix.odd);

  const Trace qmail(
      "from unknown (HELO s.example) (192.0.2.1)\r\n  by 0 with SMTP; 1 Jan 2024 10:00:00 -0000");
  EXPECT_EQ(qmail.field.from_info, "HELO s.example; 192.0.2.1");
  EXPECT_FALSE(qmail.odd);

  const Trace local("(qmail 1234 invoked by uid 0); 1 Jan 2024 10:00:00 -0000");
  EXPECT_EQ(local.field.from + local.field.by, "");
  EXPECT_FALSE(local.odd);

  const Trace exim(
      "from [192.0.2.1] (helo=s.example)\r\n\tby mx.r.example with esmtps (TLS1.2:ECDHE:256)\r\n"
      "\t(Exim 4.94)\r\n\t(envelope-from <a@s.example>)\r\n\tid 1kX-0001\r\n\tfor b@r.example; "
      "Mon, 01 Jan 2024 10:00:00 +0000");
  EXPECT_EQ(exim.field.from, "[192.0.2.1]");
  EXPECT_EQ(exim.field.with, "esmtps");
  EXPECT_EQ(exim.field.id, "1kX-0001");
  EXPECT_EQ(exim.field.recipient, "b@r.example");
  EXPECT_FALSE(exim.odd);

  const Trace exchange(
      "from A.example (2603:10a6::1) by\r\n B.example (2603:10a6::2) with Microsoft SMTP\r\n"
      " Server (version=TLS1_2, cipher=X) id\r\n 15.20.1; Mon, 1 Jan 2024\r\n 10:00:00 +0000");
  EXPECT_EQ(exchange.field.with, "Microsoft SMTP Server");
  EXPECT_EQ(exchange.field.id, "15.20.1");
  EXPECT_FALSE(exchange.odd);

  const Trace gmail("by 2002:a05:6402::1 with SMTP id z7; Mon, 1 Jan 2024 02:00:00 -0800 (PST)");
  EXPECT_EQ(gmail.field.from, "");
  EXPECT_EQ(gmail.field.by, "2002:a05:6402::1");
  EXPECT_FALSE(gmail.odd);

  const Trace sendmail(
      "(from user@localhost)\r\n\tby h.example (8.8.8/8.8.8) id AA1\r\n\tfor <a@x>,<b@y>; "
      "Mon, 1 Jan 2024 10:00 PST");
  EXPECT_EQ(sendmail.field.by, "h.example");
  EXPECT_EQ(sendmail.field.recipient, "a@x, b@y");
}

TEST(Received, keeps_each_recipient) {
  EXPECT_EQ(Trace("by x for <a@b.example>, <c@d.example>; 1 Jan 2024 10:00 +0000").field.recipient,
            "a@b.example, c@d.example");
}

TEST(Received, notes_what_contradicts_the_standard) {  // robustness X19
  for (const char* odd :
       {"", "from x by y", "from x by y;", "from x by y; tomorrow",
        "from x by y; 1 Jan 99999 10:00 +0000", "from x by y; 1 Jan 2024 10:00 +9999",
        "from x; 1 Jan 2024 10:00 +0000", "from by y; 1 Jan 2024 10:00 +0000",
        "from x by y by z; 1 Jan 2024 10:00 +0000", "from x (y by z; 1 Jan 2024 10:00 +0000",
        "from x by y id; 1 Jan 2024 10:00 +0000"}) {
    EXPECT_TRUE(Trace(odd).odd) << odd;
  }
  const Trace year("from x by y; 1 Jan 0 10:00 +0000");
  EXPECT_EQ(year.field.from, "x");
  EXPECT_EQ(year.field.date, "");
}

TEST(Received, ignores_semicolons_in_comments) {
  const Trace t("from x (a; b) by y (c; d) id z; 1 Jan 2024 10:00 +0000 (e; f)");
  EXPECT_EQ(t.field.by, "y");
  EXPECT_EQ(t.field.date, "2024-01-01T10:00:00+00:00");
  EXPECT_FALSE(t.odd);
}

TEST(Received, counts_beyond_the_cap) {  // robustness X19
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Received: by x; 1 Jan 2024 10:00 +0000\n";
  Limits limits;
  limits.received_fields = 3;
  const Parsed parsed(text + "\n", limits);
  EXPECT_EQ(parsed.mail.header.received.size(), 3u);
  EXPECT_EQ(parsed.mail.header.received_count, 10u);
  EXPECT_EQ(parsed.count(DefectKind::kTraceLimit), 1u);
  EXPECT_EQ(parsed.mail.fields.size(), 10u);
}

TEST(Received, gives_something_for_any_text) {  // robustness M11
  for (const char* piece :
       {"(", ";", "<", "\"", "from ", "for <a@b> ", "by ", "\\", "(a) ", "id;"}) {
    std::string value;
    for (int i = 0; i < 10'000; ++i) value += piece;
    EXPECT_LE(Trace(value).field.recipient.size(), value.size());
  }
}

}  // namespace
}  // namespace constat::parser
