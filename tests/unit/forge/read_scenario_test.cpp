// Every problem names the file, the line and the remedy.
#include "tools/forge/read_scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/forge/forged.h"

namespace constat::forge {
namespace {

using ::testing::HasSubstr;
using testing::one_session;
using ::testing::StartsWith;

std::string problem_of(std::string_view source) { return read_scenario(source, "t.forge").problem; }

constexpr const char* kMail = "  mail letter {\n    to ana@boite.example\n  }";

TEST(ReadScenario, takes_the_defaults_of_what_is_not_said) {
  const ScenarioReading reading = read_scenario(one_session(kMail), "t.forge");
  ASSERT_EQ(reading.problem, "");
  const SessionPlan& session = reading.scenario.sessions.at(0);
  EXPECT_EQ(session.segment, 1460u);
  EXPECT_EQ(session.starttls, StarttlsPlan::kNone);
  EXPECT_EQ(session.closing, Closing::kQuit);
  EXPECT_EQ(to_rfc3339(session.start), "2026-03-02T08:00:00.000000000Z");
  EXPECT_EQ(reading.scenario.capture.format, FileFormat::kPcap);
  EXPECT_EQ(session.steps.at(0).mail.recipients.at(0).reply.code, 250);
}

TEST(ReadScenario, names_the_line_and_the_words_it_knows) {
  EXPECT_THAT(
      problem_of("seed 1\nsede 2\n"),
      StartsWith("t.forge:2: 'sede' is not known in a scenario; write one of seed, time, write"));
  EXPECT_THAT(
      problem_of("template a {\n  form \"x\"\n}\n"),
      StartsWith("t.forge:2: 'form' is not known in a template; write one of from, to, subject"));
  EXPECT_THAT(problem_of("session {\n  mail a {\n    too b\n  }\n}\n"),
              StartsWith("t.forge:3: 'too' is not known in a mail"));
}

TEST(ReadScenario, shows_the_line_as_it_should_be_written) {
  EXPECT_THAT(problem_of("seed\n"), HasSubstr("; write: seed 7"));
  EXPECT_THAT(problem_of("seed seven\n"), HasSubstr("; write: seed 7"));
  EXPECT_THAT(problem_of("session {\n  client 192.0.2.1\n}\n"),
              HasSubstr("; write: client 192.0.2.10:40001"));
  EXPECT_THAT(problem_of("session {\n  pipelining yes\n}\n"),
              HasSubstr("; write: pipelining on|off"));
  EXPECT_THAT(problem_of("template a\n"), HasSubstr("; write: template NAME { ... }"));
  EXPECT_THAT(problem_of("write pcap purple\n"), HasSubstr("'purple' is not known in write"));
  EXPECT_THAT(problem_of("session {\n  vlan 5000\n}\n"), HasSubstr("from 1 to 4094"));
}

TEST(ReadScenario, wants_what_a_session_cannot_do_without) {
  EXPECT_THAT(problem_of(""), HasSubstr("there is no session"));
  EXPECT_THAT(problem_of("session {\n}\n"), StartsWith("t.forge:1: this session has no client"));
  EXPECT_THAT(problem_of("session {\n  client 192.0.2.1:2\n}\n"), HasSubstr("has no server"));
  EXPECT_THAT(problem_of("session {\n  client 192.0.2.1:2\n  server [2001:db8::1]:25\n}\n"),
              HasSubstr("different IP versions"));
}

TEST(ReadScenario, wants_templates_that_exist_once_and_have_a_sender_and_a_body) {
  EXPECT_THAT(problem_of("template a {\n  text <<E\nx\nE\n}\n"),
              HasSubstr("template a has no sender"));
  EXPECT_THAT(problem_of("template a {\n  from \"a@b.example\"\n}\n"),
              HasSubstr("template a has no body"));
  EXPECT_THAT(problem_of(one_session("  mail other {\n    to ana@boite.example\n  }")),
              HasSubstr("there is no template other"));
  const std::string twice = "template a {\n  from \"a@b.example\"\n  text <<E\nx\nE\n}\n";
  EXPECT_THAT(problem_of(twice + twice), StartsWith("t.forge:7: there are two templates a"));
  EXPECT_THAT(problem_of(one_session("  mail letter {\n  }")),
              HasSubstr("this mail has no recipient"));
}

TEST(ReadScenario, refuses_a_character_that_the_charset_or_encoding_has_not) {
  EXPECT_THAT(
      problem_of(
          "template a {\n  from \"a@b.example\"\n  charset iso-8859-1\n  text <<E\n12 €\nE\n}\n"),
      HasSubstr("iso-8859-1 has not"));
  EXPECT_THAT(
      problem_of(
          "template a {\n  from \"a@b.example\"\n  text_encoding 7bit\n  text <<E\nété\nE\n}\n"),
      HasSubstr("7bit has not"));
}

TEST(ReadScenario, refuses_what_could_never_be_sent_or_seen) {
  const std::string unanswered =
      "  mail letter {\n    to ana@boite.example\n    data_reply none\n  }\n";
  EXPECT_EQ(problem_of(one_session(unanswered)), "");
  EXPECT_THAT(problem_of(one_session(unanswered + kMail)), HasSubstr("make it the last step"));
  EXPECT_THAT(problem_of(one_session("  starttls accepted\n" + std::string(kMail))),
              HasSubstr("no mail can be seen"));
  EXPECT_THAT(problem_of(one_session("  vlan 7\n" + std::string(kMail), "write raw\n")),
              HasSubstr("needs an Ethernet frame"));
}

TEST(ReadScenario, names_the_line_of_a_fault_that_is_not_there) {
  const testing::Forged forged =
      testing::forged(one_session("  lose mail 1 segment 99\n" + std::string(kMail)));
  EXPECT_THAT(forged.problem, HasSubstr("test.forge:15: there is no such segment to lose"));
}

}  // namespace
}  // namespace constat::forge
