// The accounting equations (robustness: no silent loss), and what makes an input incomplete.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/assessment.h"

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Summary sound() {
  Summary summary;
  summary.inputs = 1;
  summary.frames = 10;
  summary.frames_analysed = 7;
  summary.frames_skipped[0] = 1;
  summary.frames_skipped[5] = 2;
  summary.streams.delivered_bytes = 1000;
  summary.session_bytes = {100, 600, 50, 77, 40};  // missing bytes were never delivered
  summary.session_bytes.missing = 0;
  summary.other.bytes = 210;
  summary.mails = 4;
  summary.completeness = {4, 0, 0, 0};
  summary.outcomes = {1, 1, 0, 0, 1};
  summary.mails_without_envelope = 1;
  return summary;
}

TEST(Summary, of_a_sound_run_closes) {
  EXPECT_THAT(broken_equations(sound()), IsEmpty());
  EXPECT_THAT(broken_equations(Summary{}), IsEmpty());
  EXPECT_FALSE(sound().incomplete());
}

TEST(Summary, names_the_equation_that_does_not_close) {
  Summary summary = sound();
  ++summary.frames;
  EXPECT_THAT(broken_equations(summary), ElementsAre("frames_seen"));
  summary = sound();
  ++summary.streams.delivered_bytes;
  EXPECT_THAT(broken_equations(summary), ElementsAre("stream_bytes"));
  summary = sound();
  --summary.completeness[0];
  EXPECT_THAT(broken_equations(summary), ElementsAre("mails_by_completeness"));
  summary = sound();
  ++summary.mails_without_envelope;
  EXPECT_THAT(broken_equations(summary), ElementsAre("mails_by_outcome"));
  ++summary.mails;
  EXPECT_THAT(broken_equations(summary), ElementsAre("mails_by_completeness"));
}

TEST(Summary, missing_bytes_are_not_part_of_the_delivered_ones) {
  Summary summary = sound();
  summary.session_bytes.missing = 5000;
  EXPECT_THAT(broken_equations(summary), IsEmpty());
}

TEST(Summary, is_incomplete_after_any_loss) {
  const auto incomplete_after = [](auto change) {
    Summary summary = sound();
    change(summary);
    return summary.incomplete();
  };
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.inputs_incomplete = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.frames_cut = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.streams.gaps = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.streams.gap_bytes = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.streams.flows_evicted = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.session_bytes.missing = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.sessions_midstream = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.completeness = {3, 1, 0, 0}; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.completeness = {3, 0, 1, 0}; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.completeness = {3, 0, 0, 1}; }));
}

TEST(Summary, is_not_incomplete_because_of_what_was_seen_and_set_aside) {
  Summary summary = sound();
  summary.streams.conflicts = 1;
  summary.streams.duplicate_bytes = 10;
  summary.sessions_encrypted = 1;
  EXPECT_FALSE(summary.incomplete());
}

}  // namespace
}  // namespace constat::classifier
