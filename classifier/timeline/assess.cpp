// The second phase over records in memory.

#include <algorithm>
#include <cassert>

#include "classifier/assessment.h"
#include "classifier/timeline/assessor.h"
#include "classifier/timeline/mail_trace.h"
#include "classifier/timeline/second_phase.h"

namespace constat::classifier {
namespace {

// Temporary files are the only thing that can go wrong, and the program asks for their status where
// it reads records itself (tools/constat): here records are in memory already.
void run(const std::vector<MailRecord>& mails, const Limits& limits, SecondPhase& phase) {
  std::vector<RecordSpool> traces;
  traces.emplace_back(limits.timeline_bytes);
  std::string bytes;
  for (const MailRecord& mail : mails) {
    bytes.clear();
    append_trace(trace_of(mail), bytes);
    traces.front().add(sender_order(mail).bytes(), bytes);
  }
  const absl::Status status = phase.run(traces);
  assert(status.ok());
  static_cast<void>(status);
}

std::vector<const MailRecord*> in_sender_order(const std::vector<MailRecord>& mails) {
  std::vector<std::pair<SortKey, const MailRecord*>> keyed;
  for (const MailRecord& mail : mails) keyed.emplace_back(sender_order(mail), &mail);
  std::ranges::stable_sort(
      keyed, [](const auto& a, const auto& b) { return a.first.bytes() < b.first.bytes(); });
  std::vector<const MailRecord*> ordered;
  for (const auto& [key, mail] : keyed) ordered.push_back(mail);
  return ordered;
}

}  // namespace

capture::Outcome reached(const MailRecord& mail, const RecipientRecord& recipient) {
  return recipient.outcome == capture::Outcome::kAccepted ? mail.outcome : recipient.outcome;
}

std::vector<Assessment> assess(const std::vector<MailRecord>& mails, const Registers& registers,
                               const Limits& limits) {
  SecondPhase phase(limits, registers);
  run(mails, limits, phase);
  Assessor assessor(limits, registers);
  FoundFacts facts = phase.facts();
  for (const MailRecord* mail : in_sender_order(mails)) {
    const FoundFacts::OfMail found = facts.take(*mail);
    if (!found.is_only_objection) assessor.add(*mail, found.deliveries);
  }
  return assessor.take(phase.told());
}

std::vector<Objection> find_objections(const std::vector<MailRecord>& mails) {
  const Limits limits;
  SecondPhase phase(limits, {});
  run(mails, limits, phase);
  return phase.told().objections;
}

}  // namespace constat::classifier
