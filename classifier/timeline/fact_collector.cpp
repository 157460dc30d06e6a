#include "classifier/timeline/fact_collector.h"

#include <algorithm>
#include <tuple>
#include <utility>

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

// The mail as a whole was examined; the fact was seen elsewhere.
Example example_of(const MailRecord& mail, const Delivery& delivery, const DeliveryFact& fact) {
  Example example;
  example.mail = mail.id;
  set_origin(mail, mail.facts.size(), example);
  example.door = mail.door;
  example.mail_sha256 = mail.sha256;
  example.part = fact.reference.exhibit ? "register" : "timeline";
  example.value = fact.value;
  example.person = delivery.person;
  if (fact.reference != Reference()) example.reference = fact.reference;
  example.elapsed_seconds = fact.elapsed_seconds;
  return example;
}

}  // namespace

void FactCollector::add(std::uint64_t unit, const std::string& value,
                        const std::function<Example()>& make) {
  if (last_unit_ != unit) ++units_;
  last_unit_ = unit;
  const std::uint64_t place = seen_++;
  if (different_.size() == kExamples) return;
  const bool known = std::ranges::any_of(
      different_, [&](const Placed& kept) { return kept.example.value == value; });
  std::vector<Placed>& keep = known ? alike_ : different_;
  if (keep.size() < kExamples) keep.push_back({place, make()});
}

FactTally FactCollector::take(const std::string& id) {
  const std::size_t wanted = kExamples - different_.size();
  for (std::size_t index = 0; index < std::min(wanted, alike_.size()); ++index) {
    different_.push_back(std::move(alike_[index]));
  }
  std::ranges::sort(different_, {}, &Placed::place);
  FactTally tally;
  tally.fact = id;
  tally.mails = units_;
  for (Placed& kept : different_) tally.examples.push_back(std::move(kept.example));
  return tally;
}

void FactCollectors::add(const MailRecord& mail, const Delivery* delivery,
                         const std::vector<std::uint32_t>& indices) {
  ++unit_;
  const std::size_t of_mail = mail.facts.size();
  for (const std::uint32_t index : indices) {
    if (index < of_mail) {
      const Fact& fact = mail.facts[index];
      by_id_[fact.id].add(unit_, fact.value, [&] {
        Example example = example_of(mail, index);
        if (delivery != nullptr) example.person = delivery->person;
        return example;
      });
    } else if (delivery != nullptr && index - of_mail < delivery->facts.size()) {
      const DeliveryFact& fact = delivery->facts[index - of_mail];
      by_id_[fact.id].add(unit_, fact.value, [&] { return example_of(mail, *delivery, fact); });
    }
  }
}

std::vector<FactTally> FactCollectors::take() {
  std::vector<FactTally> tallies;
  for (auto& [id, collector] : by_id_) tallies.push_back(collector.take(id));
  by_id_.clear();
  return tallies;
}

}  // namespace constat::classifier
