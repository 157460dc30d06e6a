// The second phase: what several mails together show, and the registers, of each delivery.
//
//   traces by sender and time --> addresses, templates, histories of pairs --> FoundFacts by mail,
//                                                                              objections
//
// Everything is sorted in bounded memory (Limits::timeline_bytes), so neither the number of mails
// nor the order of their arrival makes a difference.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "classifier/assessment.h"
#include "classifier/timeline/delivery.h"
#include "classifier/timeline/found_facts.h"
#include "core/limits.h"
#include "core/record_spool.h"

namespace constat::classifier {

// By sender, time, then by what tells equal times apart: the order in which mails are assessed.
SortKey sender_order(const MailRecord& mail);

class SecondPhase {
 public:
  // The registers must outlive this.
  SecondPhase(const Limits& limits, const Registers& registers);

  // `traces`: append_trace() of every mail of the run under its sender_order(). Call once; an error
  // is one of temporary files.
  absl::Status run(std::vector<RecordSpool>& traces);

  // After run(): the facts of the mails, in that order.
  FoundFacts facts() { return FoundFacts(found_); }
  // Each by (time, mail, sender); at most Limits::objections of each are kept, the rest is counted.
  struct Told {
    std::vector<Objection> objections;           // seen in the flow
    std::vector<Objection> complaints;           // feedback reports
    std::vector<Objection> register_objections;  // rows with a later mail
    std::uint64_t objections_not_kept = 0;       // of all three
  };
  const Told& told() const { return told_; }

 private:
  absl::Status read_traces(std::vector<RecordSpool>& traces);
  absl::Status walk_pairs();
  void keep(std::vector<Objection>&& more, std::vector<Objection>& kept);

  const Limits& limits_;
  Registers registers_;
  std::vector<RecordSpool> events_, found_;
  Told told_;
};

}  // namespace constat::classifier
