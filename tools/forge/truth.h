// The ground truth: what was written, as JSON lines, one per session, mail and transaction without
// content, then a summary. It comes from the plan and the dialogue, never from reading the capture.
// docs/forge.md lists the fields.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "tools/forge/dialogue.h"
#include "tools/forge/scenario.h"

namespace constat::forge {

enum class TruthDetail : std::uint8_t { kAll, kSummary };

// What the capture holds of a mail's content.
enum class Completeness : std::uint8_t { kComplete, kHoled, kTruncated, kMidstream, kUnseen };
std::string_view name_of(Completeness completeness);

struct Seen {
  Completeness completeness = Completeness::kComplete;
  std::uint64_t missing = 0;  // bytes of the content as sent (dots stuffed) that the capture lacks
};

// `captured`: stretches of the client's stream that the capture holds, in any order.
Seen seen_of(const SentMail& mail, const SessionPlan& plan, std::vector<ByteRange> captured);

class Truth {
 public:
  // `out` must outlive it.
  Truth(TruthDetail detail, std::ostream& out) : detail_(detail), out_(out) {}

  // Sessions count from 1 in the order of the calls.
  void add(const SessionPlan& plan, const Dialogue& dialogue,
           const std::vector<ByteRange>& captured, std::uint64_t frames);
  void finish(std::uint64_t seed, std::uint64_t frames, std::uint64_t file_bytes);

 private:
  using RecipientCounts = std::array<std::uint64_t, 4>;  // by Outcome
  struct Sender {
    std::uint64_t mails = 0;
    std::uint64_t bytes = 0;
    RecipientCounts recipients{};
  };

  void add_session(const SessionPlan& plan, const Dialogue& dialogue, std::uint64_t frames);
  void add_transaction(const SentTransaction& sent, const SessionPlan& plan,
                       const std::vector<ByteRange>& captured);
  void write_mail(const SentTransaction& sent, const Seen& seen);
  void write_line(const std::string& line);

  TruthDetail detail_;
  std::ostream& out_;
  std::uint64_t sessions_ = 0;
  std::uint64_t encrypted_sessions_ = 0;
  std::uint64_t transactions_ = 0;
  std::uint64_t objections_ = 0;
  std::uint64_t missing_ = 0;
  std::uint64_t mail_bytes_ = 0;
  std::uint64_t mails_in_session_ = 0;
  std::array<std::uint64_t, 4> mails_{};         // by Outcome
  std::array<std::uint64_t, 5> completeness_{};  // by Completeness
  RecipientCounts recipients_{};
  std::map<std::string, Sender> senders_;
};

}  // namespace constat::forge
