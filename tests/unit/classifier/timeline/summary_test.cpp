// The accounting equations (robustness: no silent loss), and what makes an input incomplete.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/record_json.h"
#include "classifier/summary.h"
#include "tests/lint/neutrality.h"

namespace constat::classifier {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Summary sound() {
  Summary summary;
  summary.inputs = 1;
  summary.frames = 10;
  summary.frames_analysed = 7;
  summary.frames_skipped[0] = 1;
  summary.frames_skipped[5] = 2;
  summary.frame_counts.payload_bytes_offered = 1130;
  summary.streams.delivered_bytes = 1000;
  summary.streams.duplicate_bytes = 70;
  summary.streams.conflicting_bytes = 20;
  summary.streams.set_aside_bytes = 40;
  summary.streams.offset_bytes = 1000;
  summary.streams.directions_finished = 4;
  summary.streams.directions_exact = 3;
  summary.streams.directions_past_fin = 1;
  summary.session_bytes = {100, 600, 50, 0, 40};
  summary.other.bytes = 210;
  summary.sessions = 2;
  summary.mails = 4;
  summary.mails_of_sessions = 3;
  summary.mails_of_files = 1;
  summary.completeness = {4, 0, 0, 0};
  summary.outcomes = {1, 1, 0, 0, 1};
  summary.mails_without_envelope = 1;
  summary.facts_found = 12;
  summary.facts_kept = 10;
  summary.facts_not_kept = 2;
  summary.objections = 1;
  summary.records_handed_out = 8;  // 1 input, 2 sessions, 4 mails, 1 objection
  return summary;
}

std::vector<std::string> broken_names(const Summary& summary) {
  std::vector<std::string> names;
  for (const Equation& equation : broken_equations(summary)) names.push_back(equation.name);
  return names;
}

TEST(Summary, of_a_sound_run_closes) {
  EXPECT_THAT(broken_equations(sound()), IsEmpty());
  EXPECT_THAT(broken_equations(Summary{}), IsEmpty());
  EXPECT_FALSE(sound().incomplete());
}

TEST(Summary, names_the_equation_that_does_not_close) {
  const auto broken_by = [](auto change) {
    Summary summary = sound();
    change(summary);
    return broken_names(summary);
  };
  EXPECT_THAT(broken_by([](Summary& s) { ++s.frames; }), ElementsAre("frames_seen"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.frames_skipped[8]; }), ElementsAre("frames_seen"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.frame_counts.payload_bytes_offered; }),
              ElementsAre("payload_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.streams.set_aside_bytes; }),
              ElementsAre("payload_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.streams.duplicate_bytes; }),
              ElementsAre("payload_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.streams.conflicting_bytes; }),
              ElementsAre("payload_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.streams.delivered_bytes; }),
              ElementsAre("payload_bytes", "stream_bytes", "stream_offsets"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.session_bytes.unparsed; }),
              ElementsAre("stream_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.other.bytes; }), ElementsAre("stream_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.streams.gap_bytes; }),
              ElementsAre("stream_offsets", "gap_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.streams.offset_bytes; }),
              ElementsAre("stream_offsets"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.streams.directions_exact; }),
              ElementsAre("fin_offsets"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.streams.directions_finished; }),
              ElementsAre("fin_offsets"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.other.missing_bytes; }), ElementsAre("gap_bytes"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.mails_of_sessions; }), ElementsAre("mails_by_origin"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.completeness[0]; }),
              ElementsAre("mails_by_completeness"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.mails_without_envelope; }),
              ElementsAre("mails_by_outcome"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.outcomes[4]; }), ElementsAre("mails_by_outcome"));
  EXPECT_THAT(broken_by([](Summary& s) { ++s.facts_not_kept; }), ElementsAre("facts"));
  EXPECT_THAT(broken_by([](Summary& s) { --s.records_handed_out; }), ElementsAre("records"));
  EXPECT_THAT(
      broken_by([](Summary& s) { ++s.mails; }),
      ElementsAre("mails_by_origin", "mails_by_completeness", "mails_by_outcome", "records"));
}

TEST(Summary, gives_both_sides_of_every_equation_also_of_those_that_close) {
  EXPECT_THAT(
      equations(sound()),
      ElementsAre(Equation{"frames_seen", "", 10, 10}, Equation{"payload_bytes", "", 1130, 1130},
                  Equation{"stream_bytes", "", 1000, 1000},
                  Equation{"stream_offsets", "", 1000, 1000}, Equation{"fin_offsets", "", 4, 4},
                  Equation{"gap_bytes", "", 0, 0}, Equation{"mails_by_origin", "", 4, 4},
                  Equation{"mails_by_completeness", "", 4, 4},
                  Equation{"mails_by_outcome", "", 4, 4}, Equation{"facts", "", 12, 12},
                  Equation{"records", "", 8, 8}));
}

TEST(Summary, leaves_out_an_equation_that_nobody_counted) {
  Summary summary = sound();
  summary.facts_found = summary.records_handed_out = 0;
  summary.mails_of_sessions = summary.mails_of_files = 0;
  EXPECT_THAT(equations(summary), testing::SizeIs(8));
  EXPECT_THAT(broken_equations(summary), IsEmpty());
}

TEST(Summary, says_both_sides_in_plain_words) {
  Summary summary = sound();
  summary.frames = 11;
  const std::vector<Equation> broken = broken_equations(summary);
  ASSERT_EQ(broken.size(), 1u);
  EXPECT_EQ(sentence_of(broken[0]),
            "an accounting equation does not close: frames_seen: left = 11 (frames read), right = "
            "10 (frames analysed and not analysed, by reason)");
  for (const Equation& equation : equations(sound())) {
    EXPECT_THAT(sentence_of(equation), testing::Not(HasSubstr("()"))) << equation.name;
    EXPECT_THAT(lint::side_taking_words(sentence_of(equation)), IsEmpty()) << equation.name;
  }
}

TEST(Summary, names_the_input_whose_own_frames_do_not_add_up) {
  capture::InputFacts one, other;
  one.name = "one.pcap";
  one.frames = 5;
  one.frames_analysed = 3;
  one.frames_skipped[1] = 1;
  other.name = "other.pcap";
  other.frames = 5;
  other.frames_analysed = 6;  // in sum both close
  Summary summary;
  summary.add(one);
  summary.add(other);
  EXPECT_THAT(broken_equations(summary), ElementsAre(Equation{"frames_seen", "one.pcap", 5, 4},
                                                     Equation{"frames_seen", "other.pcap", 5, 6}));
  summary.broken_equations = broken_equations(summary);
  EXPECT_THAT(broken_equations(summary), testing::SizeIs(2)) << "asked again, the same";
}

TEST(Summary, names_the_mbox_whose_mails_do_not_add_up) {
  capture::InputFacts mbox;
  mbox.kind = capture::InputKind::kMbox;
  mbox.name = "a.mbox";
  mbox.mails = 10;
  mbox.mbox = {4, 3, 2, 1};
  Summary summary;
  summary.add(mbox);
  EXPECT_THAT(summary.broken_equations, IsEmpty());
  mbox.mbox.content_length = 0;
  summary.add(mbox);
  EXPECT_THAT(summary.broken_equations, ElementsAre(Equation{"mails_of_mbox", "a.mbox", 10, 8}));
}

TEST(Summary, counts_inputs_sessions_and_mails_one_by_one) {
  Summary summary;
  capture::InputFacts input;
  input.frames = 9;
  input.frames_analysed = 7;
  input.frames_skipped[2] = 2;
  input.frames_cut = 1;
  input.frames_dropped = 3;
  input.compression = capture::Compression::kZstd;
  input.mails = 1;
  input.defects = {{DefectKind::kFramesDropped, {}}};
  summary.add(input);
  SessionRecord session;
  session.facts.mails = 2;
  session.facts.bytes = {10, 20, 30, 40, 50};
  session.facts.starttls = parser::smtp::Starttls::kAccepted;
  session.facts.midstream = true;
  summary.add(session);
  session.facts.door = capture::Door::kStream;  // no TCP: in no equation of bytes
  summary.add(session);
  MailRecord mail;
  mail.has_envelope = true;
  mail.outcome = capture::Outcome::kDeferred;
  mail.completeness = capture::Completeness::kHoled;
  mail.facts.resize(2);
  mail.facts_not_kept = 3;
  summary.add(mail);
  EXPECT_EQ(summary.inputs, 1u);
  EXPECT_EQ(summary.inputs_incomplete, 1u);
  EXPECT_EQ(summary.inputs_compressed, 1u);
  EXPECT_EQ(summary.frames_dropped, 3u);
  EXPECT_EQ(summary.frames_skipped[2], 2u);
  EXPECT_EQ(summary.sessions, 2u);
  EXPECT_EQ(summary.sessions_encrypted, 2u);
  EXPECT_EQ(summary.session_bytes.missing, 40u);
  EXPECT_EQ(summary.mails_of_sessions, 4u);
  EXPECT_EQ(summary.mails_of_files, 1u);
  EXPECT_EQ(summary.outcomes[2], 1u);
  EXPECT_EQ(summary.completeness[1], 1u);
  EXPECT_EQ(summary.facts_kept, 2u);
  EXPECT_EQ(summary.facts_not_kept, 3u);
}

// Every count of one part is different, so that one that is forgotten or added to another shows.
TEST(Summary, adds_up_what_the_parts_of_a_run_counted) {
  Summary part = sound();
  std::uint64_t next = 100;
  for (auto* count : {&part.inputs,
                      &part.inputs_incomplete,
                      &part.inputs_compressed,
                      &part.frames,
                      &part.frames_analysed,
                      &part.frames_cut,
                      &part.frames_skipped[3],
                      &part.frame_counts.layers[4],
                      &part.frame_counts.checksums_wrong_set_aside,
                      &part.frame_counts.checksums_wrong_read,
                      &part.frame_counts.checksums_unfinished,
                      &part.frame_counts.addresses_offloading,
                      &part.frame_counts.frames_repeated,
                      &part.frame_counts.datagrams_overlapping,
                      &part.frame_counts.datagrams_incomplete,
                      &part.frame_counts.options_malformed,
                      &part.frame_counts.payload_bytes_offered,
                      &part.frames_dropped,
                      &part.streams.flows,
                      &part.other.flows,
                      &part.other.bytes,
                      &part.other.tls_flows,
                      &part.other.tls_bytes,
                      &part.other.missing_bytes,
                      &part.other.flows_given_up,
                      &part.other.given_up_bytes,
                      &part.session_bytes.command,
                      &part.session_bytes.mail,
                      &part.session_bytes.encrypted,
                      &part.session_bytes.missing,
                      &part.session_bytes.unparsed,
                      &part.sessions,
                      &part.sessions_encrypted,
                      &part.sessions_one_sided,
                      &part.sessions_midstream,
                      &part.mails,
                      &part.mails_of_sessions,
                      &part.mails_of_files,
                      &part.completeness[2],
                      &part.outcomes[3],
                      &part.mails_without_envelope,
                      &part.facts_found,
                      &part.facts_kept,
                      &part.facts_not_kept,
                      &part.defects,
                      &part.objections,
                      &part.records_handed_out}) {
    *count = next++;
  }
  Summary whole;
  whole.add(part);
  std::string once;
  append_json(part, once);
  std::string added;
  append_json(whole, added);
  EXPECT_EQ(added, once);
  whole.add(part);
  EXPECT_EQ(whole.frames, 2 * part.frames);
  EXPECT_EQ(whole.records_handed_out, 2 * part.records_handed_out);
}

TEST(Summary, is_incomplete_after_any_loss) {
  const auto incomplete_after = [](auto change) {
    Summary summary = sound();
    change(summary);
    return summary.incomplete();
  };
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.inputs_incomplete = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.frames_cut = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.frames_dropped = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.frames_skipped[4] = 1; })) << "too deep";
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.frame_counts.datagrams_incomplete = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.streams.gaps = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.streams.gap_bytes = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.streams.flows_evicted = 1; }));
  EXPECT_TRUE(incomplete_after([](Summary& s) { s.other.flows_given_up = 1; }));
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
  summary.frame_counts.checksums_wrong_set_aside = 1;
  summary.frame_counts.frames_repeated = 1;
  summary.streams.half_open_flows = 1;
  summary.frames_skipped[1] = 1;
  EXPECT_FALSE(summary.incomplete());
}

}  // namespace
}  // namespace constat::classifier
