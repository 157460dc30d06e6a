// Counts per criterion, state and fact. No total over criteria exists.

#include "classifier/timeline/criterion_tallies.h"

#include <algorithm>
#include <set>

namespace constat::classifier {
namespace {

constexpr std::size_t kExamples = 3;

// A fact without bytes of its own has the frames of its mail.
void set_origin(const MailRecord& mail, std::size_t index, Example& example) {
  example.input = mail.input;
  example.first_frame = mail.first_frame;
  example.last_frame = mail.last_frame;
  const std::vector<InputFrames>* several = &mail.origins;
  if (index < mail.fact_origins.size() && !mail.fact_origins[index].empty()) {
    several = &mail.fact_origins[index];
  } else if (index < mail.fact_frames.size() && mail.fact_frames[index].first != 0) {
    std::tie(example.first_frame, example.last_frame) = mail.fact_frames[index];
    return;
  }
  if (several->empty()) return;
  example.input = several->front().input;
  example.first_frame = several->front().first_frame;
  example.last_frame = several->front().last_frame;
  if (several->size() > 1) example.origins = *several;
}

Example example_of(const MailRecord& mail, std::size_t index) {
  const Fact& fact = mail.facts[index];
  Example example;
  example.mail = mail.id;
  set_origin(mail, index, example);
  example.door = mail.door;
  if (index < mail.fact_sources.size()) example.source = mail.fact_sources[index];
  example.mail_sha256 = mail.sha256;
  example.part = fact.part;
  example.range = fact.range;
  example.value = fact.value;
  example.quote = fact.quote;
  return example;
}

// Takes the facts of one id in order; keeps the first three of different values, and others only to
// fill up.
class FactCollector {
 public:
  void add(const MailRecord& mail, std::size_t index) {
    if (last_mail_ != &mail) ++mails_;
    last_mail_ = &mail;
    const std::uint64_t place = seen_++;
    if (different_.size() == kExamples) return;
    const auto has_value = [&](const Placed& kept) {
      return kept.example.value == mail.facts[index].value;
    };
    const bool known = std::ranges::any_of(different_, has_value);
    std::vector<Placed>& keep = known ? alike_ : different_;
    if (keep.size() < kExamples) keep.push_back({place, example_of(mail, index)});
  }

  FactTally take(const std::string& id) {
    const std::size_t wanted = kExamples - different_.size();
    for (std::size_t index = 0; index < std::min(wanted, alike_.size()); ++index) {
      different_.push_back(std::move(alike_[index]));
    }
    std::ranges::sort(different_, {}, &Placed::place);
    FactTally tally;
    tally.fact = id;
    tally.mails = mails_;
    for (Placed& kept : different_) tally.examples.push_back(std::move(kept.example));
    return tally;
  }

 private:
  struct Placed {
    std::uint64_t place;
    Example example;
  };
  const MailRecord* last_mail_ = nullptr;
  std::uint64_t mails_ = 0;
  std::uint64_t seen_ = 0;
  std::vector<Placed> different_, alike_;
};

using Collectors = std::map<std::string, FactCollector, std::less<>>;

void collect(const MailRecord& mail, const std::vector<std::uint32_t>& indices,
             Collectors& collectors) {
  for (const std::uint32_t index : indices) {
    if (index < mail.facts.size()) collectors[mail.facts[index].id].add(mail, index);
  }
}

std::vector<FactTally> take_all(Collectors& collectors) {
  std::vector<FactTally> tallies;
  for (auto& [id, collector] : collectors) tallies.push_back(collector.take(id));
  return tallies;
}

// What is gathered of one criterion while the mails go by.
struct Gathered {
  CriterionTally tally;
  Collectors for_facts, against_facts, context_facts;

  void add(const MailRecord& mail, const Finding& finding) {
    ++tally.states[static_cast<std::size_t>(finding.state)];
    if (!finding.reason.empty()) ++tally.reasons[finding.reason];
    collect(mail, finding.for_facts, for_facts);
    collect(mail, finding.against_facts, against_facts);
    collect(mail, finding.context_facts, context_facts);
  }

  CriterionTally take(const std::string& id) {
    tally.criterion = id;
    tally.for_facts = take_all(for_facts);
    tally.against_facts = take_all(against_facts);
    tally.context_facts = take_all(context_facts);
    return std::move(tally);
  }
};

}  // namespace

std::vector<CriterionTally> tally_criteria(const MailPointers& mails) {
  std::map<std::string, Gathered, std::less<>> gathered;
  for (const MailRecord* mail : mails) {
    for (const Finding& finding : mail->findings) gathered[finding.criterion].add(*mail, finding);
  }
  std::vector<CriterionTally> tallies;
  for (const Criterion* criterion : criteria()) {
    const std::string id(criterion->id);
    tallies.push_back(gathered[id].take(id));
    gathered.erase(id);
  }
  for (auto& [id, rest] : gathered) tallies.push_back(rest.take(id));
  return tallies;
}

}  // namespace constat::classifier
