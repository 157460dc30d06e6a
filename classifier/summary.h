// Totals and coverage of a run, printed before any other count, and the equations that must close
// over them: whatever came in is counted once more where it went.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "capture/input.h"
#include "classifier/mail_record.h"
#include "parser/smtp/session_pool.h"

namespace constat::classifier {

// The same thing counted in two ways.
struct Equation {
  std::string name;   // stable: "frames_seen", …
  std::string input;  // name of the one input it is about; "" for the whole run
  std::uint64_t left = 0;
  std::uint64_t right = 0;
  bool closes() const { return left == right; }
  friend bool operator==(const Equation&, const Equation&) = default;
};

// "an accounting equation does not close: frames_seen: left = 120 (frames read), right = 119 (…)".
std::string sentence_of(const Equation& equation);

struct Summary {
  std::uint64_t inputs = 0, inputs_incomplete = 0, inputs_compressed = 0;
  std::uint64_t frames = 0, frames_analysed = 0, frames_cut = 0;
  std::array<std::uint64_t, static_cast<std::size_t>(capture::SkipReason::kCount_)>
      frames_skipped{};
  capture::FrameCounts frame_counts;
  std::uint64_t frames_dropped = 0;  // what the capture files themselves say was lost
  capture::StreamCounts streams;
  parser::smtp::OtherFlows other;
  parser::smtp::SessionBytes session_bytes;
  std::uint64_t sessions = 0, sessions_encrypted = 0, sessions_one_sided = 0,
                sessions_midstream = 0;
  std::uint64_t mails = 0;
  // As their sessions and their files counted them; both 0 where nobody did.
  std::uint64_t mails_of_sessions = 0, mails_of_files = 0;
  std::array<std::uint64_t, 4> completeness{};
  std::array<std::uint64_t, 5> outcomes{};
  std::uint64_t mails_without_envelope = 0;
  // By their facts parser.readings_differ and parser.other_reading_missing; 0 where no other reader
  // was asked.
  std::uint64_t mails_read_otherwise = 0, mails_without_other_reading = 0;
  // As the classifiers counted them (Classifier::facts_found; 0 where nobody did), and as the
  // records hold them.
  std::uint64_t facts_found = 0, facts_kept = 0, facts_not_kept = 0;
  std::uint64_t defects = 0;
  std::uint64_t objections = 0;
  // Records handed to the output before this one; 0 where nobody counted them.
  std::uint64_t records_handed_out = 0;
  // Those that do not close; empty in a sound run. See broken_equations().
  std::vector<Equation> broken_equations;

  // Each input, session and mail of the run once. An input whose own frames or mails do not add up
  // enters broken_equations at once.
  void add(const capture::InputFacts& input);
  void add(const SessionRecord& session);
  void add(const MailRecord& mail);
  // All counts of another part of the run.
  void add(const Summary& part);

  bool incomplete() const;  // anything missing, cut, truncated, dropped or given up: exit code 3
};

// robustness.md section 5.3 over the whole run, in a fixed order, closing or not. An equation one
// side of which nobody counted is left out.
std::vector<Equation> equations(const Summary& summary);

// Those of `equations(summary)` that do not close, after those of single inputs that add() found.
std::vector<Equation> broken_equations(const Summary& summary);

}  // namespace constat::classifier
