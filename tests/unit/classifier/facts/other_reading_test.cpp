#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/classifier/mail_builder.h"

namespace constat::classifier::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Says what it is told to say.
class Told final : public parser::OtherReader {
 public:
  explicit Told(parser::OtherReading reading) : reading_(std::move(reading)) {}
  void read(const parser::ParsedMail&, parser::OtherReading& out) override { out = reading_; }

 private:
  parser::OtherReading reading_;
};

Reading read_beside(parser::OtherReading other) {
  Reading reading;
  reading.bytes = "From: a@b.fr\nTo: c@d.fr, e@f.fr\n\ntext\n";
  Reader sink(reading);
  const Limits limits;
  parser::MailParser parser(limits, sink);
  Told told(std::move(other));
  parser.compare_with(told);
  capture::RawMail raw;
  raw.bytes = reading.bytes;
  raw.size = reading.bytes.size();
  parser.on_mail(raw);
  return reading;
}

TEST(OtherReadingFacts, say_what_differs_and_where) {
  const Reading mail = read_beside({parser::OtherReaderOutcome::kRead,
                                    {{"0", {16, 16}, "to: 2 addresses, 1 in the other reading"},
                                     {"1", {34, 5}, "decoded bytes: 5, 4 in the other reading"}}});
  EXPECT_THAT(mail.values("parser.readings_differ"),
              ElementsAre("to: 2 addresses, 1 in the other reading",
                          "decoded bytes: 5, 4 in the other reading"));
  EXPECT_EQ(mail.bytes_of("parser.readings_differ"), " c@d.fr, e@f.fr\n");
  EXPECT_THAT(mail.ids("parser.other"), IsEmpty());
}

TEST(OtherReadingFacts, bear_on_no_criterion) {
  const Reading mail = read_beside(
      {parser::OtherReaderOutcome::kRead, {{"0", {}, "to: 2 addresses, 1 in the other reading"}}});
  for (const Finding& finding : mail.findings) {
    for (const auto* side : {&finding.for_facts, &finding.against_facts, &finding.context_facts}) {
      EXPECT_THAT(mail.named(*side), ::testing::Not(::testing::Contains("parser.readings_differ")));
    }
  }
}

TEST(OtherReadingFacts, say_why_there_is_no_other_reading) {
  using Outcome = parser::OtherReaderOutcome;
  const std::pair<Outcome, std::string> rows[] = {{Outcome::kTooLarge, "larger than the cap"},
                                                  {Outcome::kStopped, "its process ended early"},
                                                  {Outcome::kGaveUp, "it gave up"},
                                                  {Outcome::kOutOfTime, "out of time"},
                                                  {Outcome::kOutOfMemory, "out of memory"}};
  for (const auto& [outcome, words] : rows) {
    EXPECT_THAT(read_beside({outcome, {}}).values("parser.other_reading_missing"),
                ElementsAre(words));
  }
}

TEST(OtherReadingFacts, are_absent_where_both_readers_agree_or_none_was_asked) {
  EXPECT_THAT(read_beside({parser::OtherReaderOutcome::kRead, {}}).ids("parser."), IsEmpty());
  EXPECT_THAT(read_beside({}).ids("parser."), IsEmpty());
}

}  // namespace
}  // namespace constat::classifier::testing
